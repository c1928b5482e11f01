"""How long workbooks take to be filled, beside openpyxl's load and save of them, and beside the limit: rendering nothing, only
deflating and putting together the same bytes.

python benchmarks/filling_excel.py [--rounds N] [--json] [FORM ...]
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
from openpyxl import load_workbook
from timing import milliseconds

import casedrop
from casedrop.formats import excel, zips
from casedrop.formats.excel.compiled.road import AFTER
from casedrop.formats.excel.filling.finish import own_parts
from casedrop.formats.shell import shell
from casedrop.language.problem import Json
from casedrop.workspace.letterhead import letterhead

ROOT = Path(__file__).parents[1]
SOME = ("customization-analysis", "training-plan", "requirement-evaluation")
FACTS: dict[str, Json] = {
    "company": letterhead(
        {
            "name": "Công ty Mẫu",
            "address": "Số 1 đường Ví Dụ",
            "phone": "028 5550 0147",
            "email": "a@mau.example",
        },
        "vi",
    ),
    "doc": {"number": "PT-2026-0118", "date": "2026-03-09", "readable": "PT-2026-0118", "audience": "internal"},
    "case": {"number": "C-2026-0007"},
    "today": "2026-03-09",
}


@dataclass(frozen=True)
class Row:
    """One form filled: the median milliseconds of the processor of ours, of openpyxl's load and save of its template and of the
    filled workbook, and of deflating and putting together the same bytes."""

    form: str
    ours: float
    template: float
    workbook: float
    limit: float


def saved(data: bytes) -> None:
    """Load a workbook and save it, as one does with openpyxl whatever is written in between."""
    load_workbook(io.BytesIO(data)).save(io.BytesIO())


def measured(office: casedrop.Workspace, name: str, rounds: int) -> Row:
    """One form, filled with its sample so many times, by all in turn; the rounds in which it is compiled are not counted."""
    form = office.form(name)
    template, declared = form.templates("vi"), form.declared
    said, writable = form.sample("vi"), declared.writable(None)

    def ours() -> bytes:
        return excel.fill(template, declared, "vi", said, writable=writable, stamp="S", facts=FACTS)

    data = ours()
    parts = zips.read_parts(data)
    own = {part: parts[part] for part in own_parts(parts)}
    around = shell(parts, own)
    acts = (ours, lambda: saved(template), lambda: saved(data), lambda: around.filled(own))
    times = [tuple(map(milliseconds, acts)) for _ in range(rounds + AFTER + 1)][AFTER + 1 :]
    return Row(name, *(median(side) for side in zip(*times, strict=True)))


@click.command()
@click.argument("forms", nargs=-1)
@click.option("--rounds", default=15, show_default=True, help="How often each is filled.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(forms: tuple[str, ...], rounds: int, *, json_: bool) -> None:
    """Print, form by form, the times of all and how many times faster we are."""
    office = casedrop.Workspace(ROOT)
    rows = [measured(office, name, rounds) for name in forms or SOME]
    if json_:
        sys.stdout.write(json.dumps([asdict(r) for r in rows], indent=2) + "\n")
        return
    for r in rows:
        sys.stdout.write(
            f"{r.form:26} {r.ours:5.2f} ms  openpyxl, load and save of the template {r.template:5.1f} ms "
            f"({r.template / r.ours:4.1f} times), of the filled workbook {r.workbook:5.1f} ms "
            f"({r.workbook / r.ours:4.1f} times), deflate and put together {r.limit:4.2f} ms ({r.limit / r.ours:4.0%})\n"
        )


if __name__ == "__main__":
    main()
