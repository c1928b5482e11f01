"""Dates: how each language writes them, what is read, and what is asked about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language import Bad, Ok, long_date, read, show
from casedrop.language.problem import LANGS

DAY = "2021-06-23"


@pytest.mark.parametrize(
    ("lang", "table", "text"),
    [
        ("vi", "05/02/2026", "ngày 05 tháng 02 năm 2026"),
        ("zh-Hans", "2026-02-05", "2026年2月5日"),
        ("zh-Hant", "2026-02-05", "2026年2月5日"),
        ("en", "2026-02-05", "5 February 2026"),
    ],
)
def test_written(lang, table, text):
    assert (show("2026-02-05", "date", lang), long_date("2026-02-05", lang)) == (table, text)


def test_vietnamese_pads_only_what_the_decree_pads():
    assert long_date("2026-03-18", "vi") == "ngày 18 tháng 3 năm 2026"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "text",
    [
        "2021-06-23", "2021/6/23", "2021.06.23", "2021年6月23日", "2021 年 6 月 23 日", "２０２１年６月２３日",
        "民國110年6月23日", "中華民國110年6月23日", "ngày 23 tháng 6 năm 2021", "Ngày 23 tháng 06 năm 2021",
        "23 tháng 6, 2021", "23 June 2021", "23 Jun 2021", "23-Jun-2021", "June 23, 2021", "23rd June 2021",
        "  23/06/2021 ", "23-6-2021", "23.06.2021",
    ],
)  # fmt: skip
def test_every_language_reads_what_can_mean_only_one_day(lang, text):
    assert read(text, "date", lang) == Ok(DAY)


@pytest.mark.fault("D1")
@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("03/04/2026", "vi", "2026-04-03"),
        ("23.06.21", "vi", DAY),
        ("23.06.21", "en", DAY),
        ("ngày 23/06/2021", "vi", DAY),
        ("13/04/2026", "en", "2026-04-13"),
        ("04/13/2026", "zh-Hans", "2026-04-13"),
        ("04/04/2026", "en", "2026-04-04"),
    ],
)
def test_read_by_the_language_of_the_form(text, lang, day):
    assert read(text, "date", lang) == Ok(day)


@pytest.mark.fault("D1")
@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("03/04/2026", "en", "date.ambiguous"),
        ("03/04/2026", "zh-Hant", "date.ambiguous"),
        ("03.04.26", "en", "date.ambiguous"),
        ("23.06.21", "zh-Hans", "date.ambiguous"),
        ("31/02/2026", "vi", "date.impossible"),
        ("04/13/2026", "vi", "date.impossible"),
        ("2026-02-30", "en", "date.impossible"),
        ("44370", "vi", "date.unreadable"),
        ("mai", "vi", "date.unreadable"),
        ("23/06-2021", "vi", "date.unreadable"),
    ],
)
def test_never_guessed(text, lang, code):
    result = read(text, "date", lang)
    assert isinstance(result, Bad)
    assert (result.code, result.args["given"]) == (code, text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(LANGS))
def test_what_is_shown_is_read_back(day, lang):
    assert read(show(day.isoformat(), "date", lang), "date", lang) == Ok(day.isoformat())


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(LANGS))
def test_what_is_written_out_is_read_back(day, lang):
    assert read(long_date(day.isoformat(), lang), "date", lang) == Ok(day.isoformat())
