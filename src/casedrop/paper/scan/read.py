"""A scan as a value: what stands on each of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from casedrop.core.codes import parse
from casedrop.core.model import Problem
from casedrop.paper.scan.eyes import codes_on, is_blank
from casedrop.paper.scan.sheets import Sheet, UnusableError, opened


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a scan, counted from 0: the texts of the codes on it, by how many degrees clockwise (0, 90, 180, 270) it
    must be turned to stand upright, as far as a code tells, and whether nothing is on it."""

    index: int
    codes: tuple[str, ...] = ()
    turn: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """The pages of a scan in the order they lie in it; with a problem, only those before it."""

    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(data: bytes, most: int | None = None) -> Scan:
    """What a PDF, TIFF, JPEG or PNG shows, or the `most` first pages of it; nothing is said yet of whose the codes are.

    Problems: `file.damaged`, `file.protected`, `scan.too-many`, `scan.too-large`. A page without a code takes seconds;
    the caller's process sets a limit.
    """
    pages: list[Page] = []
    try:
        with opened(data) as sheets:
            for index, sheet in enumerate(islice(sheets, most)):
                pages.append(_page(index, sheet))
    except UnusableError as error:
        return Scan(tuple(pages), (error.problem,))
    return Scan(tuple(pages))


def _page(index: int, sheet: Sheet) -> Page:
    if is_blank(sheet):
        return Page(index, blank=True)
    found = codes_on(sheet)
    turns = [s.turn for s in found if parse(s.text)] or [s.turn for s in found] or [0]
    return Page(index, tuple(dict.fromkeys(s.text for s in found)), turns[0])
