"""Packages of which most parts are kept deflated."""

from __future__ import annotations

import pytest

from casedrop.formats import zips
from casedrop.formats.shell import shell

PARTS = {"word/b.xml": b"<b/>" * 50, "[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<r/>", "word/a.xml": b"<a/>"}


def test_a_filled_shell_holds_what_is_kept_and_what_is_its_own_in_the_order_of_any_package():
    made = shell(PARTS, {"word/b.xml", "word/c.xml"}).filled({"word/b.xml": b"<other/>", "word/c.xml": b"<c/>"})
    expected = {**PARTS, "word/b.xml": b"<other/>", "word/c.xml": b"<c/>"}
    assert zips.read_parts(made) == expected
    assert list(zips.read_parts(made)) == list(zips.read_parts(zips.write_parts(expected)))


def test_what_is_kept_is_copied_as_it_was_deflated():
    one = shell(PARTS, {"word/a.xml"})
    kept = {m.name: m.packed for m in zips.members(one.filled({"word/a.xml": b"<x/>"}))}
    assert kept["word/b.xml"] == one.kept["word/b.xml"].packed


def test_a_part_that_is_neither_kept_nor_given_is_an_error():
    with pytest.raises(KeyError):
        shell(PARTS, {"word/a.xml"}).filled({})
