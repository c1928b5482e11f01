"""Licenses and deliveries as their people live them: what each hand writes, and a small contract that opens both and tells
them of payments. Persons and firms are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casedrop.desk.authoring.new_form import make_form
from casedrop.workspace.workspace import Workspace, usable
from offices import begun
from stories.office import Office, moved, unhurried
from stories.service import Service, _clock
from stories.training import of_flow

APPLICATION, CERTIFICATE, ORDER = "license-application", "arrival-certificate", "order"

LIST = """
form: order
flow: order
code: QO
format: docx
internal: false
titles: {vi: Phiếu đơn hàng, zh-Hans: 订单登记, zh-Hant: 訂單登記, en: Order}
number: {series: order, pattern: "DDH-{{ n | pad(3) }}"}
fields:
  - {name: customer, block: customer}
  - {name: product, block: product}
  - {name: contract, block: contract}
  - name: before
    labels: {vi: Giao trước, zh-Hans: 先行交付, zh-Hant: 先行交付, en: Deliver first}
    choices:
      "yes": {vi: Có, zh-Hans: 是, zh-Hant: 是, en: "Yes"}
      "no": {vi: Không, zh-Hans: 否, zh-Hant: 否, en: "No"}
  - name: first_on
    kind: date
    stage: first
    labels: {vi: Trả đợt đầu, zh-Hans: 首付款日期, zh-Hant: 首期款日期, en: First paid}
  - name: full_on
    kind: date
    stage: full
    labels: {vi: Trả đủ, zh-Hans: 付清日期, zh-Hant: 付清日期, en: All paid}
"""
FLOW = """
flow: order
version: 1
titles: &t {vi: Đơn hàng, zh-Hans: 订单, zh-Hant: 訂單, en: Order}
number: {series: order-case, pattern: "DH-{{ n | pad(3) }}"}
answers: {order: order}
start: placing
stages:
  placing:
    titles: *t
    awaits:
      - {form: order, part: "", from: sales, opens: true}
    next:
      - {go: first}
  first:
    titles: *t
    opens:
      - flow: license
        give:
          contract: order.contract
          customer: order.customer
          product: order.product
          source_no: order.contract.number
          kind: "'new'"
      - flow: delivery
        give:
          contract: order.contract
          customer: order.customer
          product: order.product
          deliver_before_payment: order.before
    issues:
      - {form: order, to: finance}
    awaits:
      - {form: order, from: finance}
    next:
      - {go: full}
  full:
    titles: *t
    tells:
      - {flow: license, give: {first_paid: order.first_on}}
      - {flow: delivery, give: {first_paid: order.first_on}}
    issues:
      - {form: order, to: finance}
    awaits:
      - {form: order, from: finance}
    next:
      - {go: paid}
  paid:
    titles: *t
    tells:
      - {flow: license, give: {fully_paid: order.full_on}}
    until: (children.license | where('open', true) | count) + (children.delivery | where('open', true) | count) == 0
    next:
      - {go: done}
  done:
    titles: *t
    closes: done
"""
ORDERED: dict[str, Any] = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈大学",
    "/product/name": "纸船在线教学平台",
    "/product/users": 3000,
    "/contract/number": "HT-2026-0217",
    "/contract/signed_on": date(2026, 8, 10),
    "/before": "no",
}
APPLIED: dict[str, Any] = {
    "/purchase": "buyout",
    "/preparation/state": "started",
    "/payment/state": "started",
    "/applied_by": "孙样板",
    "/applied_on": date(2026, 8, 11),
}
"""What a specialist adds where the contract has said the rest."""
WHOLE: dict[str, Any] = {
    **APPLIED,
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈大学",
    "/product/name": "纸船在线教学平台",
    "/kind": "expansion",
    "/source_no": "HT-2026-0217",
    "/granting": "staged",
}
"""A whole application, from the shelf."""
DECIDED: dict[str, Any] = {
    "/decision/matches": "yes",
    "/decision/preparing": "yes",
    "/decision/paying": "yes",
    "/decision/result": "approve",
    "/decision/term": "month",
    "/decision/by": "李示例",
    "/decision/on": date(2026, 8, 11),
}
REFUSED: dict[str, Any] = {
    **DECIDED,
    "/decision/matches": "no",
    "/decision/result": "refuse",
    "/decision/term": None,
    "/decision/reason": "用户数与合同不符。",
}
REQUESTED: dict[str, Any] = {"/request/on": date(2026, 8, 11), "/request/number": "RQ-1", "/request/by": "周测试"}
GRANTED: dict[str, Any] = {
    "/license/approved_on": date(2026, 8, 13),
    "/license/number": "LIC-1",
    "/license/content": "标准版，3000用户。",
    "/license/term": "month",
    "/license/valid_from": date(2026, 8, 14),
    "/license/valid_until": date(2026, 9, 13),
    "/license/by": "周测试",
}
SENT: dict[str, Any] = {
    "/checked": "yes",
    "/server": "机架式服务器一台。",
    "/recipient/name": "吴样本",
    "/recipient/department": "信息中心302室",
    "/recipient/phone": "010-5550 0188",
    "/address": "示例市样板区例子路66号信息楼302室",
    "/courier": "示例快递",
    "/waybill_no": "SF5550012345",
    "/sent_on": date(2026, 8, 12),
    "/told_on": date(2026, 8, 12),
    "/sent_by": "孙样板",
}
ARRIVED: dict[str, Any] = {
    "/arrival/on": date(2026, 8, 14),
    "/arrival/complete": "yes",
    "/arrival/by": "吴样本",
    "/arrival/signed_on": date(2026, 8, 14),
}


def contracted(place: Path) -> Workspace:
    """The workspace as it is shipped, with a flow of its own by which a contract opens license and delivery."""
    root = place / "contracted"
    begun(root)
    wanted = place / "order.yaml"
    wanted.write_text(LIST, encoding="utf-8")
    make_form(root, wanted)
    (root / "forms/order/flow.yaml").write_text(FLOW, encoding="utf-8")
    workspace = moved(unhurried(usable(root)), root)
    Service(workspace, place / "hands", _clock()).close()
    return workspace


def ordered(office: Office, lang: str = "zh-Hans", **changes: Any) -> Office:
    """The office once a contract is signed."""
    told = {f"/{name}": value for name, value in changes.items()}
    assert office.wrong(office.does("sales", office.blank(ORDER, lang), {**ORDERED, **told}, "订单")) == []
    return office


def pays(office: Office, what: str, on: date) -> None:
    """Let finance say that the first payment (`first`) or all of it (`full`) came."""
    case = of_flow(office, "order")[-1]
    assert office.wrong(office.does("finance", office.latest(ORDER, case), {f"/{what}_on": on}, f"到账{what}")) == []


def license_of(office: Office) -> str:
    """The newest license case."""
    return of_flow(office, "license")[-1]


def delivery_of(office: Office) -> str:
    """The newest delivery."""
    return of_flow(office, "delivery")[-1]


def says(office: Office, role: str, form: str, case: str, written: Mapping[str, Any], name: str = "") -> list[str]:
    """What is wrong with what a role writes into a case's latest issue of a form."""
    told = {pointer: value for pointer, value in written.items() if value is not None}
    return office.wrong(office.does(role, office.latest(form, case), told, name or role))


def applies(office: Office, **changes: Any) -> list[str]:
    """What is wrong with the specialist's application."""
    return says(office, "specialist", APPLICATION, license_of(office), {**APPLIED, **_pointers(changes)}, "申请")


def decides(office: Office, written: Mapping[str, Any] = DECIDED, **changes: Any) -> list[str]:
    """What is wrong with the senior customer manager's decision."""
    return says(office, "senior", APPLICATION, license_of(office), {**written, **_pointers(changes)}, "审批")


def requests(office: Office, **changes: Any) -> list[str]:
    """What is wrong with the engineer's word that the maker was asked."""
    return says(office, "engineer", APPLICATION, license_of(office), {**REQUESTED, **_pointers(changes)}, "提交")


def grants(office: Office, **changes: Any) -> list[str]:
    """What is wrong with the engineer's record of the license."""
    return says(office, "engineer", APPLICATION, license_of(office), {**GRANTED, **_pointers(changes)}, "批复")


def sends(office: Office, **changes: Any) -> list[str]:
    """What is wrong with the specialist's word that the media set was sent."""
    return says(office, "specialist", CERTIFICATE, delivery_of(office), {**SENT, **_pointers(changes)}, "寄送")


def _pointers(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {f"/{name.replace('__', '/')}": value for name, value in changes.items()}
