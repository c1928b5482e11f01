"""A first template of minutes: who met and what came of it first, three-line tables, signatures as each country signs."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from casedrop.formats import word
from casedrop.formats.drafts.word import make
from casedrop.language.problem import LANGS
from formats.test_drafts_word import FACTS, block, labels, leaf, made_of, rows
from shipped import W

MET = {"customer": {**block(), "properties": {"name": leaf("text", "Name"), "address": leaf("text", "Address")}}}
LAMPS = {**MET, "lamps": rows("text", "date"), "state": leaf("choice", "State")}
TEXTS = {"agreed": labels("We agree"), "verdict_c0": labels("GOOD"), "clause_copies": labels("Two copies")}


def page(lang: str, answers: dict, company: dict | None = None) -> etree._Element:
    """The filled page of minutes about lamps."""
    form = made_of(LAMPS, TEXTS)
    facts = {**FACTS, "company": {**FACTS["company"], **(company or {})}}
    filled = word.fill(make(form, "minutes"), form, lang, answers, writable=frozenset(), stamp="", facts=facts)
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(filled)).read("word/document.xml"))


def styled(document: etree._Element, style: str) -> list[str]:
    """What stands in paragraphs of a style."""
    found = document.iterfind(f".//{W}p/{W}pPr/{W}pStyle[@{W}val='{style}']/../..")
    return ["".join(t.text or "" for t in one.iter(f"{W}t")) for one in found]


def rooms(document: etree._Element) -> list[float]:
    """The heights of rows that are exactly so high, in millimetres."""
    exact = document.iterfind(f".//{W}trHeight[@{W}hRule='exact']")
    return [round(int(height.get(f"{W}val")) * 25.4 / 1440) for height in exact]


@pytest.mark.parametrize(("answers", "verdict"), [({}, ""), ({"state": "c0"}, "GOOD vi"), ({"state": "c1"}, "c1 vi")])
def test_the_verdict_stands_large_as_the_form_says_it(answers, verdict):
    assert styled(page("vi", answers), "Verdict") == [verdict]


def test_the_choice_that_was_taken_stands_out():
    chosen = page("en", {"state": "c1"}).iterfind(f".//{W}r/{W}rPr/{W}rStyle[@{W}val='Chosen']/../..")
    assert [said for run in chosen if (said := "".join(run.itertext()))] == ["c1 en"]


@pytest.mark.parametrize(
    ("lang", "wanted", "opens"),
    [("vi", True, True), ("vi", False, False), ("en", True, False), ("zh-Hans", True, False)],
)
def test_the_motto_stands_in_vietnamese_where_the_workspace_wants_it(lang, wanted, opens):
    document = page(lang, {}, {"national_motto": wanted})
    assert (styled(document, "Motto2") == ["Độc lập - Tự do - Hạnh phúc"]) is opens


def test_chinese_minutes_have_number_and_date_over_a_double_rule():
    assert styled(page("zh-Hans", {}), "NumberLine") == ["编号：X-12026年3月18日"]


@pytest.mark.parametrize(("lang", "room"), [("vi", 42), ("zh-Hans", 40), ("zh-Hant", 40), ("en", 40)])
def test_there_is_room_for_a_seal_and_nothing_of_the_signatures_leaves_the_clause(lang, room):
    document = page(lang, {})
    signed = list(document.iter(f"{W}tbl"))[-1]
    before = next(e for e in signed.itersiblings(preceding=True) if "".join(e.itertext()).strip())
    assert rooms(document) == [room]
    assert [p for e in (signed, before) for p in e.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is None] == []


def test_both_parties_stand_side_by_side():
    parties = next(
        t for t in page("en", {"customer": {"name": "Lamp Ltd"}}).iter(f"{W}tbl") if "Lamp Ltd" in "".join(t.itertext())
    )
    told = [["".join(c.itertext()) for c in row.iter(f"{W}tc")] for row in parties.iter(f"{W}tr")]
    assert told == [
        ["", "Party A (Customer)", "Party B (Company)"],
        ["Name en", "Lamp Ltd", "Thuyền Giấy"],
        ["Address en", "", ""],
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_tables_have_three_lines_and_no_tint_once_nobody_is_asked(lang):
    document = page(lang, {"lamps": [{"text0": "a"}]})
    lamps = next(t for t in document.iter(f"{W}tbl") if "text 0" in "".join(t.itertext()))
    lines = {line.tag.removeprefix(W): line.get(f"{W}sz") for line in lamps.find(f"{W}tblPr/{W}tblBorders")}
    tints = {shade.get(f"{W}fill") for shade in document.iter(f"{W}shd")} - {"auto"}
    assert (lines, tints) == ({"top": "8", "bottom": "8", "insideH": "4"}, set())
