"""A scan as a value: what stands on each of its pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from casedrop.formats.late import Late
from casedrop.formats.scan.find_codes import Found, codes_on, is_blank
from casedrop.formats.scan.limits import UnusableError
from casedrop.formats.scan.pages import ScannedSheet, opened
from casedrop.forms.page_code import parse
from casedrop.forms.reading import Scan, ScanPage

if TYPE_CHECKING:
    from casedrop.formats.scan import signed
else:
    signed = Late("casedrop.formats.scan.signed")  # few scans are asked whether they are


def read(data: bytes, most: int | None = None, paper: bytes = b"") -> Scan:
    """What a PDF or a picture shows, or the `most` first pages of it; nothing is said yet of whose the codes are. `paper` is the
    PDF that was issued of it, if its places to sign are to be looked at.

    Problems: those of `pages.opened`. A page without a code takes seconds;
    the caller's process sets a limit.
    """
    pages: list[tuple[ScanPage, Found]] = []
    try:
        with opened(data) as sheets:
            for index, sheet in enumerate(islice(sheets, most)):
                pages.append(_page(index, sheet))
    except UnusableError as error:
        return Scan(tuple(page for page, _ in pages), (error.problem,))
    scan = Scan(tuple(page for page, _ in pages))
    return replace(scan, ink=signed.ink_on(data, paper, [found for _, found in pages])) if paper else scan


def _page(index: int, sheet: ScannedSheet) -> tuple[ScanPage, Found]:
    if is_blank(sheet):
        return ScanPage(index, blank=True), Found()
    found = codes_on(sheet)
    turns = [s.turn for s in found.codes if parse(s.text)] or [s.turn for s in found.codes] or [0]
    texts = tuple(dict.fromkeys(s.text for s in found.codes))
    return ScanPage(index, texts, turns[0], crowded=found.crowded), found
