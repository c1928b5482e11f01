"""Texts, codes and choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language import Bad, Ok, read, show
from casedrop.language.problem import LANGS

YES_NO = {
    "yes": {"vi": "Có", "zh-Hans": "是", "zh-Hant": "是", "en": "Yes"},
    "no": {"vi": "Không", "zh-Hans": "否", "zh-Hant": "否", "en": "No"},
}
letters = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("  Bánh Mì \u00a0Trên Mây\u3000", "text", "Bánh Mì \u00a0Trên Mây"),
        ("Hòa".replace("ò", "o\u0300"), "text", "Hòa"),
        ("một\r\nhai\tba", "text", "một hai ba"),
        ("một  \r\n\r\nhai\rba\n\n", "lines", "một\n\nhai\nba"),
        ("một\u2028hai\x0bba", "lines", "một\nhai\nba"),
        ("một\thai\t\nba\tbốn", "lines", "một\thai\nba\tbốn"),
        ("một\thai", "text", "một hai"),
        ("　ＡＢ－００７　", "code", "AB-007"),
        ("007", "code", "007"),
        ("10² ½ ①", "text", "10² ½ ①"),
        ("\u200b\ufeff ", "text", None),
    ],
)
def test_read(text, kind, value):
    assert read(text, kind, "vi") == Ok(value)


@pytest.mark.fault("D7")
@pytest.mark.parametrize("text", ["a\x00b", "a\x07", "\x1fa", "a\ud800", "a\x85", "a\uffff"])
@pytest.mark.parametrize("kind", ["text", "lines", "code"])
def test_control_characters_are_a_problem(text, kind):
    result = read(text, kind, "en")
    assert isinstance(result, Bad)
    assert result.code == "text.control"
    assert "�" in result.args["given"]


@pytest.mark.fault("D6")
@pytest.mark.parametrize(("text", "fits"), [("x" * 32767, True), ("x" * 32768, False), ("𠮷" * 16384, False)])
def test_a_text_must_fit_into_a_cell(text, fits):
    result = read(text, "text", "en")
    assert isinstance(result, Ok) is fits
    assert fits or result.code == "text.too-long"


@given(letters, st.sampled_from(("text", "lines", "code")))
def test_reading_is_idempotent_and_shown_as_it_is(text, kind):
    once = read(text, kind, "vi")
    if isinstance(once, Bad):
        assert once.code in ("text.letter", "text.encoding", "text.lost", "cell.struck")
        return
    assert read(show(once.value, kind, "vi"), kind, "vi") == once


@pytest.mark.parametrize("text", ["Có", "co\u0301", " CÓ ", "Yes", "ＹＥＳ", "是", "yes"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_choice_is_known_in_every_language(text, lang):
    assert read(text, "choice", lang, YES_NO) == Ok("yes")


def test_the_forms_own_language_comes_first():
    choices = {"a": {"vi": "Tốt", "en": "Can"}, "b": {"vi": "Can", "en": "Must"}}
    assert read("can", "choice", "vi", choices) == Ok("b")
    assert read("can", "choice", "en", choices) == Ok("a")


@pytest.mark.parametrize("text", ["Co", "maybe", "Có Không"])
def test_an_unknown_choice_names_those_there_are(text):
    result = read(text, "choice", "vi", YES_NO)
    assert result == Bad("choice.unknown", {"given": text, "allowed": tuple(YES_NO.values())})


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", YES_NO)
def test_choices_are_read_back_as_shown(key, lang):
    assert read(show(key, "choice", lang, YES_NO), "choice", lang, YES_NO) == Ok(key)


@pytest.mark.parametrize("kind", ["text", "lines", "code", "date", "decimal", "integer", "choice"])
@pytest.mark.parametrize("text", ["", "  ", "\u3000\n"])
def test_blank_is_nothing(kind, text):
    assert read(text, kind, "vi", YES_NO) == Ok(None)
    assert show(None, kind, "vi", YES_NO) == ""


def test_an_unknown_kind_is_a_wrong_call():
    with pytest.raises(KeyError):
        read("x", "colour", "vi")
