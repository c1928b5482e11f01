"""A document a row: any table whose head names fields of a form; what is wrong is told at its cell."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from casedrop.cli.main import group, run
from casedrop.desk.admin import batch
from casedrop.desk.desk import Desk
from casedrop.desk.effects.pdfs import PDF
from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.desk.liveness import new_name
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.workspace.workspace import usable
from offices import begun
from rebuilding import unlike
from stories.office import Clock, Office, moved

SOFFICE = shutil.which("soffice")
NOTICE = """
form: upgrade-note
flow: upgrades
code: UN
format: docx
internal: false
returns: false
titles: {vi: Thông báo nâng cấp, zh-Hans: 升级通知, zh-Hant: 升級通知, en: Upgrade Note}
number: {series: upgrade-note, pattern: "TBNC-{{ year }}-{{ n | pad(3) }}"}
names: {vi: "{{ title }} {{ customer.short_name }}", zh-Hans: "{{ title }} {{ customer.short_name }}", \
zh-Hant: "{{ title }} {{ customer.short_name }}", en: "{{ title }} {{ customer.short_name }}"}
fields:
  - {name: customer, block: customer}
  - name: reply_by
    kind: date
    required: true
    labels: {vi: Trả lời trước, zh-Hans: 回复期限, zh-Hant: 回覆期限, en: Reply by}
  - name: way
    labels: {vi: Cách nâng cấp, zh-Hans: 升级方式, zh-Hant: 升級方式, en: Way}
    choices:
      remote: {vi: Từ xa, zh-Hans: 远程, zh-Hant: 遙距, en: Remote}
      onsite: {vi: Tại chỗ, zh-Hans: 现场, zh-Hant: 現場, en: On site}
"""
HEAD = ("/customer/name", "/customer/short_name", "Trả lời trước", "Way")
MAY = ("Công ty TNHH Bánh Mì Trên Mây", "Trên Mây", date(2021, 6, 30), "Từ xa")
GIO = ("Công ty CP Gió Mát", "Gió Mát", "30/06/2021", "On site")
FORM = "upgrade-note"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = tmp_path_factory.mktemp("batch") / "office"
    begun(root)
    wanted = root.parent / "note.yaml"
    wanted.write_text(NOTICE, encoding="utf-8")
    group.main(args=["-w", str(root), "new", "form", str(wanted)], standalone_mode=False)
    return root


@pytest.fixture
def office(place, tmp_path):
    root = shutil.copytree(place, tmp_path / "office")
    made = Office(moved(usable(root), root), tmp_path / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    yield made
    assert made.faults() == []
    assert unlike(made.room, tmp_path / "again") == {}
    made.close()


def table(office, *rows) -> Path:
    book = Workbook()
    book.active.title = "Khách"
    for row in rows:
        book.active.append(row)
    path = office.workspace.root / "rows.xlsx"
    book.save(path)
    return path


def planned(office, *rows):
    return batch.plan(office.room, office.room.form(FORM), "vi", table(office, *rows))


def told(plan):
    return [
        (p.code, p.place.args["cell"]) for p in (*plan.problems, *(p for row in plan.refused for p in row.problems))
    ]


def numbers(office):
    return [text for text, _ in office.numbers("upgrade-note")]


def test_each_row_becomes_a_document_with_a_number_of_its_own(office):
    batch.make(office.watcher.desk, planned(office, HEAD, MAY, GIO), lambda _row: None)
    assert sorted(p.name for p in office.outbox("_batch").rglob("*.docx")) == [
        "Thông báo nâng cấp Gió Mát.docx",
        "Thông báo nâng cấp Trên Mây.docx",
    ]
    assert numbers(office) == ["TBNC-2021-001", "TBNC-2021-002"]
    assert office.tree("archive").count("-out-Thông báo nâng cấp") == 2


def test_what_is_wrong_is_told_at_its_cell_and_the_others_can_still_be_made(office):
    late, odd, nobody = (MAY[0], MAY[1], "31/06/2021", "Từ xa"), (*GIO[:3], "bồ câu"), (None, "x", *MAY[2:])
    plan = planned(office, HEAD, late, GIO, odd, nobody)
    assert told(plan) == [("date.impossible", "C2"), ("choice.unknown", "D4"), ("required", "A5")]
    assert [row.number for row in plan.left] == [3]


FIVE = [HEAD, *((f"Công ty {k}", f"Số {k}", *MAY[2:]) for k in range(5))]


@pytest.fixture
def two_at_once(monkeypatch):
    monkeypatch.setattr(batch, "AT_ONCE", 2)


@pytest.mark.usefixtures("two_at_once")
def test_stopped_and_begun_again_it_goes_on_with_the_rows_that_are_left(office):
    heard = []
    batch.make(office.watcher.desk, planned(office, *FIVE), heard.append, lambda: bool(heard))
    assert len(numbers(office)) == 2
    again = planned(office, *FIVE)
    assert ([row.number for row in again.made], [row.number for row in again.left]) == ([2, 3], [4, 5, 6])
    batch.make(office.watcher.desk, again, lambda _row: None)
    assert (len(numbers(office)), planned(office, *FIVE).left) == (5, [])
    assert [row.number for row in planned(office, *FIVE, FIVE[1]).left] == [7]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", ["outbox/_batch", "manifest-sha256.txt", "journal.jsonl", "ledger"])
@pytest.mark.usefixtures("two_at_once")
def test_killed_anywhere_no_document_is_lost_and_none_comes_twice(office, at):
    here, desk = os.getpid(), office.watcher.desk

    def kill(_act, target):
        if os.getpid() == here and at in target and "_batch" in {p.name for p in office.outbox().iterdir()}:
            raise Killed

    with pytest.raises(Killed), files.acts(kill):
        batch.make(desk, planned(office, *FIVE), kill_at_commit(at))
    desk.sign.close()  # as the system does for a process that is gone
    another = Desk(replace(office.room, owner=new_name()))
    batch.make(another, planned(office, *FIVE), lambda _row: None)
    another.sign.close()
    assert sorted(p.name for p in office.outbox("_batch").rglob("*.docx")) == [
        f"Thông báo nâng cấp Số {k}.docx" for k in range(5)
    ]
    assert numbers(office) == [f"TBNC-2021-00{k}" for k in range(1, 6)]
    assert planned(office, *FIVE).left == []


def kill_at_commit(at):
    """What is called for a document that is done: it ends the process where `at` names no file."""

    def done(_row):
        if at == "ledger":
            raise Killed

    return done


def test_one_of_the_crew_that_dies_holds_up_nothing(office):
    here = os.getpid()

    def kill(_act, target):
        if os.getpid() != here and "Số 3" in target:
            os._exit(9)

    with files.acts(kill):
        batch.make(office.watcher.desk, planned(office, *FIVE), lambda _row: None)
    assert len([*office.outbox("_batch").rglob("*.docx")]) == 5
    assert {entry.kind for entry in office.room.ledger.queued("due")} <= {PDF}


def test_rows_that_say_the_same_each_have_a_document(office):
    batch.make(office.watcher.desk, planned(office, HEAD, MAY, MAY), lambda _row: None)
    assert sorted(p.name for p in office.outbox("_batch").rglob("*.docx")) == [
        "Thông báo nâng cấp Trên Mây (2).docx",
        "Thông báo nâng cấp Trên Mây.docx",
    ]


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        ((*HEAD, "Cỡ giày"), [("batch.unknown", "E1")]),
        ((*HEAD[:2], "Reply by", "升级方式"), []),
        (("Mũ", *HEAD[1:]), [("batch.unknown", "A1")]),
        ((*HEAD[:2], "Trả lời truoc ngày", "Way"), [("batch.unknown-near", "C1"), ("batch.missing-near", "A1")]),
        ((*HEAD[:2], "Way"), [("batch.missing", "A1")]),
    ],
)
def test_columns_are_called_by_labels_of_any_language_or_pointers(office, head, wrong):
    assert told(planned(office, head, MAY)) == wrong


def test_a_table_that_is_none(office):
    path = office.workspace.root / "rows.xlsx"
    path.write_bytes(b"not a table")
    plan = batch.plan(office.room, office.room.form(FORM), "vi", path)
    assert [p.code for p in plan.problems] == ["file.kind"]
    assert [p.code for p in planned(office).problems] == ["batch.empty"]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not on the PATH")
def test_pdfs_come_at_the_end_many_by_one_call(office):
    calls = []
    office.converter = lambda made: calls.append(len(made)) or to_pdfs(made)
    batch.make(office.watcher.desk, planned(office, HEAD, MAY, GIO), lambda _row: None)
    assert calls == [2]
    assert len([*office.outbox("_batch").rglob("*.pdf")]) == 2


def test_the_command_plans_first_and_makes_nothing_while_rows_are_refused(office, monkeypatch, capsys):
    monkeypatch.chdir(office.workspace.root)
    path = table(office, HEAD, MAY, (*GIO[:2], "ngày mai", GIO[3]))
    words = ["--at", "2021-06-14", "batch", FORM, "--rows", str(path)]
    assert (run([*words, "--json"]), numbers(office)) == (1, [])
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["refused"], said["left"], said["problems"][0]["cell"]) == (2, [3], [2], "C3")
    assert (run([*words, "--skip-refused"]), numbers(office)) == (1, ["TBNC-2021-001"])
    assert "Khách!C3" in capsys.readouterr().out
    assert run([*words, "--plan", "--lang", LANGS[0]]) == 1


def test_an_empty_table_has_a_column_for_each_field_and_is_one_a_batch_takes(office, monkeypatch, capsys):
    monkeypatch.chdir(office.workspace.root)
    assert run(["batch", FORM, "--table", "empty.xlsx"]) == 0
    book = load_workbook("empty.xlsx")
    head = [cell.value for cell in book.active[1]]
    assert {"Trả lời trước", "Cách nâng cấp"} <= {*head}
    assert [bool(cell.font.b) for cell in book.active[1] if cell.value in ("Trả lời trước", "Cách nâng cấp")] == [
        True,
        False,
    ]
    says = {"Trả lời trước": "30/06/2021", "Cách nâng cấp": "Từ xa"}
    book.active.append([says.get(title, f"Mây {n}") for n, title in enumerate(head)])
    book.save("filled.xlsx")
    capsys.readouterr()
    run(["--at", "2021-06-14", "batch", FORM, "--rows", "filled.xlsx", "--plan", "--json"])
    assert [one for one in json.loads(capsys.readouterr().out)["problems"] if one["code"].startswith("batch.")] == []


def test_forms_that_come_back_are_filled_in_beforehand_each_to_open_a_case_of_its_own(office, monkeypatch, capsys):
    monkeypatch.chdir(office.workspace.root)
    rows = table(office, ("/customer/name", "/customer/short_name"), ("Mây Mẫu", "Mây"), ("Gió Mẫu", "Gió"))
    words = ["--at", "2021-06-14", "batch", "customization-analysis", "--rows", str(rows), "--lang", "en"]
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["made"] == [2, 3]
    first, second = sorted(office.outbox("_batch").rglob("*.xlsx"))
    assert (first.name[:5], second.name[:5]) == ("0002 ", "0003 ")
    assert run(["read", str(second), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["answers"]["customer"] == {"name": "Gió Mẫu", "short_name": "Gió"}
    assert (said["stamp"]["genuine"], said["stamp"]["case"]) == (True, "")
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["made"] == [2, 3]  # what lies there is left as it is


def test_a_form_that_opens_no_case_is_told(office, capsys):
    rows = table(office, ("/customer/name",), ("Mây",))
    assert run(["-w", str(office.workspace.root), "batch", "acceptance-report", "--rows", str(rows)]) == 2
    assert "opens no case" in capsys.readouterr().err
