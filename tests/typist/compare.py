"""What casedrop reads of a typed document, held against what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Reading
from casedrop.language.problem import Json

RESULTS = ("right", "asked", "missing", "wrong")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one field: its concrete pointer, one of `RESULTS`, what was typed and what is read, and the problem's code."""

    pointer: str
    result: str
    typed: Json
    read: Json
    code: str = ""


def compared(typed: Mapping[str, Json], there: Mapping[str, Json], reading: Reading) -> Iterator[Result]:
    """What came of each typed field, then of each that nobody typed and that says something nevertheless.

    A field is asked about when a problem of the reading names it, its table or the whole file.
    """
    read = dict(flatten(reading.answers))
    asked = {p.pointer: p.code for p in reading.problems}
    for pointer, value in typed.items():
        code = _code(pointer, asked)
        got = read.get(pointer)
        result = "right" if got == value and not code else "asked" if code else "missing" if got is None else "wrong"
        yield Result(pointer, result, value, got, code)
    for pointer in read.keys() - typed.keys():
        if read[pointer] != there.get(pointer) and not _code(pointer, asked):
            yield Result(pointer, "wrong", None, read[pointer])


def _code(pointer: str, asked: Mapping[str, str]) -> str:
    """The code of the problem that asks about a field, or ""."""
    named = (p for p in asked if pointer == p or pointer.startswith(f"{p}/") or not p)
    return next((asked[p] for p in named), "")
