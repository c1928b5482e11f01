"""Every form's Word template: what a reviewer looks for in each, and what it says when filled."""

from __future__ import annotations

import re

import pytest

from casedrop.language.problem import LANGS
from shipped import ALL, FACTS, WORD, W, body, facts, filled, form, parts, said, sample

ORDER = {
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "shd", "tabs", "spacing", "ind", "jc"],
}
TEXT = 9524
"""The width of the text, 168 mm, in twentieths of a point."""
SHEETS = [name for name in WORD if name != "shelf-label"]
"""All but the labels, which are cut out and have neither title nor rows."""


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("tag", "order"), ORDER.items())
def test_properties_stand_in_the_order_of_the_standard(name, tag, order):
    """ISO/IEC 29500-1, 17.4.69 and 17.3.1.26"""
    found = [[child.tag.removeprefix(W) for child in element] for element in body(name).iter(W + tag)]
    assert [names for names in found if names != sorted(names, key=order.index)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_tables_are_as_wide_as_the_text(name):
    tables = list(body(name).iter(f"{W}tbl"))
    widths = [sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) for table in tables]
    assert [width for width in widths if abs(width - TEXT) > 4] == []


@pytest.mark.fault("D6")
@pytest.mark.parametrize("name", SHEETS)
def test_no_row_breaks_and_every_table_of_rows_repeats_its_head(name):
    rows = list(body(name).iter(f"{W}tr"))
    assert [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None] == []
    heading = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert [row for row in heading if row.getprevious().tag == row.tag and row.getprevious() not in heading] == []
    lists = {row.getparent() for row in rows if any("/-/" in tag.get(f"{W}val") for tag in row.iter(f"{W}tag"))}
    assert {row.getparent() for row in heading} >= lists
    assert len(lists) >= len(form(name).tables)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", WORD)
def test_a_filled_one_shows_no_template_and_no_other_language(name, lang):
    text = said(filled(name, lang, sample(name, lang), facts(parts(name)[-1])))
    assert re.findall(r"\{\{|\{%|None|undefined|\bcustomer\.", text) == []
    assert "X-2026-0001" in text
    foreign = {"vi": "一-鿿", "en": "一-鿿ạ-ỹđơư", "zh-Hans": "ạ-ỹđơư", "zh-Hant": "ạ-ỹđơư"}[lang]
    own_company = text.replace(FACTS["company"]["name"], "").replace(FACTS["company"]["address"], "")
    assert re.findall(f"[{foreign}]", own_company) == []
