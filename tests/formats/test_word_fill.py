"""What filling writes: controls for those who may write, plain text for the rest, properties, languages, rows."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import pytest
from jinja2 import TemplateError
from lxml import etree

from casedrop.formats import word, zips
from casedrop.formats.properties import CORE, stamp
from casedrop.formats.word.identity import bookmark
from casedrop.formats.word.xml import NS, SDT, parse
from casedrop.language.problem import Problem
from formats.word_samples import (
    FACTS,
    NOTE,
    VISIT,
    W,
    control,
    note_template,
    package,
    paragraph,
    row,
    table,
    visit_template,
)
from formats.word_samples import cell as tc
from formats.word_samples.edit import control as control_of
from formats.word_samples.edit import rows

ALL = frozenset(VISIT.by_pointer)


def filled(answers=None, lang="en", writable=ALL, template=None, form=VISIT):
    data = word.fill(
        template or visit_template(), form, lang, answers or {}, writable=writable, stamp="S1", facts=FACTS
    )
    return zips.read_parts(data)


def body(*args, **kwargs):
    return parse(filled(*args, **kwargs)["word/document.xml"])


def shown(root, tag):
    return "".join(control_of(root, tag).find("w:sdtContent", NS).itertext())


def xml(element):
    return etree.tostring(element, method="c14n", exclusive=True).decode().replace(f' xmlns:w="{W}"', "")


def test_a_filled_control_as_it_is_written():
    sdt = control_of(body({"visited_on": "2026-03-18"}), "/visited_on")
    mark, number = bookmark("/visited_on"), crc32(b"/visited_on") & 0x7FFFFFFF
    assert xml(sdt) == (
        '<w:sdt><w:sdtPr><w:rPr><w:sz w:val="22"></w:sz></w:rPr><w:alias w:val="Visited on"></w:alias>'
        f'<w:tag w:val="/visited_on"></w:tag><w:id w:val="{number}"></w:id><w:lock w:val="sdtLocked"></w:lock>'
        '<w:date w:fullDate="2026-03-18T00:00:00Z"><w:dateFormat w:val="yyyy-MM-dd"></w:dateFormat>'
        '<w:lid w:val="en-GB"></w:lid><w:storeMappedDataAs w:val="dateTime"></w:storeMappedDataAs>'
        '<w:calendar w:val="gregorian"></w:calendar></w:date></w:sdtPr>'
        f'<w:sdtContent><w:bookmarkStart w:id="3" w:name="{mark}"></w:bookmarkStart><w:r><w:rPr><w:sz w:val="22"></w:sz>'
        '</w:rPr><w:t xml:space="preserve">2026-03-18</w:t></w:r><w:bookmarkEnd w:id="3"></w:bookmarkEnd></w:sdtContent></w:sdt>'
    )


def test_an_empty_control_shows_its_placeholder_on_tint():
    root = body()
    assert shown(root, "/customer/name") == "Enter customer name"
    assert control_of(root, "/customer/name").find("w:sdtPr/w:showingPlcHdr", NS) is not None
    look = control_of(root, "/customer/name").find("w:sdtContent/w:r/w:rPr", NS)
    assert [child.tag.split("}")[1] for child in look] == ["color", "sz", "shd"]


def test_several_lines_are_broken_not_joined():
    content = control_of(body({"story": "one\ntwo"}), "/story").find("w:sdtContent/w:r", NS)
    assert [child.tag.split("}")[1] for child in content] == ["rPr", "t", "br", "t"]


def test_a_list_offers_the_choices_in_the_language_with_their_keys():
    root = body({"state": "worn"}, "vi")
    items = control_of(root, "/state").findall("w:sdtPr/w:dropDownList/w:listItem", NS)
    offered = [(i.get(f"{{{W}}}displayText"), i.get(f"{{{W}}}value")) for i in items]
    assert offered == [("Tốt", "good"), ("Cũ", "worn"), ("Mất", "gone")]
    assert shown(root, "/state") == "Cũ"


def test_boxes_are_ticked_for_the_choice_alone():
    root = body({"again": "yes"})
    assert [shown(root, "/again=yes"), shown(root, "/again=no")] == ["☑", "☐"]


def test_what_may_not_be_written_is_plain_text_within_its_bookmark():
    root = body({"fee": "1234.5"}, writable=frozenset())
    assert root.find(".//w:sdt", NS) is None
    start = root.xpath(f"//w:bookmarkStart[@w:name='{bookmark('/fee')}']", namespaces=NS)[0]
    assert "".join(start.getnext().itertext()) == "1,234.5"


@pytest.mark.parametrize(
    ("there", "writable", "expected"),
    [
        (0, ALL, ["1", "2", "3", "4", "5"]),
        (2, ALL, ["1", "2", "3"]),
        (2, VISIT.writable("closing"), ["1", "2"]),
        (2, frozenset(), ["1", "2"]),
        (0, frozenset(), ["—"]),
        (0, VISIT.writable("closing"), ["—"]),
    ],
)
def test_rows_are_those_there_are_and_blank_ones_where_rows_may_be_begun(there, writable, expected):
    root = body({"people": [{"name": "An"}] * there}, writable=writable)
    assert ["".join(tr[0].itertext()) for tr in rows(root, 2)[1:-1]] == expected


def test_blank_rows_stop_at_the_most_a_table_may_have():
    root = body(
        {"tasks": [{"what": "a"}] * 4},
        form=NOTE,
        template=note_template(),
        writable=frozenset(NOTE.by_pointer),
    )
    assert len(rows(root, 1)) == 1 + 4


def test_ids_and_bookmarks_are_unique():
    root = body({"people": [{"name": "An"}, {"name": "An"}]})
    for path in ("//w:sdtPr/w:id/@w:val", "//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name"):
        found = root.xpath(path, namespaces=NS)
        assert len(found) == len(set(found)) > 20


def test_labels_texts_and_facts_are_rendered_and_starred_where_required():
    words = "".join(body(lang="zh-Hant").itertext())
    assert "走訪記錄 BM-2026-0007" in words
    assert "客戶名稱\u00a0*" in words
    assert "今日走訪。" in words


@pytest.mark.parametrize(
    ("lang", "face", "tongue"),
    [
        ("vi", "SimSun", ("vi-VN", "zh-CN")),
        ("zh-Hans", "SimSun", ("en-US", "zh-CN")),
        ("zh-Hant", "PMingLiU", ("en-GB", "zh-HK")),
        ("en", "SimSun", ("en-GB", "zh-CN")),
    ],
)
def test_faces_and_language_follow_the_language(lang, face, tongue):
    styles = parse(filled(lang=lang)["word/styles.xml"])
    assert styles.xpath("//w:rFonts/@w:eastAsia", namespaces=NS) == [face]
    assert (
        *styles.xpath("//w:lang/@w:val", namespaces=NS),
        *styles.xpath("//w:lang/@w:eastAsia", namespaces=NS),
    ) == tongue


def test_the_properties_hold_the_stamp_the_title_and_the_day():
    parts = filled()
    assert stamp(parts) == "S1"
    assert (
        "<dc:title>Oven visit</dc:title><dc:creator>Công ty TNHH Bánh Mì Trên Mây</dc:creator>" in parts[CORE].decode()
    )
    assert parts[CORE].decode().count("2026-03-18T00:00:00Z") == 2


def test_the_footer_is_rendered():
    assert "VC-v1 · BM-2026-0007 · R6TB-2HXE" in filled()["word/footer1.xml"].decode()


@pytest.mark.fault("D8")
@pytest.mark.parametrize(
    "wording", ["{{ nobody }}", "{{ cycler.__init__ }}", "{{ label('/no/such') }}", "{{ 1 ** 9 }}"]
)
def test_a_template_with_an_unknown_name_or_refused_syntax_is_not_filled(wording):
    with pytest.raises(TemplateError):
        filled(template=package(paragraph(wording)))


CELL_CONTROL = table(
    1, f'<w:tr><w:sdt><w:sdtPr><w:tag w:val="/fee"/></w:sdtPr><w:sdtContent>{tc("x")}</w:sdtContent></w:sdt></w:tr>'
)
LONG = "/" + "a" * 70


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        (paragraph(control("/nobody")), [("template.pointer", "/nobody")]),
        (paragraph(control("/state=burnt")), [("template.pointer", "/state")]),
        (paragraph(control(LONG)), [("template.tag-long", LONG), ("template.pointer", LONG)]),
        (CELL_CONTROL, [("template.cell-control", "/fee")]),
    ],
)
def test_check_names_what_is_wrong_with_a_template(inside, codes):
    found = [(p.code, p.pointer) for p in word.check(package(inside), VISIT) if p.code != "template.lacks"]
    assert found == codes


@pytest.mark.parametrize(("returns", "lacking"), [(True, ["/fee"]), (False, [])])
def test_check_names_the_properties_without_a_control_that_would_come_back(returns, lacking):
    without_fee = [f.pointer for f in VISIT.fields if f.pointer != "/fee"]
    template = package("".join(paragraph(control(p)) for p in without_fee))
    found = [p for p in word.check(template, replace(VISIT, returns=returns)) if p.code == "template.lacks"]
    assert found == [Problem("template.lacks", pointer=p) for p in lacking]


def test_a_template_that_check_refuses_is_not_filled():
    with pytest.raises(word.TemplateFaultError):
        filled(template=package(CELL_CONTROL))


def test_a_sound_template_has_no_problems():
    assert word.check(visit_template(), VISIT, ("en",)) == ()
    assert word.check(note_template(), NOTE) == ()


def test_the_outline_of_a_template_can_be_reviewed():
    template = package(paragraph("{{ title }}") + table(2, row(tc("Fee"), tc(control("/fee")), head=True)))
    assert word.outline(template) == (
        "word/document.xml\n"
        "  {{ title }}\n"
        "  table 35 + 35 mm\n"
        "    head row\n"
        "    | Fee\n"
        "    | [/fee rich]\n"
        "word/footer1.xml\n"
        "  {{ doc.readable }}\n"
    )


def test_a_peek_shows_stamp_footer_and_first_texts():
    seen = word.peek(word.fill(visit_template(), VISIT, "en", {}, writable=ALL, stamp="S1", facts=FACTS))
    texts = tuple(seen.texts)
    assert (seen.stamp, seen.footer, texts[:2]) == (
        "S1",
        "VC-v1 · BM-2026-0007 · R6TB-2HXE",
        ("Oven visit BM-2026-0007", "Customer name\u00a0*"),
    )
    assert len(texts) == 40


def test_a_peek_into_a_body_that_is_no_xml_shows_no_texts():
    filled = word.fill(visit_template(), VISIT, "en", {}, writable=ALL, stamp="S1", facts=FACTS)
    seen = word.peek(zips.patch(filled, {"word/document.xml": b"<w:document>"}))
    assert (seen.stamp, tuple(seen.texts)) == ("S1", ())


def test_a_peek_into_what_is_no_document_shows_nothing():
    seen = word.peek(b"no zip")
    assert (seen.stamp, seen.footer, seen.texts) == (None, "", ())


def test_what_is_printed_has_no_controls_and_no_placeholders():
    data = word.fill(visit_template(), VISIT, "en", {"fee": "1500"}, writable=ALL, stamp="S1", facts=FACTS)
    root = parse(zips.read_parts(word.printable(data))["word/document.xml"])
    assert root.find(".//w:sdt", NS) is None
    assert ["".join(tr.itertext()) for tr in rows(root, 1)[:3]] == [
        "Customer name\u00a0*Code",
        "Visited on\u00a0*Fee1,500",
        "OvensState",
    ]


def test_a_control_cannot_be_deleted_but_a_row_can():
    root = body({"people": [{"name": "An"}]})
    locked = {
        sdt.find("w:sdtPr/w:tag", NS).get(f"{{{W}}}val"): sdt.find("w:sdtPr/w:lock", NS) for sdt in root.iter(SDT)
    }
    assert {tag for tag, lock in locked.items() if lock is None} == {
        tag for tag in locked if tag.startswith("/people/")
    }
