"""The complaint flow, rule by rule: the monitor's slip, what the department does by kind of complaint, the customer's opinion."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.office import texts
from stories.service import Service, writes

FORM = "complaint"
SLIP = {
    "/received_on": date(2026, 8, 11),
    "/received_time": "09:40",
    "/channel": "phone",
    "/customer/code": "KH-00533",
    "/customer/name": "紙鶴茶餐廳集團有限公司",
    "/customer/short_name": "紙鶴茶餐廳",
    "/text": "「約好下午兩點半，等到四點才有人來電改期。」",
    "/passed_to": "現場支援部",
}
PERSON = {**SLIP, "/about": "person", "/concerned": "服務顧問吳試用"}
QUALITY = {**SLIP, "/about": "quality", "/concerned": "紙船財務管理系統8.2"}
OTHER = {**SLIP, "/about": "other"}
VISIT = {"/manager": "趙演示", "/visited_on": date(2026, 8, 12), "/visited_by": "趙演示"}
REPORT = {"/manager": "趙演示", "/reported_to_hq_on": date(2026, 8, 11)}
SETTLED = {"/solution": "上門致歉，日後改期必先致電。", "/closed_on": date(2026, 8, 12)}
ASKED = {"/opinion": "satisfied", "/checked_on": date(2026, 8, 13)}
KINDS = [(PERSON, VISIT), (QUALITY, REPORT), (OTHER, {**VISIT, "/visited_by": "吳試用"})]


@pytest.fixture
def office(service):
    return service


def opened(office: Service, slip) -> Service:
    """The office once the monitor dropped a slip."""
    office.does("monitor", office.blank(FORM, "zh-Hant"), slip, "投訴")
    return office


def handled(office: Service, told, name="處理") -> list[str]:
    """What is wrong with what the department manager says."""
    return office.wrong(office.does("department", office.latest(FORM), told, name))


def settled(office: Service, slip=PERSON, done=VISIT) -> Service:
    """The office on the day after the call, once the complaint is settled."""
    assert handled(opened(office, slip).at("2026-08-12T16:00"), {**done, **SETTLED}) == []
    return office


def asked(office: Service, answer) -> list[str]:
    """What is wrong with what the monitor says of the customer's opinion."""
    return office.wrong(office.does("monitor", office.latest(FORM), answer, "回訪"))


def test_CMP_1_from_the_call_to_the_customers_opinion(office):
    assert asked(settled(office).at("2026-08-13T10:00"), ASKED) == []
    assert office.stage() == "closed"
    assert (
        office.page()
        == """\
11.08. 09:50  monitor/投訴.docx: accepted
12.08. 16:00  department/處理.docx: accepted
13.08. 10:00  monitor/回訪.docx: accepted
outbox/
  monitor/
    紙鶴茶餐廳/
      KN-2026-0001/
        投訴處理單 紙鶴茶餐廳.docx
  operations/
    紙鶴茶餐廳/
      KN-2026-0001/
        投訴處理單 紙鶴茶餐廳.docx
archive/
  2026/
    complaint/
      KN-2026-0001/
        001-in-投訴.docx
        002-out-投訴處理單 紙鶴茶餐廳.docx
        003-in-處理.docx
        004-out-投訴處理單 紙鶴茶餐廳.docx
        005-in-回訪.docx
"""
    )


def test_CMP_1_the_slip_is_on_the_departments_list_at_once(office):
    assert "現場支援部: 服務顧問吳試用" in opened(office, PERSON).todo("department")


def test_CMP_1_only_the_service_monitor_takes_complaints_and_asks(office):
    taken = office.does("department", office.blank(FORM, "zh-Hant"), PERSON, "投訴")
    settled(office)
    told = office.does("department", office.latest(FORM), ASKED, "回訪")
    assert (office.wrong(taken), office.wrong(told), office.stage()) == (["role.wrong"], ["role.wrong"], "checking")


def test_CMP_1_the_customer_is_asked_once_it_is_settled(office):
    assert asked(settled(office), {**ASKED, "/checked_on": date(2026, 8, 11)}) == ["/checked_on check"]


def test_CMP_1_a_customer_who_is_not_satisfied_is_seen_to_again(office):
    no = {**ASKED, "/opinion": "unsatisfied"}
    assert asked(settled(office).at("2026-08-13T10:00"), no) == ["/remarks required"]
    assert asked(office, {**no, "/remarks": "改期仍然沒有先致電。"}) == []
    assert (office.stage(), "改期仍然沒有先致電。" in office.todo("department")) == ("handling", True)
    again = {"/solution": "區域主管親自致電確認每次上門時間。"}
    assert handled(office.at("2026-08-13T15:00"), again) == ["/closed_on check"]
    assert handled(office, {**again, "/closed_on": date(2026, 8, 13)}) == []
    assert "opinion" not in office.case()["documents"][FORM]["answers"]
    assert asked(office.at("2026-08-14T09:00"), {"/opinion": "accepted", "/checked_on": date(2026, 8, 14)}) == []
    assert office.stage() == "closed"


@pytest.mark.parametrize(("slip", "done"), KINDS)
def test_CMP_2_after_three_days_the_slip_is_late_and_still_worked_on(office, slip, done):
    assert handled(opened(office, slip), done) == []
    office.at("2026-08-14T23:59").run()
    assert office.stage() == "handling"
    office.at("2026-08-15T00:00").run()
    assert (office.stage(), "Quá hạn xử lý" in office.todo("department")) == ("handling-overdue", True)
    assert handled(office, {"/solution": "仍在跟進。"}) == []
    assert office.stage() == "handling-overdue"
    assert handled(office, {"/solution": "已更換配件。", "/closed_on": date(2026, 8, 15)}) == []
    assert office.stage() == "checking-overdue"


def test_CMP_2_a_customer_nobody_asked_within_three_days_is_still_asked(office):
    settled(office).at("2026-08-15T00:00").run()
    assert (office.stage(), "Quá hạn hỏi lại" in office.todo("monitor")) == ("checking-overdue", True)
    assert asked(office, ASKED) == []
    assert office.stage() == "closed"


def test_CMP_2_no_slip_closes_without_saying_how_it_was_solved(office):
    assert handled(opened(office, PERSON), {**VISIT, **writes(SETTLED, {"/solution": None})}) == ["/solution required"]


@pytest.mark.parametrize("slip", [PERSON, OTHER])
@pytest.mark.parametrize("field", ["/visited_on", "/visited_by"])
def test_CMP_3_5_the_customer_is_visited(office, slip, field):
    assert handled(opened(office, slip), writes(VISIT, {field: None})) == [f"{field} required"]
    assert office.stage() == "visiting"


def test_CMP_3_about_a_person_the_manager_goes_in_person(office):
    sent = {**VISIT, "/visited_by": "吳試用"}
    assert handled(opened(office, PERSON), sent) == ["/visited_by check"]
    assert any("須由部門經理親自上門" in line for line in office.marks(office.returned("department")))


def test_CMP_5_about_anything_else_someone_concerned_goes(office):
    assert handled(opened(office, OTHER), {**VISIT, "/visited_by": "吳試用"}) == []
    assert office.stage() == "handling"


@pytest.mark.parametrize("slip", [PERSON, OTHER])
def test_CMP_3_5_after_the_next_day_the_visit_is_late_and_still_waited_for(office, slip):
    opened(office, slip).at("2026-08-12T23:59").run()
    assert office.stage() == "visiting"
    office.at("2026-08-13T00:00").run()
    assert (office.stage(), "Quá hạn đến gặp" in office.todo("department")) == ("visiting-overdue", True)
    assert handled(office, {**VISIT, "/visited_on": date(2026, 8, 13)}) == []
    assert office.stage() == "handling"


def test_CMP_3_5_the_next_day_is_the_next_open_day(office):
    """A complaint of a Saturday has all of Monday; its three days are Monday to Wednesday (CLD-3, CLD-4)."""
    saturday = {**PERSON, "/received_on": date(2026, 8, 15)}
    opened(office.at("2026-08-15T09:30"), saturday).at("2026-08-17T23:59").run()
    assert office.stage() == "visiting"
    office.at("2026-08-18T00:00").run()
    assert office.stage() == "visiting-overdue"
    office.at("2026-08-19T23:59").run()
    assert office.stage() == "visiting-overdue"
    office.at("2026-08-20T00:00").run()
    assert office.stage() == "handling-overdue"


def test_CMP_3_a_visit_nobody_makes_is_late_twice(office):
    opened(office, PERSON).at("2026-08-13T00:00").run()
    office.at("2026-08-15T00:00").run()
    assert office.stage() == "handling-overdue"


def test_CMP_4_about_quality_headquarters_is_told_and_the_slip_says_so(office):
    opened(office, QUALITY)
    assert office.stage() == "reporting"
    assert handled(office, writes(REPORT, {"/reported_to_hq_on": None})) == ["/reported_to_hq_on required"]
    assert handled(office, REPORT) == []
    assert (office.stage(), office.case()["answers"][FORM]["reported_to_hq_on"]) == ("handling", "2026-08-11")


@pytest.mark.parametrize(("slip", "done"), KINDS)
def test_CMP_5_what_is_visited_or_reported_may_be_settled_later(office, slip, done):
    assert handled(opened(office, slip), done) == []
    assert handled(office.at("2026-08-13T09:00"), SETTLED, "完成") == []
    assert office.stage() == "checking"


@pytest.mark.parametrize("lang", ["vi", "zh-Hans", "en"])
def test_the_flow_plays_in_the_language_of_its_slip(office, lang):
    office.does("monitor", office.blank(FORM, lang), PERSON, "1")
    assert handled(office.at("2026-08-12T16:00"), {**VISIT, **SETTLED}) == []
    assert (asked(office.at("2026-08-13T10:00"), ASKED), office.stage()) == ([], "closed")


def test_no_complaint_is_cancelled_by_the_manager_it_may_be_about(office):
    opened(office, PERSON)
    order = {
        "/case_number": "KN-2026-0001",
        "/decision": "cancel",
        "/reason": "客戶已撤回投訴。",
        "/asked_by": "周模擬",
        "/asked_on": date(2026, 8, 11),
        "/approved_by": "趙演示",
        "/approved_on": date(2026, 8, 11),
    }
    path = office.filled(office.blank("case-decision", "zh-Hant"), order, "取消")
    assert office.wrong(office.does("manager", path)) == ["role.wrong"]
    assert office.letter("manager")[0].endswith("請由負責人放入inbox/department、inbox/director。")
    assert (office.does("department", path).kind, office.stage()) == ("accepted", "cancelled")


def test_W24_the_day_on_the_slip_is_the_day_on_the_list(office):
    """A complaint of a Friday: Saturday is open in this office, Sunday is not; slip and list say Tuesday."""
    friday = {**QUALITY, "/received_on": date(2026, 8, 21)}
    opened(office.at("2026-08-21T09:50"), friday)
    assert "2026-08-25" in " ".join(texts(office.latest(FORM)).split())
    assert "25/08/2026" in office.todo("department")


def test_W21_a_late_complaint_is_on_the_monitors_list_until_it_is_settled(office):
    opened(office, PERSON).at("2026-08-13T00:00").run()
    assert "Quá hạn đến gặp" in office.todo("monitor")
    assert (
        handled(office, {**VISIT, "/visited_on": date(2026, 8, 13), **SETTLED, "/closed_on": date(2026, 8, 13)}) == []
    )
    assert "Quá hạn đến gặp" not in office.todo("monitor")


def test_W21_a_complaint_that_stays_late_is_on_the_directors_list_until_it_goes_on(office):
    opened(office, QUALITY).at("2026-08-15T00:00").run()
    office.at("2026-08-17T23:59").run()
    assert (office.stage(), "Chờ quá lâu" in office.todo("director")) == ("handling-overdue", False)
    office.at("2026-08-18T00:00").run()
    assert "Chờ quá lâu: Quá hạn xử lý" in office.todo("director")
    assert "Đang ở: " in office.todo("director")
    assert handled(office, {**REPORT, "/solution": "已更換配件。", "/closed_on": date(2026, 8, 17)}) == []
    assert (office.stage(), "Chờ quá lâu" in office.todo("director")) == ("checking-overdue", False)
