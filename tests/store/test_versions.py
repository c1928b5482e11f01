from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.store.errors import Damaged, UnsafeName
from casedrop.store.versions import VersionShelf

TEMPLATE = b"a template"
SHA = hashlib.sha256(TEMPLATE).hexdigest()


@given(st.binary(max_size=64))
def test_what_was_put_is_got(tmp_path_factory, data):
    shelf = VersionShelf(tmp_path_factory.mktemp("archive"))
    assert shelf.get(shelf.put(data)) == data


def test_it_lies_under_its_hash_once(tmp_path):
    assert [VersionShelf(tmp_path).put(TEMPLATE), VersionShelf(tmp_path).put(TEMPLATE)] == [SHA, SHA]
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        f"_shelf/{SHA[:2]}/{SHA}"
    ]


def test_what_changed_is_not_given_out(tmp_path):
    shelf = VersionShelf(tmp_path)
    shelf.put(TEMPLATE)
    (tmp_path / "_shelf" / SHA[:2] / SHA).write_bytes(b"another")
    with pytest.raises(Damaged, match="no longer holds what was put there"):
        shelf.get(SHA)


def test_only_a_hash_is_looked_for(tmp_path):
    with pytest.raises(UnsafeName):
        VersionShelf(tmp_path).get("../../casedrop.toml")
    with pytest.raises(FileNotFoundError):
        VersionShelf(tmp_path).get(SHA)
