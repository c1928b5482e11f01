"""What the Word reader comes to by a short road where a place is plain is what it comes to by the long one."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from casedrop.formats import word, zips
from casedrop.formats.word.reading import division
from casedrop.formats.word.reading.leftover import sharing
from casedrop.formats.word.reading.pages import pages_of
from casedrop.formats.word.survey import layout
from formats.word_samples import FACTS, FORMS, full

PLAIN = ("Lò số 3", "Chị Năm & con", "雲上麵包", "Oven <3")


def shares(name, writable, by):
    """(share, place) of every place of a filled form that has one field, by one of the roads."""
    form, template = FORMS[name]
    data = word.fill(template, form, "vi", full(form, PLAIN), writable=writable, stamp="S-7", facts=FACTS)
    plan, (pages, _) = layout(template, form, "vi"), pages_of(zips.read_parts(data), form, "vi")
    for spot in (spot for page in pages for spot in page.spots if spot.spans):
        for seat in plan.seats.get(spot.spans[0].identity.pointer, ()):
            yield spot, by(spot, seat, plan.hints)


def told(share):
    own = (share.identity, share.how, share.before, share.inside, share.behind, share.loose, share.stray, share.doubts)
    return (*own, share.span.start, share.span.end)


def long_road(spot, seat, hints):
    return division._Division(spot, seat.fields, seat.wordings, hints).shares()


def test_a_field_that_is_all_there_is_in_its_place_is_read_as_by_the_long_road():
    short, long = [], []
    for name in FORMS:
        for writable in (frozenset(), FORMS[name][0].writable("")):
            one = [share for _, share in shares(name, writable, lambda spot, seat, _: division.only(spot, seat))]
            other = [found for _, found in shares(name, writable, long_road)]
            both = [pair for pair in zip(one, other, strict=True) if pair[0]]
            short += [[told(share)] for share, _ in both]
            long += [[told(share) for share in found] for _, found in both]
    assert len(short) > 50
    assert short == long


@given(st.text("ab c1", max_size=12), st.lists(st.text("ab c1", max_size=12), max_size=6))
def test_counting_letters_passes_over_no_text_that_is_much_like_another(text, lost):
    near = difflib.get_close_matches(text, lost, n=1, cutoff=0.6)
    assert difflib.get_close_matches(text, sharing(text, lost), n=1, cutoff=0.6) == near
