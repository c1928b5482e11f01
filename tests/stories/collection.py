"""Finance's monthly report and who takes it up: what each hand writes. Contracts, persons and firms are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from stories.service import Service

SHEET = "payment-record"
CLOUD, LANTERN, CRANE = "HĐ-2026-001", "HĐ-2026-002", "HĐ-2026-003"
NO = {"first": "1", "further": "2", "final": "3", "retention": "4"}
AS_OF = date(2026, 8, 10)
HEAD: dict[str, Any] = {"/as_of": AS_OF, "/currency": "VND", "/prepared_by": "Trần Thị Ví Dụ"}
PROGRESS: dict[str, Any] = {
    "/service/summary": "Đã nhắc đủ các khoản.",
    "/service/reported_by": "Lê Thị Mẫu",
    "/service/reported_on": date(2026, 8, 14),
}

SIGNING = """\
flow: signing
version: 1
titles: {vi: Ký hợp đồng, zh-Hans: 签约, zh-Hant: 簽約, en: Signing}
number: {series: signing, pattern: "KY-{{ n }}"}
answers: {agreement: agreement-record}
start: signing
stages:
  signing:
    titles: {vi: Ký, zh-Hans: 签约中, zh-Hant: 簽約中, en: Signing}
    awaits: [{form: agreement-record, part: "", from: sales, opens: true}]
    next: [{go: signed}]
  signed:
    titles: {vi: Đã ký, zh-Hans: 已签约, zh-Hant: 已簽約, en: Signed}
    opens: [{flow: promise, key: agreement.quote.number}]
    closes: signed
"""
PROMISE = """\
flow: promise
version: 1
titles: {vi: Thực hiện hợp đồng, zh-Hans: 合同执行, zh-Hant: 合約執行, en: Contract}
number: {series: promise, pattern: "TH-{{ n }}"}
given: [first_paid, fully_paid]
answers: {}
start: unpaid
stages:
  unpaid:
    titles: {vi: Chưa thanh toán, zh-Hans: 未付款, zh-Hant: 未付款, en: Unpaid}
    hears: [first_paid]
    next: [{go: begun}]
  begun:
    titles: {vi: Đã trả đợt đầu, zh-Hans: 已付首款, zh-Hant: 已付首期款, en: First paid}
    hears: [fully_paid]
    next: [{go: paid}]
  paid:
    titles: {vi: Đã trả hết, zh-Hans: 已付清, zh-Hant: 已付清, en: Paid}
    closes: paid
"""


def with_contracts(root: Path) -> None:
    """Give a workspace a small flow of contracts, which hear what was paid."""
    for name, text in (("signing", SIGNING), ("promise", PROMISE)):
        (root / "forms" / name).mkdir()
        (root / "forms" / name / "flow.yaml").write_text(text, encoding="utf-8")
    flow = root / "forms" / "collection" / "flow.yaml"
    flow.write_text(
        flow.read_text(encoding="utf-8").replace("flow: contract-execution", "flow: promise"), encoding="utf-8"
    )


def signed(office: Service, number: str) -> str:
    """The case of a contract that is to hear of its payments."""
    said = {"/customer/name": f"Công ty {number}", "/customer/short_name": number, "/quote/number": number}
    assert office.wrong(office.does("sales", office.blank("agreement-record"), said, f"Ký {number}")) == []
    return next(c for c in office.cases() if office.case(c)["source"].get("key") == number)


def owed(contract: str, instalment: str, due: date, **more: Any) -> dict[str, Any]:
    """A row of finance's: one of a contract's two halves, unpaid and of no key project unless more is said."""
    row = {
        "contract_no": contract,
        "no": NO[instalment],
        "customer": f"Trường {contract[-1]}",
        "debtor_kind": "end_user",
    }
    row |= {"product": "Thuyền Giấy LMS", "contract_amount": 100, "terms": "50% – 50%", "instalment": instalment}
    return {**row, "due_on": due, "amount": 50, "grade": "none", "key_project": "no", **more}


def table(*rows: Mapping[str, Any]) -> dict[str, Any]:
    """What a hand types into the table of receivables."""
    return {f"/rows/{n}/{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def reports(office: Service, *rows: Mapping[str, Any], **head: Any) -> list[str]:
    """What is wrong with a report from the shelf."""
    said = {**HEAD, **{f"/{name}": value for name, value in head.items()}, **table(*rows)}
    return office.wrong(office.does("finance", office.blank(SHEET), said, f"Công nợ {len(office.outcomes)}"))


def chased(rows: int, **changes: Any) -> dict[str, Any]:
    """What the service department writes about so many rows; a change of None leaves a column empty."""
    row = {"chaser": "Nguyễn Văn Mẫu", "last_contact": date(2026, 8, 13), "progress": "Khách hẹn trả.", **changes}
    written = {f"/progress/{n}/{name}": v for n in range(rows) for name, v in row.items() if v is not None}
    return PROGRESS | written


def states(office: Service) -> list[tuple[str, str, str]]:
    """(contract, instalment, due state) of every row that is to be chased."""
    sheet = office.case()["documents"][SHEET]["answers"]
    return [(row["contract_no"], row["instalment"], row["state"]) for row in sheet.get("progress", [])]
