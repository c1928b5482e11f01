"""A course as its people live it: what each hand writes, in the order of its turns. Persons and firms are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stories.office import Office

APPLICATION, CARD, PLAN = "training-application", "user-registration", "training-plan"
NOTICE, REPLY, RECORD = "training-notice", "training-reply", "trainee-record"
EXAM, CERTIFICATE, CALL = "exam-result", "training-certificate", "training-result-notice"
SURVEY, SUMMARY = "training-survey", "survey-summary"

CRANE = ("紙鶴茶餐廳集團有限公司", "紙鶴茶餐廳")
CLOUD = ("白雲點心製造有限公司", "白雲點心")
KITE = ("風箏玩具股份有限公司", "風箏玩具")
PEOPLE = {
    CRANE: ("何試算", "羅樣例", "鄭範本", "梁示例"),
    CLOUD: ("沈假設", "韓虛構", "馮模擬", "董練習"),
    KITE: ("袁測試", "潘演練", "崔樣本", "余草稿"),
}

APPLIES: dict[str, Any] = {
    "/customer/name": CRANE[0],
    "/customer/short_name": CRANE[1],
    "/customer/contact/name": "何試算",
    "/product/name": "紙船財務管理系統",
    "/product/version": "8.2",
    "/contract/number": "HT-2026-031",
    "/contract/signed_on": date(2026, 7, 20),
    "/installation/install_on": date(2026, 8, 20),
    "/installation/mode": "onsite",
    "/attendees_expected": 4,
    "/modules/0/module": "總帳",
    "/modules/0/hours": 12,
    "/applied_by": "周模擬",
    "/applied_on": date(2026, 8, 11),
}
REGISTERS: dict[str, Any] = {
    "/registration_no": "ZC-0031",
    "/serial": "8.2-0031",
    "/users": 5,
    "/maintenance/from": date(2026, 8, 20),
    "/maintenance/until": date(2027, 8, 19),
    "/registered_by": "何試算",
    "/registered_on": date(2026, 8, 11),
}
COURSE: dict[str, Any] = {
    "/course": "財務管理系統基礎8.2",
    "/kind": "class",
    "/from": date(2026, 9, 7),
    "/to": date(2026, 9, 9),
    "/time": "09:00–16:30",
    "/place": "三樓培訓室",
    "/lecturer": "杜示範",
    "/reply_by": date(2026, 8, 28),
    "/exam_on": date(2026, 9, 9),
}
RETAKE: dict[str, Any] = {
    "/from": date(2026, 9, 21),
    "/to": date(2026, 9, 21),
    "/time": "09:00–12:00",
    "/reply_by": date(2026, 9, 16),
    "/exam_on": date(2026, 9, 21),
}
OPINION: dict[str, Any] = {
    f"/ratings/{aspect}": mark
    for aspect, mark in {
        "content": "5",
        "pace": "4",
        "lecturer": "5",
        "material": "3",
        "organisation": "4",
        "overall": "4",
    }.items()
}


def plan(*rows: tuple[tuple[str, str], str, int], **changes: Any) -> dict[str, Any]:
    """A plan with a row for each (customer, module, seats)."""
    written = {**COURSE, **{f"/{name}": value for name, value in changes.items()}}
    for k, ((name, short), module, seats) in enumerate(rows):
        written |= {f"/rows/{k}/customer/name": name, f"/rows/{k}/customer/short_name": short}
        written |= {f"/rows/{k}/module": module, f"/rows/{k}/hours": 12, f"/rows/{k}/seats": seats}
    return written


def coming(*people: str) -> dict[str, Any]:
    """A reply slip of those who come."""
    named = {
        f"/attendees/{k}/{what}": said for k, n in enumerate(people) for what, said in (("name", n), ("title", "會計"))
    }
    return {"/coming": "yes", **named, "/replied_by": people[0], "/replied_on": date(2026, 8, 20)}


def results(scores: Sequence[int | None], on: date = date(2026, 9, 9)) -> dict[str, Any]:
    """An examination sheet: the score of each row, 60 and more passes; None was absent."""
    written: dict[str, Any] = {"/exam_on": on, "/invigilator": "杜示範"}
    for k, score in enumerate(scores):
        written |= {f"/rows/{k}/present": "no"} if score is None else _sat(k, score)
    return written


def _sat(row: int, score: int) -> Mapping[str, Any]:
    passed = "yes" if score >= 60 else "no"
    return {f"/rows/{row}/present": "yes", f"/rows/{row}/score": score, f"/rows/{row}/passed": passed}


def of_flow(office: Office, flow: str, stage: str = "") -> list[str]:
    """The numbers of a flow's cases, or of those that stand at a stage, or closed so."""
    there = [c for c in office.cases() if office.case(c)["flow"] == flow]
    return [c for c in there if stage in ("", office.stage(c))]


def the_course(office: Office) -> str:
    """The newest course."""
    return of_flow(office, "training-course")[-1]


def customer(office: Office, whose: tuple[str, str]) -> str:
    """The newest case of a customer's training."""
    return next(c for c in reversed(of_flow(office, "training")) if office.case(c)["customer"]["name"] == whose[0])


def file_of(office: Office, person: str) -> str:
    """The case of an attendee."""
    return next(c for c in of_flow(office, "trainee") if office.case(c)["source"]["key"] == person)


def planned(office: Office, written: Mapping[str, Any], name: str = "計劃") -> list[str]:
    """What is wrong with a plan from the shelf."""
    return office.wrong(office.does("training", office.blank(PLAN, "zh-Hant"), written, name))


def replies(office: Office, whose: tuple[str, str], written: Mapping[str, Any]) -> list[str]:
    """What is wrong with a customer's slip."""
    return office.wrong(office.does("", office.latest(REPLY, customer(office, whose)), written, f"回條{whose[1]}"))


def graded(office: Office, written: Mapping[str, Any], name: str = "成績") -> list[str]:
    """What is wrong with the lecturer's sheet."""
    return office.wrong(office.does("lecturer", office.latest(EXAM, the_course(office)), written, name))


def says(office: Office, person: str, written: Mapping[str, Any]) -> list[str]:
    """What is wrong with an attendee's survey."""
    return office.wrong(office.does("", office.latest(SURVEY, file_of(office, person)), written, f"調查{person}"))


def documents(office: Office, case: str) -> list[str]:
    """The titles' codes and numbers of what a case issued, in order."""
    issued = (e.data for e in office.room.ledger.events(case) if e.kind == "issued")
    return [f"{office.room.form(data['form']).code} {data['number']}" for data in issued]
