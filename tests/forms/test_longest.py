"""The longest answers: every field has one that its file can hold, and none is longer than the schema allows."""

from __future__ import annotations

import pytest

from casedrop.forms.canonical import canonical
from casedrop.forms.longest import ROWS, longest_answers
from casedrop.forms.pointers import flatten, pattern
from casedrop.language.problem import LANGS
from shipped import ALL, form


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ALL)
def test_every_field_has_an_answer_as_long_as_it_may_be(name, lang):
    one = form(name)
    answers, problems = canonical(longest_answers(one, lang), one)
    said = [(one.by_pointer[pattern(at)], value) for at, value in flatten(answers)]
    assert problems == ()
    assert {field.pointer for field, _ in said} == set(one.by_pointer)
    assert [(f.pointer, value) for f, value in said if f.longest and len(value) > f.longest] == []


def test_words_end_where_a_word_ends_and_rows_are_as_many_as_a_table_may_have():
    quote = form("customization-quote")
    vi, en, zh = (longest_answers(quote, lang) for lang in ("vi", "en", "zh-Hans"))
    assert en["customer"]["name"] == "Northern Infrastructure Development Corporation and its representatives"
    assert vi["items"][0]["content"].startswith("Tổng công ty Cổ phần Tư vấn")
    assert len(zh["customer"]["name"]) <= 40
    assert (len(en["items"]), en["items"][0]["price"]) == (ROWS, "987654321000")
