"""The Word templates of customization: what a reviewer looks for in each of them, and what they say when filled."""

from __future__ import annotations

import io
import re

import docx
import pytest

from shipped import CUSTOMIZATION as IDS
from shipped import FACTS, W, body, facts, filled, form, part, said, sample, template

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.mark.parametrize("name", IDS)
def test_it_opens_with_its_tables_and_none_touches_another(name):
    assert len(docx.Document(io.BytesIO(template(name))).tables) >= 3
    assert [t for t in body(name).iter(f"{W}tbl") if t.getnext() is not None and t.getnext().tag == t.tag] == []


@pytest.mark.parametrize("name", IDS)
def test_every_cell_is_as_wide_as_the_columns_it_spans(name):
    for table in body(name).iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            at = 0
            for cell in row.iter(f"{W}tcPr"):
                span = cell.find(f"{W}gridSpan")
                width = 1 if span is None else int(span.get(f"{W}val"))
                assert abs(int(cell.find(f"{W}tcW").get(f"{W}w")) - sum(grid[at : at + width])) <= 4
                at += width
            assert at == len(grid)


@pytest.mark.parametrize("name", [name for name in IDS if name != "agreement-record"])
def test_where_people_sign_nothing_leaves_the_page_of_the_rest(name):
    signed = list(body(name).iter(f"{W}tbl"))[-1]
    shown = [e for e in signed.itersiblings(preceding=True) if not "".join(e.itertext()).startswith("{%p")]
    said = next(e for e in shown if "".join(e.itertext()).strip())
    before = [said, *said.iter(f"{W}tr")][-1]  # of a table its last row
    first = "".join(signed.find(f"{W}tr").itertext())  # where a clause opens the table of signatures, it goes with them
    held = (signed,) if "text('" in first else (signed, before)
    loose = [p for block in held for p in block.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is None]
    assert loose == []


@pytest.mark.parametrize("name", IDS)
def test_the_page_is_a4_off_any_grid_and_laid_out_as_word_2013_does(name):
    page = body(name).find(f"{W}body/{W}sectPr")
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), page.find(f"{W}docGrid")) == ("11906", "16838", None)
    assert [round(int(margins.get(W + side)) * 25.4 / 1440) for side in ("left", "right", "top", "bottom")] == [
        24,
        18,
        22,
        20,
    ]
    mode = part(template(name), "word/settings.xml").find(f".//{W}compatSetting[@{W}name='compatibilityMode']")
    assert mode.get(f"{W}val") == "15"


@pytest.mark.parametrize("name", IDS)
def test_every_line_is_exact_but_the_one_that_holds_a_picture(name):
    styles = part(template(name), "word/styles.xml")
    rules = {
        s.get(f"{W}styleId"): r.get(f"{W}lineRule")
        for s in styles.iter(f"{W}style")
        for r in s.iterfind(f"{W}pPr/{W}spacing")
    }
    assert {style for style, rule in rules.items() if rule != "exact"} == {"Logo"}


@pytest.mark.parametrize("name", IDS)
def test_the_foot_of_every_page_has_a_place_for_a_code_and_counts_the_pages_with_and_without_one(name):
    page, foot = body(name).find(f"{W}body/{W}sectPr"), part(template(name), "word/footer1.xml")
    assert [(r.get(f"{W}type"), r.get(f"{R}id")) for r in page.iter(f"{W}footerReference")] == [
        ("first", "rId5"),
        ("default", "rId5"),
    ]
    assert [mark.get(f"{W}name") for mark in foot.iter(f"{W}bookmarkStart")] == ["_qr"]
    assert [f.get(f"{W}instr").strip() for f in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"] * 2


@pytest.mark.parametrize("name", IDS)
def test_the_letterhead_stands_on_the_first_page_alone(name):
    page = body(name).find(f"{W}body/{W}sectPr")
    assert [(r.get(f"{W}type"), r.get(f"{R}id")) for r in page.iter(f"{W}headerReference")] == [
        ("first", "rId4"),
        ("default", "rId6"),
    ]
    assert page.find(f"{W}titlePg") is not None
    later = "".join(part(template(name), "word/header2.xml").itertext())
    assert ("company.name" in later, "company.address" in later) == (True, False)


def test_the_quote_says_its_total_in_words_and_that_there_is_no_tax():
    text = said(filled("customization-quote", "vi", sample("customization-quote", "vi")))
    assert "46.350.000\u00a0đ" in text
    assert "Bốn mươi sáu triệu ba trăm năm mươi nghìn đồng chẵn." in text
    assert "Thuế GTGT: không chịu thuế" in text


def test_the_quote_says_the_rate_of_the_tax_where_there_is_one():
    text = said(filled("customization-quote", "zh-Hans", sample("customization-quote", "zh-Hans")))
    assert ("增值税（6%）" in text, "不含税¥53,000.00　增值税6%：¥3,180.00" in text, "免税" in text) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("name", ["customization-quote", "contract-appendix", "project-start-notice"])
def test_what_only_the_office_calls_its_customer_is_in_no_paper_for_the_customer(name):
    answers = sample(name, "vi")
    own = {"code": "KH-99999", "short_name": "Gọi Tắt"}
    text = said(filled(name, "vi", answers | {"customer": answers["customer"] | own}))
    assert [word for word in own.values() if word in text] == []
    assert answers["customer"]["name"] in text


@pytest.mark.parametrize(("total", "words"), [("46350000", True), (None, False)])
def test_a_sum_that_is_not_known_is_said_in_no_words(total, words):
    answers = {k: v for k, v in sample("contract-appendix", "vi").items() if k != "total"}
    text = said(filled("contract-appendix", "vi", answers | ({"total": total} if total else {})))
    assert ("Bằng chữ:" in text) is words


@pytest.mark.parametrize(
    ("lang", "heading", "motto"),
    [
        ("vi", "PHỤ LỤC HỢP ĐỒNG SỐ 01", True),
        ("zh-Hans", "合同附件一", False),
        ("zh-Hant", "合約附件一", False),
        ("en", "Appendix 1", False),
    ],
)
def test_the_appendix_is_headed_as_its_language_does(lang, heading, motto):
    text = said(filled("contract-appendix", lang, sample("contract-appendix", lang)))
    assert heading in text
    assert ("Độc lập - Tự do - Hạnh phúc" in text) is motto


@pytest.mark.parametrize("name", ["contract-appendix", "handover-record", "acceptance-report"])
@pytest.mark.parametrize("wanted", [True, False])
def test_minutes_open_with_the_national_motto_where_the_workspace_wants_it(name, wanted):
    company = {"company": {**FACTS["company"], "national_motto": wanted}}
    text = said(filled(name, "vi", sample(name, "vi"), facts() | company))
    assert ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text, "Độc lập - Tự do - Hạnh phúc" in text] == [wanted, wanted]


def test_a_part_that_others_write_is_plain_text():
    """Only what technical says of the start can be filled in at that stage."""
    made = form("agreement-record")
    document = filled("agreement-record", "en", sample("agreement-record", "en"), writable=made.writable("starting"))
    tags = [tag.get(f"{W}val") for tag in part(document, "word/document.xml").iter(f"{W}tag")]
    assert {re.match(r"/\w+", tag)[0] for tag in tags} == {"/plan", "/people", "/milestones"}
