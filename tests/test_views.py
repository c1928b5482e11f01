"""Reduced documents: what a view hides is nowhere in them, and what comes back never touches it (IMP-1)."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime

import pytest

from casedrop.cli.main import group
from casedrop.config.init import init
from casedrop.config.workspace import usable
from casedrop.core.leaks import leaks, secrets
from casedrop.desk.checking import check
from casedrop.paper import word
from casedrop.paper.pieces import pieces
from rebuilding import differences
from stories.office import Clock, Office, moved

DEAL = """
form: deal
flow: deal
code: DL
format: docx
titles: {vi: Phiếu bàn giao, zh-Hans: 移交单, zh-Hant: 移交單, en: Hand-over}
names: {vi: "{{ title }}", zh-Hans: "{{ title }}", zh-Hant: "{{ title }}", en: "{{ title }}"}
fields:
  - {name: customer, block: customer}
  - {name: amount, kind: money, required: true, labels: {vi: Giá trị, zh-Hans: 金额, zh-Hant: 金額, en: Amount}}
  - {name: signed_on, kind: date, labels: {vi: Ngày ký, zh-Hans: 签订日期, zh-Hant: 簽訂日期, en: Signed on}}
  - {name: penalty, kind: lines, labels: {vi: Phạt, zh-Hans: 违约金, zh-Hant: 違約金, en: Penalty}}
  - name: payments
    labels: {vi: Thanh toán, zh-Hans: 付款, zh-Hant: 付款, en: Payments}
    columns:
      - {name: due, kind: date, required: true, labels: {vi: Hạn, zh-Hans: 期限, zh-Hant: 期限, en: Due}}
      - {name: sum, kind: money, required: true, labels: {vi: Số tiền, zh-Hans: 款额, zh-Hant: 款額, en: Sum}}
  - name: scope
    labels: {vi: Phạm vi, zh-Hans: 范围, zh-Hant: 範圍, en: Scope}
    columns:
      - {name: what, required: true, labels: {vi: Nội dung, zh-Hans: 内容, zh-Hant: 內容, en: What}}
      - {name: price, kind: money, labels: {vi: Đơn giá, zh-Hans: 单价, zh-Hant: 單價, en: Price}}
  - {name: manager, stage: naming, labels: {vi: Quản lý, zh-Hans: 经理, zh-Hant: 經理, en: Manager}}
"""
VIEW = """
views:
  reduced:
    titles: {vi: Phiếu bàn giao (bản rút gọn), zh-Hans: 移交单（删减版）, zh-Hant: 移交單（刪減版）, en: Hand-over (reduced)}
    hides: [/amount, /penalty, /payments, /scope/-/price]
"""
FLOW = """
flow: deal
version: 1
titles: {vi: Giao dịch, zh-Hans: 交易, zh-Hant: 交易, en: Deal}
number: {series: deal, pattern: "GD-{{ year }}-{{ n }}"}
answers: {deal: deal}
enclosures:
  twin:
    titles: {vi: Hợp đồng rút gọn, zh-Hans: 合同删减版, zh-Hant: 合約刪減版, en: Reduced contract}
    hides: {form: deal, view: reduced}
start: signed
stages:
  signed:
    titles: {vi: Đã ký, zh-Hans: 已签, zh-Hant: 已簽, en: Signed}
    awaits: [{form: deal, from: sales, opens: true}]
    next: [{go: naming}]
  naming:
    titles: {vi: Cử người, zh-Hans: 指定, zh-Hant: 指定, en: Naming}
    issues:
      - {form: deal, part: naming, to: director}
      - {form: deal, view: reduced, part: naming, to: leader, pdf: true}
    awaits: [{form: deal, part: naming, from: leader}]
    next: [{go: twin}]
  twin:
    titles: {vi: Bản rút gọn, zh-Hans: 删减版, zh-Hant: 刪減版, en: Twin}
    awaits: [{enclosure: twin, from: sales}]
    next: [{go: done}]
  done:
    titles: {vi: Xong, zh-Hans: 完成, zh-Hant: 完成, en: Done}
    closes: done
"""
SIGNED = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈",
    "/amount": 1234567,
    "/signed_on": date(2021, 6, 9),
    "/penalty": "每延期一日按合同额的千分之三",
    "/payments/0/due": date(2021, 8, 31),
    "/payments/0/sum": 617283,
    "/scope/0/what": "实施",
    "/scope/0/price": 45678,
    "/scope/1/what": "培训",
}
HIDDEN = (
    "1234567",
    "1.234.567",
    "1,234,567",
    "千分之三",
    "617",
    "45678",
    "45.678",
    "2021-08-31",
    "31/08/2021",
    "Giá trị",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace with a form that has a view, and a flow that brings out both."""
    root = tmp_path_factory.mktemp("views") / "office"
    init(root)
    wanted = root.parent / "deal.yaml"
    wanted.write_text(DEAL, encoding="utf-8")
    group.main(args=["-w", str(root), "new", "form", str(wanted)], standalone_mode=False)
    declared = root / "forms" / "deal" / "deal.yaml"
    declared.write_text(declared.read_text(encoding="utf-8") + VIEW, encoding="utf-8")
    (root / "forms" / "deal" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    assert check(usable(root)) == []
    return root


@pytest.fixture
def office(place, tmp_path):
    """An office in which a deal has opened GD-2021-1."""
    root = shutil.copytree(place, tmp_path / "office")
    made = Office(moved(usable(root), root), tmp_path / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    made.does("sales", made.blank("deal"), SIGNED, "deal")
    yield made
    assert made.faults() == []
    assert differences(made.room, tmp_path / "lost") == {}
    made.close()


def test_a_reduced_document_comes_out_beside_the_full_one_without_what_it_hides(office):
    for path in sorted(office.outbox("云栈", "GD-2021-1").iterdir()):
        print(path)
        print(word.outline(path.read_bytes()))
