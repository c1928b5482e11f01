"""A workspace whose files have not changed is not read again, and is the same as when it is."""

from __future__ import annotations

import os
import shutil

import pytest

from casedrop.desk.admin.check import check
from casedrop.workspace import compiled, late_sources, snapshot, workspace
from casedrop.workspace.create import init
from casedrop.workspace.workspace import Workspace, usable
from casedrop.workspace.yaml import source

KEPT = "state/workspace.json"
FLOW = "forms/complaint/flow.yaml"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A workspace with one flow, which no process has read."""
    root = tmp_path / "office"
    init(root)
    for flow in (root / "forms").glob("*/"):
        if flow.name != "complaint":
            shutil.rmtree(flow)
    monkeypatch.setattr(compiled, "_MEMORY", {})
    return root


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The names of the YAML files that were read."""
    names, of_bytes = list[str](), source.of_bytes
    for module in (source, late_sources):
        monkeypatch.setattr(module, "of_bytes", lambda data, *about: names.append(about[0]) or of_bytes(data, *about))
    return names


def again(office) -> Workspace:
    """The workspace as the next process reads it."""
    compiled._MEMORY.clear()
    return usable(office)


def test_the_next_command_reads_no_yaml_and_knows_the_same(office, read):
    first = usable(office)
    assert FLOW in read
    read.clear()
    second = again(office)
    assert (read, second.book.flows, second.book.forms) == ([], first.book.flows, first.book.forms)
    assert (second.releases, second.attachments.data) == (first.releases, first.attachments.data)
    assert second.key == first.key != ""
    calendars = [{day: one.specials(2027) for day, one in space.book.calendars.items()} for space in (first, second)]
    assert calendars[0] == calendars[1]


def test_the_lines_of_a_file_are_known_when_they_are_asked_for(office):
    first = usable(office)
    assert {name: one.data for name, one in again(office).sources.items()} == {
        n: s.data for n, s in first.sources.items()
    }


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FLOW, "in: 3 working days", "in: 4 working days"),
        ("schemas/complaint/complaint.schema.json", '"x-hints"', '"x-hint"'),
        ("casedrop.toml", "name", "name"),
        ("templates/complaint/complaint.new.docx", "", "a file nobody had before"),
    ],
)
def test_whatever_changes_everything_is_read_anew(office, read, file, old, new):
    usable(office)
    path = office / file
    text = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{text.replace(old, new)} \n" if text else new, encoding="utf-8")
    read.clear()
    again(office)
    assert FLOW in read


@pytest.mark.parametrize(
    "spoil", [lambda held: held[:-9], lambda held: held.replace(b'"stages":{', b'"stages":[{'), lambda _: b""]
)
def test_a_broken_file_is_written_anew(office, spoil):
    first, path = usable(office), office / KEPT
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert (again(office).book.flows, path.read_bytes()) == (first.book.flows, whole)


def test_more_than_can_be_held_at_once_is_read_as_ever(office, read, monkeypatch):
    first = usable(office)
    read.clear()
    monkeypatch.setattr(snapshot, "LARGEST", 10_000)
    second = again(office)
    assert (FLOW in read, second.book.flows, second.key) == (True, first.book.flows, "")


@pytest.mark.skipif(os.name == "nt", reason="there every name is text")
def test_a_name_that_is_no_text_stops_nobody(office):
    (office / "templates/complaint" / os.fsdecode(b"\xff.docx")).touch()
    assert again(office).key != ""
    assert check(usable(office)) == check(again(office))


def test_what_has_a_mistake_is_not_kept(office):
    path = office / FLOW
    path.write_text(path.read_text("utf-8").replace("\nstart:", "\nstrat:"), encoding="utf-8")
    assert workspace.read(office).problems
    assert not (office / KEPT).exists()
