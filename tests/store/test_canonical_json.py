from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.store import canonical_json

TEXT = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC))


@given(JSON)
def test_a_value_has_one_text_of_one_line_in_good_utf8(value):
    text = canonical_json.dumps(value)
    text.encode()
    assert "\n" not in text
    assert json.loads(text) == value == json.loads(canonical_json.pretty(value))
    assert canonical_json.dumps(json.loads(text)) == text


@given(JSON)
def test_what_people_read_is_what_the_standard_library_indents(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert canonical_json.pretty(value).encode() == text.encode(errors="backslashreplace")


def test_letters_stay_letters_and_keys_are_sorted():
    assert (
        canonical_json.dumps({"tên": "Bánh Mì 面包", "a": [1, None, True]})
        == '{"a":[1,null,true],"tên":"Bánh Mì 面包"}'
    )


def test_what_json_has_no_word_for_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        canonical_json.dumps(float("nan"))


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_their_texts(one, two):
    assert (canonical_json.moment(one) < canonical_json.moment(two)) == (one < two)
    assert canonical_json.parse_moment(canonical_json.moment(one)) == one


def test_a_moment_is_written_in_utc_and_needs_a_zone():
    hanoi = timezone(timedelta(hours=7))
    assert canonical_json.moment(datetime(2026, 3, 2, 8, 0, tzinfo=hanoi)) == "2026-03-02T01:00:00.000000Z"
    with pytest.raises(ValueError, match="needs its time zone"):
        canonical_json.moment(datetime(2026, 3, 2, 8, 0))
