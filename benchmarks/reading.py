"""How long filled forms take to be read, beside python-docx's walk of the same controls and openpyxl's load of the same sheet.

python benchmarks/reading.py [--rounds N] [--json] [FORM ...]
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook

import casedrop
from casedrop.formats.excel.package import glanced
from casedrop.formats.registry import FORMATS
from casedrop.language.encodings import misread

ROOT = Path(__file__).parents[1]
SOME = ("customization-quote", "acceptance-report", "training-notice", "customization-analysis")
PEERS = {"docx": "python-docx, a walk of its controls", "xlsx": "openpyxl, a load and a walk of its cells"}


@dataclass(frozen=True)
class Row:
    """One form read: the median milliseconds of the processor, ours and the peer's, and how many times faster we are."""

    form: str
    format: str
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


def milliseconds(act: Callable[[], object]) -> float:
    """The processor's milliseconds an act takes."""
    start = time.process_time()
    act()
    return 1000 * (time.process_time() - start)


def forget() -> None:
    """Forget the last file and its texts, which a next one would not have; what is known of its template stays."""
    glanced.cache_clear()
    misread.cache_clear()


def measured(office: casedrop.Workspace, name: str, rounds: int) -> Row:
    """One form, filled with its sample, read so many times by both in turn; a first round of each is not counted."""
    form = office.form(name)
    data = form.fill(form.sample("vi"), lang="vi").data
    read, template = FORMATS[form.format].read, form.templates("vi")

    def ours() -> object:
        forget()
        return read(data, form.declared, "vi", template)

    acts = (ours, lambda: PEER[form.format](data))
    times = [tuple(map(milliseconds, acts)) for _ in range(rounds + 1)][1:]
    return Row(name, form.format, PEERS[form.format], *(median(side) for side in zip(*times, strict=True)))


PEER: dict[str, Callable[[bytes], object]] = {"docx": controls, "xlsx": cells}


@click.command()
@click.argument("forms", nargs=-1)
@click.option("--rounds", default=9, show_default=True, help="How often each is read.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(forms: tuple[str, ...], rounds: int, *, json_: bool) -> None:
    """Print, form by form, the times of both and their ratio."""
    office = casedrop.Workspace(ROOT)
    rows = [measured(office, name, rounds) for name in forms or SOME]
    if json_:
        sys.stdout.write(json.dumps([{**asdict(r), "ratio": round(r.ratio, 2)} for r in rows], indent=2) + "\n")
        return
    for r in rows:
        sys.stdout.write(f"{r.form:28} {r.ours:6.1f} ms  {r.peer}: {r.theirs:6.1f} ms  {r.ratio:5.2f} times\n")


if __name__ == "__main__":
    main()
