"""What a document prints: every place without a field, and the words around the fields of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from casedrop.formats.word.page import Page, Spot
from casedrop.forms.wording import Printed

UNNAMED = "/"
"""In place of a pointer: some field's, that lost its marks."""


def outside(pages: Sequence[Page], owned: Collection[Spot], in_rows: Collection[Spot]) -> Iterator[Printed]:
    """What stands at each place that says something, but in the rows that people fill; `owned` are the places of fields."""
    for number, one in enumerate(pages):
        for spot in (s for s in one.spots if s not in in_rows and s.text.strip()):
            if spot not in owned:
                yield Printed(spot.place, spot.text.strip(), edge=number > 0)
            else:
                first = min((s.start, s.identity.pointer) for s in spot.spans)[1] if spot.spans else UNNAMED
                yield Printed(spot.place, spot.text, first, tuple(_around(spot)), edge=number > 0)


def _around(spot: Spot) -> Iterator[str]:
    """The pieces of a place's text between, before and behind its fields."""
    if not spot.spans:
        yield spot.text
        return
    at = 0
    for span in sorted(spot.spans, key=lambda span: span.start):
        if span.start > at:
            yield spot.text[at : span.start]
        at = max(at, span.end)
    yield spot.text[at:]
