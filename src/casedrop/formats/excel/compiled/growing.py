"""Tables of any size: a workbook taken apart at a few sizes says how every number in it grows with the rows of its tables.

Nothing is known of what the numbers mean: rows, ranges of formulas, names, rules, areas, breaks and anchors are all alike. What
does not grow evenly is not taken for something that does: the template is then filled by the other road.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from casedrop.formats.excel.compiled.shape import SEVERAL
from casedrop.language.problem import Json

_DIGITS = re.compile(r"(\d+)")

Line = list[int]
"""A number at the first size, and what each row more of each table adds, and each row further down in one."""


class Uneven(Exception):  # noqa: N818
    """Two workbooks of one template differ in more than numbers."""


def lifted(first: Json, others: Sequence[Json]) -> Json:
    """The workbook at `first`'s size, with how it grows, of workbooks that have a row more in one table each. Raises `Uneven`."""
    if isinstance(first, dict):
        return _lifted_map(first, others)
    if isinstance(first, list):
        if any(len(other) != len(first) for other in others):
            raise Uneven(str(first)[:200])
        return [lifted(one, [other[n] for other in others]) for n, one in enumerate(first)]
    if all(other == first for other in others):
        return first
    if isinstance(first, bool) or not isinstance(first, int | str):
        raise Uneven(f"{first}, {others}")
    return {"+": _line(first, others)} if isinstance(first, int) else {"~": _text(first, others)}


def _lifted_map(first: dict[str, Json], others: Sequence[Json]) -> Json:
    if any(other.keys() != first.keys() for other in others):
        raise Uneven(str(first)[:200])
    if "table" not in first:
        return {key: lifted(value, [other[key] for other in others]) for key, value in first.items()}
    zero = [other["first"] for other in others]
    row = lifted(first["second"], [*(other["second"] for other in others), first["third"]])
    return {"table": first["table"], "first": lifted(first["first"], [*zero, first["first"]]), "more": row}


def _line(first: int, others: Sequence[int]) -> Line:
    return [first, *(other - first for other in others)]


def _text(first: str, others: Sequence[str]) -> list[str | Line]:
    pieces = [_DIGITS.split(text) for text in (first, *others)]
    if any(len(piece) != len(pieces[0]) for piece in pieces):
        raise Uneven(first)
    said: list[str | Line] = [""]
    for n, alike in enumerate(zip(*pieces, strict=True)):
        if len(set(alike)) == 1:
            said[-1:] = [f"{said[-1]}{alike[0]}"] if isinstance(said[-1], str) else [said[-1], alike[0]]
        elif n % 2 and not any(digits.startswith("0") and digits != "0" for digits in alike):
            said.append(_line(int(alike[0]), [int(digits) for digits in alike[1:]]))
        else:
            raise Uneven(first)
    return said


def at(grown: Json, tables: Sequence[str], rows: Mapping[str, int]) -> Json:
    """The workbook with so many rows in each table; `tables` are those it grows with, in the order of `lifted`."""
    more = [rows[table] - SEVERAL for table in tables]

    def value(line: Line, further: int) -> int:
        grows = sum(by * n for by, n in zip(line[1:], more, strict=False))
        return line[0] + grows + (line[-1] * further if further else 0)

    return _at(grown, value, rows, 0)


def _at(grown: Json, value: Callable[[Line, int], int], rows: Mapping[str, int], further: int) -> Json:
    if isinstance(grown, list):
        made: list[Json] = []
        for item in grown:
            if isinstance(item, dict) and "table" in item:
                made.append(_at(item["first"], value, rows, 0))
                made += (_at(item["more"], value, rows, n) for n in range(rows[item["table"]] - 1))
            else:
                made.append(_at(item, value, rows, further))
        return made
    if not isinstance(grown, dict):
        return grown
    if "+" in grown:
        return value(grown["+"], further)
    if "~" in grown:
        return "".join(piece if isinstance(piece, str) else str(value(piece, further)) for piece in grown["~"])
    return {key: _at(item, value, rows, further) for key, item in grown.items()}
