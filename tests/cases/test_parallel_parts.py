"""Parts of one form that several hands fill at the same time."""

from __future__ import annotations

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.parallel_parts import decided, since
from casedrop.cases.parts import LastDocument
from casedrop.forms.form import Form
from casedrop.forms.reading import Provenance, Reading
from casedrop.forms.validate import judge
from casedrop.language.problem import Place

L = dict.fromkeys(("vi", "zh-Hans", "zh-Hant", "en"), "label")
TEXT = {"type": "string", "x-labels": L}
SCHEMA = {
    "type": "object",
    "properties": {"about": TEXT, "one": {**TEXT, "x-stage": "one"}, "two": {**TEXT, "x-stage": "two"}},
}
FORM = Form("sheet", 1, "flow", "SH", "docx", L, SCHEMA)
ISSUED = {"sheet": LastDocument("S-1", "2026-11-02", {"about": "it"})}
CASE = Case(documents=ISSUED, issued={"sheet": 3})


def drop(issue: int = 3, number: str = "S-1") -> Drop:
    return Drop("sheet", "two", "role", issue, "0" * 64, "a.docx", "vi", number)


def answered(case: Case, *changed: str, version: int, **answers: str) -> Case:
    """The case after a drop changed these fields."""
    known = (*case.changes, (version, "sheet", changed))
    return Case(documents=case.documents, issued=case.issued, answers={"sheet": answers}, changes=known)


def test_what_others_answered_since_the_issue_is_decided():
    case = answered(CASE, "/one", version=4, about="it", one="yes")
    assert decided(case, drop()) == {"about": "it", "one": "yes"}


def test_what_a_round_before_had_answered_is_not():
    case = answered(CASE, "/one", version=2, about="it", one="yes")
    assert decided(case, drop()) == {"about": "it"}


def test_of_a_document_that_another_followed_what_was_accepted_of_it_counts():
    case = answered(CASE, "/one", version=4, about="it", one="yes")
    assert decided(case, drop(number="S-0")) == {"about": "it", "one": "yes"}


def test_a_file_that_could_not_know_it_is_not_told_that_it_changed_it():
    case = answered(CASE, "/one", version=4, about="it", one="yes")
    found = {pointer: Provenance("tag", Place()) for pointer in ("/about", "/one", "/two")}
    said = Reading("sheet", "vi", None, {"about": "it", "two": "no"}, found, ())
    known, news = decided(case, drop()), since(case, "sheet", 3)
    assert judge(FORM, "two", said, known, news=news) == ({"about": "it", "one": "yes", "two": "no"}, ())
    _, problems = judge(FORM, "two", said, known, news=since(case, "sheet", 4))
    assert [(p.code, p.pointer) for p in problems] == [("part.changed", "/one")]
