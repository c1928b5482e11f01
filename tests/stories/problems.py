"""A problem as its people live it: what each hand writes. Persons and firms are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from stories.service import Service, writes

RECORD, CONTACT = "problem-record", "progress-contact"

RECORDS: dict[str, Any] = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈大学",
    "/product/name": "纸船在线教学平台",
    "/type": "technical",
    "/severity": "normal",
    "/channel": "hotline",
    "/reported_on": date(2026, 8, 11),
    "/reported_time": "09:30",
    "/accepted_on": date(2026, 8, 11),
    "/accepted_time": "09:40",
    "/out_of_hours": "no",
    "/accepted_by": "何专员",
    "/scope": "inside",
    "/matter": "use",
    "/subject": "在线测验无法交卷",
    "/description": "学生交卷时页面报错。",
}
NIGHT: dict[str, Any] = {
    "accepted_time": "20:10",
    "reported_time": "20:05",
    "out_of_hours": "yes",
    "severity": "critical",
    "channel": "emergency",
}
"""What an emergency says otherwise."""
WORKS: dict[str, Any] = {
    "/handler": "冯支持",
    "/state": "working",
    "/outlook": "known",
    "/expected_on": date(2026, 8, 13),
    "/measures": "更新测验组件。",
    "/steps/0/on": date(2026, 8, 11),
    "/steps/0/time": "11:00",
    "/steps/0/by": "冯支持",
    "/steps/0/what": "重现问题。",
}
SOLVES: dict[str, Any] = {**WORKS, "/state": "solved", "/result": "已恢复交卷。"}
CONFIRMS: dict[str, Any] = {
    "/confirmation/speed": "5",
    "/confirmation/solved": "yes",
    "/confirmation/satisfaction": "4",
    "/confirmation/by": "周模拟",
    "/confirmation/on": date(2026, 8, 12),
}
SPEAKS: dict[str, Any] = {
    "/contacts/0/on": date(2026, 8, 12),
    "/contacts/0/time": "09:00",
    "/contacts/0/whom": "钱试算",
    "/contacts/0/told": "正在更新组件。",
    "/contacts/0/by": "周模拟",
}


def told(changes: dict[str, Any]) -> dict[str, Any]:
    """The pointers of what is named, `/` written `__`."""
    return {f"/{pointer.replace('__', '/')}": value for pointer, value in changes.items()}


def recorded(office: Service, role: str = "specialist", **changes: Any) -> list[str]:
    """What is wrong with a record from the shelf that differs from a right one."""
    return office.wrong(office.does(role, office.blank(RECORD, "zh-Hans"), writes(RECORDS, told(changes)), "问题"))


def handled(office: Service, role: str = "engineer", right: dict[str, Any] = WORKS, **changes: Any) -> list[str]:
    """What is wrong with a handler's drop of the record that was issued last."""
    return office.wrong(office.does(role, office.latest(RECORD), writes(right, told(changes)), f"处理-{role}"))


def spoken(office: Service, name: str, **changes: Any) -> list[str]:
    """What is wrong with the customer manager's record of a contact."""
    return office.wrong(office.does("manager", office.latest(CONTACT), writes(SPEAKS, told(changes)), name))


def confirmed(office: Service, **changes: Any) -> list[str]:
    """What is wrong with the customer manager's confirmation."""
    return office.wrong(office.does("manager", office.latest(RECORD), writes(CONFIRMS, told(changes)), "确认"))


def settled(office: Service, way: str, case: str | None = None, on: date = date(2026, 8, 11)) -> list[str]:
    """What is wrong with the terms that sales settled for what is outside the scope; of the newest case unless one is named."""
    terms = {"/terms/way": way, "/terms/agreed": "yes", "/terms/by": "吴销售", "/terms/on": on}
    return office.wrong(office.does("sales", office.latest(RECORD, case), terms, "商定"))
