"""The archive alone is enough: state/ is deleted, and what is rebuilt knows what was lost and goes on from there."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import shutil

import pytest

from casedrop.cli.main import run
from casedrop.demo.script import read
from casedrop.demo.stage import DemoStage, drop
from casedrop.desk.admin import doctor
from casedrop.desk.admin.control import steer
from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.desk.recovery.dump import dump
from casedrop.desk.recovery.rebuild import rebuild
from casedrop.store.errors import LedgerThere, OlderLedger
from casedrop.workspace.create import shipped
from rebuilding import at, differences, lost_and_rebuilt, without_state
from stories.conftest import after, town  # noqa: F401 - fixtures
from stories.office import Office
from stories.people import AGREED, AGREEMENT, ANALYSIS, APPROVAL, PRICE, SHEET, TURNS, take_turn

SOFFICE = shutil.which("soffice")
FOLDER = "2021/customization/TB-2021-0001"


@pytest.fixture
def lost(tmp_path):
    """Gives the office again, at another place, its ledger and its key lost and rebuilt."""

    def lose(office: Office) -> Office:
        office.room.ledger.close()
        place = tmp_path / f"again-{office.workspace.root.name}"
        copy, found = lost_and_rebuilt(office.room, place)
        assert found.written
        copy.ledger.close()
        return Office(at(office.workspace, place), office.hands, office.clock)

    return lose


@pytest.mark.fault("F4")
@pytest.mark.parametrize("turn", TURNS)
def test_after_every_turn_nothing_is_lost(after, turn, tmp_path):
    assert differences(after(turn).room, tmp_path / "again") == {}


def test_the_demo_with_all_that_goes_wrong_in_it(after, tmp_path):
    office = after()
    script = read(shipped() / "demos" / "customization.yaml", office.workspace.settings.zone)
    stage = DemoStage(office.room, script, office.clock)
    for step in script.steps:
        office.clock.now = step.at
        drop(stage, step, office.workspace.inbox / step.role / step.name)
        (outcome,) = office.run()
        assert outcome.kind == step.brings
        stage.case_id = outcome.case_id or stage.case_id
    assert differences(office.room, tmp_path / "again") == {}


def test_a_correction_a_duplicate_a_stray_a_lapse_and_a_hand(after, tmp_path):
    office = after("pricing").at("2021-06-23T17:00")
    sheet = office.filled(office.latest(ANALYSIS), {**PRICE, "/price/note": "Đã bớt."}, "Giá mới")
    (office.hands / "Thư.txt").write_text("Xin chào", encoding="utf-8")
    kinds = [office.does("director", path).kind for path in (sheet, sheet, office.hands / "Thư.txt")]
    office.at("2021-07-09T00:00").run()
    for way in ("reopen", "hold", "resume"):
        steer(office.watcher.desk, way, "TB-2021-0001", "Khách hàng xin thêm thời gian.")
    assert (kinds, office.stage()) == (["accepted", "duplicate", "stray"], "quoted")
    assert differences(office.room, tmp_path / "again") == {}


def test_a_number_and_a_drop_that_differ_are_seen(after, lost, tmp_path):
    office = lost(after("pricing"))
    with office.room.ledger.transaction() as tx:
        tx.withdraw("BG-2021-0001", "forgotten")
        tx.unaccept(next(i.sha256 for i in office.room.ledger.intakes()), "TB-2021-0001")
    assert set(differences(office.room, tmp_path / "differs")) == {"numbers", "intakes"}


def test_work_goes_on_with_the_forms_that_the_lost_key_signed(after, lost):
    office = lost(after("completion"))
    take_turn(office, "pricing")
    assert office.numbers("quote") == [("BG-2021-0001", "used")]
    office.does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý")
    assert (office.stage(), office.faults()) == ("awaiting-payment", [])


def test_an_empty_form_of_the_lost_key_still_opens_a_case_and_a_forged_one_does_not(after, lost):
    office = after("opening")
    office.hands.mkdir(exist_ok=True)
    blank = office.hands / "Cũ.xlsx"
    shutil.copyfile(office.blank(ANALYSIS), blank)
    again = lost(office)
    again.watcher.desk.start()
    assert again.blank(ANALYSIS).read_bytes() != blank.read_bytes()
    other = {**SHEET, "/customer/name": "Công ty Thử", "/customer/short_name": "Thử"}
    assert again.does("sales", blank, other, "Mới").case_id == "TB-2021-0002"
    foreign = after("completion")
    stolen = foreign.filled(foreign.latest(ANALYSIS), PRICE, "Giá")
    assert again.wrong(again.does("director", stolen)) == ["stamp.forged"]


def test_a_form_known_by_its_foot_alone_is_known_again(after, lost):
    again = lost(after("opening"))
    foot = next(d for d in again.room.ledger.documents("TB-2021-0001"))
    form = again.room.form(ANALYSIS)
    said = again.watcher.desk.records.stamps(f"{form.code}-v1 · {foot.number} · {foot.code}")
    assert [(s.issue, code) for s, code in said] == [(foot.issue, foot.code)]


def test_what_was_accepted_is_a_duplicate_and_what_was_refused_may_come_again(after, lost):
    office = after("opening")
    sheet = office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt")
    office.does("sales", sheet)
    again = lost(office)
    assert [again.does("leader", sheet).kind for _ in range(2)] == ["accepted", "duplicate"]


@pytest.mark.fault("L15")
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not on the PATH")
def test_a_pdf_that_waited_is_made_and_a_document_that_is_gone_comes_out_again(after, lost):
    office = lost(after("pricing"))
    name = office.latest(AGREEMENT).name
    office.latest(AGREEMENT).unlink()
    again = lost(office)
    again.converter = to_pdfs
    due = [d.kind for d in again.room.ledger.queued("due")]
    assert sorted(due) == ["issue", "pdf"]
    again.watcher.once()
    assert again.latest(AGREEMENT).name == name
    assert (again.room.ledger.queued("due"), again.faults()) == ([], [])


def test_what_was_being_written_when_the_ledger_was_lost_is_kept_and_its_number_void(after, lost):
    office, ahead = lost(after("completion")), after("completion")
    take_turn(ahead, "pricing")
    for path in sorted((ahead.workspace.archive / FOLDER).glob("*-*-*.*")):
        if not path.name.startswith("manifest"):
            office.room.archive.keep(FOLDER, int(path.name[:3]), "out", path.name[8:], path.read_bytes())
    again = lost(office)
    assert again.numbers("quote") == [("BG-2021-0001", "lost")]
    take_turn(again, "pricing")
    assert again.numbers("quote") == [("BG-2021-0001", "lost"), ("BG-2021-0002", "used")]
    assert again.faults() == []


def test_a_case_that_was_just_opening_is_opened_anew_under_the_next_number(after, lost):
    office, ahead = lost(after()), after("opening")
    for path in sorted((ahead.workspace.archive / FOLDER).glob("00*")):
        office.room.archive.keep(
            FOLDER, int(path.name[:3]), path.name[4:].split("-")[0], path.name[8:], path.read_bytes()
        )
    again = lost(office)
    take_turn(again, "opening")
    assert again.numbers("customization") == [("TB-2021-0001", "lost"), ("TB-2021-0002", "used")]
    assert again.faults() == []


def test_a_ledger_that_holds_anything_is_not_written_over(after):
    with pytest.raises(LedgerThere, match="move it away first"):
        rebuild(after("opening").room)


def test_a_broken_archive_is_told_and_rebuilt_only_if_one_says_so(after, tmp_path):
    office = after("approval")
    copy = without_state(office.room, tmp_path / "broken")
    spoilt = next(copy.archive.root.rglob("001-in-*"))
    spoilt.write_bytes(b"spoilt")
    found = rebuild(copy)
    assert (found.written, [(f.kind, f.path) for f in found.faults], copy.ledger.is_blank()) == (
        False,
        [("altered", f"{FOLDER}/{spoilt.name}")],
        True,
    )
    assert rebuild(copy, despite_faults=True).written
    assert dump(copy)["events"] == dump(office.room)["events"]
    copy.ledger.close()


def test_of_a_broken_journal_what_stands_before_the_break_is_read(after, tmp_path):
    copy = without_state(after("approval").room, tmp_path / "broken")
    journal = copy.archive.root / FOLDER / "journal.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    journal.write_text("".join([*lines[:4], lines[4].replace("leader", "nobody"), *lines[5:]]), encoding="utf-8")
    assert rebuild(copy, despite_faults=True).written
    assert [e.kind for e in copy.ledger.events("TB-2021-0001")] == ["opened", "accepted", "moved", "issued", "found"]
    copy.ledger.close()


@pytest.mark.fault("F5", "L6")
def test_no_desk_begins_on_an_older_ledger_beside_a_newer_archive(after, tmp_path):
    office = after("opening")
    shutil.copytree(office.workspace.settings.state, tmp_path / "backup")
    take_turn(office, "approval")
    office.room.ledger.close()
    shutil.rmtree(office.workspace.settings.state)
    shutil.copytree(tmp_path / "backup", office.workspace.settings.state)
    old = Office(office.workspace, office.hands, office.clock)
    with pytest.raises(OlderLedger, match="TB-2021-0001"):
        old.watcher.desk.start()
    assert not doctor.memory(old.room).well
    shutil.rmtree(office.workspace.settings.state)
    new = Office(office.workspace, office.hands, office.clock)
    with pytest.raises(OlderLedger):
        new.watcher.desk.start()
    assert rebuild(new.room).written
    assert doctor.memory(new.room).well
    new.watcher.desk.start()


def test_a_ledger_ahead_of_its_journals_is_well(after, lost):
    office = lost(after("opening"))
    with office.room.ledger.transaction() as tx:
        row = tx.case("TB-2021-0001")
        tx.append(row.id, row.version, [{"kind": "held", "data": {"why": "", "at": ""}}], office.clock.now, row)
    assert doctor.memory(office.room).well


def test_the_command_says_what_it_did(after, tmp_path, capsys):
    office = after("opening")
    copy = without_state(office.room, tmp_path / "lost")
    copy.ledger.close()
    shutil.rmtree(copy.workspace.settings.state)
    assert run(["-w", str(copy.workspace.root), "rebuild"]) == 0
    assert capsys.readouterr().out.startswith("Cases: 1, events: 5, drops: 1, still to do: 0\n")
    assert run(["-w", str(copy.workspace.root), "rebuild"]) == 73
    assert run(["-w", str(copy.workspace.root), "undo", "TB-2021-0001", "--why", "Nhầm."]) == 0
    assert run(["-w", str(copy.workspace.root), "case", "hold", "TB-2021-0001", "--why", "Nhầm."]) == 1
    assert "[case.undone]" in capsys.readouterr().out
    assert run(["-w", str(copy.workspace.root), "case", "TB-2021-0001"]) == 0
