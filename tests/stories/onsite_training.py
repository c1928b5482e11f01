"""Training on site as its people live it: what each hand writes, in the order of its turns. Persons and firms are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from stories.service import Service, writes

ORDER, REPORT, FEEDBACK = "training-work-order", "training-report", "training-feedback"

ORDERS: dict[str, Any] = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈大学",
    "/product/name": "纸船在线教学平台",
    "/contract/number": "HT-2026-052",
    "/contract/signed_on": date(2026, 7, 15),
    "/basis": "合同第五条：现场培训两天。",
    "/mode": "onsite",
    "/from": date(2026, 8, 25),
    "/to": date(2026, 8, 26),
    "/place": "信息楼305机房",
    "/audience": "骨干教师",
    "/expected": 40,
    "/owner/name": "孙样例",
    "/owner/phone": "010-5550 0182",
    "/manager": "周模拟",
    "/ordered_on": date(2026, 8, 11),
}
BOOKS: dict[str, Any] = {
    "/booking/result": "booked",
    "/booking/trainer": "吴讲解",
    "/booking/by": "郑排期",
    "/booking/on": date(2026, 8, 12),
}
CONFIRMS: dict[str, Any] = {"/confirmation/agreed": "yes", "/confirmation/on": date(2026, 8, 13)}
PREPARES: dict[str, Any] = {
    "/purpose": "教师能独立建课。",
    "/outline_on": date(2026, 8, 18),
    "/courses/0/course": "课程建设",
    "/courses/0/on": date(2026, 8, 25),
    "/courses/0/hours": "5",
}
SIGNS: dict[str, Any] = {
    "/as_ordered": "yes",
    "/customer_signed/name": "孙样例",
    "/customer_signed/on": date(2026, 8, 26),
}
REPORTS: dict[str, Any] = {
    "/attended": 38,
    **{
        f"/contacts/{k}/{name}": said
        for k, who in enumerate(("李示例", "周样本", "吴试行"))
        for name, said in (("name", who), ("phone", f"010-5550 018{k}"))
    },
    "/assessment": "参训教师积极。",
    "/advice": "先行试点。",
    "/reported_by": "吴讲解",
    "/reported_on": date(2026, 8, 27),
}
ANSWERS: dict[str, Any] = {
    **{
        f"/ratings/{aspect}": "4"
        for aspect in ("content", "schedule", "trainer", "teaching", "material", "room", "overall")
    },
    "/suggestions": "希望提供操作短视频。",
    "/filled_by": "孙样例",
    "/filled_on": date(2026, 8, 28),
}
CLOSES: dict[str, Any] = {"/closed_by": "周模拟", "/closed_on": date(2026, 8, 31)}

TURNS: dict[str, tuple[str, str, str, dict[str, Any], str]] = {
    "ordered": ("2026-08-11T09:50", "manager", "", ORDERS, "工作单"),
    "booked": ("2026-08-12T09:00", "training-lead", ORDER, BOOKS, "预约"),
    "confirmed": ("2026-08-13T09:00", "manager", ORDER, CONFIRMS, "确认"),
    "prepared": ("2026-08-18T09:00", "trainer", ORDER, PREPARES, "准备"),
    "signed": ("2026-08-26T17:00", "manager", ORDER, SIGNS, "签字"),
    "reported": ("2026-08-27T10:00", "trainer", REPORT, REPORTS, "报告"),
    "answered": ("2026-08-28T10:00", "", FEEDBACK, ANSWERS, "反馈"),
    "closed": ("2026-08-31T10:00", "manager", ORDER, CLOSES, "结单"),
}
"""The turns of the flow by name: when, which role, on which document ("": one from the shelf), what it writes, and how it
calls the file."""


def turn(office: Service, name: str, **changes: Any) -> list[str]:
    """What is wrong with a drop that differs from the right one of a turn so (`/` of a pointer written `__`)."""
    moment, role, form, right, called = TURNS[name]
    told = {f"/{pointer.replace('__', '/')}": value for pointer, value in changes.items()}
    source = office.latest(form) if form else office.blank(ORDER, "zh-Hans")
    found = office.wrong(office.at(moment).does(role, source, writes(right, told), called))
    return found or (outline(office) if name == "prepared" else [])


def outline(office: Service, case: str = "") -> list[str]:
    """What is wrong with the outline that the trainer sent to the customer of a case, the newest unless named."""
    sent = office.hands / f"{case or office.cases()[-1]} 培训提纲.txt"
    sent.write_text("第一天：课程建设。", encoding="utf-8")
    return office.wrong(office.does("trainer", sent))


def after(office: Service, last: str) -> Service:
    """The office once every turn up to the named one was right."""
    for name in list(TURNS)[: list(TURNS).index(last) + 1]:
        assert turn(office, name) == [], name
    return office
