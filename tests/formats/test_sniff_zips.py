"""Packages written, read and patched."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.formats import zips

NAMES = st.text("abc/đ語.xml").map(lambda stem: f"{stem}.xml")
PARTS = st.dictionaries(NAMES, st.binary(max_size=200), max_size=6)


def foreign(**parts):
    """A package written by another program: other order, dates and levels."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


@given(PARTS)
def test_what_is_written_is_read(parts):
    data = zips.write_parts(parts)
    assert zips.read_parts(data) == parts
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@given(PARTS)
def test_the_order_of_parts_does_not_change_the_bytes(parts):
    assert zips.write_parts(dict(reversed(parts.items()))) == zips.write_parts(parts)


def test_content_types_come_first_and_nothing_tells_the_time():
    made = zipfile.ZipFile(io.BytesIO(zips.write_parts({"a": b"", "_rels/.rels": b"", "[Content_Types].xml": b""})))
    assert made.namelist() == ["[Content_Types].xml", "_rels/.rels", "a"]
    assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(PARTS, PARTS)
def test_a_patch_changes_what_it_names_and_keeps_the_rest_packed_as_it_was(parts, changed):
    before = foreign(**parts)
    after = zips.patch(before, changed)
    assert zips.read_parts(after) == {**parts, **changed}
    kept = {m.name: m for m in zips.members(after)}
    assert all(kept[m.name] == m for m in zips.members(before) if m.name not in changed)


def test_a_patch_takes_parts_out():
    assert zips.read_parts(zips.patch(foreign(a="1", b="2"), {"a": None, "c": None})) == {"b": b"2"}


def test_only_the_named_parts_are_unpacked():
    assert zips.read_parts(foreign(a="1", b="2"), ["b", "c"]) == {"b": b"2"}


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", foreign(a="1")[:-5], foreign(a="1" * 99).replace(b"PK\x03\x04", b"PK\x03\x05")],
    ids=["nothing", "a head", "cut", "no head"],
)
def test_what_is_no_package_is_unreadable(data):
    with pytest.raises(zips.UnreadableError):
        zips.read_parts(data)


def test_a_member_that_lies_about_its_content_is_unreadable():
    data = bytearray(foreign(a="1" * 999))
    data[40] ^= 0xFF
    with pytest.raises(zips.UnreadableError):
        zips.read_parts(bytes(data))


@pytest.mark.fault("K2")
def test_more_than_the_caps_allow_is_unreadable(monkeypatch):
    monkeypatch.setattr(zips, "TOTAL", 3)
    with pytest.raises(zips.UnreadableError):
        zips.read_parts(foreign(a="1234"))
