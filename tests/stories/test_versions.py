"""Running cases keep the version of flow and forms they began with, until they are moved."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from datetime import date

import pytest

from casedrop.cli.main import run
from casedrop.desk.admin import migrate
from casedrop.desk.cases import show
from casedrop.desk.rendering import fill
from casedrop.workspace.workspace import usable
from rebuilding import lost_and_rebuilt, unlike
from stories.office import Clock, Office, moved
from stories.people import AGREED, AGREEMENT, ANALYSIS, APPROVAL, SHEET, TURNS, take_turn

CASE = "TB-2021-0001"
FOLDER = f"archive/2021/customization/{CASE}"
FLOW = "forms/customization/flow.yaml"
FORM = "forms/customization/customization-analysis.yaml"
SCHEMA = "schemas/customization/customization-analysis.schema.json"
SHEET_TEMPLATE = "templates/customization/customization-analysis.xlsx"
SHORTER = {FLOW: [("in: 15 days", "in: 10 days")]}
SECOND_LOOK = """
  second-look:
    titles: {vi: Xem lại, zh-Hans: 复核, zh-Hant: 覆核, en: Second look}
    issues: [{form: customization-analysis, to: leader, part: leader-review, fresh: true}]
    awaits: [{form: customization-analysis, part: leader-review, from: leader}]
    next: [{go: technical}]

  # CUS-2: not approved"""
SUMMARY = '"summary": {\n      "type": "string",\n      "maxLength": 2000'
AWAITS_HANDOVER = "awaits:\n      - {form: handover-record, from: sales}\n    deadline"
RENAMED = {
    FLOW: [
        ("in: 15 days", "in: 10 days"),
        ("'approved'\", go: technical", "'approved'\", go: second-look"),
        ("\n  # CUS-2: not approved", SECOND_LOOK),
        ("analysis.summary", "analysis.outline"),
    ],
    FORM: [("version: 1", "version: 2")],
    SCHEMA: [('"summary"', '"outline"')],
    SHEET_TEMPLATE: [("f.summary", "f.outline"), ("/summary", "/outline")],
}
"""A new stage, a shorter deadline, a property of another name and a template that goes with it."""


@pytest.fixture
def change(tmp_path):
    """change(office, edits) is the office, copied, with changed files, as if casedrop had been started anew; its archive alone
    must tell the same."""
    opened = []

    def changed(office, edits):
        root = tmp_path / f"changed-{len(opened)}"
        shutil.copytree(office.workspace.root, root)
        for path, pairs in edits.items():
            edit(root / path, pairs)
        workspace = moved(usable(root), root)
        opened.append(Office(workspace, tmp_path / f"hands-of-{root.name}", Clock(office.clock.now)))
        return opened[-1]

    yield changed
    for office in opened:
        assert office.faults() == []
        assert unlike(office.room, office.workspace.root.with_name(f"{office.workspace.root.name}-again")) == {}
        office.close()


def edit(path, pairs):
    """Replace each first text of the pairs by the second, in every part of a package; no pairs take the file away."""
    if not pairs:
        path.unlink()
        return
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(path, "w") as package:
            for name, data in parts.items():
                package.writestr(name, replaced(data, pairs))
        return
    text = replaced(path.read_bytes(), pairs)
    assert text != path.read_bytes()
    path.write_bytes(text)


def replaced(data, pairs):
    for old, new in pairs:
        data = data.replace(old.encode(), new.encode())
    return data


def shas(office):
    """Every document the case brought out, as it is in the archive, and where the case stands."""
    files = (path for path in (office.workspace.root / FOLDER).iterdir() if "-out-" in path.name or path.stem == "case")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def opened_anew(office):
    """The number of a case that another customer's sheet opened, on the form as it is now."""
    answers = {"outline" if k == "/summary" else k[1:]: v for k, v in SHEET.items() if k.count("/") == 1}
    answers = {k: v.isoformat() if isinstance(v, date) else v for k, v in answers.items() if k != "budget"}
    answers |= {
        "customer": {"name": "Công ty CP Nón Lá Ven Sông", "short_name": "Nón Lá"},
        "product": {"name": "Thuyền Giấy ERP"},
    }
    answers["items"] = [{"content": "Duyệt đơn", "explanation": "Đơn lớn.", "purpose": "Công nợ"}]
    made = fill.filled(office.room, office.room.form(ANALYSIS), "vi", "", answers)
    (office.workspace.inbox / "sales/Nhu cầu.xlsx").write_bytes(made.data)
    assert [outcome.problems for outcome in office.run()] == [()]
    return office.cases()[-1]


def stages(office, case):
    """The stages a case went through."""
    events = office.room.ledger.events(case)
    return [e.data.get("to", e.data.get("stage")) for e in events if e.kind in ("opened", "moved")]


def why(office, *words):
    """What speaks against moving each case, by its codes and the field named."""
    said = [p for move in migrate.planned(office.room, words) for p in move.problems]
    return [" ".join([p.code, p.args["field"]["en"]] if "field" in p.args else [p.code]) for p in said]


def kinds(office, case=CASE):
    return [event.kind for event in office.room.ledger.events(case)]


@pytest.mark.fault("E5")
def test_a_running_case_ends_byte_for_byte_as_if_nothing_had_changed(after, change):
    office = change(after("opening"), RENAMED)
    for turn in [*TURNS][1:6]:
        take_turn(office, turn)
    assert shas(office) == shas(after("agreement"))


def test_a_new_case_takes_the_new_way_beside_it(after, change):
    office = change(after("opening"), RENAMED)
    new = opened_anew(office)
    assert office.case(new)["answers"][ANALYSIS]["outline"] == SHEET["/summary"]
    for case in (CASE, new):
        outcome = office.does("leader", office.latest(ANALYSIS, case), APPROVAL, f"Duyệt {case}")
        assert outcome.problems == ()
    assert {case: stages(office, case)[-1] for case in (CASE, new)} == {CASE: "technical", new: "second-look"}
    assert [told["earlier"] for told in (show.case_report(office.room, case) for case in (CASE, new))] == [True, False]


def test_another_flow_a_phone_number_or_a_sample_keeps_no_case_apart(after, change):
    edits = {
        "forms/acceptance/flow.yaml": [("version: 1", "version: 2")],
        "casedrop.toml": [("028 5550 0147", "028 5550 0148")],
    }
    office = change(after("opening"), edits)
    assert migrate.planned(office.room, []) == []


@pytest.mark.fault("E5")
def test_a_dry_run_tells_and_changes_nothing_then_the_case_moves(after, change):
    office = change(after("pricing"), SHORTER)
    before = shas(office)
    (move,) = migrate.planned(office.room, ["customization"])
    assert (move.problems, f"{move.was:%m-%d} {move.due:%m-%d}") == ((), "07-08 07-03")
    assert (shas(office), office.case()["sha"] == move.case.sha) == (before, True)
    assert [m.problems for m in migrate.applied(office.watcher.desk, [CASE], lambda _move: None)] == [()]
    assert kinds(office)[-2:] == ["migrated", "reckoned"]
    assert (migrate.planned(office.room, []), "03/07/2021" in office.todo("sales")) == ([], True)


@pytest.mark.fault("C3")
def test_a_document_issued_before_is_taken_after_the_move(after, change):
    office = change(after("pricing"), SHORTER)
    paper = office.latest(AGREEMENT)
    migrate.applied(office.watcher.desk, [], lambda _move: None)
    assert office.at("2021-07-03T11:00").does("sales", paper, AGREED, "Đồng ý").problems == ()
    assert office.stage() == "awaiting-payment"


def test_what_was_said_before_the_move_is_neither_corrected_nor_taken_back(after, change):
    office = change(after("approval"), SHORTER)
    last = office.filled(next((office.workspace.root / FOLDER).glob("003-in-*")), {}, "Duyệt lại")
    migrate.applied(office.watcher.desk, [], lambda _move: None)
    assert office.wrong(office.does("leader", last, {"/review/notes": "Đã xem."}, "Duyệt lại")) == ["issue.older"]


@pytest.mark.parametrize(
    ("turn", "edits", "said"),
    [
        ("opening", {FLOW: [("leader-review", "leaders-look")]}, ["migrate.stage"]),
        ("opening", {SCHEMA: [('"summary"', '"outline"')]}, ["migrate.gone Summary", "migrate.asked Summary"]),
        ("opening", {SCHEMA: [(SUMMARY, SUMMARY.replace("2000", "9"))]}, ["migrate.field Summary"]),
        ("opening", {SCHEMA: [('"result"', '"outcome"')]}, ["migrate.gone Decision", "migrate.asked Decision"]),
        (
            "pricing",
            {FLOW: [("awaits:\n      - {form: agreement-record, from: sales}\n    deadline", AWAITS_HANDOVER)]},
            ["migrate.item", "migrate.document"],
        ),
        ("opening", {FLOW: []}, ["migrate.flow"]),
        ("opening", {FLOW: [("start: analysis\n", "start: analysis\ngiven: [visit]\n")]}, ["migrate.given"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_case_stays_where_it_would_not_mean_the_same(after, change, turn, edits, said):
    office = change(after(turn), edits)
    before = kinds(office)
    assert why(office) == said
    assert [bool(m.problems) for m in migrate.applied(office.watcher.desk, [], lambda _move: None)] == [True]
    assert kinds(office) == before


def test_a_case_is_not_made_late_by_moving_it(after, change):
    office = change(after("pricing").at("2021-07-05T09:00"), SHORTER)
    assert why(office) == ["migrate.over"]


def test_a_case_whose_flow_was_taken_away_goes_on(after, change):
    office = change(after("opening"), {FLOW: []})
    take_turn(office, "approval")
    assert (office.stage(CASE), "TB-2021-0001" in office.todo("technical")) == ("technical", True)


def test_a_case_that_went_on_meanwhile_stays(after, change):
    office = change(after("opening"), SHORTER)
    (move,) = migrate.planned(office.room, [])
    take_turn(office, "approval")
    assert migrate.carried(office.watcher.desk, move).code == "migrate.changed"
    assert "migrated" not in kinds(office)


def test_a_closed_case_is_left_alone_and_says_so_if_it_is_named(after, change):
    office = change(after("handover"), SHORTER)
    assert (migrate.planned(office.room, []), why(office, CASE)) == ([], ["case.closed"])


def test_without_its_state_an_office_goes_on_by_what_the_archive_keeps(after, change, tmp_path):
    office = change(after("opening"), RENAMED)
    room, found = lost_and_rebuilt(office.room, tmp_path / "copy")
    again = Office(room.workspace, tmp_path / "hands", Clock(office.clock.now))
    take_turn(again, "approval")
    assert (found.faults, again.stage(), stages(again, CASE)[-1]) == ((), "technical", "technical")
    again.close()


def test_a_release_that_is_lost_is_told_and_the_present_one_stands_in(after, tmp_path):
    root = tmp_path / "lost"
    shutil.copytree(after("opening").workspace.root, root, ignore=shutil.ignore_patterns("_shelf"))
    edit(root / FLOW, SHORTER[FLOW])
    office = Office(moved(usable(root), root), tmp_path / "hands", Clock(after("opening").clock.now))
    sha = office.case()["sha"]
    assert [(fault.kind, fault.path) for fault in office.faults()] == [("missing", f"_shelf/{sha[:2]}/{sha}")]
    take_turn(office, "approval")
    assert office.stage() == "technical"
    office.close()


def test_the_command_tells_then_moves(after, change, capsys):
    office = change(after("pricing"), SHORTER)
    words = ["-w", str(office.workspace.root), "--at", "2021-06-24", "migrate-cases"]
    assert (run(words), capsys.readouterr().out) == (
        0,
        f"{CASE}  would move: new files, due 2021-07-08 to 2021-07-03\n",
    )
    assert (run([*words, "--apply", "--json"]), json.loads(capsys.readouterr().out)[0]["moved"]) == (0, True)
    assert (run(words), capsys.readouterr().out) == (0, "Every case goes by the present version.\n")
    assert run([*words, "TB-1999-0001"]) == 2
