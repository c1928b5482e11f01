"""What was given back is told from what was mended, whatever becomes of names and of the memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.store.given import Given


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox" / "sales" / "returned").mkdir(parents=True)
    return tmp_path / "inbox"


def put(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_what_was_given_back_is_known_by_any_name_and_what_was_mended_is_not(inbox: Path, tmp_path: Path) -> None:
    given = Given(tmp_path / "state", inbox)
    given.remember(b"as it was")
    given.remember(b"as it was")
    for name in ("a.docx", "a (2).docx", "renamed.docx"):
        assert given.knows(put(inbox / "sales" / "returned" / name, "as it was"))
    assert not given.knows(put(inbox / "sales" / "returned" / "a.docx", "as it is now"))


def test_where_the_memory_is_new_all_that_lies_there_counts_as_given_back(inbox: Path, tmp_path: Path) -> None:
    there = put(inbox / "sales" / "returned" / "old.docx", "old")
    dropped = put(inbox / "sales" / "drop.docx", "a drop")
    given = Given(tmp_path / "state", inbox)
    assert given.knows(there)
    given.begin()
    assert (given.knows(there), given.knows(dropped)) == (True, False)
    assert not given.knows(put(there, "mended"))
    given.begin()
    assert not given.knows(there)


def test_a_memory_whose_beginning_a_crash_cut_short_begins_again(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "state" / "returned").mkdir(parents=True)
    there = put(inbox / "sales" / "returned" / "old.docx", "old")
    given = Given(tmp_path / "state", inbox)
    given.remember(b"new")
    assert given.knows(there)
