"""How long 100,000 rows take to be read and judged, beside a bare pass of openpyxl over the same workbook.

python benchmarks/bulk.py [ROWS]
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from casedrop.formats import excel
from casedrop.forms.form import Form
from casedrop.workspace.reading.forms import read_form

ROOT = Path(__file__).parents[1]
FACTS = {
    "company": {"name": "–", "address": "–", "phone": "–", "email": "–"},
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


def seconds(act: Callable[[], object]) -> float:
    """The processor's seconds an act takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    """Print both times, their ratio, and the most memory used."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    form, _ = read_form(ROOT, ROOT / "forms" / "data-import" / "data-import.yaml")
    if form is None:
        raise SystemExit("no such form")
    template = (ROOT / "templates" / "data-import" / "data-import.xlsx").read_bytes()
    data = workbook(form, template, rows)
    ours = seconds(lambda: excel.read(data, form, "en", template))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    book = load_workbook(io.BytesIO(data), read_only=True)
    theirs = seconds(lambda: [None for sheet in book for _ in sheet.iter_rows(values_only=True)])
    sys.stdout.write(
        f"{rows} rows: {ours:.1f} s, openpyxl {theirs:.1f} s, ratio {ours / theirs:.2f}, at most {memory} MB\n"
    )


if __name__ == "__main__":
    main()
