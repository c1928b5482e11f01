"""Marks: comments in a copy, everything else as it came."""

from __future__ import annotations

import pytest

from casedrop.formats import word, zips
from casedrop.formats.word.xml import NS, P, parse
from casedrop.forms.reading import Mark
from casedrop.language.problem import Place
from formats.word_samples import FACTS, VISIT, visit_template
from formats.word_samples.edit import added_row, edited, rows

HERE = Place("table", {"table": 1, "row": 2, "column": 2})


@pytest.fixture
def document():
    return word.fill(visit_template(), VISIT, "vi", {}, writable=frozenset(), stamp="S", facts=FACTS)


def comments(data):
    """Every comment as (author, text)."""
    root = parse(zips.read_parts(data)["word/comments.xml"])
    return [(c.get(f"{{{NS['w']}}}author"), "\n".join("".join(p.itertext()) for p in c)) for c in root]


def anchored(data):
    """The text of the cell or paragraph each comment is anchored in, and its number."""
    root = parse(zips.read_parts(data)["word/document.xml"])
    starts = root.findall(".//w:commentRangeStart", NS)
    return [("".join(next(s.iterancestors(P)).itertext()), s.get(f"{{{NS['w']}}}id")) for s in starts]


def others_comment(data):
    """The document with a comment by somebody else, as if marked by us and then taken over by a person."""
    marked = word.mark(data, [Mark(Place(), "của khách")])
    parts = zips.read_parts(marked)
    return zips.patch(
        marked, {"word/comments.xml": parts["word/comments.xml"].replace(b'"casedrop"', b'"Kh\xc3\xa1ch"')}
    )


@pytest.mark.fault("D4")
def test_a_mark_is_a_comment_at_its_place(document):
    marked = word.mark(document, [Mark(HERE, "Ghi ngày.\nVí dụ 18/03/2026."), Mark(Place(), "Thiếu hai chỗ.")])
    assert comments(marked) == [("casedrop", "Ghi ngày.\nVí dụ 18/03/2026."), ("casedrop", "Thiếu hai chỗ.")]
    assert anchored(marked) == [("Phiếu thăm lò BM-2026-0007", "1"), ("", "0")]
    root = parse(zips.read_parts(marked)["word/document.xml"])
    cell = rows(root, 1)[1].findall("w:tc", NS)[1]
    assert cell.find(".//w:commentReference", NS).get(f"{{{NS['w']}}}id") == "0"


def test_a_second_return_replaces_our_marks_and_keeps_others(document):
    once = word.mark(others_comment(document), [Mark(HERE, "cũ")])
    twice = word.mark(once, [Mark(HERE, "mới")])
    assert comments(once) == [("Khách", "của khách"), ("casedrop", "cũ")]
    assert comments(twice) == [("Khách", "của khách"), ("casedrop", "mới")]
    assert [number for _, number in anchored(twice)] == ["0", "1"]


def test_marking_again_the_same_gives_the_same_bytes(document):
    once = word.mark(document, [Mark(HERE, "x")])
    assert word.mark(once, [Mark(HERE, "x")]) == once


def test_every_other_part_stays_byte_for_byte(document):
    before, after = (
        {m.name: m.packed for m in zips.members(d)} for d in (document, word.mark(document, [Mark(HERE, "x")]))
    )
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"}


@pytest.mark.parametrize(
    "place",
    [
        Place("table", {"table": 9, "row": 1}),
        Place("table", {"table": 1, "row": 99}),
        Place("paragraph", {"paragraph": 99}),
        Place("cell", {"sheet": "A", "cell": "B2"}),
        Place("file", {"file": "x.docx"}),
    ],
)
def test_a_place_that_is_not_there_is_marked_at_the_first_paragraph(document, place):
    assert anchored(word.mark(document, [Mark(place, "x")])) == [("Phiếu thăm lò BM-2026-0007", "0")]


def test_marks_stand_where_the_reader_saw_the_fault(document):
    sent = edited(document, added_row(2, 2, "2", "An", "hôm qua", "", "", ""))
    problem = word.read(sent, VISIT, "vi", visit_template()).problems[0]
    assert problem.pointer == "/people/0/due"
    assert anchored(word.mark(sent, [Mark(problem.place, "x")])) == [("hôm qua", "0")]


def test_hard_texts_are_said_as_they_are(document):
    assert comments(word.mark(document, [Mark(HERE, "A & B <c> 𠮷 ]]>")])) == [("casedrop", "A & B <c> 𠮷 ]]>")]
