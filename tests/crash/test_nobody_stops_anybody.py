"""Whatever one flow, template, file or effect raises, the other office works, and the keeper is told (L1-L4, W1, W2)."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import zipfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.desk import startup
from casedrop.desk.admin.status import status
from casedrop.desk.desk import Desk
from casedrop.desk.effects import archive, issue, reply
from casedrop.desk.effects.setbacks import DEADLY
from casedrop.desk.notices.deciding import NOTICE
from casedrop.desk.outbox import keeper
from casedrop.intake.effect_codec import KINDS
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.store.records import QueuedEffect
from casedrop.workspace.errors import BrokenWorkspace
from casedrop.workspace.workspace import working
from crash import small
from crash.small import MONDAY, Office, at_work
from crash.world import Killed
from once import once
from trees import changed

MINUTE = timedelta(minutes=1)
FLOW, TEMPLATE = "forms/visits/flow.yaml", "templates/visits/visit.docx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small workspace of two offices, as it was started once, with a filled form of each beside it."""
    shutil.copytree(once("two-offices", lambda place: small.made(place / "w")), tmp_path / "here")
    return tmp_path / "here" / "w"


def played(office: Office) -> None:
    """Both offices drop a form; then days pass in which deadlines end and the calendar starts cases."""
    office.drop("visits")
    office.drop("calls")
    office.desk.start()
    for pause in (timedelta(), MINUTE, MINUTE, timedelta(days=5), MINUTE):
        office.clock.now += pause
        office.watcher.round()


def others_are_served(office: Office) -> bool:
    """Whether the other office's drop was taken, its document came out and its case went on to its end, as if alone; and the
    calendar began its next one."""
    stages = {row.id: row.stage for row in office.room.ledger.cases() if row.flow == "calls"}
    came_out = list((office.root / "outbox").rglob("call*.docx"))
    left = list((office.root / "inbox" / "phone").glob("*.docx"))
    calls = sorted(stages.values())
    return "calls.docx: accepted" in office.heard and calls == ["seeing", "seen"] and bool(came_out) and not left


def keeper_knows(office: Office) -> bool:
    """Whether every incident stands on the keeper's page and in the status, and was said exactly once."""
    page, known = office.keeper(), status(office.room).aside
    lines = [one.say("en") for one in known]
    is_on_page = all(_escaped(one.error) in page for one in known)
    return is_on_page and all(office.said.count(line) == lines.count(line) for line in lines)


def _escaped(text: str) -> str:
    pairs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;"))
    for mark, name in pairs:
        text = text.replace(mark, name)
    return text


@dataclass(frozen=True)
class Fault:
    """A thing broken in the first office's flow, and the kind of incident that tells of it."""

    kind: str
    old: str
    new: str


EXPRESSIONS = {
    "a guard that compares what cannot be compared": Fault("flow", "note.said == 'end'", "note.seen_on > 3"),
    "a guard that is neither true nor false": Fault("flow", "note.said == 'end'", "note.seen_on ~ ''"),
    "a guard with a name nobody knows": Fault("flow", "note.said == 'end'", "nobody.knows"),
    "what fills a document": Fault("flow", "'as agreed'", "1 / 0"),
    "a deadline after no date": Fault("flow", "after: note.seen_on", "after: case.customer.name"),
    "a number's pattern": Fault("flow", "VI-{{ n }}", "VI-{{ nobody }}"),
    "a guard after a deadline": Fault("deadline", "note.said == 'lost'", "note.seen_on > 3"),
    "a start's language": Fault("start", "on: 4}", "on: 4, lang: nobody.knows}"),
    "a start's stage": Fault("start", "on: 4}", "on: 4, go: nowhere}"),
    "a note on a list": Fault("line", "Ask {{ case.customer.name }}", "Ask {{ nobody.knows }}"),
    "a note that is no template": Fault("line", "Ask {{ case.customer.name }}", "{{ note.said | no_such }}"),
    "a note that lets a role know": Fault("line", "On {{ note.seen_on }}", "On {{ nobody }}"),
    "when a role is let know": Fault("line", "note.said != 'hush'", "nobody.knows"),
}


@pytest.mark.fault("E4")
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_or_text_that_fails_is_told_with_its_line(name: str, root: Path) -> None:
    fault = EXPRESSIONS[name]
    line = changed(root, FLOW, fault.old, fault.new)
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.drop("calls")
        office.desk.start()
        office.watcher.round()
        first = office.incidents()
        played(office)
        assert others_are_served(office)
        assert keeper_knows(office)
        there = [one for one in (*first, *office.incidents()) if one.kind == fault.kind]
        assert there
        assert {one.place for one in there} <= {f"{FLOW}:{line}", ""} | {
            p for p in [there[0].place] if "nowhere" in fault.new
        }


@pytest.mark.fault("L2")
def test_a_list_line_that_fails_says_so_and_the_other_lines_stand(root: Path) -> None:
    changed(root, FLOW, "note.said != 'hush'", "nobody.knows")
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.desk.start()
        office.watcher.round()
        assert "This could not be worked out" in office.todo("sales")
        assert "VI-1" in office.todo("sales")


@pytest.mark.fault("L3")
def test_a_flow_whose_number_something_else_bears_is_one_clear_problem(root: Path) -> None:
    changed(root, FLOW, "VI-{{ n }}", "CA-{{ n }}")
    with at_work(root, MONDAY) as office:
        played(office)
        assert others_are_served(office)
        assert "visits.docx: refused desk.number-taken" in " ".join(office.heard)
        assert keeper_knows(office)
        assert any("the number CA-1 of the series visits" in one.error for one in office.incidents())


@pytest.mark.fault("D8")
def test_a_template_that_fails_is_told_by_its_file(root: Path) -> None:
    broken(root / TEMPLATE)
    with at_work(root, MONDAY) as office:
        played(office)
        assert others_are_served(office)
        assert keeper_knows(office)
        assert {(one.kind, one.place) for one in office.incidents()} >= {("flow", TEMPLATE), ("blank", TEMPLATE)}


def test_a_template_that_is_no_document_stops_nobody(root: Path) -> None:
    (root / TEMPLATE).write_bytes(b"no document")
    with at_work(root, MONDAY) as office:
        played(office)
        assert others_are_served(office)
        assert keeper_knows(office)
        assert {one.kind for one in office.incidents()} >= {"drop", "blank"}
        assert (office.root / "inbox" / "sales" / "visits.docx").exists()


def broken(path: Path) -> None:
    """A template that asks for a name nobody knows."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"]
    parts["word/document.xml"] = document.replace(b"{{ title }}", b"{{ nobody.knows }}")
    assert parts["word/document.xml"] != document
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.fault("L2")
@pytest.mark.parametrize("kind", sorted({*KINDS} - {NOTICE}))  # notices: tests/desk/test_notices.py
def test_an_effect_of_any_kind_that_fails_three_times_is_set_aside(kind: str, root: Path) -> None:
    with at_work(root, MONDAY) as office:
        with office.room.ledger.transaction() as tx:
            tx.queue(None, [QueuedEffect(f"odd:{kind}", kind, {})])
        played(office)
        assert others_are_served(office)
        assert keeper_knows(office)
        [incident] = [one for one in office.incidents() if one.kind == "effect"]
        [effect] = office.room.ledger.queued("waiting")
        assert (incident.name, incident.tries, effect.fence) == (f"odd:{kind}", DEADLY, DEADLY)
        startup.try_again(office.room)
        assert (office.incidents(), office.room.ledger.queued("waiting")) == ([], [])


ACTS = ((archive, "archive_drop"), (archive, "record_case"), (issue, "issue_document"), (reply, "clear_inbox"))


@pytest.mark.parametrize(("module", "act"), ACTS, ids=[name for _, name in ACTS])
def test_an_effect_of_a_drop_that_fails_holds_up_only_what_follows_from_it(
    module: object, act: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(module, act)

    def fails(room: object, effect: object) -> object:
        if "visits" in repr(effect):
            raise RuntimeError("planted")
        return real(room, effect)

    with at_work(root, MONDAY) as office:
        with monkeypatch.context() as patch:
            patch.setattr(module, act, fails)
            played(office)
            assert others_are_served(office)
            assert keeper_knows(office)
            assert {one.error for one in office.incidents() if one.kind == "effect"} == {"RuntimeError: planted"}
        assert run(["-w", str(root), "--at", "2026-08-20", "retry"]) == 0
        assert office.incidents() == []
        assert not list((root / "inbox" / "sales").glob("*.docx"))


@pytest.mark.fault("L2")
def test_an_effect_that_ends_the_process_is_set_aside_after_its_third_death(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kills(_room: object, effect: object) -> None:
        if "visits" in repr(effect):
            raise Killed

    monkeypatch.setattr(reply, "clear_inbox", kills)
    deaths = 0
    for start in range(DEADLY + 3):
        with at_work(root, MONDAY + start * timedelta(hours=1)) as office:
            if start == 0:
                office.drop("visits")
            try:
                office.desk.start()
                office.watcher.round()
            except Killed:
                deaths += 1
    assert deaths == DEADLY + 1
    with at_work(root, MONDAY + timedelta(days=1)) as office:
        played(office)
        assert "calls.docx: accepted" in office.heard


@pytest.mark.fault("F2", "L4")
@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EIO])
def test_an_archive_that_fails_is_said_at_once_and_work_goes_on_within_a_minute(number: int, root: Path) -> None:
    def hook(_act: str, target: str) -> None:
        if "/archive/" in target:
            raise OSError(number, os.strerror(number))

    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("calls")
        with files.acts(hook):
            office.watcher.round()
            assert [line.count(f"[{errno.errorcode[number]}]: {root / 'archive'}") for line in office.said] == [1]
            for _ in range(6):
                office.clock.now += 2 * MINUTE
                office.watcher.round()
            assert len(office.said) == 1
            assert "whoever runs it has been told" in office.todo("phone")
            assert errno.errorcode[number] in office.keeper()
        office.clock.now += MINUTE
        office.watcher.round()
        assert office.incidents() == []
        assert office.said[1].startswith("It is well again: Disk, share or lock: ")
        assert "whoever runs it has been told" not in office.todo("phone")
        assert list((root / "outbox").rglob("call*.docx"))


@pytest.mark.fault("L12")
def test_no_temporary_name_is_ever_said(root: Path) -> None:
    (root / "state" / "spool").rmdir()
    with at_work(root, MONDAY) as office:
        (root / "state" / "spool").rmdir()
        (root / "state" / "spool").write_bytes(b"a file where a folder must be")
        office.drop("calls")
        office.watcher.round()
        office.watcher.round()
        assert [".tmp" in line for line in office.said] == [False]
        assert str(root / "state" / "spool") in office.said[0]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def bound(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have 107 bytes at most
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


ENTRIES = {
    "a pipe": ("pipe.docx", fifo, "no ordinary file"),
    "a socket": ("socket.docx", bound, "no ordinary file"),
    "a link to nothing": ("link.docx", lambda path: path.symlink_to("nowhere"), "a link is not followed"),
    "a link to itself": ("loop.docx", lambda path: path.symlink_to(path.name), "a link is not followed"),
    "a link to a folder": ("folder", lambda path: path.symlink_to("/"), "a link is not followed"),
    "a pipe that turns the line": ("a\x1b[2J\u202e\n.docx", fifo, "no ordinary file"),
    "folders without end": ("a/b/c/d/e/f", lambda path: path.mkdir(parents=True), "this deep"),
}


@pytest.mark.fault("A10", "L1", "L10")
@pytest.mark.parametrize("what", ENTRIES)
def test_an_entry_that_is_no_file_is_named_once_and_the_rest_is_taken(what: str, root: Path) -> None:
    name, make, why = ENTRIES[what]
    with at_work(root, MONDAY) as office:
        make(root / "inbox" / "sales" / name)
        played(office)
        assert others_are_served(office)
        assert keeper_knows(office)
        [incident] = office.incidents()
        assert (incident.kind, why in incident.error, incident.subject.isprintable()) == ("entry", True, True)
        shutil.rmtree(root / "inbox" / "sales")
        (root / "inbox" / "sales").mkdir()
        office.watcher.round()
        assert office.incidents() == []


@pytest.mark.fault("L1")
def test_an_entry_the_file_system_cannot_tell_of_is_named_and_the_rest_is_taken(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        if path.name == "cursed.docx":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path)

    with at_work(root, MONDAY) as office:
        (root / "inbox" / "sales" / "cursed.docx").write_bytes(b"?")
        monkeypatch.setattr(Path, "lstat", lstat)
        played(office)
        assert others_are_served(office)
        assert keeper_knows(office)
        assert [one.kind for one in office.incidents()] == ["entry"]


NAMES = {
    "255 bytes": "é" * 125 + ".docx",
    "248 bytes": "x" * 243 + ".docx",
    "no encoding": os.fsdecode(b"\xff\xfe.docx"),
    "an escape": "a\x1b[2J.docx",
    "two lines": "a\nb.docx",
}


@pytest.mark.fault("J2", "L12")
@pytest.mark.parametrize("which", NAMES)
def test_a_file_of_any_name_is_taken_and_shown_on_one_line(
    which: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(root.parent / "visits.docx", root / "inbox" / "sales" / NAMES[which])
    shutil.copyfile(root.parent / "calls.docx", root / "inbox" / "phone" / "calls.docx")
    assert run(["-w", str(root), "run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("accepted: ") for line in lines) == 2
    assert all(line.isprintable() for line in lines)


@pytest.mark.fault("L11")
def test_status_tells_of_it_and_retry_takes_it_up_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["-w", str(root), "--at", "2026-08-03T09:00"]
    line = changed(root, FLOW, "Ask {{ case.customer.name }}", "Ask {{ nobody.knows }}")
    shutil.copyfile(root.parent / "visits.docx", root / "inbox" / "sales" / "visits.docx")
    assert run([*at, "run"]) == 0
    assert f"({FLOW}:{line})" in capsys.readouterr().err
    assert run([*at, "status"]) == 1
    assert f"({FLOW}:{line})" in capsys.readouterr().out
    assert run([*at, "status", "--json"]) == 1
    known = json.loads(capsys.readouterr().out)
    assert [(one["kind"], one["place"]) for one in known["aside"]] == [("line", f"{FLOW}:{line}")]
    assert (known["watcher"]["alive"], known["failing"]) == (False, 0)
    changed(root, FLOW, "Ask {{ nobody.knows }}", "Ask {{ case.customer.name }}")
    assert run([*at, "retry"]) == 1  # the case keeps the flow it began with
    assert run([*at, "migrate-cases", "VI-1", "--apply"]) == 0
    capsys.readouterr()
    assert run([*at, "retry"]) == 0
    assert capsys.readouterr().out.endswith("Nothing was set aside.\n")
    assert run([*at, "status"]) == 0


BROKEN = {
    "a flow that is no YAML": (FLOW, "start: seeing", "start: ["),
    "a flow with an unknown keyword": (FLOW, "start: seeing", "start: seeing\nbegin: seeing"),
    "a flow whose calendar nobody knows": (FLOW, "in: 2 days", "in: 2 working days, calendar: moon"),
    "a form that is no YAML": ("forms/visits/visit.yaml", "code: VI", "code: ["),
    "a form without its code": ("forms/visits/visit.yaml", "code: VI", "kode: VI"),
    "a schema that is no JSON": ("schemas/visits/visit.schema.json", "{", ""),
    "a schema that leads nowhere": ("schemas/visits/visit.schema.json", "blocks.schema.json", "bricks.schema.json"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_flow_whose_files_are_broken_rests_while_the_other_office_works_and_its_drops_wait(
    name: str, root: Path
) -> None:
    file, old, new = BROKEN[name]
    before = (root / file).read_text(encoding="utf-8")
    (root / file).write_text(before.replace(old, new, 1), encoding="utf-8")
    with at_work(root, MONDAY) as office:
        waits = office.drop("visits")
        played(office)
        assert (others_are_served(office), keeper_knows(office)) == (True, True)
        assert {(one.kind, one.name) for one in office.incidents()} == {
            ("workspace", "forms/visits"),
            ("drop", "inbox/sales/visits.docx"),
        }
        assert (waits.exists(), [line for line in office.heard if line.startswith("visits")]) == (True, [])
        (root / file).write_text(before, encoding="utf-8")
        office.watcher.reopen = lambda among: Desk(replace(office.room, workspace=working(root, among)))
        assert [office.watcher.begun() for _ in range(3)] == [True] * 3
        office.watcher.round()
        assert "visits" in {row.flow for row in office.room.ledger.cases()}
        assert not waits.exists()
        assert office.incidents() == []


def test_cases_of_a_flow_that_rests_go_on_by_the_version_they_run_by(root: Path) -> None:
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.desk.start()
        office.watcher.round()
        again = next(p for p in (root / "outbox").rglob("visit*.docx") if "_blank" not in p.parts)
        shutil.copyfile(again, root.parent / "visits.docx")
    changed(root, FLOW, "start: seeing", "start: [")
    with at_work(root, MONDAY + MINUTE) as office:
        office.drop("visits", "again.docx")
        office.desk.start()
        office.watcher.round()
        assert office.heard == ["again.docx: accepted"]


def test_no_flow_at_all_is_no_office(root: Path) -> None:
    for flow in ("visits", "calls"):
        changed(root, f"forms/{flow}/flow.yaml", "start: seeing", "start: [")
    with pytest.raises(BrokenWorkspace):
        working(root)


def test_a_flow_that_breaks_while_the_watcher_works_does_not_begin_to_rest(root: Path) -> None:
    changed(root, FLOW, "start: seeing", "start: [")
    with pytest.raises(BrokenWorkspace):
        working(root, among=())
    assert set(working(root, among=("visits",)).resting) == {"visits"}


def test_the_keepers_list_speaks_four_languages(root: Path) -> None:
    changed(root, FLOW, "Ask {{ case.customer.name }}", "Ask {{ nobody.knows }}")
    with at_work(root, MONDAY) as office:
        os.mkfifo(root / "inbox" / "sales" / "pipe.docx")
        played(office)
        pages = {lang: keeper.rows(office.room, lang) for lang in LANGS}
        assert len({rows[0]["do"] for rows in pages.values()}) == len(LANGS)
        assert {len(rows) for rows in pages.values()} == {len(office.incidents())}


def test_a_watcher_at_work_reads_mended_files_anew_and_takes_up_what_was_set_aside(root: Path) -> None:
    changed(root, FLOW, "Ask {{ case.customer.name }}", "Ask {{ nobody.knows }}")
    with at_work(root, MONDAY) as office:
        watcher, room = office.watcher, office.room
        watcher.reopen = lambda among: Desk(replace(room, workspace=working(root, among)))
        office.drop("visits")
        assert watcher.begun()
        watcher.round()
        assert [one.kind for one in office.incidents()] == ["line"]
        changed(root, FLOW, "start: seeing", "start: [")
        assert [watcher.begun(), watcher.begun()] == [True, True]
        watcher.round()
        assert {one.kind for one in office.incidents()} == {"line", "workspace"}
        changed(root, FLOW, "start: [", "start: seeing")
        changed(root, FLOW, "Ask {{ nobody.knows }}", "Ask {{ case.customer.name }}")
        assert [watcher.begun(), watcher.begun()] == [True, True]
        watcher.round()
        assert office.incidents() == []
