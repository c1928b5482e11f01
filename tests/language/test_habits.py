"""Numbers, dates and choices as people write them at home: one reading is read, several are asked about with all of them."""

from __future__ import annotations

import pytest

from casedrop.language import Bad, Ok, read

YES_NO = {"yes": {"vi": "Có", "en": "Yes"}, "no": {"vi": "Không", "en": "No"}}


@pytest.mark.fault("D2")
@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("11万", "zh-Hans", "110000"),
        ("1.2亿", "zh-Hans", "120000000"),
        ("12 萬元", "zh-Hant", "120000"),
        ("3万5千", "zh-Hans", "35000"),
        ("1百万", "zh-Hans", "1000000"),
        ("15tr", "vi", "15000000"),
        ("15 triệu đồng", "vi", "15000000"),
        ("1,5 triệu", "vi", "1500000"),
        ("1 tỷ 2", "vi", "1200000000"),
        ("1 tỷ 200 triệu", "vi", "1200000000"),
        ("2 tỷ rưỡi", "vi", "2500000000"),
        ("100 nghìn", "vi", "100000"),
        ("500k", "en", "500000"),
        ("1.500.000đ", "vi", "1500000"),
        ("1.500.000,00 VND", "vi", "1500000"),
        ("3.000.000,-", "vi", "3000000"),
        ("1.500.000", "en", "1500000"),
        ("1,234,567.5", "vi", "1234567.5"),
        ("1'500'000", "en", "1500000"),
        ("¥3,000.50", "zh-Hans", "3000.5"),
        ("人民币壹仟元整", "zh-Hans", "1000"),
        ("壹万贰仟叁佰元伍角", "zh-Hans", "12300.5"),
        ("十五万", "zh-Hans", "150000"),
        ("人民幣貳佰伍拾元正", "zh-Hant", "250"),
        ("\u202d1,234\u202c", "en", "1234"),
        ("1\u200e500", "vi", "1500"),
        ("46\u202f350\u202f000", "vi", "46350000"),
    ],
)
def test_a_number_with_one_reading_is_read(text, lang, value):
    assert read(text, "decimal", lang) == Ok(value)


@pytest.mark.fault("D2")
@pytest.mark.parametrize(
    ("text", "lang", "readings"),
    [
        ("1.5", "vi", ["1.5", "15"]),
        ("1,234", "vi", ["1.2340", "1,234"]),
        ("10%", "vi", ["10", "0.1"]),
        ("1.5 triệu", "vi", ["1,500,000", "15,000,000"]),
        ("1 triệu 500", "vi", ["1,500,000", "1,000,500"]),
        ("1tr250", "vi", ["1,250,000", "1,000,250"]),
    ],
)
def test_a_number_with_two_readings_is_asked_about_with_both(text, lang, readings):
    result = read(text, "decimal", lang)
    assert isinstance(result, Bad)
    assert (result.code, [r["en"] for r in result.args["readings"]]) == ("number.ambiguous", readings)


@pytest.mark.parametrize(
    "text", ["5m", "15tr/tháng", "一千二", "2千5百", "~15tr", "10-20tr", "10 2tr", "triệu", "15tr 2 tỷ"]
)
def test_what_could_be_anything_is_no_number(text):
    assert isinstance(read(text, "decimal", "vi"), Bad)


@pytest.mark.parametrize("text", ["10%", "10 %", "10", "１０％"])
def test_a_percent_is_its_number_where_percents_are_asked(text):
    assert read(text, "decimal", "en", percent=True) == Ok("10")


@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("05/07/21", "vi", "2021-07-05"),
        ("5-7-2021", "vi", "2021-07-05"),
        ("20210705", "en", "2021-07-05"),
        ("05072021", "vi", "2021-07-05"),
        ("21年7月5日", "zh-Hans", "2021-07-05"),
        ("2021.7.5", "zh-Hans", "2021-07-05"),
        ("二〇二一年六月五日", "zh-Hans", "2021-06-05"),
        ("二零二一年十二月二十五日", "zh-Hant", "2021-12-25"),
        ("贰零贰壹年陆月伍日", "zh-Hans", "2021-06-05"),
        ("民國110年7月5日", "zh-Hant", "2021-07-05"),
        ("110年7月5日", "zh-Hant", "2021-07-05"),
        ("民國110/7/5", "zh-Hant", "2021-07-05"),
        ("ngày 5 tháng 6 năm 2021", "vi", "2021-06-05"),
        ("5 tháng sáu năm 2021", "vi", "2021-06-05"),
        ("5 thg 7, 2021", "vi", "2021-07-05"),
        ("Thứ hai, 05/07/2021", "vi", "2021-07-05"),
        ("thứ năm 08/07/2021", "vi", "2021-07-08"),
        ("CN 04/07/2021", "vi", "2021-07-04"),
        ("Monday 05/07/2021", "en", "2021-07-05"),
        ("2021年7月5日（星期一）", "zh-Hans", "2021-07-05"),
        ("2021年7月5日星期一", "zh-Hans", "2021-07-05"),
        ("14h30 5/7/2021", "vi", "2021-07-05"),
        ("5/7/2021 14:30", "vi", "2021-07-05"),
        ("2021年7月5日下午2点半", "zh-Hans", "2021-07-05"),
        ("2021-07-05T14:30:00", "en", "2021-07-05"),
        ("5th of July 2021", "en", "2021-07-05"),
        ("5-Jul-21", "en", "2021-07-05"),
        ("\u200e16/\u200e06/\u200e2021", "en", "2021-06-16"),
        ("16‒06‒2021", "vi", "2021-06-16"),
        ("05\u00a0tháng\u202f07\u2009năm 2021", "vi", "2021-07-05"),
    ],
)
def test_a_date_with_one_reading_is_read(text, lang, day):
    assert read(text, "date", lang) == Ok(day)


@pytest.mark.fault("D1")
@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("05/07/21", "en", "date.ambiguous"),
        ("05072021", "en", "date.ambiguous"),
        ("010425", "vi", "date.ambiguous"),
        ("250401", "vi", "date.ambiguous"),
        ("5/7/99", "vi", "date.ambiguous"),
        ("99年7月5日", "zh-Hant", "date.ambiguous"),
        ("5/6/2021 - 7/6/2021", "vi", "date.range"),
        ("từ 5/6/2021 đến 7/6/2021", "vi", "date.range"),
        ("2021-06-05/2021-06-07", "en", "date.range"),
        ("2021年6月5日至2021年6月7日", "zh-Hans", "date.range"),
        ("16/06/2021 và 17/06/2021", "vi", "date.range"),
        ("5/7/2021 âm lịch", "vi", "date.lunar"),
        ("农历五月初五", "zh-Hans", "date.lunar"),
        ("農曆2021年5月5日", "zh-Hant", "date.lunar"),
        ("Thứ ba, 05/07/2021", "vi", "date.weekday"),
        ("2021年7月5日 星期二", "zh-Hans", "date.weekday"),
        ("23/06/2925", "vi", "date.implausible"),
        ("0202-06-23", "en", "date.implausible"),
        ("2025", "vi", "date.unreadable"),
        ("45000", "vi", "date.unreadable"),
        ("5/7", "vi", "date.unreadable"),
        ("2021-07-05T23:30:00Z", "en", "date.unreadable"),
        ("\u202e12/06/2021", "vi", "text.letter"),
        ("٥/٧/2021", "vi", "text.letter"),
    ],
)
def test_another_date_is_asked_about(text, lang, code):
    result = read(text, "date", lang)
    assert isinstance(result, Bad)
    assert result.code == code


@pytest.mark.parametrize(
    ("text", "key"),
    [("TRUE", "yes"), ("đúng", "yes"), ("是", "yes"), ("Y", "yes"), ("C\u00adó", "yes"), ("FALSE", "no"), ("否", "no")],
)
def test_yes_and_no_have_more_words_than_a_form(text, key):
    assert read(text, "choice", "vi", YES_NO) == Ok(key)


@pytest.mark.parametrize("text", ["x", "v", "✓", "1", "0", "không biết"])
def test_a_mark_is_neither_yes_nor_no(text):
    assert isinstance(read(text, "choice", "vi", YES_NO), Bad)
