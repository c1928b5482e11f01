"""How long 100,000 rows take to be read and judged, beside openpyxl and jsonschema doing the same the usual way.

python benchmarks/bulk.py [ROWS] [--json]
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from timing import seconds

from casedrop.formats import excel
from casedrop.forms.form import Form
from casedrop.forms.judging.reference import FORMATS
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import read_form

ROOT = Path(__file__).parents[1]
FACTS = {
    "company": letterhead({"name": "–", "address": "–", "phone": "–", "email": "–"}, "vi"),
    "doc": {"number": "1", "date": "2026-03-18", "readable": "–", "audience": "internal"},
}


def workbook(form: Form, template: bytes, rows: int) -> bytes:
    """A workbook with so many lines of vouchers, two a voucher, and the accounts and partners they name."""
    blank = excel.fill(template, form, "en", {}, writable=form.writable("filling"), stamp="S", facts=FACTS)
    book = load_workbook(io.BytesIO(blank))
    for n in range(200):
        book["Account balances"].append([str(1000 + n), f"Account {n}"])
    for n in range(1000):
        book["Partners"].append([f"P{n:05}", f"Partner {n}", "Customer"])
    for n in range(rows):
        day, amount = date(2026, 1, 1) + timedelta(n % 300), 1000 + n // 2
        sides = (None, amount) if n % 2 else (amount, None)
        line = [f"V{n // 2:06}", day, f"Sale {n}", str(1000 + n % 200), *sides, "VND", f"P{n % 1000:05}"]
        book["Past vouchers"].append([*line, None, None, n % 17 + 1, f"note {n}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def usual(data: bytes, form: Form) -> int:
    """How many faults one finds the usual way: openpyxl goes through the rows, jsonschema judges each."""
    schema = form.schema["properties"]["vouchers"]["items"]
    validator, names = Draft202012Validator(schema, format_checker=FORMATS), list(schema["properties"])
    rows = load_workbook(io.BytesIO(data), read_only=True)["Past vouchers"].iter_rows(min_row=4, values_only=True)
    said = ({n: as_text(v) for n, v in zip(names, row, strict=False) if v is not None} for row in rows)
    return sum(1 for row in said for _ in validator.iter_errors(row))


def as_text(value: object) -> str:
    """A cell's value as the schema asks for it."""
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


@click.command()
@click.argument("rows", default=100_000)
@click.option("--make", type=click.Path(path_type=Path), help="Only write the workbook there.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def main(rows: int, make: Path | None, *, json_: bool) -> None:
    """Print both times, their ratio, and the most memory that reading used."""
    form, _ = read_form(ROOT, ROOT / "forms" / "data-import" / "data-import.yaml")
    if form is None:
        raise SystemExit("no such form")
    template = (ROOT / "templates" / "data-import" / "data-import.xlsx").read_bytes()
    if make:
        make.write_bytes(workbook(form, template, rows))
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bulk.xlsx"  # made in a process of its own, whose memory does not count
        subprocess.run([sys.executable, __file__, str(rows), "--make", str(path)], check=True)  # noqa: S603 - ourselves
        data = path.read_bytes()
    ours = seconds(lambda: excel.read(data, form, "en", template))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    theirs = seconds(lambda: usual(data, form))
    said = {"rows": rows, "ours": ours, "theirs": theirs, "ratio": theirs / ours, "megabytes": memory}
    if json_:
        sys.stdout.write(json.dumps(said) + "\n")
        return
    sys.stdout.write(
        f"{rows} rows: {ours:.1f} s, openpyxl and jsonschema {theirs:.1f} s, ratio {theirs / ours:.2f}, at most {memory} MB\n"
    )


if __name__ == "__main__":
    main()
