"""Source [K] from its first paragraph to its last, with real files, real reader processes and, where it is, LibreOffice.

Three customers are trained: twelve attendees, two fail, one is absent, all three pass the retake. A visit is late by an
hour. Three complaints of three kinds follow. The month ends with the analysis of what customers thought.
"""

from __future__ import annotations

import shutil
from datetime import date
from typing import Any

import pytest

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.desk.reading.process import read_apart
from rebuilding import unlike
from stories.calls import REGISTER, cases_of
from stories.office import moved, no_converter
from stories.service import Service, _clock, shipped
from stories.training import (
    APPLICATION,
    APPLIES,
    CALL,
    CARD,
    CERTIFICATE,
    CLOUD,
    CRANE,
    KITE,
    OPINION,
    PEOPLE,
    PLAN,
    REGISTERS,
    RETAKE,
    SUMMARY,
    coming,
    customer,
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

ORDER, RECORD, COMPLAINT, ANALYSIS = "dispatch-order", "onsite-service-record", "complaint", "service-analysis"
FAILED, ABSENT = ("羅樣例", "馮模擬"), ("鄭範本",)
SLIP: dict[str, Any] = {
    "/customer/name": CLOUD[0],
    "/customer/short_name": CLOUD[1],
    "/product/name": "紙船財務管理系統",
    "/received_on": date(2026, 9, 14),
    "/received_time": "08:55",
    "/service_until": date(2028, 12, 31),
    "/product_line": "財務",
    "/region": "九龍東",
    "/problem": "月結時程式提示數據庫出錯。",
}
FIXED: dict[str, Any] = {
    "/consultant": "吳試用",
    "/called_on": date(2026, 9, 14),
    "/called_time": "10:20",
    "/visit_on": date(2026, 9, 16),
    "/visit_time": "14:30",
}
VISITED: dict[str, Any] = {
    "/visited_on": date(2026, 9, 16),
    "/arrived": "15:40",
    "/left": "16:55",
    "/contents/database": "yes",
    "/problem": "索引檔損壞。",
    "/work_done": "重建索引，核對結餘。",
    "/charged": "no",
    "/satisfaction": "3",
    "/customer_signed/name": "沈假設",
    "/customer_signed/on": date(2026, 9, 16),
}
SAID: dict[str, Any] = {
    "/received_on": date(2026, 9, 17),
    "/received_time": "09:10",
    "/channel": "phone",
    "/passed_to": "現場支援部",
}
VISIT = {"/manager": "趙演示", "/visited_on": date(2026, 9, 18), "/visited_by": "趙演示"}
SETTLED = {"/solution": "上門致歉，日後改期必先致電。", "/closed_on": date(2026, 9, 18)}
COMPLAINTS = {
    "person": (
        CLOUD,
        {"/about": "person", "/concerned": "服務顧問吳試用", "/text": "約好兩點半，三點四十分才到。"},
        VISIT,
    ),
    "quality": (
        KITE,
        {"/about": "quality", "/concerned": "紙船財務管理系統8.2", "/text": "報表小數位不符。"},
        {"/manager": "趙演示", "/reported_to_hq_on": date(2026, 9, 17)},
    ),
    "other": (CRANE, {"/about": "other", "/text": "電話很難打通。"}, {**VISIT, "/visited_by": "吳試用"}),
}


@pytest.fixture
def office(tmp_path):
    there = Service(
        moved(workspace := shipped(tmp_path, by_date=True), workspace.root), tmp_path / "hands", _clock(), read_apart
    )
    there.converter = to_pdfs if shutil.which("soffice") else lambda _made: no_converter()
    yield there
    there.close()


def test_source_k_from_the_application_to_the_analysis_of_the_month(office, tmp_path):
    """TRN-1 to TRN-8, ONS-1 to ONS-6, CMP-1 to CMP-5, then ONS-3, as they follow each other."""
    the_customers_are_known(office)
    sales_hands_over_and_the_plan_invites_all_three(office.at("2026-08-12T09:00"))
    all_reply_and_every_attendee_has_a_file(office.at("2026-08-20T10:00"))
    two_fail_and_one_is_absent(office.at("2026-09-09T16:30"))
    a_visit_comes_an_hour_late(office)
    three_complaints_are_settled_by_their_kinds(office)
    all_three_pass_the_retake(office.at("2026-09-21T12:30"))
    what_they_thought_is_summed_up(office)
    the_month_is_analysed(office.at("2026-10-01T09:00"))
    assert office.faults() == []
    assert unlike(office.room, tmp_path / "again") == {}


def the_customers_are_known(office):
    rows: dict[str, Any] = {}
    for k, (name, short) in enumerate(PEOPLE):
        rows |= {f"/rows/{k}/customer/code": f"KH-0061{k}", f"/rows/{k}/customer/name": name}
        rows |= {f"/rows/{k}/customer/short_name": short, f"/rows/{k}/customer/address": f"樣板路{k + 1}號"}
        rows |= {
            f"/rows/{k}/language": "zh-Hant",
            f"/rows/{k}/class": "c",
            f"/rows/{k}/product/name": "紙船財務管理系統",
        }
        rows |= {f"/rows/{k}/service/from": date(2024, 1, 1), f"/rows/{k}/service/until": date(2028, 12, 31)}
    assert office.wrong(office.does("manager", office.blank(REGISTER, "zh-Hant"), rows, "客戶登記表")) == []


def sales_hands_over_and_the_plan_invites_all_three(office):
    assert office.wrong(office.does("sales", office.blank(APPLICATION, "zh-Hant"), APPLIES, "申請")) == []
    assert office.wrong(office.does("", office.latest(CARD, customer(office, CRANE)), REGISTERS, "登記卡")) == []
    assert planned(office, plan(*((whose, "總帳", 4) for whose in PEOPLE))) == []
    assert [office.stage(c) for c in of_flow(office, "training")] == ["invited"] * 3
    notice = office.case(customer(office, KITE))["documents"]["training-notice"]["answers"]
    assert notice["customer"]["code"] == "KH-00612"


def all_reply_and_every_attendee_has_a_file(office):
    assert [replies(office, whose, coming(*people)) for whose, people in PEOPLE.items()] == [[], [], []]
    assert [office.case(c)["source"]["key"] for c in of_flow(office, "trainee")] == [
        p for w in PEOPLE for p in PEOPLE[w]
    ]
    assert office.stage(the_course(office)) == "teaching"


def two_fail_and_one_is_absent(office):
    everyone = [p for people in PEOPLE.values() for p in people]
    scores = [None if p in ABSENT else 50 if p in FAILED else 85 for p in everyone]
    assert graded(office, results(scores)) == []
    assert len(of_flow(office, "trainee", "asked")) == 9
    again = office.does("training", office.latest(PLAN, the_course(office)), RETAKE, "復訓計劃")
    assert office.wrong(again) == []
    called = [office.case(customer(office, w))["documents"].get(CALL) for w in (CRANE, CLOUD, KITE)]
    assert [[a["result"] for a in c["answers"]["attendees"]] if c else None for c in called] == [
        ["failed", "absent"],
        ["failed"],
        None,
    ]


def a_visit_comes_an_hour_late(office):
    """24 working hours from the call on Monday 08:55 (open to 17:00, then 08:30 to 17:00) end on Wednesday at 15:55 (W25)."""
    office.at("2026-09-14T09:00").does("hotline", office.blank(ORDER, "zh-Hant"), SLIP, "派單")
    (case,) = cases_of(office, "onsite-service")
    office.at("2026-09-14T10:30").does("supervisor", office.latest(ORDER, case), FIXED, "預約")
    office.at("2026-09-16T15:54").run()
    assert office.stage(case) == "visiting"
    office.at("2026-09-16T15:55").run()
    assert office.stage(case) == "visiting-overdue"
    told = office.at("2026-09-16T17:00").does("consultant", office.latest(RECORD, case), VISITED, "記錄")
    assert (office.wrong(told), office.stage(case)) == ([], "served")


def three_complaints_are_settled_by_their_kinds(office):
    office.at("2026-09-17T09:30")
    for kind, (whose, said, _) in COMPLAINTS.items():
        slip = {**SAID, "/customer/name": whose[0], "/customer/short_name": whose[1], **said}
        assert office.wrong(office.does("monitor", office.blank(COMPLAINT, "zh-Hant"), slip, f"投訴{kind}")) == []
    office.at("2026-09-18T16:00")
    slips = dict(zip(COMPLAINTS, cases_of(office, "complaint"), strict=True))
    assert [office.stage(c) for c in slips.values()] == ["visiting", "reporting", "visiting"]
    for kind, case in slips.items():
        handled = {**COMPLAINTS[kind][2], **SETTLED}
        assert office.wrong(office.does("department", office.latest(COMPLAINT, case), handled, f"處理{kind}")) == []
    for kind, case in slips.items():
        asked = {"/opinion": "satisfied", "/checked_on": date(2026, 9, 18)}
        assert office.wrong(office.does("monitor", office.latest(COMPLAINT, case), asked, f"回訪{kind}")) == []
    assert [office.stage(c) for c in slips.values()] == ["closed"] * 3


def all_three_pass_the_retake(office):
    assert graded(office, results([75, 70, 65], date(2026, 9, 21)), "復訓成績") == []
    numbers = [f"GCN-2026-{n:04}" for n in range(1, 13)]
    assert office.numbers(CERTIFICATE) == [(n, "used") for n in numbers]
    last = office.latest(CERTIFICATE, file_of(office, "馮模擬"))
    assert last.with_suffix(".pdf").exists() == bool(shutil.which("soffice"))


def what_they_thought_is_summed_up(office):
    for person in ("羅樣例", "鄭範本", "馮模擬"):
        assert says(office, person, OPINION) == []
    office.at("2026-09-29T09:00").run()
    course = office.case(the_course(office))
    said = course["documents"][SUMMARY]["answers"]
    assert (course["closed"], said["answers"], {r["question"]: r["mean"] for r in said["rows"]}["培訓教材"]) == (
        "concluded",
        3,
        "3",
    )
    assert [office.stage(c) for c in of_flow(office, "training")] == ["trained"] * 3


def the_month_is_analysed(office):
    office.run()
    case = cases_of(office, "service-review")[-1]
    said = office.case(case)["documents"][ANALYSIS]["answers"]
    assert [(r["consultant"], r["mean"], r["below"]) for r in said["consultants"]] == [("吳試用", "3", "yes")]
    found = {
        "/conclusion": "改期須先致電。",
        "/measures/0/what": "出發前一小時致電確認",
        "/measures/0/who": "吳試用",
        "/measures/0/by": date(2026, 10, 15),
        "/reviewed_by": "周模擬",
        "/reviewed_on": date(2026, 10, 1),
    }
    assert office.wrong(office.does("monitor", office.latest(ANALYSIS, case), found, "月度分析")) == []
    assert office.stage(case) == "reviewed"
