"""Problems of a form's file call their fields by the form's labels."""

import pytest

from casedrop.forms.form import Form
from casedrop.forms.messages import labelled, labels, sentence
from casedrop.language.problem import Place, Problem

LABELS = {"vi": "Ngày", "zh-Hans": "日期", "zh-Hant": "日期", "en": "Date"}
SCHEMA = {
    "properties": {
        "rows": {
            "type": "array",
            "items": {"properties": {"day": {"type": "string", "format": "date", "x-labels": LABELS}}},
        }
    }
}
FORM = Form("note", 1, "visits", "VN", "docx", {}, SCHEMA)


@pytest.mark.parametrize(
    ("pointer", "name"), [("/rows/3/day", "Date"), ("/rows/-/day", "Date"), ("/rows", ""), ("/nothing", ""), ("", "")]
)
def test_what_a_field_is_called(pointer, name):
    assert labels(FORM, pointer).get("en", "") == name


def test_a_labelled_problem_says_its_label_first():
    (problem,) = labelled(FORM, [Problem("required", Place("page", {"page": 2}), "/rows/0/day")])
    assert problem.say("en") == "Date: This is required and still empty. Fill it in."
    assert problem.line("en") == "Page 2: Date: This is required and still empty. Fill it in."
    assert problem.line("en") == sentence(FORM, problem, "en")
    assert problem.say("zh-Hant") == "日期：必填項目尚未填寫。請填寫此項。"
    assert (problem.code, problem.pointer, str(problem.place)) == ("required", "/rows/0/day", "Page 2")
