"""What cannot be seen and what only looks like something else: gone or folded, and named where it stays."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language import Bad, Ok, read
from casedrop.language.letters import SPACES, clean, folded, key, trim

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff\u00ad\u034f\u180e\ufe0f\U000e0041"
BLANKS = "\u00a0\u1680\u2000\u2003\u2007\u2009\u202f\u205f\u3000"


def test_every_blank_that_unicode_has_is_folded_and_nothing_else_into_one():
    blanks = {chr(c) for c in range(0x80, sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Zs"}
    assert {blank for blank, folds in SPACES.items() if folds == " "} == {ord(blank) for blank in blanks}
    assert {folded(blank) for blank in blanks} == {" "}


def test_whatever_python_or_we_call_blank_is_trimmed_from_the_ends_and_nothing_else():
    outer = {chr(c) for c in range(sys.maxunicode + 1) if trim(chr(c)) == ""}
    assert outer == {chr(c) for c in range(sys.maxunicode + 1) if chr(c).isspace()} | {"\u200b", "\ufeff"}
    assert trim("\u3000\ufeff a \u200b b\n") == "a \u200b b"


@pytest.mark.fault("J2")
@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_cannot_be_seen_is_gone(unseen):
    assert read(f"KH{unseen}-00561", "code", "vi") == Ok("KH-00561")
    assert read(f"1{unseen}234", "integer", "vi") == Ok(1234)
    assert read(f"Có{unseen}", "choice", "vi", {"yes": {"vi": "Có"}}) == Ok("yes")
    assert read(f"Trần{unseen} Văn Mẫu", "text", "vi") == Ok("Trần Văn Mẫu")


@pytest.mark.parametrize("blank", BLANKS)
def test_every_blank_of_a_code_is_a_space(blank):
    assert read(f"NCC{blank}01", "code", "vi") == Ok("NCC 01")


@pytest.mark.parametrize("dash", "‐‑‒–—―−﹣－─")
def test_every_dash_of_a_code_is_a_hyphen(dash):
    assert read(f"KH{dash}00561", "code", "vi") == Ok("KH-00561")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("КH-0219", "KH-0219"),
        ("KН-0219", "KH-0219"),
        ("ΚH-0219", "KH-0219"),
        ("ＫＨ－０２１９", "KH-0219"),
        ("Đ\u0323A-1", "\u0110\u0323A-1"),
        ("DA\u0302-1", "DÂ-1"),
        ("Ж-12", "Ж-12"),
        ("客户-01", "客户-01"),
    ],
)
def test_codes_that_look_alike_are_alike(text, code):
    assert read(text, "code", "vi") == Ok(code)


@pytest.mark.fault("J2")
@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("КН-0219", "К (U+041A CYRILLIC CAPITAL LETTER KA)"),
        ("KH-Ж01", "Ж (U+0416 CYRILLIC CAPITAL LETTER ZHE)"),
        ("KH-٠١", "٠ (U+0660 ARABIC-INDIC DIGIT ZERO)"),
        ("KH一0219", "一 (U+4E00 CJK UNIFIED IDEOGRAPH-4E00)"),
        ("KH\uf0fc", "� (U+F0FC ?)"),
        ("\u202eKH-0219", "� (U+202E RIGHT-TO-LEFT OVERRIDE)"),
    ],
)
def test_a_letter_that_stays_is_named(text, letter):
    assert read(text, "code", "vi") == Bad("text.letter", {"given": text, "letter": letter})


@pytest.mark.parametrize(
    "text",
    ["👨‍👩‍👧", "❤️", "🏴\U000e0067\U000e0062\U000e007f", "क्‍ष", "مرحبا\u200f 12", "a\u00a0b", "１２３", "葛\U000e0100"],
)
def test_what_says_something_stays_in_a_text(text):
    assert read(text, "text", "vi") == Ok(text)


def test_keys_are_compared_as_they_look():
    assert key("NCC\u00a001") == key("ＮＣＣ 01") == key("NСС 01") == "NCC 01"


@given(st.text(max_size=30))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
    assert folded(folded(text)) == folded(text)
