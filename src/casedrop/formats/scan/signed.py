"""Whether the pages of a scan are signed, as far as ink tells: each place to sign of the document, on the page that bears it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casedrop.formats.qr import CodeInPicture
from casedrop.formats.scan.colours import sheet_in_colour
from casedrop.formats.scan.find_codes import Found
from casedrop.formats.scan.ink import ink_seen, issued_page, unclear
from casedrop.formats.scan.sign_places import SignPlace, sign_places
from casedrop.forms.page_code import Code, parse
from casedrop.forms.signing import InkSeen


def ink_on(data: bytes, paper: bytes, found: Sequence[Found]) -> tuple[InkSeen, ...] | None:
    """What stands in the places to sign of the pages of a scan, on each of whose sheets these codes were `found`; None if the
    document has no such place, or its sheets do not say which of its pages they are."""
    places = sign_places(paper)
    ours = [[(code, page) for code in one.codes if (page := parse(code.text))] for one in found]
    if not places or any(not page.page for codes in ours for _, page in codes):
        return None
    return tuple(ink for index, codes in enumerate(ours) for ink in _of_sheet(data, paper, index, codes, places))


def _of_sheet(
    data: bytes, paper: bytes, index: int, codes: Sequence[tuple[CodeInPicture, Code]], places: Sequence[SignPlace]
) -> Iterator[InkSeen]:
    """The places of one sheet; of several sheets on one picture nobody can tell."""
    wanted = {page.page for _, page in codes}
    there = [place for place in places if place.page in wanted]
    if not there:
        return
    scan, page = sheet_in_colour(data, index), issued_page(paper, there[0].page)
    if len(codes) != 1 or scan is None or page is None:
        yield from map(unclear, there)
        return
    yield from ink_seen(there, page, scan, codes[0][0])
