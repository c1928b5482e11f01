"""What the shipped papers say in sentences: dates in words, customers by their names, nothing left of what is not there."""

import re

import pytest

import shipped
from casedrop.expressions.names_read import reads
from casedrop.forms.template import render, scene
from casedrop.language.problem import LANGS
from casedrop.workspace import workspace

FORMS = {
    form.id: form for form in workspace.read(shipped.ROOT).book.forms.values() if form.whole is None and form.texts
}
TABLE_DATE = re.compile(r"\| *date *(\||\})")
LEFT = re.compile(r"^[ 　·–，、,]|[·–，、,（(]\s*$|\(\)|（）|None|  ")
NOBODY = {"doc": {"date": "", "number": ""}, "case": {"number": ""}, "company": shipped.FACTS["company"], "today": ""}


def said(form):
    """(key, language, text) of all that a form says beside its labels."""
    return [(key, lang, text) for key, texts in form.texts.items() for lang, text in texts.items()]


@pytest.mark.parametrize("name", FORMS)
def test_a_date_in_a_sentence_is_written_in_words(name):
    assert [(key, lang) for key, lang, text in said(FORMS[name]) if TABLE_DATE.search(text)] == []


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.internal])
def test_a_customers_paper_calls_it_by_its_name_not_by_what_we_call_it(name):
    inner = {"customer.short_name", "customer.code"}
    assert [(key, lang) for key, lang, text in said(FORMS[name]) if inner & reads(text)] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [(name, key) for name, form in FORMS.items() for key in ("subtitle", "meta") if key in form.texts],
)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_left_of_what_a_line_under_the_title_has_no_data_for(name, key, lang):
    known = ({}, shipped.sample(name, lang))
    lines = [render(f"{{{{ text('{key}') }}}}", scene(FORMS[name], lang, said, NOBODY), lang) for said in known]
    assert [line for line in lines if LEFT.search(line)] == []


@pytest.mark.parametrize(
    ("name", "key", "lang", "line"),
    [
        ("acceptance-plan", "meta", "vi", "ngày 18 tháng 3 năm 2026"),
        ("acceptance-plan", "meta", "zh-Hans", "2026年3月18日"),
        ("acceptance-plan", "meta", "en", "18 March 2026"),
    ],
)
def test_a_line_of_a_date_alone_is_that_date(name, key, lang, line):
    dated = {**NOBODY, "doc": {"date": "2026-03-18"}}
    assert render(f"{{{{ text('{key}') }}}}", scene(FORMS[name], lang, {}, dated), lang) == line
