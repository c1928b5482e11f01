"""A product is installed: what each hand writes, in the order of its turns. Persons and firms are invented.

The orders that open installations and talks here are a flow of the story's own: a form and a flow are files only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casedrop.desk.authoring.new_form import make_form
from casedrop.workspace.workspace import Workspace, usable
from offices import begun
from stories.office import moved, unhurried
from stories.service import Service, _clock, played
from stories.training import of_flow
from trees import resting

PREPARATION, REPORT, FEEDBACK = "installation-preparation", "installation-report", "installation-feedback"

ORDER = """\
form: order
flow: order
code: ZZ
format: docx
internal: false
titles: {vi: Đơn hàng, zh-Hans: 订单, zh-Hant: 訂單, en: Order}
fields:
  - {name: customer, block: customer, required: true}
  - {name: product, block: product, required: true}
  - {name: contract, block: contract, required: true}
  - name: trial
    required: true
    labels: {vi: Dùng thử, zh-Hans: 试用, zh-Hant: 試用, en: Trial}
    choices:
      "yes": {vi: Có, zh-Hans: 是, zh-Hant: 是, en: "Yes"}
      "no": {vi: Không, zh-Hans: 否, zh-Hant: 否, en: "No"}
"""
FLOW = """\
flow: order
version: 1
titles: {vi: Đơn hàng, zh-Hans: 订单, zh-Hant: 訂單, en: Order}
number: {series: order, pattern: "DH-{{ year }}-{{ n | pad(4) }}"}
answers: {order: order}
start: signing
stages:
  signing:
    titles: {vi: Ký, zh-Hans: 签约, zh-Hant: 簽約, en: Signing}
    awaits: [{form: order, part: "", from: sales, opens: true}]
    next: [{go: executing}]
  executing:
    titles: {vi: Thực hiện, zh-Hans: 执行, zh-Hant: 執行, en: Executing}
    opens:
      - flow: installation
        joins: true
        give: {contract: order.contract, customer: order.customer, product: order.product, trial: order.trial}
      - flow: communication
        when: "order.trial == 'no'"
        give: {contract: order.contract, customer: order.customer, product: order.product}
    until: children.installation | where('done_on', none) | count == 0
    next: [{go: executed}]
  executed:
    titles: {vi: Đã xong, zh-Hans: 已执行, zh-Hant: 已執行, en: Executed}
    closes: executed
"""

WHO: dict[str, Any] = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈大学",
    "/customer/contact/name": "赵样本",
    "/customer/contact/phone": "010-5550 0123",
    "/product/name": "纸船网络教学平台",
    "/product/version": "9.1",
}
ORDERS: dict[str, Any] = {
    **WHO,
    "/contract/number": "HT-2026-041",
    "/contract/signed_on": date(2026, 8, 10),
    "/trial": "no",
}
PREPARES: dict[str, Any] = {
    "/deployment": "single",
    "/domain": "jx.yunzhan.example",
    "/servers/0/role": "application",
    "/servers/0/cpu": "8核",
    "/servers/0/memory": 32,
    "/servers/0/disk": 500,
    "/servers/0/os": "Ubuntu Server 22.04",
    "/servers/0/ip": "192.0.2.10",
    "/ports/0/port": "443",
    "/ports/0/purpose": "用户访问平台",
    "/ports/0/opened": "yes",
    "/remote/mode": "vpn",
    "/remote/address": "vpn.yunzhan.example",
    "/remote/account": "install",
    "/administrator/name": "孙示例",
    "/administrator/phone": "010-5550 0124",
    "/technicians/0/name": "李网管",
    "/technicians/0/duty": "网络",
    "/technicians/0/phone": "010-5550 0125",
    "/window/from": date(2026, 8, 17),
    "/window/to": date(2026, 8, 21),
    **{f"/ready/{what}": "yes" for what in ("hardware", "system", "network", "access")},
    "/signed/name": "赵样本",
    "/signed/on": date(2026, 8, 12),
}
INSTALLS: dict[str, Any] = {
    "/outcome": "installed",
    "/installed_on": date(2026, 8, 18),
    "/engineer": "吴演练",
    "/mode": "remote",
    "/version": "9.1（补丁4）",
    "/version_reason": "最稳定的版本。",
    "/environment/0/what": "操作系统",
    "/environment/0/required": "Ubuntu 20.04及以上",
    "/environment/0/found": "Ubuntu 22.04",
    "/environment/0/ok": "yes",
    "/steps": "安装数据库和应用。",
    **{f"/setup/{n}/done": "yes" for n in range(7)},
    "/tests/0/function": "管理员登录",
    "/tests/0/result": "passed",
    "/license/term": "one-month",
    "/license/valid_until": date(2026, 9, 17),
    "/incidents": "SSL证书缺少中间证书。",
    "/advice": "每晚备份数据库。",
    "/training_on": date(2026, 8, 20),
}
POSTPONES: dict[str, Any] = {
    **{p: v for p, v in INSTALLS.items() if p.startswith("/environment") or p in ("/engineer", "/mode")},
    "/installed_on": date(2026, 8, 18),
    "/outcome": "postponed",
    "/environment/0/ok": "no",
    "/environment/0/found": "Ubuntu 16.04",
    "/incidents": "操作系统版本过低。",
}
TEACHES: dict[str, Any] = {
    **{f"/checked/{what}": "yes" for what in ("users", "courses", "media")},
    "/training/held_on": date(2026, 8, 20),
    "/training/trainer": "吴演练",
    "/training/content": "日常维护与备份。",
    "/attendees/0/name": "孙示例",
}
RATES: dict[str, Any] = {
    **{f"/ratings/{a}": "5" for a in ("guidance", "punctuality", "quality", "training", "documents", "attitude")},
    "/ratings/overall": "4",
    "/signed/name": "赵样本",
    "/signed/on": date(2026, 8, 27),
}
FILES: dict[str, Any] = {
    "/filed/paper": "yes",
    "/filed/place": "安装卷2026第3盒",
    "/filed/by": "郑归档",
    "/filed/on": date(2026, 8, 28),
}


def shipped_with_orders(place: Path, *, by_date: bool = False) -> Workspace:
    """The workspace as it is shipped, and a form and flow of orders; its shelf of empty forms is filled."""
    root = place / "shipped"
    begun(root)
    (place / "order.yaml").write_text(ORDER, encoding="utf-8")
    make_form(root, place / "order.yaml")
    (root / "forms" / "order" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    there = usable(root) if by_date else unhurried(usable(root))
    workspace = moved(there, root)
    Service(workspace, place / "hands", _clock()).close()
    return workspace


def orders(office: Service, **changes: Any) -> Service:
    """The office once sales dropped an order."""
    written = {**ORDERS, **{f"/{name}": value for name, value in changes.items()}}
    assert office.wrong(office.does("sales", office.blank("order", "zh-Hans"), written, "订单")) == []
    return office


def sounded(office: Service) -> Service:
    """The office once the specialist asked a customer who means to buy."""
    assert office.wrong(office.does("specialist", office.blank(PREPARATION, "zh-Hans"), WHO, "意向")) == []
    return office


def installation(office: Service) -> str:
    """The newest installation."""
    return of_flow(office, "installation")[-1]


def at(office: Service) -> str:
    """Where the newest installation stands."""
    return office.stage(installation(office))


def says(office: Service, role: str, form: str, written: Mapping[str, Any], name: str) -> list[str]:
    """What is wrong with what a role writes on the newest installation's form."""
    return office.wrong(office.does(role, office.latest(form, installation(office)), written, name))


def prepares(office: Service, written: Mapping[str, Any] = PREPARES) -> list[str]:
    """What is wrong with the customer's form."""
    return says(office, "", PREPARATION, written, "准备表")


def installs(office: Service, written: Mapping[str, Any] = INSTALLS) -> list[str]:
    """What is wrong with the engineer's report of the installation."""
    return says(office, "engineer", REPORT, written, "安装")


def teaches(office: Service, written: Mapping[str, Any] = TEACHES) -> list[str]:
    """What is wrong with the engineer's report of the training."""
    return says(office, "engineer", REPORT, written, "培训")


def rates(office: Service, written: Mapping[str, Any] = RATES) -> list[str]:
    """What is wrong with the customer's opinion."""
    return says(office, "", FEEDBACK, written, "反馈")


TURNS = {
    "ordered": ("2026-08-11T09:50", orders),
    "prepared": ("2026-08-12T10:00", prepares),
    "installed": ("2026-08-18T16:00", installs),
    "taught": ("2026-08-20T16:00", teaches),
}
"""The turns of an installation that goes well: when, and by whose hand."""


def kept_turns(workspace: Workspace, place: Path) -> Path:
    """A folder with the office as it was after each of the turns."""
    resting(workspace.root, place / "going")
    office = Service(moved(workspace, place / "going"), place / "hands", _clock())
    for turn, (moment, hand) in TURNS.items():
        assert hand(office.at(moment)) in ([], office)
        office.close()
        resting(office.workspace.root, place / turn)
        office = Service(moved(workspace, place / "going"), place / "hands", office.clock)
    office.close()
    return place


def standing(workspace: Workspace, kept: Path, turn: str, place: Path) -> Iterator[Service]:
    """An office as it was after a turn, at that hour; after the story nothing is at fault."""
    for office in played(moved(workspace, kept / turn), place):
        yield office.at(TURNS[turn][0])
