"""Files of any name are taken and answered, and the names of answers fit wherever the file's own did (R19)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from crash.small import MONDAY, Office, at_work


def looked(office: Office) -> None:
    office.desk.start()
    for _ in range(2):
        office.clock.now += timedelta(minutes=1)
        office.watcher.round()


NAMES = [
    "x" * 243 + ".docx",
    "é" * 125 + ".docx",
    "字" * 83 + ".docx",
    "a" * 200 + "\u0301" * 20 + ".docx",
    "😀" * 62 + ".docx",
]


@pytest.mark.fault("L1")
@pytest.mark.parametrize("name", NAMES, ids=lambda name: f"{len(name.encode())} bytes of {name[0]}")
def test_answers_to_names_of_any_length_fit_and_keep_their_ending(name: str, root: Path) -> None:
    (root / "inbox" / "sales" / name).write_bytes(b"words, and no form")
    with at_work(root, MONDAY) as office:
        looked(office)
        back = sorted(p.suffix for p in (root / "inbox/sales/returned").iterdir())
        assert back == [".docx", ".txt"]
        assert all(len(p.name.encode()) <= 255 for p in (root / "inbox/sales/returned").iterdir())
        assert not (root / "inbox" / "sales" / name).exists()


STRANGE = [
    b"\xff\xfe.docx",
    b"a\nb.docx",
    b"blank .docx ",
    b"\xed\xa0\x80.docx",
    b"tab\t.docx",
    "e\u0302\u0301.docx".encode(),
    b"CON.docx",
]


@pytest.mark.fault("J4")
@pytest.mark.parametrize("name", STRANGE, ids=repr)
def test_strange_names_are_taken_and_answered(name: bytes, root: Path) -> None:
    (Path(os.fsdecode(os.fsencode(root / "inbox" / "sales") + b"/" + name))).write_bytes(b"words, and no form")
    with at_work(root, MONDAY) as office:
        looked(office)
        assert len(office.heard) == 1
        assert len(list((root / "inbox/sales/returned").iterdir())) == 2
        assert office.incidents() == []
