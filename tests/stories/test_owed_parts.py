"""What a contract owes is opened by whoever carries it out, as a flow of its own: prefilled, and it reports when it is done."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.desk.admin import originals
from casedrop.workspace.workspace import usable
from offices import begun
from stories import acceptance, onsite_training
from stories.acceptance import ACCEPTANCE_PLAN, REPORT
from stories.office import texts, unhurried
from stories.onsite_training import ORDER
from stories.service import Service, played
from stories.training import APPLIES, of_flow

OWING = """\
flow: owing
version: 1
titles: &titles {vi: Hợp đồng, zh-Hans: 合同, zh-Hant: 合約, en: Contract}
number: {series: owing, pattern: "HD-{{ year }}-{{ n | pad(4) }}"}
answers: {signed: training-application}
start: signing
stages:
  signing:
    titles: *titles
    awaits: [{form: training-application, part: "", from: sales, opens: true}]
    next: [{go: owing}]
  owing:
    titles: *titles
    opens:
      - flow: onsite-training
        give: &about
          customer: signed.customer
          product: signed.product
          contract: signed.contract
          agreed: "'合約第6項：現場培訓兩天。'"
      - flow: acceptance
        give: {<<: *about, criteria: "'合約附件二。'"}
    until: (children.onsite_training | where('open', true) | count) + (children.acceptance | where('open', true) | count) == 0
    next: [{go: done}]
  done:
    titles: *titles
    closes: done
"""


@pytest.fixture(scope="module")
def owing(tmp_path_factory):
    """A workspace in which a small flow of the tests owes a training and an acceptance."""
    root = tmp_path_factory.mktemp("owing") / "shipped"
    begun(root)
    for flow in ("training", "training-course", "trainee"):
        (root / "forms" / flow / "flow.yaml").unlink()
    (root / "forms/owing").mkdir()
    (root / "forms/owing/flow.yaml").write_text(OWING, encoding="utf-8")
    return unhurried(usable(root))


@pytest.fixture
def office(owing, tmp_path):
    yield from played(owing, tmp_path)


def signed(office: Service) -> Service:
    """The office once the contract is there."""
    assert office.wrong(office.does("sales", office.blank("training-application", "zh-Hant"), APPLIES, "合約")) == []
    return office


def part(office: Service, flow: str) -> str:
    return of_flow(office, flow)[0]


def test_OST_1_a_contract_brings_the_customer_manager_a_work_order(office):
    signed(office)
    order = office.latest(ORDER, part(office, "onsite-training"))
    assert [said in texts(order) for said in ("紙鶴茶餐廳", "HT-2026-031", "現場培訓兩天")] == [True, True, True]
    assert office.case(part(office, "onsite-training"))["documents"][ORDER]["to"] == "manager"


def test_ACC_1_a_contract_brings_the_customer_manager_an_acceptance_plan(office):
    plan = office.latest(ACCEPTANCE_PLAN, part(signed(office), "acceptance"))
    assert [said in texts(plan) for said in ("紙鶴茶餐廳", "HT-2026-031", "合約附件二")] == [True, True, True]


def test_OST_4_a_training_that_is_done_says_so(office):
    case = part(signed(office), "onsite-training")
    known = {
        "/customer/name",
        "/customer/short_name",
        "/product/name",
        "/contract/number",
        "/contract/signed_on",
        "/basis",
    }
    for name, (moment, role, form, right, called) in onsite_training.TURNS.items():
        told = {p: v for p, v in right.items() if p not in known}
        outcome = office.at(moment).does(role, office.latest(form or ORDER, case), told, called)
        assert office.wrong(outcome) == [], name
        if name == "prepared":
            assert onsite_training.outline(office, case) == []
    assert _child(office, "onsite-training") == {"done_on": "2026-08-26", "evidence": "CTDT-2026-0001"}


def test_ACC_6_an_acceptance_that_is_signed_says_so(office):
    case = part(signed(office), "acceptance")
    plan = {p: v for p, v in acceptance.PLAN.items() if not p.startswith(("/customer", "/product", "/contract"))}
    plan |= {"/planned_on": date(2026, 8, 25)}
    turns = [
        (ACCEPTANCE_PLAN, plan),
        (ACCEPTANCE_PLAN, {**acceptance.INSIDE, "/inside/by/0/on": date(2026, 8, 12)}),
        (ACCEPTANCE_PLAN, {**acceptance.AGREED, "/customer_agreed/on": date(2026, 8, 13)}),
        (REPORT, {**acceptance.PASSED, "/accepted_on": date(2026, 8, 25)}),
        (
            REPORT,
            {**acceptance.SIGNED, "/customer_signed/on": date(2026, 8, 26), "/company_signed/on": date(2026, 8, 26)},
        ),
    ]
    for k, (form, told) in enumerate(turns):
        assert office.wrong(office.does("manager", office.latest(form, case), told, str(k))) == [], form
    for copy in (3, 4):
        assert originals.note(office.watcher.desk, "in", "BBNT-2026-0001", copy, f"K-{copy}") is None
    assert office.stage(case) == "accepted"
    assert _child(office, "acceptance") == {"done_on": "2026-08-25", "evidence": "BBNT-2026-0001"}


def _child(office: Service, flow: str) -> dict[str, str]:
    """What the contract has heard of a part of it."""
    (told,) = [c for c in office.case(part(office, "owing"))["children"].values() if c["flow"] == flow]
    assert told["open"] is False
    return dict(told["values"])
