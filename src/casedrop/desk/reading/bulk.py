"""A workbook's bulk tables gone through once more, in a process of its own: its rows as files, or a list of all its faults.

What a reading says of them are numbers and the first faults; rows and lists are made of the workbook itself, as often as
need be, and are the same each time.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from casedrop.desk import processes
from casedrop.desk.reading.caps import Limits, cap
from casedrop.desk.reading.confine import Fence
from casedrop.desk.reading.readers import environment
from casedrop.formats.late import Late
from casedrop.formats.rows import CsvFile, Lines, harmless
from casedrop.forms.bulk.tables import BulkRow
from casedrop.forms.form import Field, Form, node
from casedrop.forms.pointers import pattern
from casedrop.language import messages
from casedrop.language.problem import Json, Problem

if TYPE_CHECKING:
    from casedrop.formats import excel
else:
    excel = Late("casedrop.formats.excel")

FAULTS = "faults.csv"
HEADS = ("sheet", "cell", "field", "what", "do")
"""The columns of a list of faults, by the keys of their headings."""
LARGEST = 500_000_000
"""Bytes that one of the files may have."""
EXACT = ("date", "decimal", "integer")
"""The kinds of columns whose values begin no formula."""

Wanted = Literal["rows", "faults"]


@dataclass(frozen=True)
class Task:
    """What to make of a workbook at `path`, filled in `lang`, and into which folder."""

    path: str
    form: Form
    lang: str
    folder: str
    wanted: Wanted
    limits: Limits


def unroll(task: Task) -> None:
    """Make the files; raises ChildProcessError if they could not be made within the limits of a reading."""
    command, seconds = processes.own(__name__), task.limits.scan_seconds
    try:
        processes.run(command, pickle.dumps(task), seconds=seconds, env=environment())
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ChildProcessError(str(task.path)) from error


def main() -> None:
    """Do the one task that standard input gives."""
    task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    cap(task.limits, task.limits.scan_seconds, LARGEST)
    data = Path(task.path).read_bytes()
    Fence([], [Path(task.folder)]).enter()
    made = excel.go_through(data, task.form, task.lang)
    if task.wanted == "rows":
        write_rows(made, task.form, Path(task.folder))
    else:
        write_faults(made, task.form, task.lang, Path(task.folder))


def write_rows(made: Iterator[BulkRow | Problem], form: Form, folder: Path) -> None:
    """Write the rows of each table to `<table>.csv` and `<table>.jsonl` in the folder."""
    with ExitStack() as stack:
        tables = {at: stack.enter_context(_Pair(folder, at, columns)) for at, columns in form.bulk.items()}
        for one in made:
            if isinstance(one, BulkRow):
                tables[one.table].add(one.values)


class _Pair(ExitStack):
    """The two files of one table; a column's heading is its property's name, the same in every language."""

    def __init__(self, folder: Path, at: str, columns: tuple[Field, ...]) -> None:
        super().__init__()
        self.columns = {c.column: c.kind not in EXACT for c in columns}
        self.table = self.enter_context(CsvFile(file_in(folder, at, "csv"), list(self.columns)))
        self.lines = self.enter_context(Lines(file_in(folder, at, "jsonl")))

    def add(self, values: Mapping[str, Json]) -> None:
        """Write one row to both."""
        ordered = {name: values[name] for name in self.columns if name in values}
        self.table.add(harmless(values.get(name), is_text=is_text) for name, is_text in self.columns.items())
        self.lines.add(ordered)


def file_in(folder: Path, at: str, kind: str) -> Path:
    """Where the file of a table lies while it is made."""
    return folder / f"{at.strip('/')}.{kind}"


def write_faults(made: Iterator[BulkRow | Problem], form: Form, lang: str, folder: Path) -> None:
    """Write all faults to `faults.csv` in the folder, one a row, in the reader's language."""
    heads = [messages.phrase(f"answers.list_{head}", lang) for head in HEADS]
    with CsvFile(folder / FAULTS, heads) as table:
        for one in made:
            if isinstance(one, Problem):
                table.add(map(harmless, fault(one, form, lang)))


def fault(problem: Problem, form: Form, lang: str) -> tuple[str, ...]:
    """The sheet, the cell and the label of a fault, what is wrong, and what to do."""
    label = str(node(form.schema, pattern(problem.pointer))["x-labels"][lang])
    sheet, cell = (str(problem.place.args.get(name, "")) for name in ("sheet", "cell"))
    return (sheet, cell, label, *problem.halves(lang, label))
