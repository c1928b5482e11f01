"""How people fill a cell of an Excel form in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from typist.habits import Step


@dataclass(frozen=True, slots=True)
class Cell:
    """Where something is typed: a sheet and a cell's name."""

    sheet: str
    cell: str


def written(text: str) -> list[Step]:
    """Text typed into a cell: a line ends with Ctrl+Enter, for Enter alone leaves the cell."""
    first, *more = text.split("\n")
    return [("text", first), *(step for line in more for step in (("key", "RETURN", 1, "MOD1"), ("text", line)))]


def over(place: Cell, text: str) -> list[Step]:
    """The cell chosen, typed, and left with Enter."""
    return [("cell", place.sheet, place.cell), *written(text), ("key", "RETURN")]


def tab(place: Cell, text: str) -> list[Step]:
    """The cell chosen, typed, and left with Tab."""
    return [("cell", place.sheet, place.cell), *written(text), ("key", "TAB")]


def again(place: Cell, text: str) -> list[Step]:
    """Something else typed first, then taken away, and typed anew."""
    return [*over(place, "?"), ("cell", place.sheet, place.cell), ("key", "DELETE"), *over(place, text)]


def edited(place: Cell, text: str) -> list[Step]:
    """Typed, then opened again with F2; a letter set behind it and taken away."""
    again = [("cell", place.sheet, place.cell), ("key", "F2"), ("text", "1"), ("key", "BACKSPACE"), ("key", "RETURN")]
    return [*over(place, text), *again]


def paste(place: Cell, text: str) -> list[Step]:
    """Plain text pasted onto the cell."""
    return [("cell", place.sheet, place.cell), ("paste", "plain", text)]


@dataclass(frozen=True, slots=True)
class ExcelHabit:
    """A habit: what is done at a cell, and what the file is saved as."""

    name: str
    steps: Callable[[Cell, str], list[Step]]
    ending: str = "xlsx"


EXCEL_HABITS = {
    h.name: h
    for h in (
        ExcelHabit("cell", over),
        ExcelHabit("cell-tab", tab),
        ExcelHabit("cell-again", again),
        ExcelHabit("cell-edited", edited),
        ExcelHabit("cell-paste", paste),
        ExcelHabit("cell-as-xls", over, "xls"),
        ExcelHabit("cell-as-ods", over, "ods"),
    )
}
