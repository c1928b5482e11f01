"""Pages that are hardly filled: a page of a few lines, a row or a line alone on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from casedrop.formats.pdf.measures.body import Body
from casedrop.formats.pdf.measures.laid import Box, Line
from casedrop.formats.pdf.measures.places import at
from casedrop.formats.pdf.measures.told import Told
from casedrop.language.problem import Problem

LEAST = 1 / 3
"""How much of its room a page fills at least: what is a little less looks like a mistake."""
ROWS = 2
"""Rows of a table that stay together on either side of a break."""


def hardly_filled(pages: Sequence[Body], told: Told) -> Iterator[Problem]:
    """`page.thin` for a page after the first that is filled to less than a third (args share, in percent), and `page.line` for
    one with a single line. Sheets of a workbook are lists of their own."""
    for body in pages[1:] if told.sheets < 2 else ():
        share = (body.end - body.top) / max(body.room, 1)
        if len(body.rows) < ROWS:
            yield Problem("page.line", at(body))
        elif share < LEAST:
            yield Problem("page.thin", at(body), args={"share": round(100 * share)})


def lone_rows(pages: Sequence[Body], _told: Told) -> Iterator[Problem]:
    """`page.row` for a table that a break leaves with fewer than two rows on one of its pages: known by its head, which is
    repeated on the next page (args given: what the head begins with)."""
    for body, following in pairwise(pages):
        head = _first(following)
        begins = _where(head, body)
        if not head or begins is None:
            continue
        if _rows(body, begins, to_end=True) < ROWS:
            yield Problem("page.row", at(body, begins.bottom), args={"given": head[0].text.strip()})
        rest = _where(head, following)
        if rest and _rows(following, rest, to_end=False) < ROWS:
            yield Problem("page.row", at(following, rest.bottom), args={"given": head[0].text.strip()})


def _first(body: Body) -> list[Line]:
    """What stands between the first two rules across a page, if the page begins with it: a head that is repeated."""
    rules = body.across
    if len(rules) < 2 or not body.lines or min(line.box.top for line in body.lines) < rules[0].top:
        return []
    below = next((r for r in rules[1:] if r.top - rules[0].bottom > 2), None)
    return [one for one in body.lines if below and rules[0].top < one.box.top and one.box.bottom <= below.bottom]


def _where(head: Sequence[Line], body: Body) -> Box | None:
    """Where a page has a head, the last time: its texts beside each other as on the other page."""
    found = None
    for line in body.lines:
        down = line.base - head[0].base if head and line.text == head[0].text else None
        if down is not None and all(_has(body, one, down) for one in head):
            tops = [one.box.top + down for one in head]
            found = Box(line.box.left, min(tops), line.box.right, max(one.box.bottom + down for one in head))
    return found


def _has(body: Body, line: Line, down: float) -> bool:
    return any(
        one.text == line.text and abs(one.base - line.base - down) < 1 and abs(one.box.left - line.box.left) < 1
        for one in body.lines
    )


def _rows(body: Body, head: Box, *, to_end: bool) -> int:
    """How many rows follow a head on its page, as the rules across part them."""
    rules = [r for r in body.across if r.top > head.bottom - 0.5]
    count = 0
    for upper, lower in pairwise(rules):
        inside = [one for one in body.lines if upper.top < one.base < lower.bottom]
        if lower.top - upper.bottom < 2:
            continue
        if abs(upper.left - lower.left) > 1 or (not inside and lower.top - upper.bottom < 6):
            break
        count += 1
    below = [one for one in body.lines if rules and one.base > rules[-1].bottom]
    return count + (1 if to_end and below else 0) if rules else ROWS
