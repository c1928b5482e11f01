"""Deadlines in a living office: shown step by step, provisional, and reckoned again once a year is announced."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import json
import shutil

import pytest

from casedrop.cli.main import run
from casedrop.desk import deadlines
from casedrop.desk.admin import migrate
from casedrop.desk.admin.control import steer
from casedrop.desk.cases import show
from casedrop.workspace.workspace import usable
from rebuilding import unlike
from stories.conftest import after, town  # noqa: F401 - fixtures
from stories.office import Clock, Office, moved

CASE = "TB-2021-0001"
FLOW = "forms/customization/flow.yaml"
WORKING = "in: 12 working days"
KNOWN_TO_2020, KNOWN_TO_2021 = "announced_until: 2020\n", "announced_until: 2021\n"
STOCKTAKING = f"{KNOWN_TO_2021}closed:\n  - {{day: 2021-06-25, why: Kiểm kê}}\n"


@pytest.fixture
def reopen(tmp_path):
    """reopen(office, …) is the office, copied, with changed files, started anew, its case moved to the changed flow; its
    archive alone must tell the same."""
    opened = []

    def started(office, term=None, known=None, more=""):
        root = tmp_path / f"anew-{len(opened)}"
        shutil.copytree(office.workspace.root, root)
        if term:
            text = (root / FLOW).read_text(encoding="utf-8")
            (root / FLOW).write_text(text.replace("in: 15 days", term) + more, encoding="utf-8")
        if known:
            (root / "calendars/vn.yaml").write_text(known, encoding="utf-8")
        opened.append(Office(moved(usable(root), root), office.hands, Clock(office.clock.now)))
        desk = opened[-1].watcher.desk
        desk.start()
        assert [move.problems for move in migrate.applied(desk, [], lambda _move: None)] == ([()] if term else [])
        return opened[-1]

    yield started
    for office in opened:
        assert office.faults() == []
        assert unlike(office.room, office.workspace.root.with_name(f"{office.workspace.root.name}-again")) == {}
        office.close()


def due(office):
    """The last day the case's deadline runs, whether that is provisional, and how often it was reckoned again."""
    told = show.case_report(office.room, CASE)
    again = [line for line in told["timeline"] if line["event"] == "reckoned"]
    return told["due"][:16], told["provisional"], len(again)


@pytest.mark.fault("I4")
def test_a_flow_that_counts_otherwise_moves_the_deadline_and_leaves_a_trace(after, reopen):
    office = reopen(after("pricing"), WORKING, KNOWN_TO_2021)
    assert due(office) == ("2021-07-07T17:00", False, 1)
    (entry,) = [e for e in office.room.archive.entries(f"2021/customization/{CASE}") if e.kind == "reckoned"]
    assert {k: entry.data[k] for k in ("was", "due", "calendar", "announced_until")} == {
        "was": "2021-07-08T17:00:00+00:00",
        "due": "2021-07-07T17:00:00+00:00",
        "calendar": "vn",
        "announced_until": 2021,
    }


@pytest.mark.fault("I4")
def test_a_start_without_news_writes_nothing(after, reopen):
    office = reopen(after("pricing"))
    before = office.case()["version"]
    assert reopen(office).case()["version"] == before


@pytest.mark.fault("I3")
def test_a_year_not_announced_is_provisional_until_the_offices_file_comes(after, reopen):
    office = reopen(after("pricing"), WORKING, KNOWN_TO_2020)
    assert due(office) == ("2021-07-07T17:00", True, 1)
    assert "07/07/2021 (tạm tính)" in office.todo("sales")
    office = reopen(office, known=KNOWN_TO_2021)
    assert due(office) == ("2021-07-07T17:00", False, 1)  # nothing moved, so nothing is written
    assert "(tạm tính)" not in office.todo("sales")
    office = reopen(office, known=STOCKTAKING)
    assert due(office) == ("2021-07-08T17:00", False, 2)


def test_a_held_case_is_reckoned_once_it_goes_on(after, reopen):
    office = after("pricing").at("2021-06-24T09:00")
    steer(office.watcher.desk, "hold", CASE, "Chờ khách hàng.")
    office = reopen(office, WORKING, KNOWN_TO_2021)
    assert [line["event"] for line in show.case_report(office.room, CASE)["timeline"]][-2:] == ["held", "migrated"]
    assert deadlines.deadline_report(office.room, CASE, "en")["says"][-1].startswith("The case is on hold")
    steer(office.watcher.desk, "resume", CASE, "Tiếp tục.")
    assert due(office) == ("2021-07-07T17:00", False, 0)


def test_a_reckoning_that_fails_keeps_the_deadline_that_was(after, tmp_path):
    root = tmp_path / "broken"
    shutil.copytree(after("pricing").workspace.root, root, ignore=shutil.ignore_patterns("_shelf"))
    text = (root / FLOW).read_text(encoding="utf-8")
    (root / FLOW).write_text(text.replace("after: analysis.quote_date,", "after: analysis.summary,"), encoding="utf-8")
    office = Office(moved(usable(root), root), tmp_path, Clock(after("pricing").clock.now))
    office.watcher.desk.start()
    assert due(office) == ("2021-07-08T17:00", False, 0)
    assert deadlines.deadline_report(office.room, CASE, "en")["says"][0].startswith(
        "“analysis.summary” could not be worked out"
    )
    office.close()


@pytest.mark.fault("E4")
def test_a_case_its_own_flow_cannot_move_holds_up_no_other_and_no_drop(after, reopen):
    sorting = """
  sorting:
    titles: {vi: Phân loại, zh-Hans: 分类, zh-Hant: 分類, en: Sorting}
    next: [{when: analysis.budget, go: lapsed}, {go: lapsed}]
"""
    office = reopen(after("pricing"), "in: 15 days, go: sorting} # ", more=sorting)
    office.at("2021-08-01T09:00").run()
    assert [(one.kind, one.name) for one in office.room.incidents.all()] == [("deadline", "TB-2021-0001")]
    assert office.stage() == "quoted"
    taken = office.watcher.desk.take_in(office.put(office.blank("customization-analysis"), "sales"))
    assert taken.kind == "refused"


def test_the_arithmetic_of_a_quote(after):
    office = after("pricing").at("2021-06-24T09:00")
    assert deadlines.deadline_report(office.room, CASE, "en")["says"] == [
        "TB-2021-0001: Quoted; when the time is over: Lapsed",
        "15 calendar days (Asia/Ho_Chi_Minh)",
        "Starts Wed 2021-06-23",
        "Thu 2021-07-08: 15 days later",
        "Over at the end of Thu 2021-07-08",
    ]
    assert deadlines.deadline_report(office.at("2021-07-09T09:00").room, CASE, "vi")["says"][-1] == "Đã hết hạn."


def test_hours_tell_what_is_left(after, reopen):
    office = reopen(after("pricing").at("2021-06-23T01:00"), "in: 4 hours, calendar: cn", KNOWN_TO_2021)
    assert deadlines.deadline_report(office.room, CASE, "en")["says"][-2:] == [
        "Over on Wed 2021-06-23, 04:00",
        "Left: 2 h",
    ]


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        ("opening", "TB-2021-0001: “Review by Sales leader” has no deadline."),
        ("handover", "TB-2021-0001 is closed."),
    ],
)
def test_a_case_without_a_deadline_says_so(after, turn, says):
    found = deadlines.deadline_report(after(turn).room, CASE, "en")
    assert (found["says"], found["over"]) == ([says], None)


def test_the_command(after, tmp_path, capsys):
    office = after("pricing")
    root = tmp_path / "shared"
    shutil.copytree(office.workspace.root, root)
    words = ["-w", str(root), "--at", "2021-06-24", "deadline", CASE]
    assert run([*words, "--lang", "vi"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Hết hạn khi hết Thứ Năm 08/07/2021"
    assert run([*words, "--lang", "zh-Hans"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2021-07-08 周四结束时到期"
    assert run([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["over"], found["steps"]) == (
        "2021-07-08T17:00:00+00:00",
        [{"kind": "later", "day": "2021-07-08", "n": 15}],
    )
    assert run([*words[:-1], "TB-1999-0001"]) == 2
