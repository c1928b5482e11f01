"""PDFs by LibreOffice: its own profile, no network, a time limit, killed with its children (libraries.md 1.11)."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

SECONDS = 90


class NoConverter(Exception):  # noqa: N818
    """No LibreOffice is on this machine; the document waits for one."""


class ConversionFailed(Exception):  # noqa: N818
    """LibreOffice made no PDF of the document."""


def converter() -> str | None:
    """The path of LibreOffice's program, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(data: bytes, name: str) -> bytes:
    """The PDF of a document; raises NoConverter, ConversionFailed."""
    program = converter()
    if program is None:
        raise NoConverter
    with tempfile.TemporaryDirectory(prefix="casedrop-pdf-") as work:
        source = Path(work) / f"document{Path(name).suffix}"
        source.write_bytes(data)
        _run([*_no_network(), program, *_switches(Path(work)), "--outdir", work, str(source)])
        result = source.with_suffix(".pdf")
        if not result.is_file() or not result.read_bytes().startswith(b"%PDF"):
            raise ConversionFailed(name)
        return result.read_bytes()


def _switches(work: Path) -> list[str]:
    profile = (work / "profile").as_uri()
    return [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]


def _no_network() -> list[str]:
    """The words before a command that take its network away, where the system can."""
    test = shutil.which("unshare")
    if test is None:
        return []
    words = [test, "--net"] if os.geteuid() == 0 else [test, "--user", "--map-root-user", "--net"]
    can = subprocess.run([*words, "true"], capture_output=True, check=False)  # noqa: S603
    return words if can.returncode == 0 else []


def _run(command: list[str]) -> None:
    with fonts() as config, _group(command, {**_clean(), "FONTCONFIG_FILE": str(config)}) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ConversionFailed(command[-1]) from error


@contextlib.contextmanager
def _group(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def fonts() -> contextlib.AbstractContextManager[Path]:
    """A file for fontconfig that gives the fonts our templates name to those this machine has (documents.md 2)."""
    return resources.as_file(resources.files("casedrop.desk").joinpath("fonts.conf"))


def _clean() -> dict[str, str]:
    """The environment without anything a converter has no business with (faults K1)."""
    return {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "SYSTEMROOT")}
