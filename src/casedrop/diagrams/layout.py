"""Where the boxes and roads of a chart lie: a row of boxes for each distance from the start, the roads in between.

A road leaves a box at its foot and enters one at its head. To the next row it bends once in the gap; to any other it goes
by a lane right of all boxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from casedrop.diagrams.chart import Chart, Stop
from casedrop.diagrams.measure import width, wrapped
from casedrop.diagrams.routes import routes
from casedrop.diagrams.sheet import APART, BOX, LEADING, MARGIN, PAD, TEXT, TITLE, Box, ChartLayout
from casedrop.diagrams.tracks import Tracks, tracks

DOT = 30.0


def laid_out(chart: Chart, distances: Mapping[str, int]) -> ChartLayout:
    """The layout of a chart; the stages that `distances` from the start does not have come last."""
    rows = in_rows(chart, distances)
    row_of = {stop.stage: k for k, row in enumerate(rows) for stop in row}
    between = tracks(chart.roads, row_of)
    boxes = placed(rows, between)
    lines = routes(between, row_of, boxes)
    ends = [box.x + BOX for box in boxes.values()] + [x for line in lines for x, _ in line.points]
    ends += [line.at[0] + width(text, TEXT) for line in lines for text in line.words]
    foot = max(box.foot for box in boxes.values()) + between.height(len(rows) - 1)
    return ChartLayout(boxes, lines, max(ends) + MARGIN, foot)


def in_rows(chart: Chart, distances: Mapping[str, int]) -> list[list[Stop]]:
    """The stages in rows by their distance; within a row, each as near as can be below those that lead to it."""
    last = max(distances.values(), default=-1) + 1
    rows: list[list[Stop]] = [[] for _ in range(last + 1)]
    for stop in chart.stages:
        rows[distances.get(stop.stage, last)].append(stop)
    rows = [row for row in rows if row]
    for before, row in pairwise(rows):
        pulls = _pulls(chart, {stop.stage: k for k, stop in enumerate(before)})
        row.sort(key=lambda stop: pulls.get(stop.stage, 0.0))
    return rows


def placed(rows: Sequence[Sequence[Stop]], between: Tracks) -> dict[str, Box]:
    """Every stage's box: rows below each other, each in the middle."""
    widest = max(len(row) for row in rows)
    boxes: dict[str, Box] = {}
    head = MARGIN + DOT + between.height(-1)
    for k, row in enumerate(rows):
        left = MARGIN + (widest - len(row)) * (BOX + APART) / 2
        made = [_box(stop, left + n * (BOX + APART), head) for n, stop in enumerate(row)]
        boxes |= {box.stop.stage: box for box in made}
        head = max(box.foot for box in made) + between.height(k)
    return boxes


def _box(stop: Stop, x: float, y: float) -> Box:
    room = BOX - 2 * PAD
    title = tuple(wrapped(stop.title, room, TITLE * 1.05))
    lines = tuple(line for text in stop.lines for line in wrapped(text, room, TEXT))
    height = 2 * PAD + LEADING * (TITLE * len(title) + TEXT * len(lines))
    return Box(stop, x, y, height, title, lines)


def _pulls(chart: Chart, order: Mapping[str, int]) -> dict[str, float]:
    """For each stage, the middle of the places in the row above from which roads lead to it."""
    above = defaultdict[str, list[int]](list)
    for road in chart.roads:
        if road.start in order:
            above[road.go].append(order[road.start])
    return {stage: sum(places) / len(places) for stage, places in above.items()}
