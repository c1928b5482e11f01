"""Numbers: grouped for the language, read without a guess, exact to the last figure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language import Bad, Ok, money, read, show
from casedrop.language.numbers import plain
from casedrop.language.problem import LANGS

decimals = st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=6, allow_nan=False).map(plain)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("1234567.5", "1.234.567,5", "1,234,567.5"),
        ("98.5", "98,5", "98.5"),
        ("-46350000", "-46.350.000", "-46,350,000"),
        ("0.25", "0,25", "0.25"),
        ("999", "999", "999"),
        ("1.234", "1,2340", "1.2340"),
    ],
)
def test_shown(value, vi, en):
    assert [show(value, "decimal", lang) for lang in LANGS] == [vi, en, en, en]


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [("1750.5", "1.750,50", "1,750.50"), ("46350000", "46.350.000", "46,350,000"), ("0.125", "0,125", "0.125")],
)
def test_money_has_its_cents_shown(value, vi, en):
    assert [show(value, "decimal", lang, money=True) for lang in LANGS] == [vi, en, en, en]


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1.234.567,50", "vi", "1234567.5"),
        ("1,234,567.50", "zh-Hans", "1234567.5"),
        ("1.234", "vi", "1234"),
        ("1,234", "en", "1234"),
        ("1 234 567,5", "vi", "1234567.5"),
        ("46\u00a0350\u00a0000", "en", "46350000"),
        ("１２３４．５", "zh-Hant", "1234.5"),
        ("007", "vi", "7"),
        ("-0,0", "vi", "0"),
        ("−5", "en", "-5"),
        ("1234,567", "vi", "1234.567"),
        ("0,234", "vi", "0.234"),
        ("46.350.000 đ", "vi", "46350000"),
        ("46.350.000 VNĐ", "vi", "46350000"),
        ("VND 46,350,000", "en", "46350000"),
        ("￥1,234.50", "zh-Hans", "1234.5"),
        ("人民幣1,234.00元", "zh-Hant", "1234"),
        ("-HK$5", "zh-Hant", "-5"),
    ],
)
def test_read(text, lang, value):
    assert read(text, "decimal", lang) == Ok(value)


@pytest.mark.fault("D2")
@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("1,234", "vi", "number.ambiguous"),
        ("1.5", "vi", "number.ambiguous"),
        ("0.123", "vi", "number.ambiguous"),
        ("1,5", "en", "number.ambiguous"),
        ("1.234", "en", "number.ambiguous"),
        ("12%", "en", "number.ambiguous"),
        ("1.2.3", "vi", "number.unreadable"),
        ("1.23.456", "vi", "number.unreadable"),
        ("10²", "vi", "number.unreadable"),
        ("1e5", "en", "number.unreadable"),
        ("--5", "en", "number.unreadable"),
        ("12 34", "en", "number.unreadable"),
        ("năm", "vi", "number.unreadable"),
        ("#REF!", "en", "number.unreadable"),
        ("1234567890123456", "en", "number.too-long"),
        ("0.1234567", "en", "number.too-long"),
    ],
)
def test_never_guessed(text, lang, code):
    result = read(text, "decimal", lang)
    assert isinstance(result, Bad)
    assert result.code == code


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1.234", Ok(1234)),
        ("5,0", Ok(5)),
        ("5,5", "number.whole"),
        ("9.007.199.254.740.992", Ok(2**53)),
        ("9.007.199.254.740.993", "number.too-long"),
        ("9" * 5000, "number.too-long"),
        ("", Ok(None)),
    ],
)
def test_integers(text, result):
    found = read(text, "integer", "vi")
    assert (found.code if isinstance(found, Bad) else found) == result


@given(decimals, st.sampled_from(LANGS), st.booleans())
def test_decimals_are_read_back_as_shown(value, lang, money):
    assert read(show(value, "decimal", lang, money=money), "decimal", lang) == Ok(value)


@given(st.integers(-(2**53), 2**53), st.sampled_from(LANGS))
def test_integers_are_read_back_as_shown(value, lang):
    assert read(show(value, "integer", lang), "integer", lang) == Ok(value)


@given(decimals)
def test_canonical_decimals_are_exact_and_bare(value):
    assert plain(Decimal(value)) == value
    assert value == "0" or not value.lstrip("-").startswith(("00", "+"))


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "text"),
    [
        ("46350000", "VND", "vi", "46.350.000\u00a0đ"),
        ("1234.5", "USD", "vi", "1.234,50\u00a0USD"),
        ("1234567", "CNY", "zh-Hans", "¥1,234,567.00"),
        ("1234567", "HKD", "zh-Hant", "HK$1,234,567.00"),
        ("1234567", "TWD", "zh-Hant", "NT$1,234,567"),
        ("1234", "CNY", "zh-Hant", "人民幣1,234.00元"),
        ("1234", "USD", "en", "USD\u00a01,234.00"),
        ("1234567", "VND", "en", "VND\u00a01,234,567"),
        ("-5", "CNY", "zh-Hans", "-¥5.00"),
        ("0.125", "USD", "en", "USD\u00a00.125"),
    ],
)
def test_money(amount, currency, lang, text):
    assert money(amount, currency, lang) == text


@given(decimals, st.sampled_from(("VND", "CNY", "HKD", "TWD", "USD", "EUR")), st.sampled_from(LANGS))
def test_money_in_figures_is_read_back_unless_it_looks_like_thousands(amount, currency, lang):
    result = read(money(amount, currency, lang), "decimal", lang)
    assert result == Ok(amount) or (isinstance(result, Bad) and result.code == "number.ambiguous")
