"""The calls nobody asked for: by the calendar for each customer, by the service monitor for a satisfaction check."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.calls import CALL, begun, cases_of, customer, registered
from stories.service import Service, played, shipped, writes

CLOUDS = customer("KH-1", "Bánh Mì Trên Mây", "a")
LANTERN = customer("KH-2", "Phở Đèn Lồng", "b")
CRANE = customer("KH-3", "Giấy Hạc", "c")
A, B, C = (row["customer/short_name"] for row in (CLOUDS, LANTERN, CRANE))
CALLED = {
    "/called_on": date(2026, 9, 8),
    "/called_by": "Trần Văn Mẫu",
    "/opinion": "Phần mềm chạy ổn định.",
    "/visit_wanted": "no",
}
VISIT = {**CALLED, "/visit_wanted": "yes", "/visit_reason": "Hướng dẫn khóa sổ."}
CHECK = {
    **CALLED,
    "/customer/name": "Công ty TNHH Bánh Mì Trên Mây",
    "/customer/short_name": A,
    "/product/name": "Thuyền Giấy ERP",
    "/kind": "check",
    "/satisfaction": "4",
    "/called_on": date(2026, 8, 11),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("service"), by_date=True)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def waiting(office: Service) -> Service:
    """The office on an open day of September, when one customer is to be called."""
    registered(office, CLOUDS).at("2026-09-07T09:00").run()
    return office


def called(office: Service, said, role="manager") -> list[str]:
    """What is wrong with what is written down of the call."""
    return office.wrong(office.does(role, office.latest(CALL, last(office)), said, "Cuộc gọi"))


def last(office: Service) -> str:
    """The number of the newest call."""
    return cases_of(office, "callback")[-1]


def test_CAL_1_every_customer_is_called_every_one_two_or_three_months_by_class(office):
    registered(office, CLOUDS, LANTERN, CRANE)
    for month in ("09", "10", "11", "12"):
        office.at(f"2026-{month}-10T09:00").run()
    assert begun(office, "callback") == [
        *((A, "2026-09-01"), (B, "2026-09-01")),
        *((A, "2026-10-01"), (C, "2026-10-01")),
        *((A, "2026-11-01"), (B, "2026-11-01")),
        (A, "2026-12-01"),
    ]


def test_CAL_1_what_the_machine_slept_through_is_made_up_in_order(office):
    registered(office, CLOUDS).at("2026-11-20T09:00").run()
    assert begun(office, "callback") == []
    office.watcher.desk.tick(make_up=True)
    assert begun(office, "callback") == [(A, "2026-09-01"), (A, "2026-10-01"), (A, "2026-11-01")]


def test_CAL_1_the_day_before_the_first_open_day_nothing_begins(office):
    """1 November 2026 is a Sunday."""
    registered(office, CLOUDS).at("2026-10-10T09:00").run()
    office.at("2026-11-01T23:59").run()
    assert begun(office, "callback")[-1] == (A, "2026-10-01")
    office.at("2026-11-02T00:00").run()
    assert begun(office, "callback")[-1] == (A, "2026-11-01")


def test_CAL_1_a_desk_started_again_calls_nobody_twice(office):
    waiting(office)
    again = Service(office.workspace, office.hands, office.clock)
    again.watcher.desk.start()
    again.run()
    assert begun(again, "callback") == [(A, "2026-09-01")]
    again.close()


@pytest.mark.parametrize(
    ("service", "months"),
    [
        ((date(2024, 1, 1), date(2026, 9, 30)), []),
        ((date(2024, 1, 1), date(2026, 10, 1)), ["2026-10-01"]),
        ((date(2026, 12, 31), date(2028, 1, 1)), ["2026-12-01"]),
        ((date(2026, 7, 1), date(2028, 1, 1)), ["2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01"]),
    ],
)
def test_CAL_1_only_within_the_service_period_and_every_month_in_its_first_half_year(office, service, months):
    registered(office, customer("KH-3", "Giấy Hạc", "c", service))
    for month in ("09", "10", "11", "12"):
        office.at(f"2026-{month}-10T09:00").run()
    assert [month for _, month in begun(office, "callback")] == months


def test_CAL_1_the_record_names_the_customer_and_the_period_in_the_customers_language(office):
    registered(office, customer("KH-9", "紙鶴茶餐廳", "a", lang="zh-Hant")).at("2026-09-07T09:00").run()
    known = office.case(last(office))["documents"][CALL]
    assert (known["name"], known["answers"]["kind"]) == ("客戶回訪記錄表 紙鶴茶餐廳.docx", "regular")
    assert known["answers"]["period"] == {"from": "2026-09-01", "to": "2026-09-30"}
    assert known["answers"]["customer"]["code"] == "KH-9"


def test_CAL_1_the_opinion_is_recorded(office):
    assert called(waiting(office), writes(CALLED, {"/opinion": None})) == ["/opinion required"]
    assert called(office, CALLED) == []
    assert (office.stage(last(office)), office.case(last(office))["answers"][CALL]["opinion"]) == (
        "called",
        CALLED["/opinion"],
    )


def test_CAL_1_a_visit_is_asked_for_if_needed(office):
    assert called(waiting(office), writes(VISIT, {"/visit_reason": None})) == ["/visit_reason check"]
    assert called(office, VISIT) == []
    assert (office.stage(last(office)), "Hướng dẫn khóa sổ." in office.todo("hotline")) == ("arranging", True)
    sent = {"/dispatch_no": "DP-2026-0007", "/arranged_on": date(2026, 9, 8)}
    assert called(office, sent, "hotline") == []
    assert office.stage(last(office)) == "called"


def test_CAL_1_a_call_nobody_made_within_its_period_is_late_and_still_made(office):
    waiting(office).at("2026-09-30T23:59").run()
    first = cases_of(office, "callback")[0]
    assert office.stage(first) == "calling"
    office.at("2026-10-01T00:00").run()
    assert (office.stage(first), "Quá hạn gọi khách hàng" in office.todo("manager")) == ("calling-overdue", True)
    assert office.wrong(office.does("manager", office.latest(CALL, first), CALLED, "Muộn")) == []
    assert office.stage(first) == "called"


def test_ONS_7_the_monitor_may_call_any_customer_and_asks_for_a_rating(office):
    asked = office.does("monitor", office.blank(CALL), writes(CHECK, {"/satisfaction": None}), "Khảo sát")
    assert office.wrong(asked) == ["/satisfaction check"]
    assert office.wrong(office.does("monitor", office.blank(CALL), CHECK, "Khảo sát")) == []
    assert office.stage(last(office)) == "called"


def test_ONS_7_nobody_but_the_monitor_opens_a_satisfaction_check(office):
    assert office.wrong(office.does("manager", office.blank(CALL), CHECK, "Khảo sát")) == ["role.wrong"]
