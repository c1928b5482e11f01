"""What is wrong with an expression or a template is told from its syntax and from what its names hold."""

from __future__ import annotations

import pytest

from casedrop.expressions import filters, judge
from casedrop.expressions.filter_shapes import for_guards, for_templates
from casedrop.expressions.shapes import BOOL, CHOICE, DATE, MOMENT, NUMBER, TEXT, Leaf, ListShape, NameShape
from casedrop.language import messages
from casedrop.language.problem import Place

ROW = NameShape({"no": Leaf(TEXT), "due": Leaf(DATE), "cost": Leaf(NUMBER), "state": Leaf(CHOICE, ("open", "done"))})
SEEN = NameShape({
    "report": NameShape({
        "result": Leaf(CHOICE, ("passed", "failed")),
        "rating": Leaf(CHOICE, ("1", "2", "3")),
        "on": Leaf(DATE),
        "name": Leaf(TEXT),
        "price": Leaf(NUMBER),
        "items": ListShape(ROW),
    }),
    "entered": Leaf(MOMENT),
    "today": Leaf(DATE),
    "closed": Leaf(BOOL),
})  # fmt: skip


def said(faults):
    return [(f.code, messages.say(f.problem(Place()), "en")) for f in faults]


def guard(expr):
    return said(judge.expression(expr, SEEN, is_guard=True).faults)


@pytest.mark.parametrize(
    "expr",
    [
        "report.result == 'passed'",
        "report.result in ['passed', 'failed']",
        "report.rating > 2 or report.rating == '3'",
        "report.on < today and report.on >= '2026-01-02'",
        "report.price + 1 > 3.5",
        "report.items | where('state', 'open') | count == 0",
        "(report.items | first).due is not none",
        "report.items | up_to('due', today | add_days(3)) | total('cost') > 0",
        "closed",
        "not report.name",
        "report['name'] == ''",
        "report.items | column('state') | last != 'done'",
    ],
)
def test_what_is_right(expr):
    assert guard(expr) == []


@pytest.mark.parametrize(
    ("expr", "name", "suggestion"),
    [
        ("reprot.on == today", "reprot", "report"),
        ("report.nmae == 'x'", "report.nmae", "name"),
        ("report.on.year == 1", "report.on.year", ""),
        ("report.items | where('stat', 'open') | count > 0", "stat", "state"),
        ("(report.items | first).du == today", "report.items | first.du", "due"),
        ("report.items | totl('cost') > 0", "totl", "total"),
        ("report.on is nones", "nones", "none"),
        ("report.items | tally(by='no', off='cost') | count > 0", "off", "of"),
    ],
)
def test_a_name_there_is_not_is_told_with_the_likest(expr, name, suggestion):
    ((code, says),) = guard(expr)
    assert code == "name.unknown"
    assert says == f"There is no “{name}”." + (f" Is “{suggestion}” meant?" if suggestion else "")


@pytest.mark.parametrize(
    "expr",
    [
        "report.result == 'pased'",
        "'pased' == report.result",
        "report.result in ['passed', 'pased']",
        "report.items | where('state', 'pased') | count > 0",
        "report.items | among('state', ['open', 'pased']) | count > 0",
        "report.result == ('passed' if closed else 'pased')",
    ],
)
def test_a_word_that_is_none_of_a_choices_is_told_with_those_there_are(expr):
    ((code, says),) = guard(expr)
    assert code == "expression.choice"
    assert "is never “pased”" in says
    assert "passed, failed" in says or "open, done" in says


@pytest.mark.parametrize(
    ("expr", "one", "other"),
    [
        ("report.on == 3", "a day", "a number"),
        ("report.on < report.price", "a day", "a number"),
        ("report.name < 3", "a text", "a number"),
        ("report.name < report.name", "a text", "a text"),
        ("entered > today", "a moment (day and time)", "a day"),
        ("report.result > 2", "a choice", "a number"),
        ("report.items == 3", "a table", "a number"),
        ("closed == 'yes'", "yes or no (true or false)", "a text"),
        ("report.items | up_to('due', 3) | count > 0", "a day", "a number"),
    ],
)
def test_values_that_cannot_be_compared_are_told_with_their_kinds(expr, one, other):
    (code, says), *_ = guard(expr)
    assert code == "expression.compare"
    assert f"({one})" in says
    assert f"({other})" in says


@pytest.mark.parametrize(
    ("expr", "says"),
    [
        ("report.name", "“report.name” is a text; here yes or no (true or false) is needed."),
        ("report.name and closed", "“report.name” is a text; here yes or no (true or false) is needed."),
        ("report.name | count > 0", "“report.name | count” is a text; here a table is needed."),
        ("report.name | add_days(1) == today", "“report.name” is a text; here a day is needed."),
        ("report.on + 1 > 2", "“report.on” is a day; here a number is needed."),
        ("report.items | total('due') > 1", "“due” is a day; here a number is needed."),
    ],
)
def test_a_value_of_another_kind_than_is_needed(expr, says):
    ((code, told),) = guard(expr)
    assert code == "expression.kind"
    assert told.startswith(says)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{% for row in report.items %}{{ row.due | date }}{{ loop.index }}{% endfor %}", []),
        ("{% for row in report.items %}{{ row.dew | date }}{% endfor %}", ["name.unknown"]),
        ("{% for row in report.items %}{% endfor %}{{ row.due }}", ["name.unknown"]),
        ("{% set day = report.on %}{{ day | date }}", []),
        ("{{ report.items }}", ["expression.kind"]),
        ("{{ report.on | date('dd.MM.yyy') }}", ["name.unknown"]),
        ("{{ lable('/x') }}", ["name.unknown"]),
        ("{{ label('/y') }}", ["name.unknown"]),
        ("{{ label('/x') }}", []),
        ("{% if report.on %}", ["template.syntax"]),
        ("no template", []),
    ],
)
def test_a_template(text, codes):
    functions = {"label": lambda at: None if at == "/x" else ["/x"]}
    assert [fault.code for fault in judge.template(text, SEEN, functions)] == codes


@pytest.mark.parametrize(
    ("expr", "target", "code"),
    [
        ("'passed'", Leaf(CHOICE, ("passed", "failed")), None),
        ("'pased'", Leaf(CHOICE, ("passed", "failed")), "expression.choice"),
        ("report.price", Leaf(DATE), "expression.kind"),
        ("report.on", Leaf(TEXT), None),
        ("report.items", ListShape(NameShape({"due": Leaf(NUMBER)})), "expression.kind"),
        ("none", Leaf(DATE), None),
    ],
)
def test_what_fills_a_property_is_of_its_kind(expr, target, code):
    assert [fault.code for fault in judge.filling(expr, SEEN, target)] == ([code] if code else [])


def test_every_filter_is_known_by_what_it_takes_and_gives():
    assert set(for_guards()) == set(filters.for_guards())
    assert set(for_templates()) == set(filters.for_templates("en"))
