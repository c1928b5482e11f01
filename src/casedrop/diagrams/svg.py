"""A chart as an SVG drawing: nothing but boxes, lines and letters, for any viewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from casedrop.diagrams.chart import Chart
from casedrop.diagrams.layout import laid_out
from casedrop.diagrams.measure import width
from casedrop.diagrams.sheet import BOX, LEADING, PAD, TEXT, TITLE, Box, ChartLayout, Point, RoadLine

_INK, _LATE, _END = "#1f2937", "#b45309", "#eef2f7"
_HERE = "#8fc6e0"
"""The ground behind the stage where a case stands."""
_FONTS = "Arial, 'Liberation Sans', sans-serif"


def svg(chart: Chart, distances: Mapping[str, int], here: str = "") -> str:
    """The drawing; `distances` is each stage's from the start. Deadlines are dashed, closing stages have two borders; the stage
    `here` stands out."""
    layout = laid_out(chart, distances)
    size = f'width="{layout.width:g}" height="{layout.height:g}" viewBox="0 0 {layout.width:g} {layout.height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} xml:lang="{chart.lang}" font-family="{_FONTS}">'
    return "\n".join([head, *_drawn(chart, layout, here), "</svg>", ""])


def _drawn(chart: Chart, layout: ChartLayout, here: str) -> Iterator[str]:
    yield f"<title>{escape(chart.title)}</title>"
    yield '<rect width="100%" height="100%" fill="white"/>'
    if chart.start in layout.boxes:
        yield from _beginning(layout.boxes[chart.start])
    for line in layout.lines:
        yield from _road(line)
    for box in layout.boxes.values():
        yield from _stage(box, is_here=box.stop.stage == here)
    for line in layout.lines:
        yield from _words(line)


def _beginning(box: Box) -> Iterator[str]:
    x = box.x + BOX / 12
    yield f'<circle cx="{x:g}" cy="{box.y - 30:g}" r="6" fill="{_INK}"/>'
    yield _path([(x, box.y - 30), (x, box.y)], _INK, "")
    yield _tip((x, box.y), _INK)


def _road(line: RoadLine) -> Iterator[str]:
    colour, dashes = (_LATE, ' stroke-dasharray="6 4"') if line.arrow.late else (_INK, "")
    yield _path(line.points, colour, dashes)
    yield _tip(line.points[-1], colour)


def _words(line: RoadLine) -> Iterator[str]:
    """A road's words on white, so that a line they lie upon does not cross them out."""
    x, y = line.at
    for k, text in enumerate(line.words):
        size = f'width="{width(text, TEXT):g}" height="{TEXT * LEADING:g}"'
        yield f'<rect x="{x:g}" y="{y + (k * LEADING - 1) * TEXT:g}" {size} fill="white"/>'
    yield from _letters(line.words, line.at, TEXT, f'fill="{_LATE if line.arrow.late else _INK}"')


def _stage(box: Box, *, is_here: bool) -> Iterator[str]:
    if is_here:
        yield _frame(box, -5, _HERE)
    yield _frame(box, 0, _END if box.stop.closes else "white")
    if box.stop.closes:
        yield _frame(box, 4, "none")
    base = box.y + PAD + TITLE
    yield from _letters(box.title, (box.x + PAD, base), TITLE, f'fill="{_INK}" font-weight="bold"')
    base += TITLE * LEADING * len(box.title) - TITLE + TEXT
    yield from _letters(box.lines, (box.x + PAD, base), TEXT, f'fill="{_INK}"')


def _frame(box: Box, inset: float, fill: str) -> str:
    at = f'x="{box.x + inset:g}" y="{box.y + inset:g}"'
    size = f'width="{BOX - 2 * inset:g}" height="{box.height - 2 * inset:g}"'
    return f'<rect {at} {size} rx="6" fill="{fill}" stroke="{_INK}"/>'


def _path(points: Sequence[Point], colour: str, more: str) -> str:
    points_text = " ".join(f"{x:g},{y:g}" for x, y in points)
    return f'<polyline points="{points_text}" fill="none" stroke="{colour}"{more}/>'


def _tip(end: Point, colour: str) -> str:
    x, y = end
    return f'<polygon points="{x:g},{y:g} {x - 4:g},{y - 9:g} {x + 4:g},{y - 9:g}" fill="{colour}"/>'


def _letters(lines: Sequence[str], at: Point, size: float, look: str) -> Iterator[str]:
    for k, line in enumerate(lines):
        place = f'x="{at[0]:g}" y="{at[1] + k * size * LEADING:g}"'
        yield f'<text {place} font-size="{size:g}" {look}>{escape(line)}</text>'
