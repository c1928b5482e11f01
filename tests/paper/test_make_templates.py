"""The Word templates themselves: what a reviewer looks for in each of them, and what they say when filled."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import docx
import pytest
from lxml import etree

from casedrop.core.model import LANGS
from casedrop.paper import word
from paper.test_make_forms import IDS, ROOT, form, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "shd", "tabs", "spacing", "ind", "jc"],
}
TEXT = 9524
"""The width of the text, 168 mm, in twentieths of a point."""
FACTS = {
    "company": {"name": "Thuyền Giấy", "address": "1 Ví Dụ", "phone": "0905 550 147", "email": "a@b.example"},
    "doc": {
        "number": "X-2026-0001",
        "date": "2026-03-18",
        "readable": "X-v1 · X-2026-0001 · R6TB-2HXE",
        "audience": "customer",
    },
    "case": {"number": "TB-2026-0001"},
    "today": "2026-03-18",
}


@cache
def template(name: str) -> bytes:
    return (ROOT / "templates" / "customization" / f"{name}.docx").read_bytes()


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def body(name: str) -> etree._Element:
    return part(template(name), "word/document.xml")


def said(data: bytes) -> str:
    """Every text of a document, with its header and footer."""
    names = ("word/header1.xml", "word/document.xml", "word/footer1.xml")
    roots = [part(data, name) for name in names]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for root in roots for p in root.iter(f"{W}p"))


def filled(name: str, lang: str, answers: dict, writable: frozenset[str] = frozenset()) -> bytes:
    return word.fill(template(name), form(name), lang, answers, writable=writable, stamp="S", facts=FACTS)


@pytest.mark.parametrize("name", IDS)
def test_it_opens_and_has_a_control_for_every_property_and_none_around_a_cell(name):
    assert len(docx.Document(io.BytesIO(template(name))).tables) >= 3
    assert word.check(template(name), form(name)) == ()


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize(("tag", "order"), ORDER.items())
def test_properties_stand_in_the_order_of_the_standard(name, tag, order):
    """ISO/IEC 29500-1, 17.4.69 and 17.3.1.26"""
    found = [[child.tag.removeprefix(W) for child in element] for element in body(name).iter(W + tag)]
    assert [names for names in found if names != sorted(names, key=order.index)] == []


@pytest.mark.parametrize("name", IDS)
def test_tables_are_as_wide_as_the_text_and_never_touch(name):
    tables = list(body(name).iter(f"{W}tbl"))
    widths = [sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) for table in tables]
    assert [width for width in widths if abs(width - TEXT) > 4] == []
    assert [t for t in tables if t.getnext() is not None and t.getnext().tag == t.tag] == []


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


@pytest.mark.parametrize("name", IDS)
def test_no_row_breaks_and_every_table_of_rows_repeats_its_head(name):
    rows = list(body(name).iter(f"{W}tr"))
    assert [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None] == []
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len(heads) == len(form(name).tables)


@pytest.mark.parametrize("name", [name for name in IDS if name != "agreement-record"])
def test_where_people_sign_nothing_leaves_the_page_of_the_rest(name):
    signed = list(body(name).iter(f"{W}tbl"))[-1]
    before = next(e for e in signed.itersiblings(preceding=True) if "".join(e.itertext()).strip())
    loose = [p for block in (signed, before) for p in block.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is None]
    assert loose == []


@pytest.mark.parametrize("name", IDS)
def test_the_page_is_a4_off_any_grid_and_laid_out_as_word_2013_does(name):
    page = body(name).find(f"{W}body/{W}sectPr")
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), page.find(f"{W}docGrid")) == ("11906", "16838", None)
    assert [round(int(margins.get(W + side)) * 25.4 / 1440) for side in ("left", "right", "top", "bottom")] == [
        24,
        18,
        34,
        20,
    ]
    mode = part(template(name), "word/settings.xml").find(f".//{W}compatSetting[@{W}name='compatibilityMode']")
    assert mode.get(f"{W}val") == "15"


@pytest.mark.parametrize("name", IDS)
def test_every_line_is_exact_but_the_one_that_holds_a_picture(name):
    styles = part(template(name), "word/styles.xml")
    rules = {
        s.get(f"{W}styleId"): r.get(f"{W}lineRule") for s in styles.iter(f"{W}style") for r in s.iter(f"{W}spacing")
    }
    assert {style for style, rule in rules.items() if rule != "exact"} == {"Logo"}


@pytest.mark.parametrize("name", IDS)
def test_the_header_has_a_place_for_a_code_and_the_footer_counts_the_pages(name):
    header, footer = part(template(name), "word/header1.xml"), part(template(name), "word/footer1.xml")
    assert [mark.get(f"{W}name") for mark in header.iter(f"{W}bookmarkStart")] == ["_qr"]
    assert [f.get(f"{W}instr").strip() for f in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", IDS)
def test_a_filled_one_shows_no_template_and_no_other_language(name, lang):
    text = said(filled(name, lang, sample(name, lang)))
    assert re.findall(r"\{\{|\{%|None|undefined|\bcustomer\.", text) == []
    assert "X-2026-0001" in text
    foreign = {"vi": "一-鿿", "en": "一-鿿ạ-ỹđơư", "zh-Hans": "ạ-ỹđơư", "zh-Hant": "ạ-ỹđơư"}[lang]
    own_company = text.replace(FACTS["company"]["name"], "").replace(FACTS["company"]["address"], "")
    assert re.findall(f"[{foreign}]", own_company) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", IDS)
def test_an_empty_one_can_be_made_too(name, lang):
    made = form(name)
    text = said(filled(name, lang, {}, frozenset(made.by_pointer) if made.returns else frozenset()))
    assert "{" not in text


def test_the_quote_says_its_total_in_words_and_that_there_is_no_tax():
    text = said(filled("customization-quote", "vi", sample("customization-quote", "vi")))
    assert "Bằng chữ: Bốn mươi sáu triệu ba trăm năm mươi nghìn đồng chẵn." in text
    assert "Không chịu thuế" in text


def test_the_quote_says_the_rate_of_the_tax_where_there_is_one():
    text = said(filled("customization-quote", "zh-Hans", sample("customization-quote", "zh-Hans")))
    assert ("增值税（6%）" in text, "免税" in text) == (True, False)


@pytest.mark.parametrize(
    ("lang", "heading", "motto"),
    [
        ("vi", "PHỤ LỤC 01", True),
        ("zh-Hans", "附件一", False),
        ("zh-Hant", "附件一", False),
        ("en", "Appendix 1", False),
    ],
)
def test_the_appendix_is_headed_as_its_language_does(lang, heading, motto):
    text = said(filled("contract-appendix", lang, sample("contract-appendix", lang)))
    assert heading in text
    assert ("Độc lập - Tự do - Hạnh phúc" in text) is motto


def test_a_part_that_others_write_is_plain_text():
    """Only what technical says of the start can be filled in at that stage."""
    made = form("agreement-record")
    document = filled("agreement-record", "en", sample("agreement-record", "en"), made.writable("starting"))
    tags = [tag.get(f"{W}val") for tag in part(document, "word/document.xml").iter(f"{W}tag")]
    assert {re.match(r"/\w+", tag)[0] for tag in tags} == {"/plan", "/people", "/milestones"}
