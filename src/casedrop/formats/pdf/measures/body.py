"""What of a page is its own: its body, between the head and the foot that other pages have too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedrop.formats.pdf.measures.laid import Box, Laid, Line

EDGE = 60.0
"""Head and foot reach no further into a page, in millimetres."""
MARGIN = 20.0
"""Above this a page of a letter has nothing but its running head."""
_HERE = 0.6
"""What stands so near to where it stands on another page, in millimetres, stands at the same place."""
_PAGE_OF = re.compile(r"\d+\D{1,9}\d+")


@dataclass(frozen=True)
class Body:
    """A page with what of it is body: from where to where, its lines, its rows of lines from top to bottom."""

    page: Laid
    number: int
    top: float
    bottom: float
    lines: Sequence[Line]
    rows: Sequence[Sequence[Line]]

    @property
    def room(self) -> float:
        """How much a page has room for."""
        return self.bottom - self.top

    @property
    def across(self) -> list[Box]:
        """The rules across it, from top to bottom."""
        return sorted((r for r in self.page.across if self.top < r.top < self.bottom), key=lambda r: r.top)

    @property
    def end(self) -> float:
        """Where the last thing in it ends: a line, a rule, a picture."""
        inside = (*(line.box for line in self.lines), *self.page.across, *self.page.pictures, *self.page.down)
        return max((b.bottom for b in inside if self.top <= b.top and b.bottom <= self.bottom), default=self.top)


def bodies(pages: Sequence[Laid], *, margin: float = MARGIN) -> list[Body]:
    """The body of each page; above `margin` there is only head."""
    return [_body(page, number, list(pages), margin) for number, page in enumerate(pages, 1)]


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in rows from top to bottom, those beside each other in one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.base):
        if rows and line.base - rows[-1][0].base < 1.2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box.left) for row in rows]


def _body(page: Laid, number: int, pages: Sequence[Laid], margin: float) -> Body:
    """The body of one page among all."""
    others = [line for n, other in enumerate(pages, 1) if n != number for line in other.lines]
    said = [line for line in page.lines if line.text.strip()]
    rows = rows_of(said)
    head = [row for row in _edge(rows, others) if row[0].box.bottom < EDGE or row[0].box.bottom < margin]
    above = [row for row in rows if max(line.box.bottom for line in row) < margin]
    foot = [row for row in _edge(rows[::-1], others) if row[0].box.top > page.high - EDGE]
    top = max((line.box.bottom for row in (*head, *above) for line in row), default=0.0)
    bottom = min((line.box.top for row in foot for line in row), default=page.high - MARGIN / 2)
    top, bottom = _past(page, top), _before(page, bottom)
    inside = [line for line in said if line.box.top >= top and line.box.bottom <= bottom]
    return Body(page, number, top, bottom, inside, rows_of(inside))


def _edge(rows: Sequence[Sequence[Line]], others: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The first rows, as far as all of each is on other pages too."""
    for row in rows:
        if not all(_recurs(line, others) for line in row):
            return
        yield row


def _recurs(line: Line, others: Sequence[Line]) -> bool:
    """Whether another page says the same at the same place, or its own number there."""
    there = (one for one in others if abs(one.base - line.base) < _HERE)
    own = _PAGE_OF.sub("#", line.text.strip())
    return any(one.text == line.text or (own == _PAGE_OF.sub("#", one.text.strip()) != one.text) for one in there)


def _past(page: Laid, top: float) -> float:
    """Below the head's lines, and below the rule that closes it."""
    closing = [r.bottom for r in page.across if 0 < r.top - top < 3 and r.wide > page.wide / 2]
    return max([top, *closing]) if top else top


def _before(page: Laid, bottom: float) -> float:
    """Above the foot's lines, and above the rule and the code that open it."""
    opening = [r.top for r in page.across if 0 < bottom - r.bottom < 4 and r.wide > page.wide / 3]
    codes = [p.top for p in page.pictures if p.bottom > page.high - MARGIN and p.top > page.high - EDGE]
    return min([bottom, *opening, *codes])
