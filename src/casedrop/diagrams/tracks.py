"""The gaps between the rows of boxes: each road has a track of its own there, so that no two lie upon each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casedrop.diagrams.chart import Arrow
from casedrop.diagrams.measure import wrapped
from casedrop.diagrams.sheet import LEADING, PAD, TEXT

LABEL, TRACK, TIP = 300.0, 10.0, 22.0


@dataclass(frozen=True)
class Tracks:
    """The tracks of each gap (gap k is below row k, gap -1 above the first).

    From above: the roads that leave a box into the gap, each as high as its words, then those that come in from a lane.
    """

    leaving: Mapping[int, Sequence[Arrow]]
    coming: Mapping[int, Sequence[Arrow]]
    words: Mapping[Arrow, tuple[str, ...]]

    def height(self, gap: int) -> float:
        """How high the gap is."""
        used = sum(self.step(a) for a in self.leaving.get(gap, ())) + TRACK * len(self.coming.get(gap, ()))
        return used + TIP + PAD

    def step(self, arrow: Arrow) -> float:
        """How much of the gap a road that leaves into it takes."""
        return TRACK + TEXT * LEADING * len(self.words[arrow])

    def below(self, gap: int, arrow: Arrow) -> float:
        """How far below the row above it a leaving road's track lies."""
        roads = self.leaving[gap]
        return sum(self.step(a) for a in roads[: roads.index(arrow) + 1])

    def above(self, gap: int, arrow: Arrow) -> float:
        """How far above the row below it a coming road's track lies."""
        return TIP + TRACK * self.coming[gap].index(arrow)


def tracks(arrows: Iterable[Arrow], row_of: Mapping[str, int]) -> Tracks:
    """The tracks of all roads, for boxes that stand in the rows `row_of` says."""
    leaving, coming = defaultdict[int, list[Arrow]](list), defaultdict[int, list[Arrow]](list)
    words = {arrow: tuple(wrapped(arrow.text, LABEL, TEXT)) for arrow in arrows}
    for arrow in words:
        leaving[row_of[arrow.start]].append(arrow)
        if not is_next(arrow, row_of):
            coming[row_of[arrow.go] - 1].append(arrow)
    return Tracks(leaving, coming, words)


def is_next(arrow: Arrow, row_of: Mapping[str, int]) -> bool:
    """Whether a road leads to the next row, and so needs no lane."""
    return row_of[arrow.go] == row_of[arrow.start] + 1
