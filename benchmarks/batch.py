"""How many documents a batch makes a second: benchmarks/batch.py [ROWS] [--json]. Real workspace, real ledger, durable writes.

Prints processor time a document, of this process and of its crew, documents a second by the clock, and what one core would do.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from casedrop.desk.admin import batch
from casedrop.desk.crew import cores
from casedrop.desk.desk import Desk
from casedrop.desk.room import Room, open_room
from casedrop.forms.pointers import flatten
from casedrop.workspace import create
from casedrop.workspace.workspace import usable

FORM, LANG = "training-certificate", "vi"


def main(rows: int) -> None:
    """Make so many documents of one form, and print what it took."""
    with tempfile.TemporaryDirectory(prefix="casedrop-bench-", dir=os.environ.get("BENCH_DIR")) as folder:
        root = Path(folder) / "office"
        create.init(root)
        room = open_room(usable(root), lambda: datetime.now(UTC))
        desk = Desk(room)
        planned = batch.plan(room, room.form(FORM), LANG, table(room, Path(folder), rows))
        made: list[int] = []
        begun, own = time.perf_counter(), time.process_time()
        batch.make(desk, planned, lambda row: made.append(row.number), lambda: len(made) == rows)  # all but the PDFs
        took, own = time.perf_counter() - begun, time.process_time() - own
        desk.close()
        tell(rows, took, own)


def tell(rows: int, took: float, own: float) -> None:
    """Print what so many rows took: seconds by the clock, and of processor time here; what the crew took is known of it."""
    crew, here = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    children = crew.ru_utime + crew.ru_stime
    say = sys.stdout.write
    if "--json" in sys.argv:
        each = {"here": own / rows * 1e3, "crew": children / rows * 1e3, "core_second": rows / (own + children)}
        row = {"documents": rows, "cores": cores(), "clock_second": rows / took, **each}
        say(json.dumps([{**row, "memory_mb": here.ru_maxrss // 1024}], indent=2) + "\n")
        return
    say(f"{rows} documents, {cores()} cores: {rows / took:.0f} a second by the clock\n")
    say(f"processor time a document: {own / rows * 1e3:.2f} ms here, {children / rows * 1e3:.2f} ms in the crew\n")
    say(f"documents a second a core: {rows / (own + children):.0f}; most memory {here.ru_maxrss // 1024} MB\n")


def table(room: Room, folder: Path, rows: int) -> Path:
    """A table of so many rows, each with what the form's sample says, and a number in its texts."""
    form = room.form(FORM)
    sample = room.workspace.sample(form, LANG)
    leaves = dict(flatten(sample))
    said = {f.pointer: (f.kind, leaves[f.pointer]) for f in form.fields if not f.rows and f.pointer in leaves}
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(said))
    for n in range(rows):
        sheet.append([f"{got} {n}" if kind == "text" else got for kind, got in said.values()])
    path = folder / "rows.xlsx"
    book.save(path)
    return path


if __name__ == "__main__":
    main(next((int(word) for word in sys.argv[1:] if word.isdigit()), 1000))
