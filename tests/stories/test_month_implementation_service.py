"""September at a partner that trains, visits and listens (source [K]), day by day: four customers, a course called off.

The area supervisor is ill for two weeks, then the service monitor is. Slips come late, half filled and into the wrong
folder; one customer never answers. One plan is corrected before anybody answered, one result after somebody had relied on it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rebuilding import unlike
from stories.calls import REGISTER
from stories.month import Month
from stories.month_hands import Away, Hand, only
from stories.office import moved
from stories.service import Service, _clock, in_china, shipped
from stories.training import (
    APPLICATION,
    APPLIES,
    CARD,
    CERTIFICATE,
    CLOUD,
    CRANE,
    EXAM,
    KITE,
    OPINION,
    PLAN,
    REGISTERS,
    REPLY,
    SUMMARY,
    SURVEY,
    coming,
    of_flow,
    plan,
    results,
)
from stories.whole_month import lists_are_empty, nothing_sticks, was_whole

LAMP = ("燈塔出版有限公司", "燈塔出版")
CUSTOMERS = (CRANE, CLOUD, KITE, LAMP)
FLOWS = ("customer-register", "training", "training-course", "trainee", "onsite-service", "complaint", "service-review")
FLOWS += ("callback", "instalment")
ORDER, RECORD, COMPLAINT, ANALYSIS, DECISION = (
    "dispatch-order",
    "onsite-service-record",
    "complaint",
    "service-analysis",
    "case-decision",
)
AWAY = (
    Away("supervisor", date(2026, 9, 7), date(2026, 9, 18)),
    Away("monitor", date(2026, 9, 14), date(2026, 9, 25)),
)


def whose(customer: tuple[str, str]) -> dict[str, Any]:
    """A customer as one types it."""
    return {"/customer/name": customer[0], "/customer/short_name": customer[1]}


def the(month: Month, flow: str) -> str:
    """The newest case of a flow."""
    return of_flow(month.office, flow)[-1]


def analysed(on: date, *measures: str) -> dict[str, Any]:
    """What the monitor makes of a month's ratings."""
    said = {"/conclusion": "未見異常。", "/reviewed_by": "周模擬", "/reviewed_on": on}
    for k, what in enumerate(measures):
        said |= {f"/measures/{k}/what": what, f"/measures/{k}/who": "吳試用", f"/measures/{k}/by": date(2026, 10, 20)}
    return said


def steered(case: str, decision: str, why: str, on: date) -> dict[str, Any]:
    """What one writes who decides about a case."""
    who = {"/asked_by": "趙演示", "/asked_on": on, "/approved_by": "趙演示", "/approved_on": on}
    return {"/case_number": case, "/decision": decision, "/reason": why, **who}


def of_this_firm(root: Path) -> None:
    """Make the workspace a firm's of Hong Kong hours and words, with the flows of its handbook alone."""
    in_china(root)
    settings = root / "casedrop.toml"
    settings.write_text(settings.read_text("utf-8").replace('language = "zh-Hans"', 'language = "zh-Hant"', 1), "utf-8")
    only(*FLOWS)(root)


@pytest.fixture
def office(tmp_path):
    workspace = shipped(tmp_path, by_date=True, change=of_this_firm)
    calls = replace(workspace.book.flows["callback"], starts=())  # this firm's monitor calls whom it likes
    workspace = replace(workspace, book=replace(workspace.book, flows={**workspace.book.flows, "callback": calls}))
    there = Service(moved(workspace, workspace.root), tmp_path / "hands", _clock())
    yield there
    there.close()


def test_a_month_of_training_visits_and_complaints(office, tmp_path):
    """TRN-1 to TRN-8, ONS-1 to ONS-6, CMP-1 to CMP-5, W3: nothing sticks, nobody is asked what is known, every list is empty."""
    month = Month(office.at("2026-08-31T08:30"), "zh-Hant", AWAY, stays=frozenset({"customer-register", "trainee"}))
    the_register_is_kept(month)
    two_customers_ask_for_training(month)
    three_are_invited_and_the_plan_is_corrected_before_anybody_answers(month)
    a_course_is_called_off_with_its_notices_out(month)
    the_slips_come_in_or_late_or_never(month)
    a_visit_is_assigned_by_the_department_while_the_supervisor_is_ill(month)
    the_examination_and_who_relied_on_it(month)
    who_failed_and_the_customer_called_off_are_invited(month)
    a_remote_visit_is_late_and_another_is_not_wanted(month)
    all_are_taught(month)
    the_monitor_is_back(month)
    the_month_is_analysed(month)
    assert month.ends() == ENDS
    was_whole(month)
    nothing_sticks(month)
    lists_are_empty(month)
    assert unlike(office.room, tmp_path / "again") == {}


def the_register_is_kept(month: Month) -> None:
    rows: dict[str, Any] = {}
    for k, (name, short) in enumerate(CUSTOMERS):
        rows |= {f"/rows/{k}/customer/code": f"KH-0071{k}", f"/rows/{k}/customer/name": name}
        rows |= {f"/rows/{k}/customer/short_name": short, f"/rows/{k}/customer/address": f"樣板路{k + 1}號"}
        rows |= {f"/rows/{k}/language": "zh-Hant", f"/rows/{k}/class": "c"}
        rows |= {f"/rows/{k}/product/name": "紙船財務管理系統"}
        rows |= {f"/rows/{k}/service/from": date(2024, 1, 1), f"/rows/{k}/service/until": date(2028, 12, 31)}
    month.morning("2026-08-31T09:00", Hand("manager", REGISTER, writes=rows, name="客戶名單 八月底"))


def two_customers_ask_for_training(month: Month) -> None:
    """The first is dropped half filled: it comes back, and is dropped again."""
    half = {p: v for p, v in APPLIES.items() if p not in ("/attendees_expected", "/applied_by")} | whose(CRANE)
    month.until("2026-09-01T08:30")
    month.morning(
        "2026-09-01T09:10",
        Hand("sales", APPLICATION, writes=half, name="紙鶴申請", wrong=("required",)),
        Hand("sales", APPLICATION, writes={**APPLIES, **whose(LAMP)}, name="燈塔申請"),
        Hand("monitor", ANALYSIS, the(month, "service-review"), analysed(date(2026, 9, 1)), "八月分析"),
    )
    month.morning(
        "2026-09-01T11:00", Hand("sales", APPLICATION, writes={**APPLIES, **whose(CRANE)}, name="紙鶴申請 補")
    )
    month.morning(
        "2026-09-02T09:00",
        Hand("", CARD, CRANE[1], REGISTERS, "紙鶴登記卡"),
        Hand("", CARD, LAMP[1], REGISTERS, "燈塔登記卡"),
    )


FIRST = {"from": date(2026, 9, 14), "to": date(2026, 9, 16), "exam_on": date(2026, 9, 16), "reply_by": date(2026, 9, 8)}
SECOND = {
    "from": date(2026, 9, 21),
    "to": date(2026, 9, 22),
    "exam_on": date(2026, 9, 22),
    "reply_by": date(2026, 9, 14),
}
THIRD = {
    "from": date(2026, 9, 23),
    "to": date(2026, 9, 24),
    "exam_on": date(2026, 9, 24),
    "reply_by": date(2026, 9, 18),
}
RETAKE = {f"/{name}": value for name, value in {**SECOND, "reply_by": date(2026, 9, 18)}.items()}


def three_are_invited_and_the_plan_is_corrected_before_anybody_answers(month: Month) -> None:
    rows = [(who, "總帳", 2) for who in (CRANE, CLOUD, KITE)]
    month.morning("2026-09-02T10:00", Hand("training", PLAN, writes=plan(*rows, **FIRST), name="九月計劃"))
    course = the(month, "training-course")
    month.morning("2026-09-02T15:00", Hand("training", PLAN, course, {"/place": "五樓大培訓室"}, "九月計劃 改地點"))
    said = [
        month.office.case(c)["documents"]["training-notice"]["answers"]["place"]
        for c in of_flow(month.office, "training", "invited")
    ]
    assert said == ["五樓大培訓室"] * 3


def a_course_is_called_off_with_its_notices_out(month: Month) -> None:
    """Its customer has answered already; the case waits for another plan, and its trainee keeps the file."""
    month.morning(
        "2026-09-03T09:00", Hand("training", PLAN, writes=plan((LAMP, "出版核算", 1), **SECOND), name="專題計劃")
    )
    month.morning("2026-09-04T09:00", Hand("", REPLY, LAMP[1], answers("高示例", on=date(2026, 9, 4)), "燈塔回條"))
    course = the(month, "training-course")
    assert month.stage("trainee", LAMP[1]) == "enrolled"
    off = steered(course, "cancel", "人數不足，改期。", date(2026, 9, 4))
    month.morning("2026-09-04T14:00", Hand("department", DECISION, writes=off, name="取消專題班"))
    assert (month.office.stage(course), month.stage("training", LAMP[1])) == ("cancelled", "called-off")
    assert [line["case"] for line in month.lines("training") if "改期" in line["note"]] == [course]


def answers(*people: str, on: date) -> dict[str, Any]:
    """A slip of those who come, as it is dropped on a day."""
    return {**coming(*people), "/replied_on": on}


def the_slips_come_in_or_late_or_never(month: Month) -> None:
    crane, cloud = PEOPLE[CRANE], PEOPLE[CLOUD]
    half = {p: v for p, v in answers(*cloud, on=date(2026, 9, 8)).items() if p != "/replied_by"}
    month.morning(
        "2026-09-08T09:00",
        Hand("", REPLY, CRANE[1], answers(*crane, on=date(2026, 9, 7)), "紙鶴回條"),
        Hand("", REPLY, CLOUD[1], half, "白雲回條", wrong=("required",)),
    )
    people_complain(month)
    assert [month.stage("training", who[1]) for who in (CLOUD, KITE)] == ["unanswered", "unanswered"]
    month.morning("2026-09-10T08:40", Hand("", REPLY, CLOUD[1], answers(*cloud, on=date(2026, 9, 10)), "白雲回條 補"))


PEOPLE = {CRANE: ("何試算", "羅樣例"), CLOUD: ("沈假設", "韓虛構")}
SLIP: dict[str, Any] = {
    "/product/name": "紙船財務管理系統",
    "/received_time": "09:00",
    "/service_until": date(2028, 12, 31),
    "/product_line": "財務",
    "/region": "九龍東",
    "/problem": "月結時程式提示數據庫出錯。",
}
VISITED: dict[str, Any] = {
    "/contents/database": "yes",
    "/problem": "索引檔損壞。",
    "/work_done": "重建索引，核對結餘。",
    "/charged": "no",
    "/customer_signed/name": "沈假設",
}


def slip(customer: tuple[str, str], on: date) -> dict[str, Any]:
    """A dispatch slip of a morning."""
    return {**SLIP, **whose(customer), "/received_on": on}


def fixed(on: date, time: str, visit: date, at: str, **more: str) -> dict[str, Any]:
    """What is agreed with the customer."""
    said = {"/consultant": "吳試用", "/called_on": on, "/called_time": time, "/visit_on": visit, "/visit_time": at}
    return {**said, **{f"/{name}": value for name, value in more.items()}}


def visited(on: date, arrived: str, left: str, rating: str) -> dict[str, Any]:
    """What the consultant writes at the customer's."""
    return {
        **VISITED,
        "/visited_on": on,
        "/arrived": arrived,
        "/left": left,
        "/satisfaction": rating,
        "/customer_signed/on": on,
    }


SAID: dict[str, Any] = {"/received_time": "10:10", "/channel": "phone", "/passed_to": "現場支援部"}
PERSON: dict[str, Any] = {**SAID, **whose(CLOUD), "/received_on": date(2026, 9, 8), "/about": "person"}
PERSON |= {"/concerned": "熱線小組", "/text": "三次致電無人接聽，語氣不耐煩。"}
PRODUCT = {**SAID, **whose(KITE), "/received_on": date(2026, 9, 11), "/about": "quality", "/text": "報表小數位不符。"}
PRODUCT |= {"/concerned": "紙船財務管理系統8.2"}


def settled(on: date, **more: Any) -> dict[str, Any]:
    """What the department did about a complaint."""
    said = {"/manager": "趙演示", "/solution": "上門致歉，安排專人接聽。", "/closed_on": on}
    return {**said, **{f"/{name}": value for name, value in more.items()}}


def people_complain(month: Month) -> None:
    """One is about a person, and settled at the second attempt."""
    month.morning("2026-09-08T10:30", Hand("monitor", COMPLAINT, writes=PERSON, name="投訴單 白雲"))
    seen = settled(date(2026, 9, 9), visited_on=date(2026, 9, 9), visited_by="趙演示")
    month.morning("2026-09-09T16:00", Hand("department", COMPLAINT, CLOUD[1], seen, "投訴處理 白雲"))
    no = {"/opinion": "unsatisfied", "/checked_on": date(2026, 9, 10), "/remarks": "仍然打不通。"}
    month.morning("2026-09-10T08:35", Hand("monitor", COMPLAINT, CLOUD[1], no, "回訪 白雲"))
    again = {"/closed_on": date(2026, 9, 10), "/solution": "增設一線，經理即日致電。"}
    month.morning("2026-09-10T08:38", Hand("department", COMPLAINT, CLOUD[1], again, "投訴處理 白雲 二"))


def a_visit_is_assigned_by_the_department_while_the_supervisor_is_ill(month: Month) -> None:
    """Sixteen working hours from Thursday 09:00 end on Monday at 10:00; the department sees it, and assigns."""
    month.morning("2026-09-10T09:00", Hand("hotline", ORDER, writes=slip(CLOUD, date(2026, 9, 10)), name="派單 白雲"))
    yes = {"/opinion": "accepted", "/checked_on": date(2026, 9, 11)}
    month.morning(
        "2026-09-11T11:30",
        Hand("monitor", COMPLAINT, CLOUD[1], yes, "回訪 白雲 二"),
        Hand("monitor", COMPLAINT, writes=PRODUCT, name="投訴單 風箏"),
    )
    told = settled(date(2026, 9, 14), reported_to_hq_on=date(2026, 9, 14))
    month.morning("2026-09-14T09:00", Hand("department", COMPLAINT, KITE[1], told, "已報總部 風箏"))
    month.until("2026-09-14T10:00").office.run()
    assert month.stage("onsite-service", CLOUD[1]) == "assigning-overdue"
    agreed = fixed(date(2026, 9, 14), "10:10", date(2026, 9, 15), "09:00")
    month.morning("2026-09-14T10:15", Hand("department", ORDER, CLOUD[1], agreed, "白雲 代派"))
    unsigned = {p: v for p, v in visited(date(2026, 9, 15), "09:00", "10:00", "4").items() if "signed" not in p}
    month.morning("2026-09-15T10:05", Hand("consultant", RECORD, CLOUD[1], unsigned, "白雲記錄", wrong=("required",)))
    right = visited(date(2026, 9, 15), "09:00", "10:00", "4")
    month.morning("2026-09-15T10:10", Hand("consultant", RECORD, CLOUD[1], right, "白雲記錄 已簽"))
    assert month.stage("onsite-service", CLOUD[1]) == "served"


def the_examination_and_who_relied_on_it(month: Month) -> None:
    course = of_flow(month.office, "training-course")[0]
    assert (month.office.stage(course), month.stage("training", KITE[1])) == ("teaching", "unanswered")
    sheet = results([85, 50, 70, None], date(2026, 9, 16))
    month.morning("2026-09-16T16:30", Hand("training", EXAM, course, sheet, "成績", wrong=("role.wrong",)))
    month.morning("2026-09-16T16:40", Hand("lecturer", EXAM, course, sheet, "成績單"))
    month.morning("2026-09-17T09:00", Hand("", SURVEY, of_person(month, "何試算"), OPINION, "何試算意見"))
    mended = results([55, 50, 70, None], date(2026, 9, 16))
    month.morning("2026-09-17T10:00", Hand("lecturer", EXAM, course, mended, "成績單 更正", wrong=("reach.dropped",)))


def of_person(month: Month, person: str) -> str:
    """The file of an attendee."""
    return next(c for c in of_flow(month.office, "trainee") if month.office.case(c)["source"]["key"] == person)


def who_failed_and_the_customer_called_off_are_invited(month: Month) -> None:
    course = of_flow(month.office, "training-course")[0]
    month.morning(
        "2026-09-17T11:00",
        Hand("training", PLAN, course, RETAKE, "復訓計劃"),
        Hand("training", PLAN, writes=plan((LAMP, "出版核算", 1), **THIRD), name="燈塔計劃"),
    )
    month.morning("2026-09-18T09:00", Hand("", REPLY, LAMP[1], answers("高示例", on=date(2026, 9, 18)), "燈塔回條 二"))


def all_are_taught(month: Month) -> None:
    """Those who failed, in the retake; the customer whose course was called off, in another, each with the file they have."""
    course = of_flow(month.office, "training-course")[0]
    month.morning("2026-09-22T16:00", Hand("lecturer", EXAM, course, results([75, 70], date(2026, 9, 22)), "復訓成績"))
    third = the(month, "training-course")
    month.morning("2026-09-24T16:30", Hand("lecturer", EXAM, third, results([90], date(2026, 9, 24)), "燈塔成績"))
    assert len(of_flow(month.office, "trainee")) == 5
    assert month.office.numbers(CERTIFICATE) == [(f"TC-2026-{n:04}", "used") for n in range(1, 6)]


def a_remote_visit_is_late_and_another_is_not_wanted(month: Month) -> None:
    """The supervisor is back; the customer that is not wanted any more has its papers out."""
    day = date(2026, 9, 21)
    month.morning(
        "2026-09-21T14:00",
        Hand("hotline", ORDER, writes={**slip(KITE, day), "/region": "離島"}, name="派單 風箏"),
        Hand("hotline", ORDER, writes=slip(CRANE, day), name="派單 紙鶴"),
    )
    assert month.stage("training", KITE[1]) == "not-held"
    far = fixed(day, "15:00", date(2026, 9, 23), "10:00", delay_reason="離島，須候船期。")
    near = fixed(day, "15:10", date(2026, 9, 22), "10:00")
    month.morning(
        "2026-09-21T15:20",
        Hand("supervisor", ORDER, KITE[1], far, "風箏 預約"),
        Hand("supervisor", ORDER, CRANE[1], near, "紙鶴 預約"),
    )
    off = steered(month.case_of("onsite-service", CRANE[1]), "cancel", "客戶已自行解決。", date(2026, 9, 22))
    month.morning("2026-09-22T09:00", Hand("manager", DECISION, writes=off, name="取消上門"))


def the_monitor_is_back(month: Month) -> None:
    """What waited is asked about; the record of the remote visit, late by two days, still counts."""
    month.until("2026-09-28T08:30")
    assert month.stage("complaint", KITE[1]) == "checking-overdue"
    assert month.stage("onsite-service", KITE[1]) == "visiting-overdue"
    late = [one["stage"] for one in month.lines("operations") if one["case"] == month.case_of("complaint", KITE[1])]
    assert late == ["逾期未回訪"]
    late = {**visited(date(2026, 9, 23), "10:05", "11:40", "5"), "/customer_signed/name": "袁測試"}
    yes = {"/opinion": "satisfied", "/checked_on": date(2026, 9, 28)}
    month.morning(
        "2026-09-28T09:00",
        Hand("monitor", COMPLAINT, KITE[1], yes, "回訪 風箏"),
        Hand("consultant", RECORD, KITE[1], late, "離島記錄 補交"),
    )


def the_month_is_analysed(month: Month) -> None:
    month.until("2026-10-08T09:00")
    assert SUMMARY in month.office.case(of_flow(month.office, "training-course")[0])["documents"]
    case = the(month, "service-review")
    month.morning(
        "2026-10-08T15:00", Hand("monitor", ANALYSIS, case, analysed(date(2026, 10, 8), "改期先致電"), "九月分析")
    )


ENDS = {
    "complaint": ["closed", "closed"],
    "training-course": ["concluded", "cancelled", "concluded"],
    "onsite-service": ["served", "cancelled", "served"],
    "customer-register": ["kept"],
    "service-review": ["reviewed", "reviewed"],
    "trainee": ["certified"] * 5,
    "training": ["trained", "trained", "trained", "not-held"],
}
