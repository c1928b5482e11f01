"""Classroom training, rule by rule: application, plan, notices, files, examination, retakes, certificates, surveys."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from casedrop.desk.admin.control import steer
from casedrop.desk.cases.show import case_report
from stories.office import moved, texts
from stories.service import Service, _clock, shipped
from stories.service import played as told_in
from stories.training import (
    APPLICATION,
    APPLIES,
    CALL,
    CARD,
    CERTIFICATE,
    CLOUD,
    CRANE,
    EXAM,
    NOTICE,
    OPINION,
    PLAN,
    RECORD,
    REGISTERS,
    REPLY,
    RETAKE,
    SUMMARY,
    coming,
    customer,
    documents,
    file_of,
    graded,
    of_flow,
    plan,
    planned,
    replies,
    results,
    says,
    the_course,
)
from trees import resting

LEDGER, SALES = (CRANE, "總帳", 2), (CLOUD, "銷售", 1)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("training"))


@pytest.fixture(scope="module")
def kept(workspace, tmp_path_factory):
    """Courses that have come so far: `invited`, `registered` (two attendees of one customer, one of another)."""
    place = tmp_path_factory.mktemp("kept")
    office = copied(workspace, place / "invited")
    assert planned(office, plan(LEDGER, SALES)) == []
    office.close()
    office = copied(office.workspace, place / "registered")
    assert replies(office, CRANE, coming("何試算", "羅樣例")) == []
    assert replies(office, CLOUD, coming("沈假設")) == []
    office.close()
    return place


def copied(workspace, place):
    resting(workspace.root, place)
    return Service(moved(workspace, place), place.parent / "hands", _clock())


def played(workspace, place, tmp_path):
    yield from told_in(moved(workspace, place), tmp_path)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, workspace.root, tmp_path)


@pytest.fixture
def invited(workspace, kept, tmp_path):
    yield from played(workspace, kept / "invited", tmp_path)


@pytest.fixture
def registered(workspace, kept, tmp_path):
    yield from played(workspace, kept / "registered", tmp_path)


def applied(office: Service) -> Service:
    """The office once sales and the customer have asked for training."""
    assert office.wrong(office.does("sales", office.blank(APPLICATION, "zh-Hant"), APPLIES, "申請")) == []
    assert office.wrong(office.does("", office.latest(CARD), REGISTERS, "登記卡")) == []
    return office


def asked(office: Service, role: str, customer: str) -> bool:
    """Whether a role's list asks it for something of a customer, and does not only let it know."""
    return any(customer in row and "Để biết" not in row for row in office.todo(role).split("<tr"))


def test_TRN_1_application_and_card_bring_the_customer_on_the_training_departments_list(office):
    taken = office.does("", office.blank(APPLICATION, "zh-Hant"), APPLIES, "申請")
    assert office.wrong(taken) == ["role.wrong"]
    office.does("sales", office.blank(APPLICATION, "zh-Hant"), APPLIES, "申請")
    assert (office.stage(), asked(office, "training", CRANE[0])) == ("requested", False)
    assert CRANE[0] in texts(office.latest(CARD))
    assert office.wrong(office.does("", office.latest(CARD), REGISTERS, "登記卡")) == []
    assert office.stage() == "to-plan"
    assert "4 người: 總帳; cài đặt ngày 20/08/2026" in office.todo("training")


def test_TRN_1_the_plan_takes_up_the_application_that_waits(office):
    applied(office)
    assert office.wrong(office.does("sales", office.blank(PLAN, "zh-Hant"), plan(LEDGER), "計劃")) == ["role.wrong"]
    assert planned(office, plan(LEDGER, SALES)) == []
    assert [(c, office.stage(c)) for c in office.cases()] == [
        ("DTKH-2026-0001", "invited"),
        ("DTKH-2026-0002", "invited"),
        ("KDT-2026-0001", "inviting"),
    ]
    assert "KHDT-2026-0001" in texts(office.latest(NOTICE, "DTKH-2026-0001"))
    assert not asked(office, "training", CRANE[0])


def test_TRN_2_every_customer_of_the_plan_gets_one_notice_with_its_slip(office):
    assert planned(office, plan(LEDGER, SALES, (CRANE, "固定資產", 2))) == []
    assert office.tree("outbox") == (
        """\
outbox/
  _customers/
    白雲點心/
      DTKH-2026-0002/
        培訓通知反饋單 白雲點心.docx
        客戶培訓通知單 白雲點心（2026-09-07）.docx
    紙鶴茶餐廳/
      DTKH-2026-0001/
        培訓通知反饋單 紙鶴茶餐廳.docx
        客戶培訓通知單 紙鶴茶餐廳（2026-09-07）.docx
  training/
    培訓班/
      KDT-2026-0001/
        客戶培訓計劃表 財務管理系統基礎8.2（2026-09-07）.xlsx"""
    )
    notice = texts(office.latest(NOTICE, customer(office, CRANE)))
    assert [word in notice for word in ("總帳", "固定資產", "銷售", "三樓培訓室", "杜示範")] == [
        True,
        True,
        False,
        True,
        True,
    ]


def test_TRN_2_W24_who_has_not_answered_by_the_day_on_the_notice_is_asked(invited):
    invited.at("2026-08-28T23:59").run()
    assert invited.stage(customer(invited, CRANE)) == "invited"
    invited.at("2026-08-29T00:00").run()
    assert invited.stage(customer(invited, CRANE)) == "unanswered"
    assert "Hỏi lại khách hàng" in invited.todo("training")
    assert replies(invited, CRANE, coming("何試算")) == []
    assert invited.stage(customer(invited, CRANE)) == "registered"


def test_TRN_2_another_time_is_wished_and_the_next_plan_that_names_the_customer_takes_it_up(invited):
    later = {
        "/coming": "no",
        "/other_time/0/from": date(2026, 10, 12),
        "/replied_by": "沈假設",
        "/replied_on": date(2026, 8, 20),
    }
    assert replies(invited, CLOUD, {**later, "/other_time/0/from": None} | {"/other_time/0/from": ""}) == [
        "/other_time check"
    ]
    assert replies(invited, CLOUD, later) == []
    assert (invited.stage(customer(invited, CLOUD)), "2026-10-12" in invited.todo("training")) == ("postponed", True)
    assert replies(invited, CRANE, coming("何試算")) == []
    assert invited.stage(the_course(invited)) == "teaching"
    autumn = plan(SALES, **{"from": date(2026, 10, 12), "to": date(2026, 10, 13), "exam_on": date(2026, 10, 13)})
    assert planned(invited, autumn, "計劃二") == []
    assert of_flow(invited, "training") == ["DTKH-2026-0001", "DTKH-2026-0002"]
    assert replies(invited, CLOUD, coming("沈假設")) == []
    assert [invited.stage(c) for c in of_flow(invited, "training-course")] == ["teaching", "teaching"]


def test_TRN_2_a_course_nobody_comes_to_is_not_held(invited):
    no = {"/coming": "no", "/remarks": "年末盤點", "/replied_by": "何試算", "/replied_on": date(2026, 8, 20)}
    assert [replies(invited, whose, no) for whose in (CRANE, CLOUD)] == [[], []]
    assert invited.stage(the_course(invited)) == "nobody"


def test_TRN_3_the_reply_opens_one_file_for_each_attendee(registered):
    crane = registered.case(customer(registered, CRANE))
    assert [(c["key"], n) for n, c in crane["children"].items()] == [
        ("何試算", "HV-2026-0001"),
        ("羅樣例", "HV-2026-0002"),
    ]
    assert [documents(registered, c) for c in of_flow(registered, "trainee")] == [
        ["TR HSHV-2026-0001"],
        ["TR HSHV-2026-0002"],
        ["TR HSHV-2026-0003"],
    ]
    assert registered.case("HV-2026-0003")["source"] == {"case": customer(registered, CLOUD), "key": "沈假設"}


def test_TRN_3_a_corrected_reply_adds_who_was_forgotten_and_opens_nobody_twice(invited):
    assert replies(invited, CRANE, coming("何試算")) == []
    again = coming("何試算", "羅樣例")
    case = customer(invited, CRANE)
    assert invited.wrong(invited.does("", invited.latest("training-reply", case), again, "回條二")) == []
    assert [invited.case(c)["source"]["key"] for c in of_flow(invited, "trainee")] == ["何試算", "羅樣例"]


def test_TRN_4_every_attendee_stands_on_the_lecturers_sheet(registered):
    registered.at("2026-09-09T16:00")
    sheet = registered.latest(EXAM, the_course(registered))
    rows = registered.case(the_course(registered))["documents"][EXAM]["answers"]["rows"]
    assert [(r["customer"]["short_name"], r["trainee"]) for r in rows] == [
        ("紙鶴茶餐廳", "何試算"),
        ("紙鶴茶餐廳", "羅樣例"),
        ("白雲點心", "沈假設"),
    ]
    right = results([80, 90, 70])
    assert registered.wrong(registered.does("training", sheet, right, "成績")) == ["role.wrong"]
    assert graded(registered, {**right, "/invigilator": "周模擬"}) == ["/invigilator check"]
    assert graded(registered, {**right, "/exam_on": date(2026, 9, 8)}) == ["/exam_on check"]
    assert graded(registered, right) == []


def test_TRN_4_a_sheet_that_does_not_come_is_late(registered):
    registered.at("2026-09-12T00:00").run()
    assert (registered.stage(the_course(registered)), "Quá hạn nộp kết quả" in registered.todo("lecturer")) == (
        "teaching-overdue",
        True,
    )
    assert graded(registered, results([80, 90, 70])) == []
    assert registered.stage(the_course(registered)) == "concluding"


def test_TRN_5_what_attendees_say_is_summed_up_for_service_operations(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([80, 90, 70])) == []
    assert says(registered, "何試算", {**OPINION, "/further_needs": "希望增加報表課程。"}) == []
    assert says(registered, "羅樣例", {**OPINION, "/ratings/pace": "3"}) == []
    assert registered.stage(the_course(registered)) == "concluding"
    registered.at("2026-09-17T00:00").run()
    course = registered.case(the_course(registered))
    said = course["documents"][SUMMARY]
    assert (course["closed"], said["to"], said["answers"]["answers"]) == ("concluded", "operations", 2)
    rows = [(r["question"], r["count"], r["mean"], r["fours"]) for r in said["answers"]["rows"]]
    assert rows[:2] == [("課程內容", 2, "5", 0), ("主講教師", 2, "5", 0)]
    assert ("授課進度", 2, "3.5", 1) in rows
    means = [float(mean) for _, _, mean, _ in rows]
    assert means == sorted(means, reverse=True), "the best first"
    assert said["answers"]["suggestions"] == [{"text": "希望增加報表課程。"}]
    assert said["answers"]["period"] == {"from": "2026-09-07", "to": "2026-09-09"}


def test_TRN_5_a_course_of_which_nobody_says_anything_has_no_summary(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([80, 90, 70])) == []
    registered.at("2026-09-17T00:00").run()
    course = registered.case(the_course(registered))
    assert (course["closed"], SUMMARY in course["documents"]) == ("concluded", False)


def test_TRN_6_passed_certified_failed_or_absent_called_to_the_retake(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([85, 50, None])) == []
    assert [registered.stage(file_of(registered, p)) for p in ("何試算", "羅樣例", "沈假設")] == [
        "asked",
        "failed",
        "absent",
    ]
    assert "GCN-2026-0001" in texts(registered.latest(CERTIFICATE, file_of(registered, "何試算")))
    assert CALL not in registered.case(customer(registered, CRANE))["documents"]
    course = the_course(registered)
    assert "Học lại: 羅樣例, 沈假設" in registered.todo("training")
    assert registered.wrong(registered.does("training", registered.latest(PLAN, course), RETAKE, "復訓計劃")) == []
    called = registered.case(customer(registered, CRANE))["documents"][CALL]["answers"]
    assert (called["attendees"], called["retake"]["on"]) == (
        [{"name": "羅樣例", "result": "failed", "score": "50"}],
        "2026-09-21",
    )
    absent = registered.case(customer(registered, CLOUD))["documents"][CALL]["answers"]["attendees"]
    assert absent == [{"name": "沈假設", "result": "absent"}]


def test_TRN_6_who_fails_the_retake_retakes_again_and_the_file_tells_all(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([85, 50, 70])) == []
    course, person = the_course(registered), file_of(registered, "羅樣例")
    assert registered.wrong(registered.does("training", registered.latest(PLAN, course), RETAKE, "復訓計劃")) == []
    assert graded(registered.at("2026-09-21T16:00"), results([55], date(2026, 9, 21)), "復訓成績") == []
    assert (registered.stage(person), registered.stage(course)) == ("failed-again", "planning-retake")
    again = {**RETAKE, "/from": date(2026, 9, 28), "/to": date(2026, 9, 28), "/exam_on": date(2026, 9, 28)}
    assert registered.wrong(registered.does("training", registered.latest(PLAN, course), again, "復訓計劃二")) == []
    assert graded(registered.at("2026-09-28T16:00"), results([75], date(2026, 9, 28)), "復訓成績二") == []
    record = registered.case(person)["documents"][RECORD]
    assert (record["number"], record["answers"]["certificate_no"]) == ("HSHV-2026-0002", "GCN-2026-0003")
    assert record["answers"]["retakes"] == [
        {"on": "2026-09-21", "passed": "no", "score": "55"},
        {"on": "2026-09-28", "passed": "yes", "score": "75"},
    ]
    assert (registered.stage(person), registered.stage(course)) == ("asked", "concluding")


@pytest.mark.parametrize(("kind", "word"), [("class", "集中培訓"), ("onsite", "上門培訓"), ("topic", "專題培訓")])
def test_TRN_7_the_notice_says_which_kind_of_course_for_which_version(office, kind, word):
    assert planned(office, plan(LEDGER, kind=kind)) == []
    notice = texts(office.latest(NOTICE, customer(office, CRANE)))
    assert (word in notice, "財務管理系統基礎8.2" in notice) == (True, True)


def test_TRN_8_no_class_before_the_software_is_installed(office):
    applied(office)
    early = {
        "from": date(2026, 8, 18),
        "to": date(2026, 8, 19),
        "exam_on": date(2026, 8, 19),
        "reply_by": date(2026, 8, 14),
    }
    assert planned(office, plan(LEDGER, **early)) == []
    assert (office.stage(customer(office, CRANE)), NOTICE in office.case(customer(office, CRANE))["documents"]) == (
        "too-early",
        False,
    )
    assert "Phần mềm cài đặt ngày 20/08/2026" in office.todo("training")
    moved_on = {"/from": date(2026, 8, 24), "/to": date(2026, 8, 25), "/exam_on": date(2026, 8, 25)}
    assert office.wrong(office.does("training", office.latest(PLAN, the_course(office)), moved_on, "計劃二")) == []
    assert office.stage(customer(office, CRANE)) == "invited"
    assert "2026-08-24" in office.latest(NOTICE, customer(office, CRANE)).name


def undone(office, case):
    problem = steer(office.watcher.desk, "undo", case, "nhầm")
    return None if problem is None else (problem.code, problem.args["case"])


def test_W8_a_drop_that_opened_other_cases_is_taken_back_with_them(invited):
    assert undone(invited, the_course(invited)) is None
    assert {c: invited.stage(c) for c in invited.cases()} == {
        "DTKH-2026-0001": "undone",
        "DTKH-2026-0002": "undone",
        "KDT-2026-0001": "undone",
    }
    assert invited.tree("outbox") == ""


def test_W8_an_application_that_was_taken_up_waits_for_a_plan_again(office):
    applied(office)
    assert planned(office, plan(LEDGER, SALES)) == []
    assert undone(office, the_course(office)) is None
    assert (office.stage("DTKH-2026-0001"), office.stage("DTKH-2026-0002")) == ("to-plan", "undone")
    assert planned(office, plan(LEDGER), "計劃二") == []
    assert office.stage("DTKH-2026-0001") == "invited"


def test_W8_what_somebody_has_answered_meanwhile_is_not_taken_back_from_under_him(invited):
    assert replies(invited, CRANE, coming("何試算")) == []
    assert undone(invited, the_course(invited)) == ("reach.dropped", "DTKH-2026-0001")
    assert invited.stage("DTKH-2026-0001") == "registered"


def test_W8_a_corrected_plan_reaches_who_was_invited_and_who_has_answered(invited, tmp_path):
    assert replies(invited, CRANE, coming("何試算", "羅樣例")) == []
    old = Path(shutil.copy(invited.latest(REPLY, customer(invited, CLOUD)), tmp_path))
    week_later = {"/from": date(2026, 9, 14), "/to": date(2026, 9, 16), "/exam_on": date(2026, 9, 16)}
    sheet = invited.latest(PLAN, the_course(invited))
    assert invited.wrong(invited.does("training", sheet, week_later, "計劃改")) == []
    assert [invited.stage(customer(invited, who)) for who in (CRANE, CLOUD)] == ["invited", "invited"]
    assert [line.strip() for line in invited.tree("outbox").splitlines() if "通知單" in line] == [
        "客戶培訓通知單 白雲點心（2026-09-14）.docx",
        "客戶培訓通知單 紙鶴茶餐廳（2026-09-14）.docx",
    ]
    assert invited.wrong(invited.does("", old, coming("沈假設"), "舊回條")) == ["issue.older"]
    assert replies(invited, CRANE, coming("何試算", "羅樣例")) == []
    assert replies(invited, CLOUD, coming("沈假設")) == []
    assert invited.stage(the_course(invited)) == "teaching"
    assert invited.case(the_course(invited))["documents"][EXAM]["answers"]["from"] == "2026-09-14"


def test_W8_a_corrected_result_takes_the_certificate_back(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([85, 90, 70])) == []
    person = file_of(registered, "何試算")
    assert (registered.stage(person), registered.stage(the_course(registered))) == ("asked", "concluding")
    assert graded(registered, results([50, 90, 70]), "成績改") == []
    assert (registered.stage(person), registered.stage(the_course(registered))) == ("failed", "planning-retake")
    assert CERTIFICATE not in registered.case(person)["documents"]
    assert [
        line.strip() for line in registered.tree("outbox").splitlines() if "何試算" in line and "證書" in line
    ] == []


def test_W8_a_result_that_somebody_has_relied_on_stays(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([85, 90, 70])) == []
    assert says(registered, "何試算", OPINION) == []
    taken = registered.does(
        "lecturer", registered.latest(EXAM, the_course(registered)), results([50, 90, 70]), "成績改"
    )
    assert registered.wrong(taken) == ["reach.dropped"]
    assert registered.stage(file_of(registered, "何試算")) != "failed"


def test_a_case_tells_which_rows_it_opened_cases_for_and_they_who_opened_them(registered):
    crane, first = customer(registered, CRANE), file_of(registered, "何試算")
    found, there = case_report(registered.room, crane), case_report(registered.room, first)
    assert found is not None
    assert there is not None
    assert [(c["case"], c["row"], c["stage"]) for c in found["children"]] == [
        ("HV-2026-0001", "何試算", "enrolled"),
        ("HV-2026-0002", "羅樣例", "enrolled"),
    ]
    assert there["opened_by"] == {"case": crane, "key": "何試算"}


def waives(office, role, case):
    """What is wrong with a role's decision that a case goes on without what it waits for; [] if it does."""
    order = {
        "/case_number": case,
        "/decision": "waive",
        "/reason": "客戶一直未有回覆。",
        "/asked_by": "周模擬",
        "/asked_on": date(2026, 9, 10),
        "/approved_by": "周模擬",
        "/approved_on": date(2026, 9, 10),
    }
    return office.wrong(office.does(role, office.blank("case-decision", "zh-Hant"), order, f"審批 {case}"))


def test_W3_a_customer_who_never_answers_keeps_no_course_and_no_summary(invited):
    assert replies(invited, CRANE, coming("何試算")) == []
    invited.at("2026-09-06T23:59").run()
    course = the_course(invited)
    assert invited.stage(course) == "inviting"
    invited.at("2026-09-07T00:00").run()
    assert (invited.stage(course), invited.stage(customer(invited, CLOUD))) == ("teaching", "unanswered")
    assert graded(invited.at("2026-09-09T16:00"), results([85])) == []
    assert says(invited, "何試算", OPINION) == []
    invited.at("2026-09-11T00:00").run()
    assert (invited.stage(customer(invited, CLOUD)), invited.stage(course)) == ("not-held", "concluded")
    assert SUMMARY in invited.case(course)["documents"]
    (line,) = [line for line in invited.todo("training").split("<tr>") if course in line]
    assert ("<td>Đã kết thúc: " in line, course in invited.todo("lecturer")) == (True, False)


def test_W3_a_customer_whose_case_is_cancelled_counts_as_done(invited):
    assert replies(invited, CRANE, coming("何試算")) == []
    assert steer(invited.watcher.desk, "cancel", customer(invited, CLOUD), "đóng cửa") is None
    assert invited.stage(the_course(invited)) == "teaching"


def test_W3_a_course_that_is_called_off_leaves_its_customers_to_the_next_plan(registered):
    crane = customer(registered, CRANE)
    assert steer(registered.watcher.desk, "cancel", the_course(registered), "人數不足") is None
    assert [registered.stage(customer(registered, who)) for who in (CRANE, CLOUD)] == ["called-off"] * 2
    assert "không tổ chức" in registered.todo("training")
    later = {"from": date(2026, 10, 12), "to": date(2026, 10, 13), "exam_on": date(2026, 10, 13)}
    assert planned(registered, plan(LEDGER, **later), "計劃二") == []
    assert (customer(registered, CRANE), registered.stage(crane)) == (crane, "invited")
    assert replies(registered, CRANE, coming("何試算", "羅樣例")) == []
    assert len(of_flow(registered, "trainee")) == 3
    assert waives(registered, "training", customer(registered, CLOUD)) == []
    assert registered.stage(customer(registered, CLOUD)) == "trained"
    assert registered.stage(file_of(registered, "沈假設")) == "not-passed"


def test_W3_a_customer_called_off_before_anybody_replied_may_stay_away(invited):
    assert steer(invited.watcher.desk, "cancel", the_course(invited), "人數不足") is None
    assert waives(invited, "training", customer(invited, CLOUD)) == []
    assert invited.stage(customer(invited, CLOUD)) == "not-held"


def test_W14_the_slip_names_the_contact_that_the_application_named(office):
    applied(office)
    assert planned(office, plan(LEDGER)) == []
    said = office.case(customer(office, CRANE))["documents"][REPLY]["answers"]["customer"]
    assert (said["name"], said["contact"]["name"]) == (CRANE[0], APPLIES["/customer/contact/name"])


def test_W3_an_attendee_who_never_comes_to_the_retake_does_not_hold_up_the_summary(registered):
    assert graded(registered.at("2026-09-09T16:00"), results([85, None, 70])) == []
    course, absent = the_course(registered), file_of(registered, "羅樣例")
    assert says(registered, "何試算", OPINION) == []
    assert "“Không chờ nữa, đi tiếp”" in registered.todo("training")
    assert waives(registered, "lecturer", course) == ["role.wrong"]
    assert waives(registered, "training", course) == []
    assert (registered.stage(absent), registered.stage(course)) == ("not-passed", "concluding")
    registered.at("2026-09-17T00:00").run()
    assert (registered.stage(customer(registered, CRANE)), registered.stage(course)) == ("trained", "concluded")
    assert registered.case(course)["documents"][SUMMARY]["answers"]["answers"] == 1


def test_W3_who_wished_another_time_does_not_hold_up_the_course_they_missed(invited):
    later = {"/coming": "no", "/remarks": "年末盤點", "/replied_by": "沈假設", "/replied_on": date(2026, 8, 20)}
    assert [replies(invited, CRANE, coming("何試算")), replies(invited, CLOUD, later)] == [[], []]
    assert graded(invited.at("2026-09-09T16:00"), results([85])) == []
    invited.at("2026-09-17T00:00").run()
    assert (invited.stage(customer(invited, CLOUD)), invited.stage(the_course(invited))) == ("postponed", "concluded")


def test_W3_a_stage_that_nobody_may_leave_without_what_it_waits_for_says_so(registered):
    assert waives(registered, "training", the_course(registered)) == ["role.wrong"]
    assert waives(registered, "manager", the_course(registered)) == ["/decision waive.none"]
