"""W17: who opened a matter learns where it stands, who has it, what went to the customer, how it ended; a flow says it once."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import html
import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from casedrop.workspace.workspace import usable
from stories.office import Clock, Office, moved, unhurried
from stories.people import ANALYSIS, SHEET, take_turn

FLOW = "forms/customization/flow.yaml"
REFUSED = {
    "/items/0/feasible": "no",
    "/items/0/reason": "Phần mềm không cho phép.",
    "/items/1/feasible": "no",
    "/items/1/reason": "Máy in hiện có không in được mã QR.",
    "/technical/server_needed": "no",
    "/technical/start_lead_days": 5,
    "/technical/by": "Đỗ Minh Họa",
    "/technical/on": date(2021, 6, 21),
}


@pytest.fixture(scope="module")
def followed(town, tmp_path_factory):
    """The workspace as shipped, in which sales follows every customization, but the director follows its quotes, too."""
    root = tmp_path_factory.mktemp("followed") / "office"
    shutil.copytree(town.after("").root, root)
    text = (root / FLOW).read_text(encoding="utf-8")
    assert "\nfollows: [sales, customer-service]\n" in text
    text = text.replace("\n  quoted:\n", "\n  quoted:\n    follows: [director]\n")
    (root / FLOW).write_text(text, encoding="utf-8")
    return unhurried(usable(root))


@pytest.fixture
def office(followed, town, tmp_path):
    root = tmp_path / "office"
    shutil.copytree(followed.root, root)
    office = Office(moved(followed, root), tmp_path / "hands", Clock(town.after("").now))
    yield office
    assert office.faults() == []
    office.close()


def play(office, *turns):
    for turn in turns:
        take_turn(office, turn)


def lines(office, role):
    """(what, note, since, due) of each line on a role's list."""
    rows = re.findall(r"<tr><td.*?(?=<tr>|</table>)", office.todo(role), re.DOTALL)
    return [_line(re.split(r"<td[^>]*>", row)[3:]) for row in rows]


def _line(cells):
    told, since, due = (html.unescape(re.sub(r"<[^>]+>", "", cell.replace("<br>", "\n"))).strip() for cell in cells)
    what, _, beside = told.partition("\n")
    return what, beside.partition(" · ")[2], since, due


def test_W17_sales_sees_where_the_matter_stands_and_who_has_it(office):
    play(office, "opening")
    assert lines(office, "sales") == [
        ("Để biết: Trưởng nhóm kinh doanh xem xét", "Đang ở: Trưởng nhóm kinh doanh.", "16/06/2021", "–")
    ]
    play(office, "approval")
    assert lines(office, "sales") == [("Để biết: Kỹ thuật đánh giá", "Đang ở: Kỹ thuật.", "16/06/2021", "–")]


def test_W17_who_has_the_matter_himself_is_told_once(office):
    play(office, "opening", "approval", "answers")
    assert [what for what, *_ in lines(office, "sales")] == ["Phiếu phân tích yêu cầu tùy biến"]


def test_W17_sales_learns_that_all_was_refused(office):
    play(office, "opening", "approval")
    office.at("2021-06-21T10:20").does("technical", office.latest(ANALYSIS), REFUSED, "Kỹ thuật")
    assert lines(office, "sales")[0][::2] == ("Đã kết thúc: Không thực hiện được", "21/06/2021")
    office.at("2021-07-05T10:00").watcher.desk.start()
    assert len(lines(office, "sales")) == 1
    office.at("2021-07-05T10:21").watcher.desk.start()
    assert lines(office, "sales") == []


def test_W17_a_quote_does_not_lapse_unseen(office):
    play(office, "opening", "approval", "answers", "completion", "pricing")
    office.at("2021-07-09T08:00").run()
    assert office.stage() == "lapsed"
    assert lines(office, "sales")[0][::2] == ("Đã kết thúc: Báo giá hết hiệu lực", "09/07/2021")
    assert lines(office, "director") == []


def test_W17_a_role_that_follows_one_stage_sees_until_when_and_what_went_to_the_customer(office):
    play(office, "opening", "approval", "answers", "completion", "pricing")
    number = office.case()["documents"]["customization-quote"]["number"]
    ((what, note, since, due),) = lines(office, "director")
    assert (what, since) == ("Để biết: Đã gửi báo giá", "23/06/2021")
    assert note == f"Đang ở: Kinh doanh. Đã gửi khách hàng: Báo giá tùy biến {number}."
    assert "08/07/2021" in due


def test_W17_sales_knows_of_the_notice_that_technical_brought_out(office):
    play(office, "opening", "approval", "answers", "completion", "pricing", "agreement", "payment", "plan")
    (paid, _, _, _), (what, note, _, _) = lines(office, "sales")
    assert (paid, what) == ("Đã kết thúc: Đã thu đủ", "Để biết: Đang thực hiện")
    assert note.startswith("Đang ở: Kỹ thuật. Đã gửi khách hàng: ")


def test_W17_sales_learns_why_a_matter_rests_and_why_it_was_cancelled(office):
    play(office, "opening")
    steer(office.watcher.desk, "hold", "TB-2021-0001", "Khách hàng dời văn phòng.")
    assert lines(office, "sales")[0][:2] == (
        "Để biết: Trưởng nhóm kinh doanh xem xét",
        "Tạm dừng: Khách hàng dời văn phòng.",
    )
    assert lines(office, "leader") == []
    steer(office.watcher.desk, "cancel", "TB-2021-0001", "Khách hàng đổi ý.")
    assert lines(office, "sales")[0][:2] == ("Đã hủy: Trưởng nhóm kinh doanh xem xét", "Khách hàng đổi ý.")


def test_W17_a_matter_of_which_nothing_can_be_said_hides_no_other(office):
    play(office, "opening")
    other = {
        **SHEET,
        "/customer/code": "KH-00777",
        "/customer/name": "Công ty Trà Sen",
        "/customer/short_name": "Trà Sen",
    }
    office.does("sales", office.blank(ANALYSIS), other, "Trà Sen")
    with closing(sqlite3.connect(office.workspace.settings.state / "ledger.sqlite3")) as ledger:
        for case in ("TB-2021-0001", "TB-2021-0002"):
            steer(office.watcher.desk, "cancel", case, "Khách hàng đổi ý.")
        whole = ledger.execute("SELECT state FROM case_row WHERE id = 'TB-2021-0001'").fetchone()
        broken = json.dumps({**json.loads(whole[0]), "entered": {}})
        with ledger:
            ledger.execute("UPDATE case_row SET state = ? WHERE id = 'TB-2021-0001'", (broken,))
        office.watcher.desk.start()
        assert [what for what, *_ in lines(office, "sales")] == ["Đã hủy: Trưởng nhóm kinh doanh xem xét"]
        assert "TB-2021-0002" in office.todo("sales")
        assert "TB-2021-0001" in office.todo("_keeper")
        with ledger:
            ledger.execute("UPDATE case_row SET state = ? WHERE id = 'TB-2021-0001'", whole)
