"""References in formulas and names when rows are put in and sheets renamed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.formats.excel.refs import Insertion, a1, corner, letters, quoted, renamed, target, unquoted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=B4+B5+B6", "=B4+B8+B9"),
        ("=SUM(B4:B6)", "=SUM(B4:B9)"),
        ("=SUM($B$5:B$6)", "=SUM($B$8:B$9)"),
        ("=Other!B9", "=Other!B9"),
        ("='Bảng giá'!B9&\"B9\"", "='Bảng giá'!B12&\"B9\""),
        ("=LOG10(B9)+f.items.b9", "=LOG10(B12)+f.items.b9"),
        ("=SUM(B4:B4)", "=SUM(B4:B4)"),
    ],
)
def test_rows_put_in_move_what_is_below(before, after):
    assert Insertion("Bảng giá", at=5, count=3).text(before, "Bảng giá") == after


def test_a_range_that_ends_just_above_takes_new_rows_in_when_asked():
    assert Insertion("S", 5, 3, grow=True).text("B2:B4 B1:B3", "S") == "B2:B7 B1:B3"


def test_references_of_another_sheet_move_only_where_they_name_ours():
    assert Insertion("S", 5, 3).text("=B9+S!B9", "Other") == "=B9+S!B12"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=Old!A1", "='New''s'!A1"),
        ("='Old'!A1&\"Old!\"", "='New''s'!A1&\"Old!\""),
        ("=VeryOld!A1", "=VeryOld!A1"),
    ],
)
def test_a_renamed_sheet_is_followed(before, after):
    assert renamed(before, "Old", "New's") == after


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("'Bảng giá'!$E$7", ("Bảng giá", 7, 5)),
        ("S!$E$7:$F$9", ("S", 7, 5)),
        ("'It''s'!A1", ("It's", 1, 1)),
        ("#REF!", None),
        ("S!#REF!", None),
        ("3.14", None),
    ],
)
def test_a_defined_name_points_at_its_first_cell(reference, place):
    assert target(reference) == place


@given(st.integers(1, 1_048_576), st.integers(1, 16_384), st.booleans())
def test_addresses_are_read_as_they_are_written(row, column, fixed):
    assert corner(a1(row, column, fixed=fixed)) == (row, column)


@given(st.text(min_size=1, max_size=31).filter(lambda name: "'" not in (name[0], name[-1])))
def test_sheet_names_are_read_as_they_are_quoted(name):
    assert unquoted(quoted(name) + "!") == name


def test_columns_past_z_have_two_letters():
    assert [letters(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
