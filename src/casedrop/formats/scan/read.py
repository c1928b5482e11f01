"""A scan as a value: what stands on each of its pages."""

from __future__ import annotations

from itertools import islice

from casedrop.formats.scan.find_codes import codes_on, is_blank
from casedrop.formats.scan.limits import UnusableError
from casedrop.formats.scan.pages import ScannedSheet, opened
from casedrop.forms.page_code import parse
from casedrop.forms.reading import Scan, ScanPage


def read(data: bytes, most: int | None = None) -> Scan:
    """What a PDF or a picture shows, or the `most` first pages of it; nothing is said yet of whose the codes are.

    Problems: those of `pages.opened`. A page without a code takes seconds;
    the caller's process sets a limit.
    """
    pages: list[ScanPage] = []
    try:
        with opened(data) as sheets:
            for index, sheet in enumerate(islice(sheets, most)):
                pages.append(_page(index, sheet))
    except UnusableError as error:
        return Scan(tuple(pages), (error.problem,))
    return Scan(tuple(pages))


def _page(index: int, sheet: ScannedSheet) -> ScanPage:
    if is_blank(sheet):
        return ScanPage(index, blank=True)
    found = codes_on(sheet)
    turns = [s.turn for s in found.codes if parse(s.text)] or [s.turn for s in found.codes] or [0]
    return ScanPage(index, tuple(dict.fromkeys(s.text for s in found.codes)), turns[0], crowded=found.crowded)
