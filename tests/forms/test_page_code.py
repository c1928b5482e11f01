"""The code on paper as text: short, signed, and refused when a letter of it is not ours."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casedrop.forms import page_code
from casedrop.forms.page_code import LONGEST, Code
from casedrop.forms.stamp import ALPHABET, Stamp

KEY, OTHER = b"k" * 32, b"o" * 32
SHEET = Code("YS-2026-0147", 17, "3/4", 2, 3)
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

NUMBERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=5) | st.from_regex(
    r"[A-Z]{2}-20[0-9]{2}-[0-9]{4}", fullmatch=True
)
PAGES = st.tuples(st.integers(1, 200), st.integers(0, 200)).map(lambda p: (p[0], p[0] + p[1])) | st.just((0, 0))
COPIES = st.integers(1, 9).flatmap(lambda n: st.sampled_from(["", *(f"{k}/{n}" for k in range(1, n + 1))]))
SHEETS = st.builds(
    lambda number, issue, copy, pages: Code(number, issue, copy, *pages), NUMBERS, st.integers(0, 9999), COPIES, PAGES
)


def test_a_code_names_document_copy_and_page_and_bears_its_check():
    head, check = page_code.write(SHEET, KEY).rsplit("*", 1)
    assert (head, len(check), set(check) <= set(ALPHABET)) == ("CD1*YS-2026-0147*17*3/4*2/3", 8, True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (Code("YS-2026-0147", 17), "CD1*YS-2026-0147*17**0*"),
        (Code("YS-2026-0147", 0, "", 1, 1), "CD1*YS-2026-0147*0**1/1*"),
        (Code("Số 7*a", 3), "CD1*S%E1%BB%91%207%2A%61*3**0*"),
    ],
)
def test_what_has_no_copy_or_page_leaves_it_out_and_odd_letters_are_spelt(code, text):
    assert page_code.write(code, KEY)[:-8] == text


@given(SHEETS)
def test_what_is_written_is_read_back_and_is_ours_alone(code):
    text = page_code.write(code, KEY)
    assert page_code.parse(text) == code
    assert (page_code.genuine(text, KEY), page_code.genuine(text, OTHER)) == (True, False)
    assert set(text) <= ALPHANUMERIC


@pytest.mark.fault("B11")
@given(SHEETS, st.data())
def test_a_wrong_letter_is_refused(code, data):
    text = page_code.write(code, KEY)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(sorted(ALPHANUMERIC - {text[at]})))
    assert not page_code.genuine(text[:at] + letter + text[at + 1 :], KEY)


@pytest.mark.fault("C9")
@given(st.text() | st.from_regex(re.compile(r"CD1\*.*\*[0-9]\*[0-9]?/?[0-9]?\*[0-9]*\*[A-Z2-9]{8}"), fullmatch=True))
@example("CD1*YS-1*1**0*AAAAAAAA")
@example("CD1*" + "A" * 500 + "*1**0*AAAAAAAA")
@example("https://example.example/CD1*YS-1*1**0*AAAAAAAA")
def test_no_foreign_text_is_ours(text):
    assert not page_code.genuine(text, KEY)


@pytest.mark.parametrize(
    "other",
    [
        replace(SHEET, number="YS-2026-0148"),
        replace(SHEET, issue=18),
        replace(SHEET, copy="2/4"),
        replace(SHEET, page=3),
        SHEET.document,
    ],
)
def test_the_check_of_one_sheet_does_not_fit_another(other):
    check = page_code.write(SHEET, KEY)[-8:]
    assert not page_code.genuine(page_code.write(other, KEY)[:-8] + check, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "CD1*YS-1*01**0*AAAAAAAA",
        "CD1*YS-1*1**3/2*AAAAAAAA",
        "CD1*Y%53-1*1**0*AAAAAAAA",
        "CD1*%FF*1**0*AAAAAAAA",
        "CD1*YS-1*1**0*AAAAAAA1",
        "CD2*YS-1*1**0*AAAAAAAA",
        "CD1*YS-1*1**0*AAAAAAAA\n",
    ],
)
def test_only_our_own_spelling_is_a_code(text):
    assert page_code.parse(text) is None


def test_a_number_too_long_for_version_four_is_a_wrong_call():
    longest = Code("A" * (LONGEST - len(page_code.write(Code("A", 1), KEY)) + 1), 1)
    assert len(page_code.write(longest, KEY)) == LONGEST
    with pytest.raises(ValueError, match="version 4"):
        page_code.write(replace(longest, issue=10), KEY)


def test_a_stamped_document_has_a_code_and_a_shelf_form_has_none():
    stamp = Stamp("acceptance-report", 3, "vi", "YS-9", "", 17, "YS-2026-0147", "3/4")
    assert (page_code.of(stamp), page_code.of(Stamp("acceptance-report", 3, "vi"))) == (SHEET.document, None)
    assert page_code.of(stamp).at(2, 3) == SHEET
