"""How long filled forms take to be read, beside python-docx's walk of the same controls and openpyxl's load of the same sheet.

Word forms are read as issued, as python-docx saves them and, where it is installed, as LibreOffice does. No file is read
twice: each round has other answers, so that nothing that was remembered of a person's words helps.

python benchmarks/reading.py [--rounds N] [--json] [FORM ...]
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median

import click
import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook
from timing import milliseconds

import casedrop
from casedrop.formats.registry import FORMATS
from casedrop.language.problem import Json

ROOT = Path(__file__).parents[1]
SOME = ("customization-quote", "acceptance-report", "training-notice", "customization-analysis")
PEERS = {"docx": "python-docx, a walk of its controls", "xlsx": "openpyxl, a load and a walk of its cells"}


@dataclass(frozen=True)
class Row:
    """One form read, saved by a program: the median milliseconds of the processor, ours and the peer's."""

    form: str
    format: str
    saved: str
    peer: str
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as long the peer takes."""
        return self.theirs / self.ours


def controls(data: bytes) -> list[tuple[str, str]]:
    """Tag and text of every control, as one gets them with python-docx."""
    body = docx.Document(io.BytesIO(data)).element.body
    tags = ((sdt, sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")) for sdt in body.iter(qn("w:sdt")))
    return [
        (tag.get(qn("w:val")), "".join(t.text or "" for t in sdt.iter(qn("w:t"))))
        for sdt, tag in tags
        if tag is not None
    ]


def cells(data: bytes) -> list[object]:
    """Every value of a workbook, as one gets them with openpyxl."""
    book = load_workbook(io.BytesIO(data))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


def measured(office: casedrop.Workspace, name: str, rounds: int) -> Iterator[Row]:
    """One form, by each program that saves it: so many files read by both in turn; a first one is not counted."""
    form = office.form(name)
    issued = [form.fill(varied(form.sample("vi"), n), lang="vi").data for n in range(rounds + 1)]
    read, template = FORMATS[form.format].read, form.templates("vi")
    for saved, files in (("as issued", issued), *(resaved(issued) if form.format == "docx" else ())):
        times = [
            (
                milliseconds(partial(read, data, form.declared, "vi", template)),
                milliseconds(partial(PEER[form.format], data)),
            )
            for data in files
        ][1:]
        ours, theirs = (median(side) for side in zip(*times, strict=True))
        yield Row(name, form.format, saved, PEERS[form.format], ours, theirs)


def varied(answers: Json, n: int) -> Json:
    """The same answers, other words: a number behind every text of several words."""
    if isinstance(answers, dict):
        return {key: varied(value, n) for key, value in answers.items()}
    if isinstance(answers, list):
        return [varied(value, n) for value in answers]
    return f"{answers} {n}" if isinstance(answers, str) and " " in answers else answers


def resaved(files: Sequence[bytes]) -> Iterator[tuple[str, Sequence[bytes]]]:
    """The files as other programs save them, by the program's name."""
    yield "python-docx", [_by_python_docx(data) for data in files]
    office = shutil.which("soffice")
    if office:
        yield "LibreOffice", _by_libreoffice(office, files)


def _by_python_docx(data: bytes) -> bytes:
    out = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(out)
    return out.getvalue()


def _by_libreoffice(office: str, files: Sequence[bytes]) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before"), Path(folder, "after")
        before.mkdir()
        for n, data in enumerate(files):
            (before / f"{n:03}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        kind = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(after))
        command = [office, profile, "--headless", *kind, *map(str, sorted(before.iterdir()))]
        subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - our own files
        return [path.read_bytes() for path in sorted(after.iterdir())]


PEER: dict[str, Callable[[bytes], object]] = {"docx": controls, "xlsx": cells}


@click.command()
@click.argument("forms", nargs=-1)
@click.option("--rounds", default=9, show_default=True, help="How often each is read.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(forms: tuple[str, ...], rounds: int, *, json_: bool) -> None:
    """Print, form by form, the times of both and their ratio."""
    office = casedrop.Workspace(ROOT)
    rows = [row for name in forms or SOME for row in measured(office, name, rounds)]
    if json_:
        sys.stdout.write(json.dumps([{**asdict(r), "ratio": round(r.ratio, 2)} for r in rows], indent=2) + "\n")
        return
    for r in rows:
        sys.stdout.write(
            f"{r.form:24} {r.saved:12} {r.ours:6.1f} ms  {r.peer}: {r.theirs:6.1f} ms  {r.ratio:5.2f} times\n"
        )


if __name__ == "__main__":
    main()
