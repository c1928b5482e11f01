"""Two fields in one line of a template must have something between them that is always printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedrop.formats.word.checks.touching import check_touching
from formats.word_samples import FORMS, VISIT, YES_NO, boxes, cell, control, package, paragraph, row, run, table

BY_LANGUAGE = "".join(
    f"{{% {word} lang == '{lang}' %}}{said}"
    for word, lang, said in (
        ("if", "vi", "mã"),
        ("elif", "zh-Hans", "编码"),
        ("elif", "zh-Hant", "編碼"),
        ("elif", "en", "no."),
    )
)
BY_LANGUAGE += "{% endif %}"
NAME, CODE = control("/customer/name"), control("/customer/code")


def touching(*inside: str) -> list[tuple[str, str]]:
    """(the field that follows, the one it follows) of a line that touch."""
    found = check_touching(package(paragraph("".join(inside))), VISIT)
    return [(p.pointer, p.args["other"]) for p in found]


@pytest.mark.parametrize(
    "between",
    [
        "",
        " ",
        "\u3000\u2003",
        "{% if customer.code %} · {% endif %}",
        "{% if customer.code %} · {% elif fee %}, {% endif %}",
        "{% if lang == 'vi' %} {% else %} · {% endif %}",
        "{{ fee }}",
        "{% for n in [] %}{% if n %}, {% endif %}{% endfor %}",
    ],
)
def test_nothing_is_always_printed_between(between):
    assert touching(NAME, run(between), CODE) == [("/customer/code", "/customer/name")]


@pytest.mark.parametrize(
    "between",
    [
        " · ",
        "（",
        "{{ label('/customer/code') }} ",
        "{{ text('intro') }}",
        "{% if customer.code %} · {% else %}–{% endif %}",
        BY_LANGUAGE,
    ],
)
def test_something_is_always_printed_between(between):
    assert touching(NAME, run(between), CODE) == []


def test_each_pair_of_a_line_is_told():
    assert touching(NAME, CODE, run("/"), control("/fee"), control("/ovens")) == [
        ("/customer/code", "/customer/name"),
        ("/ovens", "/fee"),
    ]


def test_a_field_in_a_condition_is_still_a_neighbour():
    assert touching(NAME, run("{% if fee %}"), CODE, run("{% endif %}")) == [("/customer/code", "/customer/name")]


def test_a_condition_that_goes_on_in_the_next_line_hides_nothing():
    lines = paragraph(run("{% if fee %}") + NAME + CODE) + paragraph("{% endif %}")
    assert [p.pointer for p in check_touching(package(lines), VISIT)] == ["/customer/code"]


def test_boxes_of_one_choice_and_fields_of_two_cells_or_lines_may_touch():
    assert touching(control("/again=yes", "☐"), control("/again=no", "☐")) == []
    assert touching(boxes("/again", YES_NO), control("/fee")) == []
    apart = table(2, row(cell(NAME), cell(CODE))) + table(1, row(cell(NAME, CODE)))
    assert list(check_touching(package(apart), VISIT)) == []


def test_nobody_types_into_a_form_that_does_not_come_back():
    template = package(paragraph(NAME + CODE))
    assert list(check_touching(template, replace(VISIT, returns=False))) == []


def test_it_is_told_where_and_what_to_do():
    (problem,) = check_touching(package(table(1, row(cell(NAME + CODE)))), VISIT)
    assert (problem.code, problem.place.args) == ("template.touch", {"table": 1, "row": 1, "column": 1})
    assert problem.say("en").startswith("“/customer/code” follows “/customer/name” in the same line")


@pytest.mark.parametrize("name", FORMS)
def test_no_form_has_fields_that_touch(name):
    form, template = FORMS[name]
    assert list(check_touching(template, form)) == []
