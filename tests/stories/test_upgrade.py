"""The upgrade of a quarter, rule by rule: package, announcement, confirmations, schedules, reports."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.contracts import part_of
from stories.office import texts
from stories.service import writes
from stories.upgrade import (
    AGREES,
    BUILT,
    CHECKS,
    CLOUDS,
    CONFIRMATION,
    CONFIRMS,
    DECLINES,
    LANTERN,
    NOTES,
    NOTICE,
    PACKAGE,
    PLANS,
    RENEWS,
    REPORT,
    REPORTS,
    STACK,
    TAKES,
    announced,
    begun,
    campaign,
    cases,
    copied,
    fills,
    hands,
    of,
    played,
    ready,
    scheduled,
    seasonal,
    stands,
    upgraded,
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return seasonal(tmp_path_factory.mktemp("upgrade"))


@pytest.fixture(scope="module")
def kept(workspace, tmp_path_factory):
    """Campaigns that have come so far: `announced`, `scheduled` and `upgraded` (one customer)."""
    place, last = tmp_path_factory.mktemp("kept"), workspace
    for name, play in (("announced", announced), ("scheduled", scheduled), ("upgraded", upgraded)):
        office = copied(last, place / name)
        play(office)
        office.close()
        last = office.workspace
    return place


@pytest.fixture
def office(workspace, tmp_path):
    """An office at the end of October, with three customers in the register: one of them outside its service period."""
    yield from played(workspace, workspace.root, tmp_path)


@pytest.fixture
def told(workspace, kept, tmp_path):
    """An office on 2 December, when every customer has been told."""
    for found in played(workspace, kept / "announced", tmp_path):
        yield found.at("2026-12-02T09:00")


@pytest.fixture
def planned(workspace, kept, tmp_path):
    """The same office on 9 December, when one customer has a date: the 18th."""
    for found in played(workspace, kept / "scheduled", tmp_path):
        yield found.at("2026-12-09T10:00")


@pytest.fixture
def done(workspace, kept, tmp_path):
    """The same office on 19 December, when that customer was upgraded."""
    for found in played(workspace, kept / "upgraded", tmp_path):
        yield found.at("2026-12-19T10:00")


def test_UPG_1_RnD_is_asked_in_february_may_august_and_november(office):
    found = []
    for day in ("2026-10-31", "2026-11-01", "2026-12-31", "2027-01-31", "2027-02-01", "2027-05-01", "2027-08-01"):
        office.at(f"{day}T09:00").run()
        found.append(len(cases(office, "upgrade-campaign")))
    assert found == [0, 1, 1, 1, 2, 3, 4]
    assert "DNC-2026-0001" in office.todo("development")


def test_UPG_1_the_package_is_overdue_after_the_tenth_and_still_waited_for(office):
    begun(office).at("2026-11-10T23:59").run()
    assert office.stage(campaign(office)) == "packaging"
    office.at("2026-11-11T00:01").run()
    assert office.stage(campaign(office)) == "packaging-overdue"
    assert "chưa bàn giao" in office.todo("upgrade-lead")
    assert hands(office, "development", {**BUILT, "/handed_on": date(2026, 11, 11)}) == []
    assert office.stage(campaign(office)) == "taking"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/tests/1/kind": "version"}, ["/tests check"]),
        ({"/tests/2/result": "fail"}, ["/tests check"]),
        ({"/fixes/0/what": None}, ["/fixes check"]),
        ({"/version": None}, ["/version required"]),
        ({"/released_on": date(2026, 11, 9)}, ["/handed_on check"]),
    ],
)
def test_UPG_1_a_package_is_tested_in_all_three_ways_before_it_is_handed_over(office, changes, wrong):
    assert hands(begun(office), "development", writes(BUILT, changes)) == wrong


def test_UPG_1_only_RnD_hands_over_and_only_the_lead_takes_over(office):
    assert hands(begun(office), "trainer", BUILT) == ["role.wrong"]
    assert hands(office, "development", BUILT) == []
    assert hands(office, "development", TAKES, "nhầm") == ["role.wrong"]


def test_UPG_1_what_the_lead_returns_is_mended_by_RnD(office):
    hands(begun(office), "development", BUILT)
    refused = {"/taken": "no", "/taken_by": "Vũ Thị Lên Đời", "/taken_on": date(2026, 11, 9)}
    assert hands(office, "upgrade-lead", refused, "không lý do") == ["/taken_remarks required"]
    assert hands(office, "upgrade-lead", {**refused, "/taken_remarks": "Thiếu sổ tay."}) == []
    assert (office.stage(campaign(office)), "Thiếu sổ tay." in office.todo("development")) == ("returned", True)
    assert hands(office, "development", {"/documents": "Sổ tay quản trị 5.3"}, "sửa") == []
    assert hands(office, "upgrade-lead", TAKES, "nhận") == []
    assert office.stage(campaign(office)) == "noting"


def test_UPG_1_a_package_nobody_takes_over_or_mends_is_late(office):
    hands(begun(office).at("2026-11-06T09:00"), "development", BUILT)
    office.at("2026-11-12T09:00").run()
    assert office.stage(campaign(office)) == "taking-overdue"
    hands(office, "upgrade-lead", {**TAKES, "/taken": "no", "/taken_remarks": "Thiếu."})
    office.at("2026-11-23T09:00").run()
    assert office.stage(campaign(office)) == "packaging-overdue"


def test_UPG_1_notes_that_are_not_there_hold_the_announcement_up(office):
    hands(begun(office), "development", BUILT)
    hands(office.at("2026-11-09T09:00"), "upgrade-lead", TAKES)
    office.at("2026-12-04T00:01").run()
    assert (office.stage(campaign(office)), cases(office, "upgrade")) == ("noting-overdue", [])
    assert hands(office, "trainer", NOTES) == []
    office.run()
    assert len(cases(office, "upgrade")) == 3


def test_UPG_1_the_lead_may_begin_a_campaign_out_of_season(office):
    sheet = office.blank(PACKAGE)
    assert office.wrong(office.does("development", sheet, BUILT, "ngoài kỳ")) == ["role.wrong"]
    assert office.wrong(office.does("upgrade-lead", sheet, BUILT, "ngoài kỳ")) == []
    assert office.stage(campaign(office)) == "taking"


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 11), date(2027, 1, 5)])
def test_UPG_2_another_day_than_the_first_ten_of_the_month_needs_a_reason(office, day):
    hands(begun(office), "development", BUILT)
    assert hands(office, "upgrade-lead", {**TAKES, "/announce_on": day}) == ["/announce_reason required"]
    assert hands(office, "upgrade-lead", {**TAKES, "/announce_on": day, "/announce_reason": "Sửa gấp"}, "lý do") == []


def test_UPG_2_it_is_announced_on_its_day_which_the_lead_may_change(office):
    ready(office)
    assert hands(office, "upgrade-lead", {"/announce_on": date(2026, 12, 4)}, "đổi ngày") == []
    office.at("2026-12-03T23:59").run()
    assert (office.stage(campaign(office)), cases(office, "upgrade")) == ("ready", [])
    office.at("2026-12-04T00:01").run()
    assert office.stage(campaign(office)) == "running"
    assert stands(office) == {CLOUDS: "announced", LANTERN: "announced", STACK: "announced"}


def test_UPG_2_every_customer_gets_the_announcement_with_its_notes_and_the_form(told):
    assert told.tree("outbox").splitlines()[1:] == [
        "  _customers/",
        "    Trên Mây/",
        "      NCPM-2026-0001/",
        "        Phiếu xác nhận nâng cấp phần mềm Trên Mây.docx",
        "        Thông báo nâng cấp phần mềm Trên Mây (5.3).docx",
        "    Đèn Lồng/",
        "      NCPM-2026-0002/",
        "        Phiếu xác nhận nâng cấp phần mềm Đèn Lồng.docx",
        "        Thông báo nâng cấp phần mềm Đèn Lồng (5.3).docx",
        "    云栈大学/",
        "      NCPM-2026-0003/",
        "        软件升级确认表 云栈大学.docx",
        "        软件升级通知 云栈大学（5.3）.docx",
    ] or told.tree("outbox")
    notice = texts(told.latest(NOTICE, of(told, CLOUDS)))
    days = ("ngày 31 tháng 12 năm 2026", "ngày 02 tháng 01 năm 2027")
    assert [word for word in ("Mẫu in có ô mới.", "In hóa đơn bị lệch", *days) if word not in notice] == []


def test_UPG_3_outside_the_service_period_the_announcement_says_so_and_invites_to_renew(told):
    outside, inside = (texts(told.latest(NOTICE, of(told, short))) for short in (LANTERN, CLOUDS))
    assert ["đã hết hạn ngày 31 tháng 10 năm 2026" in outside, "gia hạn dịch vụ" in outside] == [True, True]
    assert ["đã hết hạn" in inside, "gia hạn" in inside] == [False, False]


def test_UPG_2_a_package_for_one_product_concerns_only_who_has_it(office):
    announced(office, **{"product/name": "Thuyền Giấy Kho"})
    assert cases(office, "upgrade") == []


def test_UPG_3_who_agrees_and_is_within_the_service_period_is_scheduled(told):
    assert fills(told, CONFIRMATION, "", CLOUDS, AGREES) == []
    assert stands(told)[CLOUDS] == "scheduling"
    assert "19/12/2026" in told.todo("upgrade-lead")


def test_UPG_3_who_is_outside_the_service_period_is_never_scheduled_unless_renewed(told):
    assert fills(told, CONFIRMATION, "", LANTERN, AGREES) == []
    assert (stands(told)[LANTERN], LANTERN in told.todo("specialist")) == ("renewing", True)
    over = {**RENEWS, "/renewed_until": date(2026, 11, 30)}
    assert fills(told, CONFIRMATION, "specialist", LANTERN, over) == ["/renewed_until check"]
    assert fills(told, CONFIRMATION, "specialist", LANTERN, RENEWS) == []
    assert stands(told)[LANTERN] == "scheduling"


def test_W9_a_renewal_that_comes_while_the_upgrade_is_late_is_recorded_with_its_true_date(told):
    fills(told, CONFIRMATION, "", LANTERN, AGREES)
    fills(told, CONFIRMATION, "specialist", LANTERN, {**RENEWS, "/renewed_until": date(2026, 12, 31)})
    told.at("2027-01-04T09:00").run()
    assert stands(told)[LANTERN] == "scheduling-overdue"
    later = {**PLANS, "/scheduled_on": date(2027, 1, 8), "/late_reason": "Khách hàng nghỉ Tết dương lịch."}
    assert fills(told, CONFIRMATION, "upgrade-lead", LANTERN, later) == ["/scheduled_on check"]
    sheet = part_of(told, CONFIRMATION, "renewing", of(told, LANTERN))
    assert told.wrong(told.does("specialist", sheet, {**RENEWS, "/renewed_until": date(2027, 12, 31)}, "Gia hạn")) == []
    assert (fills(told, CONFIRMATION, "upgrade-lead", LANTERN, later), stands(told)[LANTERN]) == ([], "preparing")


def test_UPG_3_who_does_not_renew_is_closed_as_outside_the_service_period(told):
    fills(told, CONFIRMATION, "", LANTERN, AGREES)
    assert fills(told, CONFIRMATION, "specialist", LANTERN, {"/renewed": "no", "/renewed_by": "Trần Văn Mẫu"}) == []
    assert stands(told)[LANTERN] == "outside-service"


def test_UPG_3_confirmations_count_until_the_months_last_day(told):
    fills(told, CONFIRMATION, "", STACK, DECLINES)
    told.at("2026-12-31T23:59").run()
    assert stands(told) == {CLOUDS: "announced", LANTERN: "announced", STACK: "declining"}
    told.at("2027-01-01T00:01").run()
    assert stands(told) == {CLOUDS: "unanswered", LANTERN: "outside-service", STACK: "declined"}
    assert fills(told, CONFIRMATION, "", CLOUDS, AGREES) == ["case.closed"]
    assert told.stage(campaign(told)) == "concluded"


def test_UPG_3_who_declined_may_think_better_of_it_until_then(told):
    assert fills(told, CONFIRMATION, "", CLOUDS, DECLINES) == []
    assert (stands(told)[CLOUDS], "Đang kiểm toán." in told.todo("manager")) == ("declining", True)
    assert fills(told.at("2026-12-30T09:00"), CONFIRMATION, "", CLOUDS, AGREES) == []
    assert stands(told)[CLOUDS] == "scheduling"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (writes(DECLINES, {"/reason": None}), ["/reason required"]),
        (writes(AGREES, {"/backup": None}), ["/backup required"]),
        (writes(AGREES, {"/administrator/phone": None}), ["/administrator/phone required"]),
        (writes(AGREES, {"/wished_on": date(2026, 12, 1)}), ["/wished_on check"]),
    ],
)
def test_UPG_3_a_confirmation_says_all_that_is_needed(told, said, wrong):
    assert fills(told, CONFIRMATION, "", CLOUDS, said) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/scheduled_on": date(2027, 1, 2)}, []),
        ({"/scheduled_on": date(2027, 1, 3)}, ["/late_reason check"]),
        ({"/scheduled_on": date(2027, 1, 3), "/late_reason": "Khách hàng chốt sổ"}, []),
        ({"/scheduled_on": date(2026, 12, 1)}, ["/scheduled_on check"]),
        ({"/scheduled_on": date(2029, 1, 2), "/late_reason": "Muộn"}, ["/scheduled_on check"]),
    ],
)
def test_UPG_3_it_is_done_within_one_month_of_the_announcement_or_there_is_a_reason(told, changes, wrong):
    fills(told, CONFIRMATION, "", CLOUDS, AGREES)
    assert fills(told, CONFIRMATION, "upgrade-lead", CLOUDS, {**PLANS, **changes}) == wrong


def test_UPG_3_a_customer_without_a_date_after_a_month_is_late(told):
    fills(told, CONFIRMATION, "", CLOUDS, AGREES)
    told.at("2027-01-02T23:59").run()
    assert stands(told)[CLOUDS] == "scheduling"
    told.at("2027-01-03T00:01").run()
    assert stands(told)[CLOUDS] == "scheduling-overdue"
    late = {**PLANS, "/scheduled_on": date(2027, 1, 6), "/late_reason": "Chờ khách hàng"}
    assert fills(told, CONFIRMATION, "upgrade-lead", CLOUDS, late) == []


def test_UPG_4_the_specialist_tells_the_customer_the_date(planned):
    assert "18/12/2026 20:00–23:00" in planned.todo("specialist")
    assert "Bùi Văn Thử: 18/12/2026" in planned.todo("engineer")


@pytest.mark.parametrize("lacking", ["guide", "login", "firewall", "remote", "backup"])
def test_UPG_4_nothing_is_upgraded_before_all_is_ready_and_the_backup_checked(planned, lacking):
    said = {**CHECKS, f"/ready/{lacking}": "no"}
    assert fills(planned, CONFIRMATION, "engineer", CLOUDS, said) == ["/lacking check"]
    assert fills(planned, CONFIRMATION, "engineer", CLOUDS, {**said, "/lacking": "Chờ mở cổng"}) == []
    assert (stands(planned)[CLOUDS], "Chờ mở cổng" in planned.todo("specialist")) == ("not-ready", True)


def test_UPG_4_what_was_lacking_is_looked_at_again(planned):
    fills(planned, CONFIRMATION, "engineer", CLOUDS, {**CHECKS, "/ready/login": "no", "/lacking": "Chưa có tài khoản"})
    assert fills(planned, CONFIRMATION, "engineer", CLOUDS, CHECKS) == []
    assert stands(planned)[CLOUDS] == "upgrading"


def test_UPG_4_the_engineer_asks_for_another_date_also_after_the_day(planned):
    planned.at("2026-12-19T00:01").run()
    assert stands(planned)[CLOUDS] == "preparing-overdue"
    later = {**CHECKS, "/date_stands": "no", "/lacking": "Khách hàng bận"}
    assert fills(planned, CONFIRMATION, "engineer", CLOUDS, later) == []
    assert fills(planned, CONFIRMATION, "upgrade-lead", CLOUDS, {**PLANS, "/scheduled_on": date(2026, 12, 23)}) == []
    assert (stands(planned)[CLOUDS], "23/12/2026" in planned.todo("engineer")) == ("preparing", True)


def test_UPG_4_an_upgrade_not_reported_by_the_next_open_day_is_late(planned):
    fills(
        planned,
        CONFIRMATION,
        "engineer",
        CLOUDS,
        {**CHECKS, "/backup_on": date(2026, 12, 9), "/checked_on": date(2026, 12, 9)},
    )
    planned.at("2026-12-19T23:59").run()
    assert stands(planned)[CLOUDS] == "upgrading"
    planned.at("2026-12-20T00:01").run()
    assert stands(planned)[CLOUDS] == "upgrading-overdue"
    assert fills(planned, REPORT, "engineer", CLOUDS, REPORTS) == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/tests/0/result": "fail"}, ["/tests check"]),
        ({"/backup_on": date(2026, 12, 19)}, ["/backup_on check"]),
        ({"/to_version": "5.2"}, ["/to_version check"]),
        ({"/succeeded": "no"}, ["/incidents required"]),
    ],
)
def test_UPG_4_a_report_tells_of_backup_tests_and_incidents(planned, changes, wrong):
    fills(planned, CONFIRMATION, "engineer", CLOUDS, CHECKS)
    assert fills(planned.at("2026-12-19T09:00"), REPORT, "engineer", CLOUDS, {**REPORTS, **changes}) == wrong


def test_UPG_4_an_upgrade_that_failed_is_scheduled_again(planned):
    fills(planned, CONFIRMATION, "engineer", CLOUDS, CHECKS)
    failed = {**REPORTS, "/succeeded": "no", "/incidents/0/what": "Thiếu dung lượng"}
    assert fills(planned.at("2026-12-19T09:00"), REPORT, "engineer", CLOUDS, failed) == []
    assert stands(planned)[CLOUDS] == "scheduling"
    assert fills(planned, CONFIRMATION, "upgrade-lead", CLOUDS, {**PLANS, "/scheduled_on": date(2026, 12, 26)}) == []
    assert stands(planned)[CLOUDS] == "preparing"


def test_UPG_4_specialist_and_manager_are_told_and_the_customer_gets_the_report(done):
    assert stands(done)[CLOUDS] == "confirming"
    said = "Đã nâng cấp lên 5.3 ngày 18/12/2026, báo cáo BCNC-2026-0001"
    assert [said in done.todo(role) for role in ("specialist", "manager", "trainer")] == [True, True, False]
    assert "Sao lưu hằng ngày." in texts(done.latest(REPORT, of(done, CLOUDS)))
    assert fills(done, REPORT, "", CLOUDS, CONFIRMS) == []
    assert stands(done)[CLOUDS] == "upgraded"


def test_UPG_4_what_the_customer_finds_wrong_is_mended_and_reported_anew(done):
    said = {**CONFIRMS, "/accepted": "no"}
    assert fills(done, REPORT, "", CLOUDS, said) == ["/customer_remarks required"]
    assert fills(done, REPORT, "", CLOUDS, {**said, "/customer_remarks": "Không in được."}) == []
    assert (stands(done)[CLOUDS], "Không in được." in done.todo("engineer")) == ("remedying", True)
    done.at("2026-12-30T09:00").run()
    assert stands(done)[CLOUDS] == "remedying-overdue"
    assert fills(done, REPORT, "engineer", CLOUDS, {"/tuning": "Sửa mẫu in.", "/reported_on": date(2026, 12, 30)}) == []
    assert stands(done)[CLOUDS] == "confirming"


def test_UPG_4_ten_days_without_a_word_from_the_customer_are_a_yes(done):
    done.at("2026-12-29T23:59").run()
    assert stands(done)[CLOUDS] == "confirming"
    done.at("2026-12-30T00:01").run()
    assert stands(done)[CLOUDS] == "upgraded"


def test_UPG_4_where_much_changes_the_trainer_trains_the_upgraded_together(office):
    upgraded(scheduled(announced(office, big_change="yes")))
    assert "Đã nâng cấp lên 5.3" in office.todo("trainer")
    office.at("2027-01-04T09:00").run()
    assert (office.stage(campaign(office)), CLOUDS in office.todo("trainer")) == ("training", True)
    held = {
        "/training_on": date(2027, 1, 15),
        "/training_attendees": 4,
        "/training_content": "Mẫu in",
        "/trained_by": "Hoàng",
    }
    assert hands(office, "trainer", held, "đào tạo") == []
    assert office.stage(campaign(office)) == "concluded"


def test_UPG_4_a_training_that_is_not_held_within_a_month_is_late(office):
    upgraded(scheduled(announced(office, big_change="yes"))).at("2027-01-04T09:00").run()
    office.at("2027-02-05T09:00").run()
    assert office.stage(cases(office, "upgrade-campaign")[0]) == "training-overdue"
