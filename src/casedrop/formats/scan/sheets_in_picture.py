"""Several sheets on one picture: how many may lie there, and whether those whose codes are seen lie there wholly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from casedrop.formats.qr import SIZE, CodeInPicture

WIDE, HIGH = 210.0, 297.0
"""A4 in millimetres: a code stands in its upper or lower right corner."""
_RIGHT, _EDGE = 18.0 + SIZE / 2, 10.1 + SIZE / 2
"""The middle of a code from the right edge of its sheet, and from the upper or lower one."""
DOWN = (HIGH - _EDGE, _EDGE)
"""How far below its sheet's upper edge the middle of a code may be: at the foot, or in the header."""
_INSET = 25.0
"""How far within its sheet, in millimetres, what is looked at lies: a slanted sheet is not exactly where its code says."""
_ROUGHLY = 0.3
"""The part of a sheet that may be wanting for it to count as having room: what a code says of lengths is not exact."""

Point = tuple[float, float]


@dataclass(frozen=True)
class SheetInPicture:
    """A sheet by its code: where the code's middle is, how long a millimetre is, and which way its lines run, in widths of
    the picture; and how many millimetres `down` its sheet the code's middle is, which a code does not say."""

    middle: Point
    scale: float
    along: Point
    down: float

    @classmethod
    def of(cls, code: CodeInPicture, down: float = _EDGE) -> SheetInPicture:
        """The sheet that bears a code so far below its upper edge."""
        (a, b), (c, d), (e, f), (g, h) = code.corners
        right, below = (c + e - a - g) / 2, (d + f - b - h) / 2
        side = max(math.hypot(right, below), 1e-6)
        middle = (a + c + e + g) / 4, (b + d + f + h) / 4
        return cls(middle, side / SIZE, (right / side, below / side), down)

    def at(self, point: Point) -> Point:
        """Where a point of the picture lies on the sheet: millimetres from its upper left corner."""
        x, y = ((p - m) / self.scale for p, m in zip(point, self.middle, strict=True))
        (a, b) = self.along
        return x * a + y * b + WIDE - _RIGHT, y * a - x * b + self.down

    def points(self) -> Iterator[Point]:
        """Points of the picture that the sheet covers: its middle, and within its corners and sides."""
        (a, b), (left, top) = self.along, self.middle
        for across in (_INSET, WIDE / 2, WIDE - _INSET):
            for down in (_INSET, HIGH / 2, HIGH - _INSET):
                x, y = (across - WIDE + _RIGHT) * self.scale, (down - self.down) * self.scale
                yield left + x * a - y * b, top + x * b + y * a


def room(code: CodeInPicture, high: float) -> int:
    """How many sheets as large as the one that bears the code a picture `high` times as high as wide has room for."""
    sheet = WIDE * HIGH * SheetInPicture.of(code).scale ** 2
    return max(1, math.floor(high / sheet + _ROUGHLY))


def all_whole(codes: Sequence[CodeInPicture], high: float) -> bool:
    """Whether the sheets of these codes lie wholly in a picture `high` times as high as wide, and none upon another, if
    all bear their codes at the foot, or all in the header."""
    return any(_are_whole([SheetInPicture.of(code, down) for code in codes], high) for down in DOWN)


def _are_whole(sheets: Sequence[SheetInPicture], high: float) -> bool:
    inside = all(0 <= x < 1 and 0 <= y < high for sheet in sheets for x, y in sheet.points())
    return inside and not any(_covers(one, point) for one, two in permutations(sheets, 2) for point in two.points())


def _covers(sheet: SheetInPicture, point: Point) -> bool:
    x, y = sheet.at(point)
    return 0 < x < WIDE and 0 < y < HIGH
