"""Reading forms as people and programs send them back."""

from __future__ import annotations

from copy import deepcopy

import pytest

from casedrop.formats import word, zips
from casedrop.formats.word.reading.read import read
from casedrop.formats.word.xml import NS, parse
from casedrop.forms.reading import Provenance
from casedrop.language.problem import LANGS, Place, Problem
from formats.word_samples import (
    FACTS,
    FORMS,
    NOTE,
    STATES,
    VISIT,
    W,
    full,
    note_template,
    package,
    paragraph,
    told,
    visit_template,
)
from formats.word_samples import control as control_xml
from formats.word_samples.edit import added_row, bare, control, copied_row, edited, in_cell, rows, typed, without

ALL = frozenset(VISIT.by_pointer)
SAID = {
    "customer": {"name": "Lò Bánh Chị Năm", "code": "007"},
    "visited_on": "2026-03-18",
    "fee": "46350000",
    "ovens": 3,
    "state": "worn",
    "again": "yes",
    "story": "Lò số 1 nguội.\nLò số 2 tốt.",
    "people": [
        {"name": "An", "due": "2026-04-01", "price": "12.5", "done": "yes", "note": "một\nhai"},
        {"name": "Bình", "due": "2026-04-02", "price": "7", "done": "no"},
    ],
    "close": {"by": "Chị Sáu", "name": "Cô Bảy"},
}
TAGS, MARKS, ALIASES = "//w:sdtPr/w:tag", "//w:bookmarkStart[starts-with(@w:name,'_f')]", "//w:sdtPr/w:alias"
NO_FLAG = without("//w:showingPlcHdr")


def visit(answers=None, lang="vi", writable=ALL):
    return word.fill(visit_template(), VISIT, lang, answers or {}, writable=writable, stamp="S", facts=FACTS)


def reading(data, lang="vi"):
    return read(data, VISIT, lang, visit_template())


def hows(result):
    return {found.how for found in result.found.values()}


@pytest.mark.fault("B6")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("damage", "how"),
    [((), {"tag"}), ((without(TAGS),), {"bookmark"}), ((without(TAGS, ALIASES),), {"bookmark"}), ((bare,), {"label"})],
    ids=["whole", "no tags", "bookmarks only", "retyped"],
)
def test_a_field_is_known_several_ways(lang, damage, how):
    result = reading(edited(visit(SAID, lang), *damage), lang)
    assert (result.answers, result.problems, hows(result)) == (SAID, (), how)


def test_without_tags_and_bookmarks_the_title_tells_a_field_if_only_one_has_it():
    result = reading(edited(visit(SAID), without(TAGS, MARKS)))
    assert result.found["/visited_on"].how == "alias"
    assert result.found["/close/name"].how == "label"
    assert result.answers["close"] == SAID["close"]


@pytest.mark.fault("B7")
@pytest.mark.parametrize("lang", LANGS)
def test_a_placeholder_is_never_an_answer_even_when_its_flag_is_lost(lang):
    result = reading(edited(visit({}, lang), NO_FLAG), lang)
    assert (result.answers, result.problems) == ({}, ())


def test_a_placeholder_of_another_language_or_of_word_itself_is_none_either():
    data = edited(visit(), typed("/customer/name", "填写客户名称"), typed("/fee", "Click or tap here to enter text."))
    assert reading(data).answers == {}


def test_what_is_typed_beside_an_empty_control_in_its_cell_counts():
    data = edited(visit(), in_cell(1, 1, 2, "<w:r><w:t> Lò Chị Năm</w:t></w:r>"))
    assert reading(data).answers == {"customer": {"name": "Lò Chị Năm"}}


def test_rows_copied_and_rows_added_are_read_where_they_stand():
    data = edited(
        visit({"people": SAID["people"]}),
        added_row(2, 3, "9", "Chi", "05/04/2026", "1.000", "☐ Có ☑ Không", "mới"),
        copied_row(2, 2),
    )
    names = [(p["name"], p.get("done"), p.get("note")) for p in reading(data).answers["people"]]
    assert names == [
        ("An", "yes", "một\nhai"),
        ("An", "yes", "một\nhai"),
        ("Bình", "no", None),
        ("Chi", "no", "mới"),
    ]


def test_a_row_added_above_the_first_is_read_but_not_the_head():
    def on_top(root):
        added_row(2, 2, "0", "Đầu", "", "", "", "")(root)
        there = rows(root, 2)
        there[1].addprevious(there[2])

    names = [p["name"] for p in reading(edited(visit({"people": SAID["people"]}), on_top)).answers["people"]]
    assert names == ["Đầu", "An", "Bình"]


def test_a_blank_row_between_is_no_row_and_a_deleted_row_is_gone():
    data = edited(visit({"people": SAID["people"]}), added_row(2, 2, "", "", "", "", "", ""))
    assert reading(data).answers["people"] == SAID["people"]
    data = edited(visit({"people": SAID["people"]}), lambda root: rows(root, 2)[1].getparent().remove(rows(root, 2)[1]))
    assert reading(data).answers["people"] == SAID["people"][1:]


def test_a_table_without_rows_reads_as_none():
    data = visit({}, writable=frozenset())
    assert ["".join(tc.itertext()) for tc in rows(parse(zips.read_parts(data)["word/document.xml"]), 2)[1]] == ["—"] * 6
    assert "people" not in reading(data).answers
    assert "people" not in reading(edited(data, bare)).answers


@pytest.mark.fault("B8")
def test_tracked_changes_are_accepted_and_told():
    change = '<w:del w:id="9" w:author="Năm"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    change += '<w:ins w:id="8" w:author="Năm"><w:r><w:t> và Ba</w:t></w:r></w:ins>'

    def hand(root):
        content = root.findall(".//w:sdtContent", NS)[0]
        content.extend(list(parse(f'<w:p xmlns:w="{W}">{change}</w:p>'.encode())))

    result = reading(edited(visit(SAID), hand))
    assert result.answers["customer"]["name"] == "Lò Bánh Chị Năm và Ba"
    assert [p.code for p in result.notices] == ["noted.tracked"]


@pytest.mark.fault("B8")
def test_a_row_deleted_under_tracked_changes_is_gone():
    def hand(root):
        tr = rows(root, 2)[1]
        tr.insert(0, parse(f'<w:trPr xmlns:w="{W}"><w:del w:id="9" w:author="Năm"/></w:trPr>'.encode()))

    assert [p["name"] for p in reading(edited(visit(SAID), hand)).answers["people"]] == ["Bình"]


def test_a_text_box_is_read_once():
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert reading(edited(visit(), in_cell(1, 1, 2, box))).answers == {"customer": {"name": "hộp"}}


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='0'/></w:checkBox>", "☐"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='một'/><w:listEntry w:val='hai'/></w:ddList>", "hai"),
    ],
)
def test_old_form_fields_say_what_they_show(field, shown):
    old = f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{field}</w:ffData></w:fldChar></w:r>"
    assert reading(edited(visit(), in_cell(1, 1, 2, old))).answers == {"customer": {"name": shown}}


def test_a_hidden_text_a_note_and_a_phonetic_guide_are_not_part_of_a_value():
    extra = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    extra += "<w:r><w:ruby><w:rt><w:r><w:t>lu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>爐</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert reading(edited(visit(), in_cell(1, 1, 2, extra))).answers == {"customer": {"name": "爐"}}


def test_two_boxes_ticked_are_a_problem_at_their_place():
    data = edited(visit({"again": "yes"}), typed("/again=no", "☑"))
    place = Place("table", {"table": 1, "row": 4, "column": 2})
    assert reading(data).problems == (
        Problem(
            "choice.two", place, "/again", {"given": [VISIT.by_pointer["/again"].choices[k] for k in ("yes", "no")]}
        ),
    )


def test_a_value_of_the_wrong_kind_is_a_problem_at_its_place():
    problem = reading(edited(visit(), typed("/visited_on", "hôm qua"))).problems[0]
    place = Place("table", {"table": 1, "row": 2, "column": 2})
    assert (problem.code, problem.place, problem.pointer) == ("date.unreadable", place, "/visited_on")


def test_a_choice_is_read_by_its_words_in_any_language():
    assert reading(edited(visit(), typed("/state", STATES["gone"]["zh-Hans"]))).answers == {"state": "gone"}


def test_two_different_values_of_one_field_are_a_problem():
    def again(root):
        paragraph = root.find("w:body/w:p", NS)
        sdt = root.xpath("//w:sdt[w:sdtPr/w:tag/@w:val='/customer/code']", namespaces=NS)[0]
        paragraph.append(deepcopy(sdt))

    twice = edited(visit(SAID), again)
    assert reading(twice).problems == ()
    assert [p.code for p in reading(edited(twice, typed("/customer/code", "008"))).problems] == ["field.twice"]


@pytest.mark.fault("B6")
def test_a_required_field_that_is_nowhere_is_missing():
    data = edited(visit(SAID), without("//w:tbl[1]"))
    missing = [p.pointer for p in reading(data).problems if p.code == "field.missing"]
    assert missing == ["/customer/name", "/visited_on"]


def test_a_place_counts_tables_and_paragraphs_as_a_person_does():
    form, template = NOTE, note_template()
    data = word.fill(template, form, "en", {"body": "x"}, writable=frozenset(form.by_pointer), stamp="", facts=FACTS)
    found = read(data, form, "en", template).found
    assert found["/to"] == Provenance("tag", Place("paragraph", {"paragraph": 1}))
    assert found["/body"] == Provenance("tag", Place("paragraph", {"paragraph": 2}))
    assert found["/tasks"] == Provenance("tag", Place("table", {"table": 1, "row": 2, "column": 1}))


@pytest.mark.fault("B4")
def test_strict_open_xml_is_read_like_any_other():
    parts = zips.read_parts(visit(SAID))
    strict = {
        name: part.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, part in parts.items()
    }
    assert reading(zips.write_parts(strict)).answers == SAID


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", zips.write_parts({"a": b"b"})])
def test_what_cannot_be_opened_is_a_problem(data):
    assert reading(data).problems == (Problem("file.damaged"),)


def test_a_long_value_typed_over_several_paragraphs_keeps_its_lines():
    def hand(root):
        sdt = root.xpath("//w:sdt[w:sdtPr/w:tag/@w:val='/story']", namespaces=NS)[0]
        paragraph = sdt.getparent()
        content = sdt.find("w:sdtContent", NS)
        lines = "".join(f"<w:p><w:r><w:t>dòng {n}</w:t></w:r></w:p>" for n in (1, 2))
        content[:] = list(parse(f'<w:x xmlns:w="{W}">{lines}</w:x>'.encode()))
        paragraph.getparent().replace(paragraph, sdt)

    assert reading(edited(visit(SAID), hand)).answers["story"] == "dòng 1\ndòng 2"


def test_words_own_placeholder_is_none_in_a_language_nobody_foresaw():
    def emptied(root):
        run = control(root, "/fee").find(".//w:r", NS)
        run[:] = list(parse(f'<w:r xmlns:w="{W}"><w:rPr><w:rStyle w:val="a3"/></w:rPr><w:t>入力</w:t></w:r>'.encode()))

    data = edited(visit(), emptied)
    styles = zips.read_parts(data)["word/styles.xml"]
    style = b'<w:style w:type="character" w:styleId="a3"><w:name w:val="Placeholder Text"/></w:style></w:styles>'
    data = zips.patch(data, {"word/styles.xml": styles.replace(b"</w:styles>", style)})
    assert reading(data).answers == {}


def test_a_placeholder_flag_left_behind_on_a_filled_control_does_not_hide_the_answer():
    def stale(root):
        control(root, "/fee").find(".//w:t", NS).text = "1.500"

    assert reading(edited(visit(), stale)).answers == {"fee": "1500"}


@pytest.mark.parametrize("writable", [ALL, frozenset()])
def test_a_field_in_a_footer_is_read_and_stands_in_the_file(writable):
    template = package(paragraph("x"), footer=control_xml("/customer/code"))
    said = {"customer": {"code": "007"}}
    data = word.fill(template, VISIT, "vi", said, writable=writable, stamp="", facts=FACTS)
    result = read(data, VISIT, "vi", template)
    assert (result.answers, result.found["/customer/code"].place) == (said, Place())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMS)
def test_a_document_that_kept_only_its_text_is_never_read_wrong(name, lang):
    form, template = FORMS[name]
    said = told(form, template, full(form, ("Lò số 3", "Chị Năm", "雲上麵包", "Oven & Sons")))
    data = word.fill(template, form, lang, said, writable=frozenset(form.by_pointer), stamp="", facts=FACTS)
    assert leaves(read(edited(data, bare), form, lang, template).answers).items() <= leaves(said).items()


def leaves(value, at=""):
    """The leaves of answers by concrete pointer."""
    if not isinstance(value, dict | list):
        return {at: value}
    below = value.items() if isinstance(value, dict) else enumerate(value)
    return {pointer: leaf for name, part in below for pointer, leaf in leaves(part, f"{at}/{name}").items()}


@pytest.mark.parametrize("depth", [240, 100_000])
def test_deep_nesting_does_not_break_the_reader(depth):
    nested = f"<w:hyperlink xmlns:w='{W}'>" * depth + "</w:hyperlink>" * depth
    deep = zips.read_parts(visit())["word/document.xml"].replace(b"</w:p>", nested.encode() + b"</w:p>", 1)
    result = reading(zips.patch(visit(), {"word/document.xml": deep}))
    assert [p.code for p in result.problems if p.code != "field.missing"] == ([] if depth == 240 else ["file.damaged"])
