"""Schedules that are drawn up and kept up to date, and the records of training and trial run (IMP-4, IMP-9, IMP-10, IMP-12)."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from stories import schedule as works
from stories.schedule import PLANNED, SCHEDULE, TRAINING, TRIAL, planned
from stories.service import Service, played, shipped

EVENT = {"/events/0/on": date(2026, 8, 24), "/events/0/what": "Bên A chưa cử người nhập danh mục."}
PARTIES = {"/customer_person/name": "Nguyễn Thị Ví Dụ", "/company_person/name": "Phạm Văn Tiến Độ"}
PRODUCT = {"/product/name": "Thuyền Giấy ERP"}
CUSTOMER = {"/customer/name": "Công ty TNHH Nội thất Ví Dụ"}
TRAINED = {
    **CUSTOMER,
    **PRODUCT,
    **PARTIES,
    "/drawn_on": date(2026, 8, 28),
    "/sessions/0/date": date(2026, 8, 27),
    "/sessions/0/hours": "3",
    "/sessions/0/topic": "entry",
    "/sessions/0/audience": "users",
    "/sessions/1/date": date(2026, 8, 28),
    "/sessions/1/hours": "3,5",
    "/sessions/1/topic": "backup",
    "/sessions/1/audience": "administrators",
    "/learners/0/name": "Trần Thị Danh Mục",
    "/learners/0/department": "Kế toán",
    "/learners/0/result": "passed",
}
TRIED = {
    **CUSTOMER,
    **PRODUCT,
    **PARTIES,
    "/from": date(2026, 8, 31),
    "/to": date(2026, 9, 4),
    "/drawn_on": date(2026, 9, 4),
    "/processes/0/process": "Bán hàng, xuất kho",
    "/processes/0/result": "passed",
    "/errors/0/no": "1",
    "/errors/0/where": "Phiếu xuất kho",
    "/errors/0/what": "Trừ sai lô hàng.",
    "/errors/0/severity": "serious",
    "/errors/0/fixed_on": date(2026, 9, 3),
    "/result": "ready",
}


@pytest.fixture(scope="module")
def works_office(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("works"), change=works.add_flow)


@pytest.fixture
def office(works_office, tmp_path):
    yield from played(works_office, tmp_path)


@pytest.fixture
def at_work(office) -> Service:
    return planned(office).at("2026-08-24T09:00")


def days(office: Service) -> list[int | None]:
    """The days of the tasks as the latest schedule has them."""
    sheet = load_workbook(office.latest(SCHEDULE)).worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Số ngày"))
    return [sheet.cell(head.row + k, head.column).value for k in (1, 2, 3)]


def test_IMP_4_working_days_nobody_counted_are_counted_by_the_companys_calendar(office):
    """IMP-4: Saturdays are worked, Sundays and the days around 2 September are not."""
    assert planned(office).stage() == "working"
    assert days(office) == [3, 12, 3]


def test_IMP_4_a_wrong_count_of_days_comes_back_with_the_right_one(office):
    """IMP-4"""
    told = office.does(
        "implementation", office.blank(SCHEDULE), PLANNED | {"/tasks/1/days": 13, "/tasks/0/days": 3}, "Sai"
    )
    assert office.wrong(told) == ["/tasks/1/days days.miscounted"]
    assert "Ghi 12, hoặc để trống" in " ".join(office.notes(office.returned("implementation")).values())


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/tasks/0/end": date(2026, 8, 11)}, "/tasks/0/end"),
        ({"/tasks/1/depends_on": "9"}, "/tasks/1/depends_on"),
        ({"/tasks/1/depends_on": "2"}, "/tasks/1/depends_on"),
        ({"/tasks/2/start": date(2026, 8, 28)}, "/tasks/2/start"),
    ],
    ids=["it ends before it starts", "nothing of that number", "itself", "before what it depends on has ended"],
)
def test_IMP_4_a_task_that_cannot_be_is_sent_back(office, changes, wrong):
    """IMP-4"""
    told = office.does("implementation", office.blank(SCHEDULE), PLANNED | changes, "Sai")
    assert office.wrong(told) == [f"{wrong} check"]


def test_IMP_4_two_tasks_of_one_number_are_sent_back(office):
    """IMP-4"""
    told = office.does("implementation", office.blank(SCHEDULE), PLANNED | {"/tasks/1/no": "１"}, "Trùng")
    assert office.wrong(told) == ["/tasks/1/no row.repeated"]


def test_IMP_12_a_schedule_brought_up_to_date_is_issued_again(at_work):
    """IMP-12: the issued schedule comes back with other dates; the counts that were right for the old ones are emptied."""
    moved = {"/tasks/2/end": date(2026, 9, 12), "/tasks/2/days": None, "/tasks/2/state": "late"}
    assert at_work.does("implementation", at_work.latest(SCHEDULE), moved, "Cập nhật").kind == "accepted"
    assert days(at_work) == [3, 12, 9]


def test_IMP_12_old_counts_beside_new_dates_come_back(at_work):
    """IMP-12"""
    told = at_work.does("implementation", at_work.latest(SCHEDULE), {"/tasks/2/end": date(2026, 9, 12)}, "Cập nhật")
    assert at_work.wrong(told) == ["/tasks/2/days days.miscounted"]


@pytest.mark.parametrize(
    ("told", "heard"),
    [("head", ["implementation-head"]), ("sales", ["sales"]), ("both", ["implementation-head", "sales"])],
)
def test_IMP_12_what_is_out_of_the_managers_hands_goes_to_those_it_names(at_work, told, heard):
    """IMP-12"""
    at_work.does("implementation", at_work.latest(SCHEDULE), EVENT | {"/events/0/told": told}, "Báo")
    assert [role for role in ("implementation-head", "sales") if "Sự việc" in at_work.todo(role)] == heard


def test_IMP_9_sessions_and_learners_are_recorded(at_work):
    """IMP-9"""
    assert at_work.does("implementation", at_work.latest(TRAINING), TRAINED, "Đào tạo").kind == "accepted"
    kept = at_work.case()["answers"][TRAINING]
    assert [(row["topic"], row["hours"]) for row in kept["sessions"]] == [("entry", "3"), ("backup", "3.5")]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/sessions/1/audience": "users"}, "/sessions/1/audience"),
        ({"/sessions/0/date": date(2026, 8, 29)}, "/sessions/0/date"),
        ({"/sessions/0/hours": "13"}, "/sessions/0/hours"),
        ({"/learners/0/result": "again"}, "/follow_up"),
    ],
    ids=["backup taught to users", "after the record", "too long", "again, but not said when"],
)
def test_IMP_9_a_record_of_training_that_cannot_be_is_sent_back(at_work, changes, wrong):
    """IMP-9"""
    told = at_work.does("implementation", at_work.latest(TRAINING), TRAINED | changes, "Đào tạo")
    assert at_work.wrong(told) == [f"{wrong} check"]


def test_IMP_10_a_trial_run_without_open_errors_is_ready(at_work):
    """IMP-10"""
    assert at_work.at("2026-09-04T16:00").does("implementation", at_work.latest(TRIAL), TRIED, "Thử").kind == "accepted"
    assert at_work.stage() == "done"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/errors/0/fixed_on": None}, "/errors/0/fixed_on"),
        ({"/processes/0/result": "failed"}, "/processes/0/result"),
        ({"/errors/0/fixed_on": date(2026, 8, 30)}, "/errors/0/fixed_on"),
        ({"/result": "again"}, "/again_on"),
        ({"/to": date(2026, 8, 30)}, "/to"),
        ({"/drawn_on": date(2026, 9, 3)}, "/drawn_on"),
    ],
    ids=[
        "a serious error is open",
        "a process failed",
        "settled before it was found",
        "again, but not said when",
        "ends early",
        "recorded before the end",
    ],
)
def test_IMP_10_a_trial_run_that_is_not_ready_is_sent_back(at_work, changes, wrong):
    """IMP-10: errors are settled before acceptance."""
    typed = {pointer: value for pointer, value in (TRIED | changes).items() if value is not None}
    told = at_work.at("2026-09-04T16:00").does("implementation", at_work.latest(TRIAL), typed, "Thử")
    assert at_work.wrong(told) == [f"{wrong} check"]


def test_IMP_10_minor_errors_may_stay_open(at_work):
    """IMP-10"""
    minor = {p: v for p, v in TRIED.items() if p != "/errors/0/fixed_on"} | {"/errors/0/severity": "minor"}
    assert at_work.at("2026-09-04T16:00").does("implementation", at_work.latest(TRIAL), minor, "Thử").kind == "accepted"


def test_IMP_10_a_trial_run_that_failed_is_run_again(at_work):
    """IMP-10"""
    again = TRIED | {"/result": "again", "/again_on": date(2026, 9, 14), "/processes/0/result": "failed"}
    at_work.at("2026-09-04T16:00").does("implementation", at_work.latest(TRIAL), again, "Thử")
    assert at_work.stage() == "working"
