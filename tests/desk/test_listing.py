"""Lists of a flow's cases: the columns its file declares, in words, counted, for spreadsheets and for scripts."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from datetime import UTC, date, datetime

import pytest

from casedrop.cli.main import group, run
from casedrop.workspace.workspace import usable
from offices import begun
from stories.office import Clock, Office, moved

NOTE = """
form: note
flow: visits
code: NO
format: docx
internal: false
titles: {vi: Phiếu thăm, zh-Hans: 拜访记录, zh-Hant: 拜訪記錄, en: Visit note}
fields:
  - {name: customer, block: customer}
  - {name: seen_on, kind: date, required: true, labels: {vi: Ngày thăm, zh-Hans: 日期, zh-Hant: 日期, en: Seen on}}
  - {name: said, labels: {vi: Lời khách, zh-Hans: 客户的话, zh-Hant: 客戶的話, en: Said}}
  - name: mood
    labels: {vi: Tâm trạng, zh-Hans: 情绪, zh-Hant: 情緒, en: Mood}
    choices:
      good: {vi: Tốt, zh-Hans: 好, zh-Hant: 好, en: Good}
      bad: {vi: Chưa tốt, zh-Hans: 不好, zh-Hant: 不好, en: Bad}
"""
FLOW = """
flow: visits
version: 1
titles: {vi: Thăm khách, zh-Hans: 拜访, zh-Hant: 拜訪, en: Visits}
number: {series: visits, pattern: "TK-{{ n }}"}
answers: {note: note}
columns:
  whom: {titles: {vi: Khách hàng, zh-Hans: 客户, zh-Hant: 客戶, en: Customer}, value: case.customer.name}
  seen: {titles: {vi: Ngày thăm, zh-Hans: 日期, zh-Hant: 日期, en: Seen on}, value: note.seen_on}
  month: {titles: {vi: Tháng, zh-Hans: 月份, zh-Hant: 月份, en: Month}, value: note.seen_on | month}
  mood: {titles: {vi: Tâm trạng, zh-Hans: 情绪, zh-Hant: 情緒, en: Mood}, value: note.mood}
  said: {titles: {vi: Lời khách, zh-Hans: 客户的话, zh-Hant: 客戶的話, en: Said}, value: note.said}
start: seeing
follows: sales
stages:
  seeing:
    titles: {vi: Đang thăm, zh-Hans: 拜访中, zh-Hant: 拜訪中, en: Seeing}
    awaits: [{form: note, part: "", from: sales, opens: true}]
    next: [{when: "note.mood == 'bad'", go: again}, {go: seen}]
  again:
    titles: {vi: Thăm lại, zh-Hans: 再次拜访, zh-Hant: 再次拜訪, en: Seeing again}
    awaits: [{form: note, part: "", from: sales}]
    next: [{go: seen}]
  seen:
    titles: {vi: Đã thăm, zh-Hans: 已拜访, zh-Hant: 已拜訪, en: Seen}
    closes: seen
"""
VISITS = (
    ("云栈大学", date(2026, 8, 3), "good", "很好"),
    ("Kite", date(2026, 8, 4), "bad", "=1+1"),
    ("Mây", date(2026, 9, 1), "good", None),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A workspace in which three customers were seen, one of whom is to be seen again."""
    root = tmp_path_factory.mktemp("listing") / "office"
    begun(root)
    wanted = root.parent / "note.yaml"
    wanted.write_text(NOTE, encoding="utf-8")
    group.main(args=["-w", str(root), "new", "form", str(wanted)], standalone_mode=False)
    (root / "forms/visits/flow.yaml").write_text(FLOW, encoding="utf-8")
    made = Office(moved(usable(root), root), root.parent / "hands", Clock(datetime(2026, 9, 2, 2, tzinfo=UTC)))
    for name, on, mood, said in VISITS:
        told = {"/customer/name": name, "/customer/short_name": name, "/seen_on": on, "/mood": mood}
        made.does("sales", made.blank("note", "en"), told | ({"/said": said} if said else {}), name)
    made.close()
    return root


@pytest.fixture
def says(office, capsys):
    """What the command prints; a failure is its error."""

    def said(*words):
        code = run(["-w", str(office), "list", "visits", *words])
        out = capsys.readouterr()
        return out.out if code == 0 else f"{code} {out.err}"

    return said


def test_a_line_a_case_in_the_words_of_the_language(says):
    assert (
        says("--lang", "zh-Hans")
        == """\
业务编号  客户      日期        月份     情绪  客户的话  当前状态
TK-1      云栈大学  2026-08-03  2026-08  好    很好      已拜访
TK-2      Kite      2026-08-04  2026-08  不好  =1+1      再次拜访
TK-3      Mây       2026-09-01  2026-09  好    –         已拜访
"""
    )


@pytest.mark.parametrize(("switch", "there"), [("--open", ["TK-2"]), ("--closed", ["TK-1", "TK-3"])])
def test_only_those_open_or_closed(says, switch, there):
    assert [row["case"] for row in json.loads(says(switch, "--json"))] == there


def test_counted_by_one_column_or_several(says):
    assert says("--lang", "en", "--count", "mood") == "Mood  Cases\nBad   1\nGood  2\n"
    assert json.loads(says("--json", "--count", "month", "--count", "mood")) == [
        {"month": "2026-08", "mood": "bad", "count": 1},
        {"month": "2026-08", "mood": "good", "count": 1},
        {"month": "2026-09", "mood": "good", "count": 1},
    ]


@pytest.mark.fault("K4")
def test_for_a_spreadsheet_no_cell_is_a_formula(says):
    lines = says("--lang", "vi", "--csv").splitlines()
    assert lines[0] == "\ufeffHồ sơ,Khách hàng,Ngày thăm,Tháng,Tâm trạng,Lời khách,Trạng thái"
    assert lines[2] == "TK-2,Kite,04/08/2026,2026-08,Chưa tốt,'=1+1,Thăm lại"


def test_for_scripts_the_plain_values(says):
    assert json.loads(says("--json"))[2] == {
        "case": "TK-3",
        "stage": "seen",
        "closed": True,
        "whom": "Mây",
        "seen": "2026-09-01",
        "month": "2026-09",
        "mood": "good",
        "said": None,
    }


def test_a_column_or_flow_that_is_not_there(says, office, capsys):
    assert "There is: whom, seen, month, mood, said" in says("--count", "zzz")
    assert run(["-w", str(office), "list", "visit"]) == 2
    assert "There is no flow visit" in capsys.readouterr().err


def test_a_column_that_reads_what_is_not_there_is_told_by_check(office, capsys):
    flow = office / "forms/visits/flow.yaml"
    right = flow.read_text(encoding="utf-8")
    flow.write_text(right.replace("value: note.mood}", "value: note.moon}"), encoding="utf-8")
    code = run(["-w", str(office), "check"])
    flow.write_text(right, encoding="utf-8")
    assert (code, "note.moon" in capsys.readouterr().out) == (1, True)


def test_a_case_that_cannot_be_worked_out_hides_no_other_and_the_keeper_is_told(office, tmp_path, capsys):
    root = shutil.copytree(office, tmp_path / "office")
    with contextlib.closing(sqlite3.connect(root / "state" / "ledger.sqlite3")) as ledger, ledger:
        ledger.execute("UPDATE case_row SET state = '[7]' WHERE id = 'TK-2'")
    assert run(["-w", str(root), "list", "visits", "--lang", "en", "--csv"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["TK-1", "TK-2", "TK-3"]
    assert "could not be worked out" in rows[2]
    assert run(["-w", str(root), "status"]) == 1
    assert "List line of TK-2" in capsys.readouterr().out
