"""What is told of a template before anything is filled from it."""

from __future__ import annotations

import pytest
from openpyxl.workbook.defined_name import DefinedName

from casedrop.formats import excel, zips
from casedrop.formats.drafts.excel.book import make
from formats.excel_samples import ANALYSIS, FORMS, SHEET, edited


def told(template):
    """(code, pointer or cell, message) of each problem."""
    problems = excel.check(template, ANALYSIS)
    return [(p.code, p.pointer or p.place.args.get("cell"), p.args.get("message")) for p in problems]


@pytest.mark.parametrize("name", FORMS)
def test_the_templates_of_the_workspace_and_the_first_ones_are_sound(name):
    form, template = FORMS[name]
    assert (excel.check(template, form), excel.check(make(form), form)) == ((), ())


def named(name, reference):
    """The template with a defined name of its own."""
    return edited(SHEET, lambda book: book.defined_names.__setitem__(name, DefinedName(name, attr_text=reference)))


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (named("f.customer.nmae", "'{{ title }}'!$A$1"), ("template.pointer", "/customer/nmae", None)),
        (named("f.budget", "'{{ title }}'!$A$1:$B$2"), ("template.split-name", "/budget", None)),
        (named("f.budget", "'{{ title }}'!#REF!"), ("template.split-name", "/budget", None)),
        (edited(SHEET, lambda b: b.defined_names.pop("f.budget")), ("template.lacks", "/budget", None)),
    ],
    ids=["no property", "several cells", "no cell", "no name"],
)
def test_a_mistake_is_named_with_its_place(template, problem):
    (code, place, message), *more = told(template)
    assert (code, place, (message or "")[: len(problem[2] or "")], more) == (*problem[:2], problem[2] or "", [])


def test_a_sheet_that_an_answer_names_is_told_as_advice():
    book = zips.read_parts(SHEET)["xl/workbook.xml"].replace(b"{{ title }}", b"{{ sales_person }}")
    (problem,) = excel.check(zips.patch(SHEET, {"xl/workbook.xml": book}), ANALYSIS)
    assert (problem.code, problem.is_advice, problem.args["why"]) == ("template.slow", True, "{{ sales_person }}")
