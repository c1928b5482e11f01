"""Steps of a walk that are taken at one go: from a cell to the next one, which is most of what stands between two texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from casedrop.formats.word.page import PageRow
from casedrop.formats.word.straight.properties import Band, Surface
from casedrop.formats.word.straight.walk import BODY, CELL, LINE, ROW, TABLE, Step, Walk

_IN_CELL = [BODY, TABLE, ROW, CELL, LINE]
"""Where a walk is within a paragraph of a cell, and no control around it."""


def at_one_go(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps, of which those are one that lead from a cell to the next, in its row or below."""
    at = 0
    acts = [act for act, _ in steps]
    while at < len(steps):
        for many, said, one in _LEAPS:
            if acts[at : at + len(many)] == many:
                at += len(many)
                yield one, tuple(about for _, about in steps[at - said : at])
                break
        else:
            yield steps[at]
            at += 1


def next_cell(walk: Walk, about: tuple[Surface, Surface]) -> None:
    """End a paragraph and its cell, begin the next cell and a paragraph in it."""
    cell, line = about
    if not _is_simply_in_cell(walk):
        _one_by_one(walk, _TO_CELL, (None, None, cell, line))
        return
    walk.put_cell(cell)
    walk.begun[-1] = True
    walk.around = (line.style, walk.table_is.style, line.fill, cell.fill, walk.table_is.fill)


def next_row(walk: Walk, about: tuple[Band, Surface, Surface]) -> None:
    """End a paragraph, its cell and its row, begin the next row, a cell and a paragraph in it."""
    band, cell, line = about
    if not _is_simply_in_cell(walk):
        _one_by_one(walk, _TO_ROW, (None, None, None, band, cell, line))
        return
    walk.at, walk.cells = band.before, []
    walk.rows.append(PageRow(walk.cells, band.is_head))
    next_cell(walk, (cell, line))


def _is_simply_in_cell(walk: Walk) -> bool:
    """Whether a walk is in a paragraph of a cell, and in no control, bookmark or field there: no step can be unusual."""
    return walk.stack == _IN_CELL and not walk.open and not walk.code_at


def _one_by_one(walk: Walk, acts: Sequence[Callable[..., None]], abouts: Sequence[object]) -> None:
    for act, about in zip(acts, abouts, strict=True):
        act(walk, about)


_TO_CELL: list[Callable[..., None]] = [Walk.end_paragraph, Walk.end_cell, Walk.cell, Walk.paragraph]
_TO_ROW: list[Callable[..., None]] = [
    Walk.end_paragraph,
    Walk.end_cell,
    Walk.end_row,
    Walk.row,
    Walk.cell,
    Walk.paragraph,
]
_LEAPS: Sequence[tuple[list[Callable[..., None]], int, Callable[[Walk, Any], None]]] = (
    (_TO_CELL, 2, next_cell),
    (_TO_ROW, 3, next_row),
)
"""Steps that follow each other, how many of them, the last ones, say something, and the leap that they are."""
