"""A package is opened once for all looks into it, if it is small; what is damaged stays so at each look."""

from __future__ import annotations

import zipfile

import pytest

from casedrop.formats import packages, zips


def test_a_small_package_stays_open_for_the_next_look_and_a_large_one_does_not():
    small, large = (
        zips.assembled([zips.pack("a.xml", b"<a/>"), zips.Member("b", b"b" * n, 0, n, 0)]) for n in (1, packages.SMALL)
    )
    assert packages.opened(small) is packages.opened(bytes(bytearray(small)))
    assert packages.opened(large) is not packages.opened(large)
    assert zips.read_parts(small, ("a.xml",)) == zips.read_parts(large, ("a.xml",)) == {"a.xml": b"<a/>"}


def test_a_small_package_that_unpacks_to_much_keeps_no_part():
    data = zips.write_parts({"a.xml": b" " * (packages.SMALL_UNPACKED + 1)})
    (info,) = packages.opened(data).members
    assert packages.opened(data).read(info) is not packages.opened(data).read(info)


def test_what_is_done_with_parts_is_not_seen_at_the_next_look():
    data = zips.write_parts({"a.xml": b"<a/>"})
    zips.read_parts(data).clear()
    assert zips.read_parts(data) == {"a.xml": b"<a/>"}


def test_members_that_two_packages_share_are_unpacked_once_and_a_large_one_is_not_kept():
    same, large = b"<styles/>", b" " * 100_001
    one, other = (zips.write_parts({"a.xml": own, "s.xml": same, "z.xml": large}) for own in (b"<a/>", b"<b/>"))
    first, second = (dict(zips.Parts(data)) for data in (one, other))
    assert first["s.xml"] is second["s.xml"] and first["s.xml"] == same
    assert first["z.xml"] is not second["z.xml"] and first["z.xml"] == second["z.xml"] == large


def test_a_member_that_another_package_has_whole_is_damaged_where_its_directory_says_something_else():
    data = zips.write_parts({"a.xml": b"<a>shared</a>"})
    assert zips.read_parts(data) == {"a.xml": b"<a>shared</a>"}
    crc = zips.pack("a.xml", b"<a>shared</a>").crc.to_bytes(4, "little")
    with pytest.raises(zips.UnreadableError):
        zips.read_parts(data.replace(crc, bytes(4)))


def test_a_damaged_member_is_damaged_at_every_look():
    data = zips.write_parts({"a.xml": b"<a>some text</a>"})
    broken = data.replace(
        zips.pack("a.xml", b"<a>some text</a>").packed, zips.pack("a.xml", b"<a>same text</a>").packed
    )
    assert len(broken) == len(data)
    for _ in range(2):
        with pytest.raises(zips.UnreadableError):
            zips.read_parts(broken)
        with pytest.raises(zips.UnreadableError):
            zips.Parts(broken)["a.xml"]
        with pytest.raises(zipfile.BadZipFile):
            packages.opened(broken).read(packages.opened(broken).members[0])
