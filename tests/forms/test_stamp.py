"""The stamp: it reads back, and no letter of it can be changed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.forms.stamp import ALPHABET, READABLE, Stamp, by_foot, check_code, genuine, parse, readable, write

KEY, OTHER = b"k" * 32, b"o" * 32
PLAIN = Stamp("customer-letter", 2, "vi", "TB-2021-0001", "technical", 7, "PT-2021-0001", "")
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=20)
stamps = st.builds(
    Stamp,
    words,
    st.integers(1, 99),
    st.sampled_from(["vi", "zh-Hans"]),
    words,
    words,
    st.integers(0, 999),
    words,
    words,
)


@given(stamps)
def test_it_reads_back_and_is_genuine(stamp):
    line = write(stamp, KEY)
    assert parse(line) == stamp
    assert genuine(line, KEY)
    assert not genuine(line, OTHER)


@pytest.mark.fault("C9")
@given(stamps, st.data())
def test_any_changed_letter_is_found(stamp, data):
    line = write(stamp, KEY)
    at = data.draw(st.integers(0, len(line) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda c: c != line[at]))
    assert not genuine(line[:at] + letter + line[at + 1 :], KEY)


def test_what_is_no_stamp_is_none():
    assert parse("") is None
    assert parse("cd1;form=x") is None
    assert parse("another program's property") is None
    assert parse(write(PLAIN, KEY).replace("issue=7", "issue=seven")) is None


def test_the_readable_id_has_no_letters_people_mistake():
    assert set("01IO").isdisjoint(ALPHABET)
    text = readable("CL", PLAIN, KEY)
    assert READABLE.fullmatch(text)
    assert text.startswith("CL-v2 · PT-2021-0001 · ")
    assert readable("CL", Stamp("customer-letter", 2, "vi"), KEY) == "CL-v2"


def test_a_document_is_known_by_its_foot_to_the_very_issue():
    issues = [Stamp("customer-letter", 2, "vi", "TB-2021-0001", "p", k, "PT-2021-0001") for k in (3, 5, 9)]
    foot = f"Page 1   {readable('CL', issues[1], KEY)}   internal"
    assert by_foot(foot, "CL", [(s, check_code("CL", s, KEY)) for s in issues]) == issues[1]
    assert by_foot(foot, "CL", [(s, check_code("CL", s, OTHER)) for s in issues]) is None


def test_what_a_lost_key_signed_is_genuine_if_it_is_recorded_letter_for_letter():
    line = write(PLAIN, OTHER)
    assert genuine(line, KEY, ["another", line])
    assert not genuine(line.replace("issue=7", "issue=8"), KEY, [line])


def test_the_originals_of_a_document_differ_in_their_check_codes():
    four = [replace(PLAIN, copy=f"{k}/4") for k in range(1, 5)]
    assert len({check_code("CL", s, KEY) for s in four}) == 4
