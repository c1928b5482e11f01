"""The lines of the roads: from a box's foot along a track, for a distant one by a lane, to a box's head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from casedrop.diagrams.chart import Arrow
from casedrop.diagrams.measure import width
from casedrop.diagrams.sheet import BOX, LANE, LEADING, MARGIN, TEXT, Box, Point, RoadLine
from casedrop.diagrams.tracks import Tracks, is_next

_ASIDE = 6.0
_APART = 8.0  # roads leave a little left and enter a little right of the middle, so that the two never share a line


def routes(between: Tracks, row_of: Mapping[str, int], boxes: Mapping[str, Box]) -> tuple[RoadLine, ...]:
    """The line of every road. In a gap the rightmost turns first, for words stand right of where a road leaves its box."""
    known = _Router(between, row_of, boxes)
    turning = {gap: sorted(arrows, key=known.out, reverse=True) for gap, arrows in between.leaving.items()}
    return tuple(replace(known, between=replace(between, leaving=turning)).lines())


@dataclass(frozen=True)
class _Router:
    between: Tracks
    row_of: Mapping[str, int]
    boxes: Mapping[str, Box]

    def lines(self) -> list[RoadLine]:
        """The lines, the shorter ways by the inner lanes."""
        first = max(box.x + BOX for box in self.boxes.values())
        first = max([first, *(self.words_end(arrow) for arrow in self.between.words)]) + MARGIN
        far = [arrow for arrow in self.between.words if not is_next(arrow, self.row_of)]
        far.sort(key=lambda arrow: abs(self.row_of[arrow.go] - self.row_of[arrow.start]))
        lanes = {arrow: first + LANE * k for k, arrow in enumerate(far)}
        return [self.line(arrow, lanes.get(arrow)) for arrow in self.between.words]

    def line(self, arrow: Arrow, lane: float | None) -> RoadLine:
        """A road's line; without a lane it goes straight into the next row."""
        start, end = (self.out(arrow), self.boxes[arrow.start].foot), (self.into(arrow), self.boxes[arrow.go].y)
        row = self.row_of[arrow.start]
        track = self.foot(row) + self.between.below(row, arrow)
        points: list[Point] = [start, (start[0], track)]
        if lane is not None:
            back = end[1] - self.between.above(self.row_of[arrow.go] - 1, arrow)
            points += [(lane, track), (lane, back), (end[0], back)]
        else:
            points.append((end[0], track))
        words = self.between.words[arrow]
        at = (start[0] + _ASIDE, track - TEXT * (LEADING * len(words) - 1) - TEXT * (LEADING - 0.9))
        return RoadLine(arrow, (*points, end), words, at)

    def foot(self, row: int) -> float:
        """Where the last box of a row ends."""
        return max(box.foot for stage, box in self.boxes.items() if self.row_of[stage] == row)

    def words_end(self, arrow: Arrow) -> float:
        """Where a road's words end to the right."""
        return self.out(arrow) + _ASIDE + max((width(text, TEXT) for text in self.between.words[arrow]), default=0)

    def out(self, arrow: Arrow) -> float:
        """Where at a box's foot a road leaves it: straight above its end if that is near, or if it is the box's only one."""
        arrows = [a for a in self.between.words if a.start == arrow.start]
        x, left, end = self.port(arrow.start, arrows, arrow) - _APART, self.boxes[arrow.start].x, self.into(arrow)
        near = abs(end - x) <= 2 * _APART or (len(arrows) == 1 and left < end < left + BOX)
        return end if near and is_next(arrow, self.row_of) else x

    def into(self, arrow: Arrow) -> float:
        """Where at a box's head a road enters it."""
        return self.port(arrow.go, [a for a in self.between.words if a.go == arrow.go], arrow) + _APART

    def port(self, stage: str, arrows: list[Arrow], arrow: Arrow) -> float:
        """One of as many places as there are roads at that side of a box: those by a lane to the right."""
        ordered = sorted(arrows, key=lambda a: (not is_next(a, self.row_of), self.boxes[a.go].x, self.boxes[a.start].x))
        return self.boxes[stage].x + BOX * (ordered.index(arrow) + 1) / (len(ordered) + 1)
