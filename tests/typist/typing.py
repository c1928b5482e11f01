"""What a person with a habit does to a form, and what it must say then."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.word.identity import pattern
from casedrop.language.problem import Json
from typist.excel_habits import Cell, ExcelHabit
from typist.habits import Habit, Place, Step
from typist.sheets import Sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNED = re.compile(rb"sig=[A-Z2-7]*")
MORE = 6
"""One row more than a blank table ever has."""


@dataclass(frozen=True, slots=True)
class Typing:
    """A document as issued, what is done to it, what was typed and what stood there before, by concrete pointer."""

    data: bytes
    steps: Sequence[Step]
    typed: Mapping[str, Json]
    there: Mapping[str, Json]

    @property
    def digest(self) -> str:
        """Tells this typing from any other, on whatever machine: the signature of a stamp is by a workspace's own key."""
        said = hashlib.sha256(repr(self.steps).encode())
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            for name in sorted(package.namelist()):
                said.update(_SIGNED.sub(b"sig=", name.encode() + package.read(name)))
        return said.hexdigest()[:12]


def in_word(sheet: Sheet, habit: Habit) -> Typing:
    """What a person does to a Word form."""
    wanted = sheet.values(MORE if habit.rows else 0)
    start = _rows_begun({p: v for p, v in wanted.items() if not sheet.is_mine(p)})
    halves = {p: _half(str(v)) for p, v in wanted.items() if habit.half and sheet.is_mine(p) and _is_long(sheet, p, v)}
    there = _rows_begun({**start, **halves})
    halves = {p: v for p, v in halves.items() if p in there}
    data = sheet.blank(there)
    steps: list[Step] = []
    typed: dict[str, Json] = {}
    for place in places(sheet, data):
        pointer, _, option = place.tag.partition("=")
        if pointer in wanted and sheet.is_mine(pointer) and option in ("", wanted[pointer]):
            text = habit.lines if habit.lines and place.kind == "lines" else sheet.said(pointer, wanted[pointer])
            steps += habit.steps(place, text[len(halves.get(pointer, "")) :])
            typed[pointer] = sheet.meant(pointer, text) if habit.lines else wanted[pointer]
    if habit.rows:
        _one_more(sheet, wanted, steps, typed)
    return Typing(data, steps, typed, start)


def _rows_begun(start: Mapping[str, Json]) -> dict[str, Json]:
    """What stands in a document before, but of each table only the rows up to the first that has nothing yet: a document has
    no empty row between others."""
    rows = {(m[1], int(m[2])) for p in start if (m := re.match(r"(.*?)/(\d+)/", p))}
    last = {table: next(n for n in range(len(rows) + 1) if (table, n) not in rows) for table, _ in rows}
    rest = ((p, v, re.match(r"(.*?)/(\d+)/", p)) for p, v in start.items())
    return {p: v for p, v, m in rest if m is None or int(m[2]) < last[m[1]]}


def _one_more(sheet: Sheet, wanted: Mapping[str, Json], steps: list[Step], typed: dict[str, Json]) -> None:
    """Add what fills one row more in each table that has a row to be typed into in all its columns of texts."""
    tables = {m[1] for p in typed if (m := re.match(r"(/\w+)/\d+/", p))}
    for table in sorted(tables):
        last = max(int(m[1]) for p in typed if (m := re.match(rf"{table}/(\d+)/", p)))
        columns = [p for p in typed if p.startswith(f"{table}/{last}/")]
        more = {p: p.replace(f"{table}/{last}/", f"{table}/{last + 1}/") for p in columns}
        if any(sheet.field(p).kind == "choice" or new not in wanted for p, new in more.items()):
            continue
        steps.append(("new_row", Place(columns[0], "", "").mark))
        for old, new in more.items():
            steps += [("last_row", Place(old, "", "").mark), ("text", sheet.said(new, wanted[new]))]
            typed[new] = wanted[new]


def places(sheet: Sheet, data: bytes) -> Iterator[Place]:
    """The controls of a Word document in their order."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else str(tag.get(f"{W}val"))
        if name.startswith("/"):
            yield Place(name, "".join(map(str, control.itertext(f"{W}t"))), sheet.field(name.partition("=")[0]).kind)


def in_excel(sheet: Sheet, habit: ExcelHabit) -> Typing:
    """What a person does to an Excel form: into each cell that is theirs, and neither locked nor a formula."""
    wanted = sheet.values()
    start = _rows_begun({p: v for p, v in wanted.items() if not sheet.is_mine(p)})
    data = sheet.blank(start)
    steps: list[Step] = []
    typed: dict[str, Json] = {}
    cells = dict(_cells(data, [p for p in wanted if sheet.is_mine(p)]))
    for pointer, cell in cells.items():
        steps += habit.steps(cell, sheet.said(pointer, wanted[pointer]))
        typed[pointer] = wanted[pointer]
    return Typing(data, steps, typed, start)


def _cells(data: bytes, pointers: Sequence[str]) -> Iterator[tuple[str, Cell]]:
    """Where each concrete pointer stands: the cell of its name, or so many rows below the head of its column."""
    book = load_workbook(io.BytesIO(data))
    for pointer in pointers:
        name = "f" + pattern(pointer).replace("/-/", "/").replace("/", ".")
        if name in book.defined_names:
            sheet, at = next(iter(book.defined_names[name].destinations))
            row = re.search(r"/(\d+)/", pointer)
            cell = book[sheet][at.replace("$", "").partition(":")[0]].offset(int(row[1]) + 1 if row else 0, 0)
            if _is_open(book[sheet], cell.coordinate):
                yield pointer, Cell(sheet, cell.coordinate)


def _is_open(sheet: Worksheet, at: str) -> bool:
    """Whether a person can type there."""
    cell = sheet[at]
    return not str(cell.value or "").startswith("=") and not (sheet.protection.sheet and cell.protection.locked)


def _is_long(sheet: Sheet, pointer: str, value: Json) -> bool:
    """Whether a value has two halves."""
    return sheet.field(pointer).kind in ("text", "lines") and isinstance(value, str) and len(value) > 5


def _half(text: str) -> str:
    """The first half of a text, up to a blank where there is one."""
    at = text.rfind(" ", 1, len(text) // 2 + 2)
    return text[: at if at > 0 else len(text) // 2]
