"""Amounts in words: the tables of the house, and what the words of any amount must be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language import AmountError, in_words
from casedrop.language.problem import LANGS

DONG = {
    "0": "Không đồng",
    "1001": "Một nghìn không trăm linh một đồng",
    "1": "Một đồng",
    "10010": "Mười nghìn không trăm mười đồng",
    "5": "Năm đồng",
    "205005": "Hai trăm linh năm nghìn không trăm linh năm đồng",
    "10": "Mười đồng",
    "1000005": "Một triệu không trăm linh năm đồng",
    "11": "Mười một đồng",
    "1005000": "Một triệu không trăm linh năm nghìn đồng chẵn",
    "15": "Mười lăm đồng",
    "46350000": "Bốn mươi sáu triệu ba trăm năm mươi nghìn đồng chẵn",
    "21": "Hai mươi mốt đồng",
    "58000500": "Năm mươi tám triệu năm trăm đồng",
    "24": "Hai mươi tư đồng",
    "1000000000": "Một tỷ đồng chẵn",
    "25": "Hai mươi lăm đồng",
    "1015000024": "Một tỷ không trăm mười lăm triệu không trăm hai mươi tư đồng",
    "40": "Bốn mươi đồng",
    "21004000105": "Hai mươi mốt tỷ không trăm linh bốn triệu một trăm linh năm đồng",
    "105": "Một trăm linh năm đồng",
    "1000000000000": "Một nghìn tỷ đồng chẵn",
    "115": "Một trăm mười lăm đồng",
    "1234567891011": "Một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu "
    "tám trăm chín mươi mốt nghìn không trăm mười một đồng",
    "1000": "Một nghìn đồng chẵn",
}
FIGURES = [
    ("0.00", "零元整", "零元整", "Zero US dollars only"),
    ("0.05", "伍分", "伍分", "Five cents only"),
    ("0.50", "伍角整", "伍角整", "Fifty cents only"),
    ("1.00", "壹元整", "壹元整", "One US dollar only"),
    ("10.00", "壹拾元整", "壹拾元整", "Ten US dollars only"),
    ("15.00", "壹拾伍元整", "壹拾伍元整", "Fifteen US dollars only"),
    ("105.00", "壹佰零伍元整", "壹佰零伍元整", "One hundred and five US dollars only"),
    ("110.00", "壹佰壹拾元整", "壹佰壹拾元整", "One hundred and ten US dollars only"),
    (
        "325.04",
        "叁佰贰拾伍元零肆分",
        "叁佰貳拾伍元零肆分",
        "Three hundred and twenty-five US dollars and four cents only",
    ),
    ("1001.00", "壹仟零壹元整", "壹仟零壹元整", "One thousand and one US dollars only"),
    ("1010.00", "壹仟零壹拾元整", "壹仟零壹拾元整", "One thousand and ten US dollars only"),
    (
        "1409.50",
        "壹仟肆佰零玖元伍角整",
        "壹仟肆佰零玖元伍角整",
        "One thousand four hundred and nine US dollars and fifty cents only",
    ),
    (
        "1680.32",
        "壹仟陆佰捌拾元叁角贰分",
        "壹仟陸佰捌拾元叁角貳分",
        "One thousand six hundred and eighty US dollars and thirty-two cents only",
    ),
    (
        "6007.14",
        "陆仟零柒元壹角肆分",
        "陸仟零柒元壹角肆分",
        "Six thousand and seven US dollars and fourteen cents only",
    ),
    ("10200.00", "壹万零贰佰元整", "壹萬零貳佰元整", "Ten thousand two hundred US dollars only"),
    (
        "16409.02",
        "壹万陆仟肆佰零玖元零贰分",
        "壹萬陸仟肆佰零玖元零貳分",
        "Sixteen thousand four hundred and nine US dollars and two cents only",
    ),
    (
        "107000.53",
        "壹拾万柒仟元伍角叁分",
        "壹拾萬柒仟元伍角叁分",
        "One hundred and seven thousand US dollars and fifty-three cents only",
    ),
    ("1050000.00", "壹佰零伍万元整", "壹佰零伍萬元整", "One million fifty thousand US dollars only"),
    ("10000001.01", "壹仟万零壹元零壹分", "壹仟萬零壹元零壹分", "Ten million and one US dollars and one cent only"),
    ("20010005.00", "贰仟零壹万零伍元整", "貳仟零壹萬零伍元整", "Twenty million ten thousand and five US dollars only"),
    ("100050000.00", "壹亿零伍万元整", "壹億零伍萬元整", "One hundred million fifty thousand US dollars only"),
    ("150000000.00", "壹亿伍仟万元整", "壹億伍仟萬元整", "One hundred and fifty million US dollars only"),
    ("1050000000.00", "壹拾亿伍仟万元整", "壹拾億伍仟萬元整", "One billion fifty million US dollars only"),
    (
        "1234567890.12",
        "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分",
        "壹拾貳億叁仟肆佰伍拾陸萬柒仟捌佰玖拾元壹角貳分",
        "One billion two hundred and thirty-four million five hundred and sixty-seven thousand "
        "eight hundred and ninety US dollars and twelve cents only",
    ),
    ("1000000000000.00", "壹万亿元整", "壹萬億元整", "One trillion US dollars only"),
]


@pytest.mark.parametrize("amount", DONG)
def test_dong(amount):
    assert in_words(amount, "VND", "vi") == DONG[amount]


@pytest.mark.parametrize(("amount", "hans", "hant", "english"), FIGURES)
def test_capital_figures_and_english(amount, hans, hant, english):
    assert in_words(amount, "CNY", "zh-Hans") == "人民币" + hans
    assert in_words(amount, "CNY", "zh-Hant") == "人民幣" + hant
    assert in_words(amount, "USD", "en") == english


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "words"),
    [
        ("1234.56", "USD", "vi", "Một nghìn hai trăm ba mươi tư đô la Mỹ và năm mươi sáu xu"),
        ("0.05", "USD", "vi", "Năm xu"),
        ("1000", "USD", "vi", "Một nghìn đô la Mỹ"),
        ("46350000", "VND", "zh-Hans", "肆仟陆佰叁拾伍万越南盾整"),
        ("46350000", "VND", "en", "Forty-six million three hundred and fifty thousand Vietnamese dong only"),
        ("1200", "TWD", "zh-Hant", "新臺幣壹仟貳佰元整"),
        ("1200.5", "HKD", "zh-Hant", "港幣壹仟貳佰元伍角整"),
        ("100050000", "CNY", "zh-Hans", "人民币壹亿零伍万元整"),
        ("100005000", "CNY", "zh-Hans", "人民币壹亿零伍仟元整"),
        ("1000050000000", "CNY", "zh-Hans", "人民币壹万亿零伍仟万元整"),
        ("1.01", "CNY", "en", "One Chinese yuan and one fen only"),
    ],
)
def test_other_currencies(amount, currency, lang, words):
    assert in_words(amount, currency, lang) == words


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("-1", "USD"), ("1.234", "USD"), ("1.5", "VND"), ("1,234", "USD"), ("", "USD"), ("1e3", "USD"), ("1", "XYZ")],
)
@pytest.mark.parametrize("lang", LANGS)
def test_refused(amount, currency, lang):
    with pytest.raises(AmountError):
        in_words(amount, currency, lang)


@given(st.integers(1, 10**15 - 1))
def test_capital_figures_keep_every_figure(amount):
    words = in_words(str(amount), "CNY", "zh-Hans")
    spoken = "".join(str("零壹贰叁肆伍陆柒捌玖".index(c)) for c in words if c in "壹贰叁肆伍陆柒捌玖")
    assert spoken == str(amount).replace("0", "")
    assert not re.search("零零|零[拾佰仟万亿元]", words)


@given(st.integers(1, 10**15 - 1), st.integers(1, 10**15 - 1))
def test_different_amounts_have_different_words(one, other):
    for lang in LANGS:
        assert (in_words(str(one), "VND", lang) == in_words(str(other), "VND", lang)) is (one == other)
