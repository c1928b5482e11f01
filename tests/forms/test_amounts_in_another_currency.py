"""The currency that an amount is meant in is that of the choice nearest to it, else the company's."""

from __future__ import annotations

import pytest

from casedrop.forms.form import Form
from casedrop.forms.judging.currencies import in_another
from casedrop.language.habits.currencies import said_in
from shipped import form


def codes(declared: Form, answers: dict[str, object], pointer: str, text: str) -> list[str]:
    beside = said_in(text)
    assert beside
    return [problem.args["currency"] for problem in in_another(declared, answers, {pointer: beside}, "VND")]


@pytest.mark.parametrize(
    ("chosen", "text", "told"),
    [({"/currency": "USD"}, "500 USD", []), ({"/currency": "USD"}, "500 đ", ["USD"]), ({}, "500 USD", ["VND"])],
)
def test_a_choice_of_currency_says_what_is_meant(chosen, text, told):
    assert codes(form("payment-record"), chosen, "/rows/0/amount", text) == told


def test_without_a_choice_it_is_the_companys():
    sheet = form("customization-analysis")
    assert codes(sheet, {}, "/budget", "500 USD") == ["VND"]
    assert codes(sheet, {}, "/budget", "500 đồng") == []
