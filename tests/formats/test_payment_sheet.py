"""The sheet of contract payments: its samples and wordings, what each hand must say (COL-1 to COL-3), what it adds up."""

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
from shipped import form, parts, problems, sample, without

NAME = "payment-record"


@pytest.mark.parametrize("lang", LANGS)
def test_a_sample_is_right_at_every_stage(lang):
    said = sample(NAME, lang)
    assert canonical(said, form(NAME)) == (said, ())
    assert {part: problems(NAME, part, said) for part in parts(NAME)} == {"": [], "dividing": [], "chasing": []}


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_no_letter_of_the_other_script(lang):
    made = form(NAME)
    words = [made.titles, *made.texts.values(), *(f.labels for f in made.fields), *(c.say for c in made.checks)]
    words += [said for f in made.fields for said in f.choices.values()]
    text = json.dumps(sample(NAME, lang), ensure_ascii=False) + "".join(said[lang] for said in words)
    assert misplaced(text, lang) == ""


def test_the_service_department_answers_every_row_and_sums_up():
    said = without(sample(NAME, "en"), "service", "summary")
    said |= {"progress": [without(row, "progress") for row in said["progress"][:1]]}
    assert problems(NAME, "chasing", said) == [
        ("required", "/progress/0/progress"),
        ("required", "/service/summary"),
    ]


def test_what_is_paid_and_unpaid_is_added_up_by_the_workbook_itself():
    made, template = FORMS[NAME]
    said = sample(NAME, "zh-Hans")
    data = excel.fill(template, made, "zh-Hans", said, writable=frozenset(), stamp="S", facts=FACTS)
    rows, progress = (
        [c.value for r in sheet.iter_rows() for c in r if str(c.value).startswith("=")]
        for sheet in load_workbook(io.BytesIO(data)).worksheets[:2]
    )
    late, far, soon, unpaid = rows[:4]
    assert all(f"SUMPRODUCT({column}12:{column}20," in text for text in (late, far, soon) for column in "MNO")
    assert unpaid == '=IF(COUNT(M12:M20)=0,"",$M$23)'
    assert ("Q12:Q20" in late, "$D$8-L12:L20>90" in far, "L12:L20<=$D$8+30" in soon) == (True, True, True)
    assert rows[4:] == [
        "=SUM(M12:M20)",
        "=SUMPRODUCT(M12:M20,--ISNUMBER(P12:P20))+SUMPRODUCT(N12:N20,--NOT(ISNUMBER(P12:P20)))",
        "=SUMPRODUCT(M12:M20,--NOT(ISNUMBER(P12:P20)))-SUMPRODUCT(N12:N20,--NOT(ISNUMBER(P12:P20)))-SUM(O12:O20)",
    ]
    assert progress == ["=SUM(H6:H9)"]
