"""The stamp and the core properties of a package."""

from __future__ import annotations

import pytest

from casedrop.formats import properties, zips
from formats.word_samples import note_template

OTHERS = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    b'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Phong"><vt:lpwstr>Kho</vt:lpwstr></property></Properties>'
)


@pytest.fixture
def parts():
    return zips.read_parts(note_template())


@pytest.mark.parametrize("text", ["S-7", "A & <b> 𠮷", "x" * 5000])
def test_a_stamp_is_given_back_as_it_was_set(parts, text):
    assert properties.stamp(properties.stamped(parts, text)) == text


def test_a_second_stamp_replaces_the_first_and_none_takes_it_out(parts):
    once = properties.stamped(parts, "first")
    assert properties.stamp(properties.stamped(once, "second")) == "second"
    assert properties.stamp(properties.stamped(once, "")) is None


def test_other_properties_stay_and_their_numbers_are_not_used_twice(parts):
    custom = properties.stamped({**parts, properties.CUSTOM: OTHERS}, "S")[properties.CUSTOM].decode()
    assert 'name="Phong"' in custom
    assert 'pid="8" name="casedrop"' in custom


def test_the_part_is_announced_once(parts):
    twice = properties.stamped(properties.stamped(parts, "a"), "b")
    assert twice["[Content_Types].xml"].count(b"/docProps/custom.xml") == 1
    assert twice["_rels/.rels"].count(b"docProps/custom.xml") == 1


@pytest.mark.parametrize("custom", [b"", b"<no", b"<Properties/>"])
def test_what_holds_no_stamp_says_none(parts, custom):
    assert properties.stamp({**parts, properties.CUSTOM: custom}) is None
