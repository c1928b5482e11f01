"""PDFs, many in one call, and copies of old formats by LibreOffice: its own profile, no network, a time limit, killed with its
children (libraries.md 1.11)."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from casedrop.desk import processes
from casedrop.desk.libreoffice.profile import fresh

SECONDS = 90
"""The time a call may take."""
MORE = 10
"""Seconds that each document beyond the first adds to it."""
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""What LibreOffice calls the formats that copies are made in."""
MEMORY, LARGEST = 4_000_000_000, 200_000_000
"""Bytes that making a copy may take: of addresses, most of which LibreOffice never uses, and of each file."""


class NoConverter(Exception):  # noqa: N818
    """No LibreOffice is on this machine; the document waits for one."""


class ConversionFailed(Exception):  # noqa: N818
    """LibreOffice made no PDF of the document."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document of which there is no PDF: its name, and why: `time` (the call was stopped) or `none` (none came out)."""

    name: str
    why: str


def converter() -> str | None:
    """The path of LibreOffice's program, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(data: bytes, name: str) -> bytes:
    """The PDF of a document; raises NoConverter, ConversionFailed."""
    made = to_pdfs([(data, name)])[0]
    if isinstance(made, Failure):
        raise ConversionFailed(name)
    return made


def to_pdfs(
    documents: Sequence[tuple[bytes, str]], seconds: float | None = None, *, archival: bool = False
) -> list[bytes | Failure]:
    """The PDF of each document (bytes, name), or why there is none, made in one call of LibreOffice.

    What was made before the time was over counts. `seconds`: the limit, `SECONDS` and a little for each unless told.
    `archival`: as PDF/A-2b (ISO 19005-2). Raises NoConverter.
    """
    program = converter()
    if program is None:
        raise NoConverter
    if not documents:
        return []
    limit = SECONDS + MORE * (len(documents) - 1) if seconds is None else seconds
    with tempfile.TemporaryDirectory(prefix="casedrop-pdf-", ignore_cleanup_errors=True) as work:
        sources = [_written(Path(work), n, data, name) for n, (data, name) in enumerate(documents)]
        switches = _switches(Path(work), program, "pdf", archival=archival)
        command = [*_no_network(), program, *switches, *map(str, sources)]
        why = "none" if _run(command, limit, Path(work)) else "time"
        return [_made(source, name, why) for source, (_, name) in zip(sources, documents, strict=True)]


def to_copy(data: bytes, was: str, wanted: str, seconds: float = SECONDS) -> bytes:
    """A copy in the format `wanted` (docx, xlsx) of a document in another office's format `was`; the network is away and the
    memory capped, for nobody knows what the document is. Raises NoConverter, ConversionFailed.
    """
    program = converter()
    if program is None:
        raise NoConverter
    with tempfile.TemporaryDirectory(prefix="casedrop-copy-", ignore_cleanup_errors=True) as work:
        source = Path(work) / f"in.{was}"
        source.write_bytes(data)
        switches = _switches(Path(work), program, FILTERS[wanted])
        command = [*_capped(seconds), *_no_network(), program, *switches, str(source)]
        is_done, made = _run(command, seconds, Path(work)), source.with_suffix(f".{wanted}")
        if not is_done or not made.is_file():
            raise ConversionFailed(was)
        return made.read_bytes()


def _capped(seconds: float) -> list[str]:
    """The words before a command that cap its memory, its processor time and its files, where the system can."""
    test = shutil.which("prlimit")
    return [test, f"--as={MEMORY}", f"--cpu={round(seconds)}", f"--fsize={LARGEST}"] if test else []


def _written(work: Path, number: int, data: bytes, name: str) -> Path:
    """Where a document now lies, under a name that says nothing."""
    path = work / f"{number:04d}{Path(name).suffix}"
    path.write_bytes(data)
    return path


def _made(source: Path, name: str, why: str) -> bytes | Failure:
    """The PDF beside a document's file, if it is whole."""
    path = source.with_suffix(".pdf")
    data = path.read_bytes() if path.is_file() else b""
    whole = data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    return data if whole else Failure(name, why)


def _switches(work: Path, program: str, wanted: str, *, archival: bool = False) -> list[str]:
    """The words of a call with a profile of its own in a folder, that makes `wanted` of what is named after them."""
    profile = fresh(work / "profile", program, archival=archival)
    return [profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", wanted, "--outdir", str(work)]


def _no_network() -> list[str]:
    """The words before a command that take its network away, where the system can."""
    test = shutil.which("unshare")
    if test is None:
        return []
    words = [test, "--net"] if os.geteuid() == 0 else [test, "--user", "--map-root-user", "--net"]
    can = subprocess.run([*words, "true"], capture_output=True, check=False)  # noqa: S603
    return words if can.returncode == 0 else []


def _run(command: list[str], seconds: float, folder: Path) -> bool:
    """Whether the command, run in a folder, came to its end in time."""
    with (
        fonts() as config,
        processes.group(command, env={**_clean(), "FONTCONFIG_FILE": str(config)}, folder=folder) as process,
    ):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
    return True


def fonts() -> contextlib.AbstractContextManager[Path]:
    """A file for fontconfig that gives the fonts our templates name to those this machine has (documents.md 2)."""
    return resources.as_file(resources.files("casedrop.desk.libreoffice").joinpath("fonts.conf"))


def _clean() -> dict[str, str]:
    """The environment, without any variable that a converter does not need (faults K1)."""
    return {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "SYSTEMROOT")}
