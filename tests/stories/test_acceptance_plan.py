"""The plan of an acceptance, agreed inside and with the customer; rule by rule, with its refusals."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.acceptance import (
    ACCEPTANCE_PLAN,
    AGREED,
    CASE,
    FAILED,
    INSIDE,
    NOT_AGREED,
    NOT_INSIDE,
    PLAN,
    REPORT,
    without,
)
from stories.office import texts


@pytest.mark.parametrize(
    ("turn", "stage", "awaited"),
    [
        ("planned", "colleagues", "/inside/agreed=yes"),
        ("inside", "customer", "/customer_agreed/agreed=yes"),
        ("agreed", "reporting", "/conclusion=passed"),
        ("passed", "signing", "/customer_signed/name"),
    ],
)
def test_ACC_1_each_hand_finds_the_part_that_is_now_its_own(after, turn, stage, awaited):
    office = after(turn)
    form = ACCEPTANCE_PLAN if turn in ("planned", "inside") else REPORT
    assert (office.stage(), f'w:val="{awaited}"' in texts(office.latest(form))) == (stage, True)
    assert f"{CASE}/" in office.todo("manager")


@pytest.mark.parametrize("gap", ["/content", "/steps/0/step", "/functions/0/criterion", "/planned_on", "/place"])
def test_ACC_1_a_plan_says_what_when_where_and_by_which_criteria(after, gap):
    office = after()
    outcome = office.does("manager", office.blank(ACCEPTANCE_PLAN), without(PLAN, gap), "Kế hoạch")
    assert ([w.split()[-1] for w in office.wrong(outcome)], office.cases()) == (["required"], [])


def test_ACC_1_no_acceptance_is_planned_before_the_contract(after):
    office = after()
    early = {**PLAN, "/planned_on": date(2021, 7, 2)}
    assert office.wrong(office.does("manager", office.blank(ACCEPTANCE_PLAN), early)) == ["/planned_on check"]


@pytest.mark.parametrize(("turn", "writes"), [("", PLAN), ("planned", INSIDE), ("inside", AGREED), ("agreed", FAILED)])
def test_ACC_1_only_the_customer_manager_speaks_in_this_flow(after, turn, writes):
    office = after(turn)
    form = REPORT if turn == "agreed" else ACCEPTANCE_PLAN
    source = office.latest(form) if turn else office.blank(form)
    assert office.wrong(office.does("sales", source, writes, "Của tôi")) == ["role.wrong"]
    assert "inbox/manager" in office.letter("sales")[0]


@pytest.mark.parametrize(
    ("turn", "writes", "gap"),
    [("planned", NOT_INSIDE, "/inside/remarks"), ("inside", NOT_AGREED, "/customer_agreed/remarks")],
)
def test_ACC_1_a_plan_is_not_agreed_to_without_a_remark(after, turn, writes, gap):
    office = after(turn)
    source = office.latest(ACCEPTANCE_PLAN)
    assert office.wrong(office.does("manager", source, without(writes, gap), "Không")) == [f"{gap} required"]


@pytest.mark.parametrize(
    ("turn", "writes", "remarks"),
    [
        ("planned", NOT_INSIDE, NOT_INSIDE["/inside/remarks"]),
        ("inside", NOT_AGREED, NOT_AGREED["/customer_agreed/remarks"]),
    ],
)
def test_ACC_1_a_plan_not_agreed_to_comes_back_with_the_remarks_and_goes_round_again(after, turn, writes, remarks):
    office = after(turn)
    office.does("manager", office.latest(ACCEPTANCE_PLAN), writes, "Không đồng ý")
    assert (office.stage(), remarks in office.todo("manager")) == ("replanning", True)
    office.does("manager", office.latest(ACCEPTANCE_PLAN), {"/planned_on": date(2021, 8, 16)}, "Sửa")
    assert office.stage() == "colleagues"
    office.does("manager", office.latest(ACCEPTANCE_PLAN), INSIDE, "Nội bộ lại")
    office.does("manager", office.latest(ACCEPTANCE_PLAN), AGREED, "Khách đồng ý lại")
    plan = office.case()["answers"][ACCEPTANCE_PLAN]
    assert (office.stage(), plan["planned_on"], office.numbers("acceptance-plan")) == (
        "reporting",
        "2021-08-16",
        [("KHNT-2021-0001", "used")],
    )


def test_ACC_1_what_stays_inside_is_not_on_the_customers_paper(after):
    office = after("planned")
    left = {"/leftovers": "Máy in kho hay kẹt giấy."}
    office.does("manager", office.latest(ACCEPTANCE_PLAN), {**INSIDE}, "Nội bộ")
    plan = office.filled(office.blank(ACCEPTANCE_PLAN), {**PLAN, **left, "/customer/name": "HTX Trà Sương Mẫu"}, "B")
    office.does("manager", plan)
    assert left["/leftovers"] in texts(office.latest(ACCEPTANCE_PLAN))
    office.does("manager", office.latest(ACCEPTANCE_PLAN), INSIDE, "Nội bộ B")
    assert (office.stage(), left["/leftovers"] in texts(office.latest(ACCEPTANCE_PLAN))) == ("customer", False)
