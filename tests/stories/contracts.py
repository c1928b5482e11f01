"""A contract as its people live it: what each hand writes, in the order of its turns. Persons and firms are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casedrop.desk.desk import Outcome
from stories.service import Service, writes

SUMMARY, REVIEW = "contract-summary", "contract-review"
UNIVERSITY = "云栈示例大学"
OWES = ("license", "delivery", "installation", "communication", "training", "acceptance")
CHECKS: Mapping[str, tuple[str, ...]] = {
    "service": ("installation", "acceptance", "duties", "commerce", "customer_part", "training", "content"),
    "finance": ("payment", "product", "commerce", "safeguards", "discount"),
    "development": ("compatibility", "solution", "duties", "changes", "patents"),
}
"""What each department looks at, beside what all of them do."""
COMMON = ("tender", "ability", "wording", "customer", "price", "risk")
ROLES = {"service": "service", "finance": "finance", "development": "development", "heads": "department"}
ROLES |= {"leader": "executive", "consenting": "sales"}

SOLD: dict[str, Any] = {
    "/contract_no": "HT-2026-0312",
    "/kind": "new",
    "/author_role": "sales",
    "/author": "赵演示",
    "/prepared_on": date(2026, 8, 11),
    "/sales_manager": "赵演示",
    "/customer/name": UNIVERSITY,
    "/customer/short_name": "云栈大学",
    "/product/name": "在线教学平台",
    "/product/edition": "企业版",
    "/products/0/item": "在线教学平台企业版",
    "/products/0/quantity": 1,
    "/products/0/price": 500000,
    "/amount": 500000,
    "/currency": "CNY",
    "/discount": "80",
    "/payments/0/instalment": "首付款",
    "/payments/0/condition": "签约后10个工作日",
    "/payments/0/amount": 250000,
    "/payments/1/instalment": "余款",
    "/payments/1/condition": "验收后10个工作日",
    "/payments/1/amount": 250000,
    "/product_development": "no",
    "/custom_development": "no",
    **{f"/owes/{part}": "yes" for part in OWES},
    "/terms/deliver_before_payment": "no",
    "/terms/training": "现场培训2期，每期2天。",
    "/terms/acceptance_criteria": "按附件二逐项演示。",
}
RENEWED: dict[str, Any] = {
    **SOLD,
    "/kind": "renewal",
    "/author_role": "manager",
    "/earlier_no": "HT-2025-0218",
    **{f"/owes/{part}": "no" for part in OWES[1:]},
}
AMENDED: dict[str, Any] = {
    **{p: v for p, v in SOLD.items() if not p.startswith(("/products", "/payments"))},
    "/kind": "amendment",
    "/earlier_no": "HT-2025-0218",
    "/amount": 0,
    **{f"/owes/{part}": "no" for part in OWES},
    "/change/requested_by": "customer",
    "/change/agreed_on": date(2026, 8, 10),
    "/change/content": "首付款由50%改为40%。",
}
SMALL: dict[str, Any] = {
    "/classing/size": "small",
    "/classing/service": "no",
    "/classing/finance": "yes",
    "/classing/development": "no",
    "/classing/by": "郑范例",
    "/classing/on": date(2026, 8, 12),
}
SIGNED: dict[str, Any] = {
    "/signing/sealed_on": date(2026, 8, 13),
    "/signing/signed_on": date(2026, 8, 14),
    "/signing/ours": "孙示范",
    "/signing/theirs": "李样本",
    "/signing/originals": 4,
    "/signing/filed_on": date(2026, 8, 14),
    "/signing/finance_on": date(2026, 8, 14),
    "/signing/mailed_on": date(2026, 8, 14),
    "/signing/by": "周模拟",
}
PASSED: dict[str, Any] = {"/passing/to": "吴试用", "/passing/on": date(2026, 8, 17), "/passing/by": "郑范例"}


def says(part: str, result: str = "agree", why: str = "") -> dict[str, Any]:
    """What a reviewer writes: a department goes through its list, too."""
    if part == "consenting":
        agreed = {"/consent/author": "agree", "/consent/customer": result, "/consent/by": "赵演示", "/consent/on": NOW}
        return agreed | {"/consent/contact": "李样本"} | ({"/consent/opinion": why} if why else {})
    written: dict[str, Any] = {f"/{part}/result": result} | ({f"/{part}/opinion": why} if why else {})
    if part == "heads":
        return written | {"/heads/by/0/name": "冯样本", "/heads/by/0/department": "服务部", "/heads/by/0/on": NOW}
    written |= {f"/{part}/by": "吴试用", f"/{part}/on": NOW}
    if part in CHECKS:
        written |= {f"/{part}/common/{check}": "yes" for check in COMMON}
        written |= {f"/{part}/{check}/met": "yes" for check in CHECKS[part]}
    return written


NOW = date(2026, 8, 12)


def part_of(office: Service, form: str, part: str, case: str | None = None) -> Path:
    """Where the latest issue of a form for one of its parts lies."""
    there = [
        d
        for d in office.room.ledger.documents(case or office.cases()[-1])
        if d.form in (form, f"{form}.customer") and d.stage == part
    ]
    return office.outbox(max((d for d in there if d.path), key=lambda d: d.issue).path)


def submits(
    office: Service, written: Mapping[str, Any] = SOLD, role: str = "sales", lang: str = "zh-Hans", **but: Any
) -> list[str]:
    """What is wrong with a summary from the shelf that differs from a right one so (`/` written `__`)."""
    told = {f"/{name.replace('__', '/')}": value for name, value in but.items()}
    return office.wrong(office.does(role, office.blank(SUMMARY, lang), writes(written, told), "摘要"))


def reviews(office: Service, part: str, result: str = "agree", why: str = "", **but: Any) -> list[str]:
    """What is wrong with a reviewer's part of the review that differs from a right one so (`/` written `__`)."""
    told = {f"/{name.replace('__', '/')}": value for name, value in but.items()}
    source = part_of(office, REVIEW, part)
    return office.wrong(office.does(ROLES[part], source, writes(says(part, result, why), told), f"评审{part}"))


def drafts(office: Service, role: str = "sales", text: str = "合同正文") -> list[str]:
    """What is wrong with the author's draft of the newest contract."""
    return office.wrong(keeps(office, role, office.cases()[-1], "合同草案", text))


def keeps(office: Service, role: str, case: str, title: str, text: str) -> Outcome:
    """What became of a paper without a template of ours, dropped under its title and the number of its case."""
    office.hands.mkdir(parents=True, exist_ok=True)
    made = office.hands / f"{title} {case}.txt"
    made.write_text(text, encoding="utf-8")
    return office.does(role, made)


def submitted(office: Service, written: Mapping[str, Any] = SOLD, **but: Any) -> str:
    """The case of a contract that is being reviewed."""
    role = "sales" if written["/author_role"] == "sales" else "manager"
    assert submits(office, written, role, **but) == []
    assert drafts(office, role) == []
    return office.cases()[-1]


def approved(office: Service, written: Mapping[str, Any] = SOLD, **but: Any) -> str:
    """The case of a contract that all have agreed to."""
    case = submitted(office, written, **but)
    for part in ("service", "finance", "consenting", "heads", "leader"):
        assert reviews(office, part) == []
    return case
