"""Needs met during implementation as their people live them: what each hand writes. Persons and firms are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from stories.service import Service, writes

EVALUATION, SOLUTION = "requirement-evaluation", "solution-confirmation"
PAID, FREE, LATER, SOLVED, NEEDLESS = range(5)
"""The rows of the list by what becomes of them."""

LISTED: dict[str, Any] = {
    "/customer/name": "示例市实验职业学院",
    "/customer/short_name": "实验职院",
    "/product/name": "纸船ERP",
    "/contract_no": "HT-2026-0312",
    "/prepared_by": "孙实施",
    "/prepared_on": date(2026, 8, 11),
    "/currency": "CNY",
    **{
        f"/rows/{n}/{name}": value
        for n, row in enumerate(
            (
                ("与校园卡对账", "normal", "yes", "none", None),
                ("采购分级审批", "urgent", "yes", "none", None),
                ("领用单二维码", "low", "yes", "none", None),
                ("按学期统计耗材", "normal", "yes", "as-is", "用自定义期间报表。"),
                ("更换登录背景图", "low", "no", None, "与业务无关，客户同意不做。"),
            )
        )
        for name, value in zip(
            ("need", "description", "urgency", "necessary", "alternative", "way"),
            (row[0], f"{row[0]}的说明。", *row[1:]),
            strict=True,
        )
        if value
    },
}
JUDGED: dict[str, Any] = {
    **{f"/rows/{row}/blocks_work": "no" for row in (PAID, FREE, LATER)},
    "/impact/by": "吴范例",
    "/impact/on": date(2026, 8, 12),
}
COUNTED: dict[str, Any] = {
    **{f"/rows/{row}/days": "5" for row in (PAID, FREE, LATER)},
    "/effort/by": "郑排期",
    "/effort/on": date(2026, 8, 12),
}
DECIDED: dict[str, Any] = {
    f"/rows/{PAID}/in_contract": "no",
    f"/rows/{PAID}/decision": "develop",
    f"/rows/{PAID}/when": date(2026, 9, 30),
    f"/rows/{PAID}/fee": "18000",
    f"/rows/{FREE}/in_contract": "yes",
    f"/rows/{FREE}/decision": "develop",
    f"/rows/{FREE}/when": date(2026, 9, 18),
    f"/rows/{LATER}/in_contract": "no",
    f"/rows/{LATER}/decision": "later",
    "/deciding/report": "对账收费，审批免费，二维码暂缓。",
    "/deciding/by": "赵演示",
    "/deciding/on": date(2026, 8, 13),
}
NOTHING_PAID: dict[str, Any] = {
    f"/rows/{PAID}/decision": "not",
    f"/rows/{PAID}/when": None,
    f"/rows/{PAID}/fee": None,
}
"""What a decision says otherwise by which nothing has to be paid for."""
TALKED: dict[str, Any] = {
    f"/rows/{PAID}/agreed": "yes",
    "/talks/whom": "钱试算",
    "/talks/by": "周模拟",
    "/talks/on": date(2026, 8, 14),
}
DRAWN: dict[str, Any] = {
    "/subject": "与校园卡对账",
    "/items/0/solution": "每日导入消费汇总，自动核对。",
    "/start": date(2026, 8, 24),
    "/finish": date(2026, 9, 30),
    "/schedule": "九月十八日交客户测试。",
}
SIGNED: dict[str, Any] = {
    "/outcome": "signed",
    "/sales_signed/name": "周模拟",
    "/sales_signed/on": date(2026, 8, 17),
}
COUNTERSIGNED: dict[str, Any] = {
    "/second_outcome": "signed",
    "/second_signed/name": "冯决策",
    "/second_signed/on": date(2026, 8, 17),
}
SENT_BACK: dict[str, Any] = {"/second_outcome": "rework", "/second_remarks": "工期过紧，请与客户再议。"}
SCHEDULED: dict[str, Any] = {
    "/schedule/start": date(2026, 8, 24),
    "/schedule/finish": date(2026, 9, 30),
    "/schedule/planner": "郑排期",
    "/schedule/by": "赵演示",
    "/schedule/on": date(2026, 8, 18),
}
FINISHED: dict[str, Any] = {"/finished/done_on": date(2026, 9, 28), "/finished/by": "郑排期"}
TOLD: dict[str, Any] = {"/closing/whom": "钱试算", "/closing/by": "周模拟", "/closing/on": date(2026, 9, 29)}

TURNS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "judged": ("implementation-head", EVALUATION, JUDGED),
    "counted": ("planner", EVALUATION, COUNTED),
    "decided": ("service-director", EVALUATION, DECIDED),
    "talked": ("sales", EVALUATION, TALKED),
    "drawn": ("sales", SOLUTION, DRAWN),
    "signed": ("sales", SOLUTION, SIGNED),
    "countersigned": ("deciding", SOLUTION, COUNTERSIGNED),
    "scheduled": ("service-director", EVALUATION, SCHEDULED),
    "finished": ("planner", EVALUATION, FINISHED),
    "told": ("sales", EVALUATION, TOLD),
}
"""Who writes what on which form, by its turn."""
PARTS = {"judged": "impact", "counted": "effort", "signed": "signing", "countersigned": "countersigning"}
"""The parts that are filled side by side, each on a document of its own."""


def listed(office: Service, changes: dict[str, Any] | None = None) -> list[str]:
    """What is wrong with a list from the shelf that differs from a right one."""
    drop = office.does("implementation", office.blank(EVALUATION, "zh-Hans"), writes(LISTED, changes or {}), "问题列表")
    return office.wrong(drop)


def takes(office: Service, turn: str, changes: dict[str, Any] | None = None, role: str = "") -> list[str]:
    """What is wrong with the drop of a turn that differs from a right one."""
    own, form, right = TURNS[turn]
    source = office.latest(form)
    if turn in PARTS:
        case = next(one for one in reversed(office.cases()) if form in office.case(one)["documents"])
        there = [d for d in office.room.ledger.documents(case) if d.form == form]
        newest = max((d for d in there if d.stage == PARTS[turn] and d.path), key=lambda d: d.issue)
        source = office.outbox(newest.path)
    return office.wrong(office.does(role or own, source, writes(right, changes or {}), turn))


def played(office: Service, *turns: str) -> list[str]:
    """What is wrong with a right list and the turns that follow, in order."""
    return [*listed(office), *(wrong for turn in turns for wrong in takes(office, turn))]
