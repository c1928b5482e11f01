"""What YAML said is kept, with its lines; a file of kept things that is broken, old or missing changes nothing."""

from __future__ import annotations

import json
import shutil

import pytest
from ruamel.yaml import YAML

from casedrop.workspace import compiled
from casedrop.workspace.create import init
from casedrop.workspace.workspace import usable
from casedrop.workspace.yaml import cache
from casedrop.workspace.yaml.lines import line, lined, packed, unpacked

TEXT = """
flow: visits
at: 2021-06-23
stages: &all
  seen: {go: [one, two]}
again:
  <<: *all
  more: yes
"""


def test_data_knows_its_lines_also_after_it_was_kept():
    said = lined(YAML(typ="rt", pure=True).load(TEXT))
    again = unpacked(json.loads(json.dumps(packed(said))))
    for data in (said, again):
        assert data["at"], data == ("2021-06-23", said)
        places = [("flow",), ("stages", "seen", "go", 1), ("again", "more"), ("again", "seen"), ("none",)]
        assert [line(data, path) for path in places] == [2, 5, 8, 5, 1]


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A workspace with one flow, so that reading it anew takes no seconds."""
    init(tmp_path / "office")
    for flow in (tmp_path / "office/forms").glob("*/"):
        if flow.name != "complaint":
            shutil.rmtree(flow)
    for module in (cache, compiled):
        monkeypatch.setattr(module, "_MEMORY", {})
    return tmp_path / "office"


def read_anew(office):
    """The declarations as a new process reads them that finds no more of earlier ones than what each file says."""
    for module in (cache, compiled):
        module._MEMORY.clear()
    (office / "state/workspace.json").unlink(missing_ok=True)
    return usable(office).book


def test_declarations_read_once_are_the_same_when_read_again(office):
    first = read_anew(office)
    assert (office / "state/declarations.json").stat().st_size > 10_000
    assert read_anew(office) == first


@pytest.mark.parametrize("held", ["", "{", "[]", '{"x": 1}', "null"])
def test_a_broken_file_is_written_anew(office, held):
    first = read_anew(office)
    whole = (office / "state/declarations.json").read_text(encoding="utf-8")
    (office / "state/declarations.json").write_text(held, encoding="utf-8")
    assert read_anew(office) == first
    assert (office / "state/declarations.json").read_text(encoding="utf-8") == whole


def test_a_changed_declaration_is_read_and_the_old_one_forgotten(office):
    usable(office)
    flow = office / "forms/complaint/flow.yaml"
    flow.write_text(flow.read_text("utf-8").replace("in: 3 working days", "in: 4 working days"), encoding="utf-8")
    stages = read_anew(office).flows["complaint"].stages.values()
    assert {s.deadline.amount for s in stages if s.deadline and s.deadline.unit == "working days"} == {1, 4}
    declared = [p for tree in ("calendars", "documents", "forms") for p in (office / tree).rglob("*.yaml")]
    declared.remove(office / "forms/wording.yaml")  # which only `check` reads
    assert len(json.loads((office / "state/declarations.json").read_text("utf-8"))) == len(declared)


def test_where_there_is_no_state_folder_none_is_made(office):
    (office / "state/declarations.json").unlink(missing_ok=True)
    (office / "state").rmdir()
    usable(office)
    assert not (office / "state").exists()
