"""A workspace from Python: what is in it, what is wrong with it, what would happen, what did."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

import casedrop
from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.workspace.workspace import usable

NOTE = {"customer": {"name": "Mây"}, "visited_on": "2021-06-23", "mood": "bad"}
MORNING = datetime(2021, 6, 23, 2, tzinfo=UTC)


def tree(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if "state" not in p.parts)


@pytest.fixture
def lived(folder, office):
    """The office after one drop, and ten days and more without an answer."""
    (folder / "office/inbox/sales").mkdir(parents=True)
    path = office.form("visit-note").fill(NOTE).save(folder / "office/inbox/sales/note.docx")
    for days in (0, 12):
        room = open_room(usable(office.root), lambda days=days: MORNING + timedelta(days=days))
        desk = Desk(room)
        if days == 0:
            desk.take_in(path)
        desk.tick()
        room.ledger.close()
    return office


def test_what_is_in_it(office):
    assert (list(office.forms), list(office.flows), office.roles) == (["visit-note"], ["visits"], ("sales", "leader"))
    assert {(p.code, p.is_advice) for p in office.check()} == {("settings.example", True)}  # it is the example company


def test_a_name_that_is_not_there_suggests_another(office):
    with pytest.raises(casedrop.Unknown, match=r"There is no form visitnote\. Did you mean visit-note\?"):
        office.form("visitnote")


def test_no_workspace(tmp_path):
    with pytest.raises(casedrop.NoWorkspace):
        casedrop.Workspace(tmp_path)


def test_a_broken_one_says_all_that_is_wrong(folder):
    path = folder / "office/forms/visits/flow.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("closes: read", "closed: read"), encoding="utf-8")
    with pytest.raises(casedrop.BrokenWorkspace) as caught:
        casedrop.Workspace("office")
    assert [p.line("en") for p in caught.value.problems] == [
        "forms/visits/flow.yaml, line 23: There is no “closed”. Is “closes” meant?"
    ]


def test_check_finds_what_lies_between_files(folder):
    path = folder / "office/forms/visits/flow.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("note.mood ==", "note.mod =="), encoding="utf-8")
    assert [p.code for p in casedrop.Workspace("office").check() if not p.is_advice] == ["name.unknown"]


def test_what_would_happen_is_said_and_nothing_is_done(folder, office):
    path = office.form("visit-note").fill(NOTE).save("note.docx")
    office.explain(path, "sales", at=MORNING)  # makes the folders, as any start does
    before = tree(folder)
    would = office.explain(path, "sales", at=MORNING)
    assert (type(would.verdict).__name__, would.verdict.kind, would.problems) == ("OpensCase", "accepted", ())
    assert [(d.name, d.to) for d in would.documents] == [("Visit note.docx", "leader")]
    assert tree(folder) == before


def test_what_would_be_refused_says_why(office):
    path = office.form("visit-note").fill({"customer": {"name": "Mây"}}).save("note.docx")
    would = office.explain(path, "sales", at=MORNING)
    assert (would.verdict.kind, would.documents) == ("refused", ())
    assert [p.say("en") for p in would.problems] == [
        "Date: This is required and still empty. Fill it in.",
        "Mood: This is required and still empty. Fill it in.",
    ]


def test_cases_are_replayed_without_a_ledger(lived, folder):
    shutil.rmtree(folder / "office/state")
    (case,) = lived.cases()
    assert (case.id, case.stage, case.closed) == ("TK-2021-001", "late", "late")
    journal = lived.journal(case.id)
    assert [e.kind for e in journal.entries] == ["opened", "accepted", "moved", "issued", "moved", "closed"]
    assert journal.until(MORNING).stage == "reading"
    assert casedrop.fold(journal.events) == journal.case == case


def test_a_journal_that_was_touched_is_not_believed(lived):
    (path,) = lived.root.glob("archive/2021/visits/*/journal.jsonl")
    path.write_bytes(path.read_bytes().replace("Mây".encode(), b"May"))
    with pytest.raises(casedrop.BrokenChain):
        casedrop.read_journal(path.parent)


def test_a_case_that_is_not_there(office):
    with pytest.raises(casedrop.Unknown):
        office.journal("TK-2021-001")


def test_a_flow_is_drawn(office):
    assert "With Leader" in office.draw("visits")
    assert office.draw("visits", "vi", kind="mermaid").startswith('---\ntitle: "Thăm khách"')
    with pytest.raises(casedrop.Unknown):
        office.draw("visit")


def test_a_new_workspace_has_all_that_comes_with_casedrop(tmp_path):
    office = casedrop.Workspace.create(tmp_path / "new")
    assert len(office.forms) > 60
    assert len(office.flows) > 25
    with pytest.raises(casedrop.NotEmpty):
        casedrop.Workspace.create(tmp_path / "new")
