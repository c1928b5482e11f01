"""What lies on a drawn sheet: boxes and lines, in pixels from its upper left corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casedrop.diagrams.chart import Arrow, Stop

BOX, PAD, APART, LANE, MARGIN = 270.0, 10.0, 60.0, 14.0, 24.0
TITLE, TEXT, LEADING = 14.0, 12.0, 1.35

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A stage's box: its upper left corner, its height, the lines of its title and below it."""

    stop: Stop
    x: float
    y: float
    height: float
    title: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def foot(self) -> float:
        """Where it ends below."""
        return self.y + self.height


@dataclass(frozen=True)
class RoadLine:
    """A road's line from foot to head, and its words; the first line's base begins at `at`."""

    arrow: Arrow
    points: tuple[Point, ...]
    words: tuple[str, ...]
    at: Point


@dataclass(frozen=True)
class ChartLayout:
    """All boxes by stage and all lines, and the size of the sheet."""

    boxes: Mapping[str, Box]
    lines: tuple[RoadLine, ...]
    width: float
    height: float
