"""A template compiled for one shape, as it is held in memory and in a file."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from typing import TypeVar

from casedrop.formats.excel.compiled.growing import at
from casedrop.formats.excel.compiled.program import Program, program
from casedrop.formats.excel.compiled.shape import SEVERAL, Shape
from casedrop.formats.excel.compiled.styles import Styles
from casedrop.formats.excel.lines import Face, points
from casedrop.language.problem import Json

SIZES = 8
"""How many sizes of a compiled template are held ready."""

K = TypeVar("K")
V = TypeVar("V")


class Sized:
    """A template compiled for one shape, and its programs for the sizes asked for last."""

    def __init__(self, taken: Json, shape: Shape, lang: str) -> None:
        self._taken, self._chinese = taken, lang.startswith("zh")
        self._tables = [table for table, rows in shape.counts if rows == SEVERAL]
        self._styles = Styles(taken["styles"])
        self._programs: OrderedDict[tuple[int, ...], Program] = OrderedDict()

    def program(self, tables: tuple[str, ...], rows: tuple[int, ...]) -> Program:
        """The program for so many rows in each table."""
        if rows not in self._programs:
            sized = at(self._taken, self._tables, dict(zip(tables, rows, strict=True)))
            put(self._programs, rows, program(sized, self._styles, self._measure), SIZES)
        self._programs.move_to_end(rows)
        return self._programs[rows]

    def packed(self) -> bytes:
        """What `unpacked` makes the same of."""
        return zlib.compress(json.dumps(self._taken, ensure_ascii=False).encode(), 1)

    def _measure(self, text: str, face: Face) -> float:
        return points(text, face, chinese=self._chinese)


def unpacked(data: bytes, shape: Shape, lang: str) -> Sized:
    """The compiled template that was packed."""
    return Sized(json.loads(zlib.decompress(data)), shape, lang)


def put(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Keep a value, and of all no more than so many: what was not asked for longest goes."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
