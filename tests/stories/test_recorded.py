"""An office that ran under an earlier version goes on under this one: the same events (`recorded/README.md`)."""

from __future__ import annotations

import json
import tarfile
from datetime import datetime
from pathlib import Path

import pytest

from casedrop.cases.case import to_json
from casedrop.cases.evolve import fold
from casedrop.desk.recording.rows import past
from casedrop.store import canonical_json
from casedrop.store.archive import CASE_JSON, Archive, folders
from casedrop.workspace.create import init
from casedrop.workspace.workspace import usable
from rebuilding import changed_by_reading, differences
from stories.month_hands import only
from stories.office import Clock, Office, moved, unhurried

SINCE = {
    "bank_line",
    "contact_line",
    "contact_line_short",
    "footer",
    "legal_basis",
    "place",
    "tax_code",
    "vat_note",
    "website",
}
FLOWS = {"customization": ("customization",), "training": ("training", "trainee", "training-course")}
RECORDED = Path(__file__).with_name("recorded")


def unpacked(name, place):
    """The files of a recording below `place`."""
    with tarfile.open(RECORDED / f"{name}.tar.xz") as tar:
        tar.extractall(place, filter="data")
    return place


def office_before(name, place):
    """The recorded office in a workspace as it is shipped now, with the flows it has cases of, on the day it was left."""
    root = place / "office"
    init(root)
    only(*FLOWS[name])(root)
    unpacked(f"{name}.before", root)
    drops = json.loads((unpacked(f"{name}.after", place / "after") / "drops.json").read_text("utf-8"))
    clock = Clock(datetime.fromisoformat(drops[0]["at"]))
    return Office(moved(unhurried(usable(root)), root), place / "hands", clock), drops


def journals(archive):
    """Every journal below a folder, by the folder it tells of."""
    return {p.relative_to(archive).parent.as_posix(): p.read_bytes() for p in archive.rglob("journal.jsonl")}


def events(archive):
    """What every journal of a case tells, line by line, less its chain of hashes and what documents know of the company since:
    the lines of a letterhead that the recorded ones had not."""
    cases = {place: text for place, text in journals(archive).items() if not place.startswith("_desk")}
    return {place: [event(line) for line in text.splitlines()] for place, text in cases.items()}


def event(line):
    told = json.loads(line)
    company = told["data"].get("facts", {}).get("company", {})
    for name in set(company) & SINCE:
        del company[name]
    return {name: value for name, value in told.items() if name not in ("prev", "hash")}


@pytest.mark.parametrize("name", ["customization", "training"])
def test_what_ran_under_the_version_before_goes_on(name, tmp_path):
    office, drops = office_before(name, tmp_path)
    for k, drop in enumerate(drops):
        office.clock.now = datetime.fromisoformat(drop["at"])
        (office.workspace.root / drop["path"]).write_bytes((tmp_path / "after/drops" / f"{k:03}").read_bytes())
        assert [outcome.kind for outcome in office.run()] == ["accepted"], drop
    assert events(office.workspace.archive) == events(tmp_path / "after/journals")
    assert office.faults() == []
    assert differences(office.room, tmp_path / "again") == {}
    office.close()


@pytest.mark.parametrize("name", ["customization", "training"])
def test_every_line_written_before_is_read_as_an_event_and_written_the_same(name, tmp_path):
    archives = [
        unpacked(f"{name}.before", tmp_path / "before") / "archive",
        unpacked(f"{name}.after", tmp_path) / "journals",
    ]
    lines = [len(text.splitlines()) for root in archives for text in journals(root).values()]
    assert (sum(lines) > 50, [changed_by_reading(Archive(root)) for root in archives]) == (True, [[], []])


@pytest.mark.parametrize("name", ["customization", "training"])
def test_the_events_of_a_case_written_before_leave_it_as_its_case_json_says(name, tmp_path):
    archive = Archive(unpacked(f"{name}.before", tmp_path) / "archive")
    cases = [folder for folder in folders(archive.root) if (archive.root / folder / CASE_JSON).is_file()]
    told = {folder: canonical_json.pretty(to_json(fold(past(archive.entries(folder))))) for folder in cases}
    assert told == {folder: (archive.root / folder / CASE_JSON).read_text("utf-8") for folder in cases}
    assert cases
