"""What is written beside an amount, and amounts that are meant in another currency."""

from __future__ import annotations

import pytest

from casedrop.language.habits.currencies import said_in


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("500 USD", "USD"),
        ("USD 500.00", "USD"),
        ("1.500.000 đ", "VND"),
        ("1.500.000đ", "VND"),
        ("1.500.000 đồng chẵn", "VND"),
        ("人民币500元整", "CNY"),
        ("港币500元", "HKD"),
        ("500越南盾", "VND"),
        ("HK$500", "HKD"),
        ("€500", "EUR"),
        ("JPY 500", "JPY"),
        ("usd500", "USD"),
    ],
)
def test_a_word_or_sign_says_one_currency(text, codes):
    assert said_in(text).codes == (codes,)


@pytest.mark.parametrize(
    ("text", "some", "never"), [("$500", "USD", "VND"), ("¥500", "CNY", "USD"), ("500元", "TWD", "VND")]
)
def test_a_sign_of_several_may_mean_each(text, some, never):
    assert some in said_in(text).codes
    assert never not in said_in(text).codes


@pytest.mark.parametrize("text", ["", "500", "1.500.000", "15tr", "1,5 triệu", "五百", "đủ"])
def test_nothing_is_said_where_no_currency_is_written(text):
    assert said_in(text) is None


def test_two_that_contradict_each_other_can_mean_none():
    assert said_in("500 USD đồng").codes == ()
