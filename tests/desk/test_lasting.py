"""What lasts, and from when on: names are made durable together, and yet before anybody counts on them (decision 0075)."""

from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.store import files
from crash.small import MONDAY, at_work, made

CHANGING = ("link", "replace", "remove", "make")
"""The acts by which a folder has other names than before."""


@pytest.fixture
def seen(tmp_path):
    """The acts on files and ledger, in order, by which a drop opens a case: each with its target."""
    root, acts = made(tmp_path / "office"), list[tuple[str, Path]]()
    with at_work(root, MONDAY) as office:
        office.watcher.round()
        office.drop("visits")
        with files.acts(lambda act, target: acts.append((act, Path(target)))):
            office.watcher.round()
        assert office.heard == ["visits.docx: accepted"]
    return acts


def unsynced(acts: list[tuple[str, Path]]) -> set[Path]:
    """The folders whose names changed and were not made durable since."""
    owed = set[Path]()
    for act, target in acts:
        if act in CHANGING:
            owed.add(target.parent)
        elif act == "sync":
            owed.discard(target)
    return owed


def test_all_that_a_drop_brought_out_lasts_before_the_ledger_says_that_it_is_done(seen):
    claimed, decided, done, listed = (n for n, (act, _) in enumerate(seen) if act == "commit")
    assert [unsynced(seen[:at]) for at in (claimed, decided, done)] == [set(), set(), set()]
    assert {path.name for path in unsynced(seen[:listed])} <= {
        "sales",
        "phone",
        "_keeper",
    }  # pages alone, made again if lost


def test_the_archive_lasts_before_the_drop_leaves_the_inbox(seen):
    (left,) = (n for n, (act, target) in enumerate(seen) if act == "remove" and "inbox" in target.parts)
    assert unsynced(seen[:left]) == set()
    written = [
        target.name for act, target in seen[:left] if act in ("link", "replace", "append") and "VI-1" in target.parts
    ]
    assert {"journal.jsonl", "case.json", "manifest-sha256.txt"} <= {*written}


def test_each_folder_and_each_manifest_is_made_durable_once(seen):
    _, decided, done, _ = (n for n, (act, _) in enumerate(seen) if act == "commit")
    at_work_on = seen[decided:done]
    assert sum(target.name == "manifest-sha256.txt" for act, target in at_work_on if act == "replace") == 1
    synced = [target for act, target in at_work_on if act == "sync" and "VI-1" in target.parts and not target.suffix]
    assert len(synced) == len({*synced})
