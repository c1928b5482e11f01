"""The sheet of the register of customers: what a row must say, its samples, its wordings, its three printed pages."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook

from casedrop.formats import excel
from casedrop.forms.canonical import canonical
from casedrop.language.problem import LANGS
from casedrop.language.scripts import misplaced
from formats.excel_samples import FACTS, FORMS
from shipped import form, parts, problems, sample

NAME = "customer-register"


def row(**columns: object) -> dict:
    """A register of one row: the first of the English sample with columns set, or taken out with None."""
    said = sample(NAME, "en")["rows"][0] | columns
    return {"rows": [{k: v for k, v in said.items() if v is not None}]}


@pytest.mark.parametrize("lang", LANGS)
def test_a_sample_is_right(lang):
    said = sample(NAME, lang)
    assert (canonical(said, form(NAME)), parts(NAME), problems(NAME, "", said)) == ((said, ()), [""], [])


def test_the_samples_together_leave_no_field_empty():
    made, template = FORMS[NAME]
    found = set()
    for lang in LANGS:
        data = excel.fill(template, made, lang, sample(NAME, lang), writable=frozenset(), stamp="S", facts=FACTS)
        found |= {
            p.replace("/0/", "/-/", 1) for p in excel.read(data, made, lang, template).found if p.startswith("/rows/0/")
        }
    assert found == set(made.by_pointer)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (row(), []),
        (row(product=None, service=None, region=None, modules=None, postcode=None), []),
        (row(language=None), [("required", "/rows/0/language")]),
        ({"rows": [{"class": "a", "language": "en", "customer": {"name": "A", "short_name": "A"}}]},
         [("required", "/rows/0/customer/code")]),
        (row(service={"from": "2026-01-01"}), [("required", "/rows/0/service/until")]),
        (row(service={"from": "2026-01-02", "until": "2026-01-01"}), [("check", "/rows/0/service/until")]),
        ({}, [("required", "/rows")]),
    ],
)  # fmt: skip
def test_what_a_row_must_say(answers, found):
    assert problems(NAME, "", answers) == found


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_no_letter_of_the_other_script(lang):
    made = form(NAME)
    said = [made.titles, *made.texts.values(), *(f.labels for f in made.fields), *(c.say for c in made.checks)]
    said += [words for f in made.fields for words in f.choices.values()]
    assert [text for words in said if (text := misplaced(words[lang], lang))] == []


@pytest.mark.parametrize("lang", LANGS)
def test_labels_are_short_and_have_no_colon(lang):
    longest = 8 if lang.startswith("zh") else 20
    labels = [f.labels[lang] for f in form(NAME).fields]
    assert [label for label in labels if len(label) > longest or label.endswith((":", "："))] == []


def test_it_prints_three_pages_wide_who_it_is_on_each():
    made, template = FORMS[NAME]
    data = excel.fill(template, made, "vi", sample(NAME, "vi"), writable=made.writable(""), stamp="S", facts=FACTS)
    (sheet,) = load_workbook(io.BytesIO(data)).worksheets
    assert [b.id for b in sheet.col_breaks.brk] == [10, 20]
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$C", "$8:$8")
    assert (sheet["A2"].value, "A2:C2" in sheet.merged_cells) == ("Danh mục khách hàng", True), (
        "in the columns of each page"
    )
    assert json.dumps([c.value for c in sheet[9]][:4], ensure_ascii=False) == (
        '[1, "KH-00512", "Bánh Mì Trên Mây", "Công ty TNHH Bánh Mì Trên Mây"]'
    )
