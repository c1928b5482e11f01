"""The two roads of the Word reader: straight from the letters, and by a tree; they never differ, and plain files go straight."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from casedrop.formats import word, zips
from casedrop.formats.word.identity import FieldNames
from casedrop.formats.word.looks.styles import PART, sheet
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.reading.pages import in_trees, pages_of
from casedrop.formats.word.straight.pages import straight
from casedrop.formats.word.straight.sight import seen
from formats.test_word_damage import FORMS_BACK, HABITS, runs
from formats.word_samples import FACTS, FORMS, full
from formats.word_samples.edit import edited
from strategies import examples, languages

PLAIN = ("Lò số 3", "Chị Năm & con", "雲上麵包", "Oven <3")


def filled(name, lang="vi", writable=frozenset(), answers=None):
    form, template = FORMS[name]
    said = full(form, PLAIN) if answers is None else answers
    return word.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)


def shown(page):
    """All that a page is, as values."""
    spots = {spot: n for n, spot in enumerate(page.spots)}
    return (
        [[([spots[c] for c in row.cells], row.is_head) for row in table.rows] for table in page.tables],
        [(s.place, s.start, s.is_cell, s.text, list(map(of_span, s.spans)), s.wraps, s.doubts) for s in page.spots],
    )


def of_span(span):
    edges = (span.identity, span.how, span.start, span.end)
    return (*edges, span.checked, span.signs, span.blank, span.doubts)


def roads(parts, form, lang="vi"):
    """(how many parts go straight, of how many; whether both roads tell the same)."""
    there = [parts[name] for name in (body_name(parts), *edge_names(parts))]
    names = FieldNames(form, lang, there[0].count(b"<w:tr>"))
    sight = seen(sheet(parts.get(PART)))
    plain = [straight(part, names, sight, edge=n > 0) for n, part in enumerate(there)]
    by_tree, _ = in_trees(parts, there, form, lang)
    same = all(one is None or shown(one) == shown(other) for one, other in zip(plain, by_tree, strict=True))
    return sum(one is not None for one in plain), len(plain), same


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("hand", ["out", "blank"])
def test_a_file_as_issued_goes_straight_and_tells_what_its_tree_does(name, hand):
    form, _ = FORMS[name]
    lang = languages(sorted(FORMS).index(name))[0]
    data = filled(name, lang) if hand == "out" else filled(name, lang, form.writable(None), {})
    straight_parts, parts, same = roads(zips.read_parts(data), form, lang)
    assert (straight_parts, same) == (parts, True)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_letters_that_are_no_plain_text_are_read_by_a_tree(habit):
    name = FORMS_BACK[0]
    form, _ = FORMS[name]
    pointer = next(f.pointer for f in form.fields if f.kind == "text" and f.rows is None)

    def hand(root):
        for run in runs(root, pointer):
            habit.hand(run)

    data = edited(filled(name, writable=form.writable(None)), hand)
    parts = zips.read_parts(data)
    straight_parts, all_parts, same = roads(parts, form)
    assert same
    assert (straight_parts == all_parts) is habit.is_plain
    told, notices = pages_of(parts, form, "vi")
    by_tree, tree_notices = in_trees(parts, [parts[n] for n in (body_name(parts), *edge_names(parts))], form, "vi")
    assert (list(map(shown, told)), notices) == (list(map(shown, by_tree)), tree_notices)


ODD = {
    "a comment": ("<w:tbl>", "<!-- x --><w:tbl>"),
    "an entity by number": ("S\u1ed1", "&#7888;"),
    "letters apart from all markup": ("</w:tbl>", "</w:tbl>x"),
    "another prefix": ("<w:tbl>", '<w:tbl xmlns:w="urn:other">'),
    "an attribute twice": ('<w:tcW w:w="', '<w:tcW w:w="1" w:w="'),
    "a tag that is not closed": ("</w:tc>", ""),
    "a character XML has not": ("</w:t>", "\x01</w:t>"),
    "a prefix nobody declared": ("<w:tbl>", "<zz:tbl/><w:tbl>"),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_only_a_parser_can_tell_is_left_to_it(odd):
    name = FORMS_BACK[0]
    form, _ = FORMS[name]
    parts = zips.read_parts(filled(name))
    old, new = ODD[odd]
    body = parts[body_name(parts)].decode()
    changed = body.replace(old, new, 1)
    assert changed != body or odd == "an entity by number"
    names, sight = FieldNames(form, "vi", body.count("<w:tr>")), seen(sheet(parts.get(PART)))
    assert changed == body or straight(changed.encode(), names, sight) is None


TAG = re.compile("<[^>]*>[^<]*")


@settings(max_examples=examples(12), deadline=None)
@given(st.sampled_from(FORMS_BACK), st.integers(0, 10**6), st.integers(1, 4), st.integers(0, 10**6), st.booleans())
def test_tags_taken_out_or_put_elsewhere_never_part_the_roads(name, start, many, to, is_kept):
    form, _ = FORMS[name]
    parts = zips.read_parts(filled(name))
    body = body_name(parts)
    tags = TAG.findall(parts[body].decode())
    at = start % len(tags)
    moved, left = tags[at : at + many], tags[:at] + tags[at + many :]
    there = to % (len(left) + 1)
    letters = "".join(left[:there] + (moved if is_kept else []) + left[there:])
    parts[body] = letters.encode()
    try:
        assert roads(parts, form)[2]
    except etree.XMLSyntaxError:
        names, sight = FieldNames(form, "vi", letters.count("<w:tr>")), seen(sheet(parts.get(PART)))
        assert straight(parts[body], names, sight) is None
