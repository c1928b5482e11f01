"""The folder `returned/`: what had come back goes once the mended file is accepted, and nothing else does."""

from __future__ import annotations

import shutil

import pytest

from casedrop.demo import typing
from crash.small import MONDAY, at_work, made


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return made(tmp_path_factory.mktemp("returned") / "office")


@pytest.fixture
def office(small, tmp_path):
    """An office whose visit came back, as no day stands in it."""
    root = shutil.copytree(small, tmp_path / "office")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        blank = root / "outbox/_blank/en/visits/visit note.docx"
        typing.write(blank, {"/customer/name": "Kite", "/customer/short_name": "Kite"}, root / "inbox/sales/Kite.docx")
        office.watcher.round()
        yield office


def returned(office):
    return sorted(path.name for path in (office.root / "inbox/sales/returned").iterdir())


def mended(office, name):
    """The file that came back, mended and dropped under a name."""
    back = office.root / "inbox/sales/returned/Kite (1 to mend).docx"
    typing.write(back, {"/seen_on": "2026-08-03"}, office.root / "inbox/sales" / name)
    office.watcher.round()
    assert [one for one in office.heard if one.endswith(": accepted")] == [f"{name}: accepted"]


def test_what_came_back_goes_when_the_mended_copy_of_it_is_accepted(office):
    assert returned(office) == ["Kite (1 to mend).docx"]
    other = office.root / "inbox/sales/returned/Kite (1 to mend).txt"
    other.write_text("A note of somebody's own.", encoding="utf-8")
    mended(office, "Kite (1 to mend).docx")
    assert returned(office) == [other.name]  # nobody gave that back, whatever it is called


def test_a_file_of_another_name_takes_nothing_away(office):
    mended(office, "Kite.docx")
    assert returned(office) == ["Kite (1 to mend).docx"]
