"""Needs during implementation, rule by rule: judged, evaluated, decided, negotiated, signed by both, scheduled, told."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest

from casedrop.desk.libreoffice.convert import to_pdfs
from stories.requirements import (
    COUNTERSIGNED,
    EVALUATION,
    FREE,
    LATER,
    LISTED,
    NEEDLESS,
    NOTHING_PAID,
    PAID,
    SENT_BACK,
    SOLUTION,
    SOLVED,
    listed,
    played,
    takes,
)
from stories.scans import hand_in, paper, scan

EVALUATED = ("judged", "counted", "decided")
DRAWN = (*EVALUATED, "talked", "drawn")
SUBJECT = "与校园卡对账"


@pytest.fixture
def office(service):
    return service


def test_CUS_11_CUS_12_a_need_from_the_list_to_the_customers_word(office):
    assert played(office, *DRAWN, "signed", "countersigned", "scheduled", "finished", "told") == []
    assert (office.stage(), office.heard) == (
        "done",
        [
            "11.08. 09:50  implementation/问题列表.xlsx: accepted",
            "12.08. 09:50  implementation-head/judged.xlsx: accepted",
            "12.08. 09:50  planner/counted.xlsx: accepted",
            "13.08. 09:50  service-director/decided.xlsx: accepted",
            "14.08. 09:50  sales/talked.xlsx: accepted",
            "14.08. 09:50  sales/drawn.docx: accepted",
            "17.08. 09:50  sales/signed.docx: accepted",
            "17.08. 09:50  deciding/countersigned.docx: accepted",
            "18.08. 09:50  service-director/scheduled.xlsx: accepted",
            "28.09. 09:50  planner/finished.xlsx: accepted",
            "29.09. 09:50  sales/told.xlsx: accepted",
        ],
    )


def test_CUS_11_the_implementation_manager_judges_every_need(office):
    for row, left_out, wrong in (
        (NEEDLESS, "way", "check"),  # unnecessary: why?
        (SOLVED, "way", "check"),  # an alternative: which?
        (PAID, "alternative", "check"),
        (PAID, "description", "required"),
        (PAID, "urgency", "required"),
    ):
        assert listed(office, {f"/rows/{row}/{left_out}": None}) == [f"/rows/{row}/{left_out} {wrong}"]


def test_CUS_11_what_is_talked_out_of_or_solved_goes_no_further_and_stays_on_the_list(office):
    passed = {p: None for p in LISTED if p.startswith(tuple(f"/rows/{n}/" for n in (PAID, FREE, LATER)))}
    assert listed(office, passed) == []
    assert office.stage() == "settled"
    rows = office.case()["answers"][EVALUATION]["rows"]
    assert [row["need"] for row in rows] == ["按学期统计耗材", "更换登录背景图"]


def test_CUS_11_only_what_is_left_is_evaluated(office):
    listed(office)
    assert takes(office, "judged", {f"/rows/{NEEDLESS}/blocks_work": "yes"}) == [f"/rows/{NEEDLESS}/blocks_work check"]
    assert takes(office, "counted", {f"/rows/{SOLVED}/days": "3"}) == [f"/rows/{SOLVED}/days check"]


def test_CUS_11_head_of_implementation_and_planner_evaluate_side_by_side_the_one_or_the_other_first(office):
    listed(office)
    assert ["实验职院" in office.todo(role) for role in ("implementation-head", "planner")] == [True, True]
    assert (takes(office, "counted"), office.stage()) == ([], "evaluating")
    assert takes(office, "judged", role="planner") == ["role.wrong"]
    assert (takes(office, "judged"), office.stage()) == ([], "deciding")


def test_CUS_11_nobody_evaluates_nothing(office):
    listed(office)
    for turn, fields in (
        ("judged", ["blocks_work"]),
        ("counted", ["days"]),
        ("decided", ["in_contract", "decision", "when", "fee"]),
    ):
        for field in fields:
            assert f"/rows/{PAID}/{field} check" in takes(office, turn, {f"/rows/{PAID}/{field}": None})
        assert takes(office, turn) == []


def test_CUS_11_what_is_in_the_contract_has_no_fee(office):
    played(office, "judged", "counted")
    assert takes(office, "decided", {f"/rows/{FREE}/fee": "100"}) == [f"/rows/{FREE}/fee check"]


def test_CUS_11_the_evaluated_list_goes_to_sales_implementation_and_deciding_managers(office):
    played(office, *EVALUATED)
    assert office.case()["documents"][EVALUATION]["to"] == "sales"
    assert ["DGYC-2026-0001" in office.todo(role) for role in ("implementation", "deciding")] == [True, True]


def test_CUS_11_what_is_free_and_in_the_contract_goes_straight_to_the_schedule(office):
    played(office, "judged", "counted")
    assert takes(office, "decided", NOTHING_PAID) == []
    assert (office.stage(), SOLUTION in office.case()["documents"]) == ("scheduling", False)


def test_CUS_11_sales_tells_the_customer_of_what_is_not_developed(office):
    played(office, "judged", "counted")
    assert takes(office, "decided", {**NOTHING_PAID, f"/rows/{FREE}/decision": "later"}) == []
    assert (office.stage(), takes(office, "told"), office.stage()) == ("answering", [], "not-developed")


def test_CUS_11_of_each_need_that_has_a_fee_sales_says_whether_the_customer_agrees(office):
    played(office, *EVALUATED)
    assert takes(office, "talked", {f"/rows/{PAID}/agreed": None}) == [f"/rows/{PAID}/agreed check"]
    assert takes(office, "talked", {f"/rows/{FREE}/agreed": "yes"}) == [f"/rows/{FREE}/agreed check"]


def test_CUS_11_a_customer_who_will_not_pay_gets_what_is_free(office):
    played(office, *EVALUATED)
    assert takes(office, "talked", {f"/rows/{PAID}/agreed": "no"}) == []
    assert office.stage() == "scheduling"


def test_CUS_11_a_customer_who_will_not_pay_for_the_only_thing_gets_nothing(office):
    played(office, "judged", "counted")
    takes(office, "decided", {f"/rows/{FREE}/decision": "not", f"/rows/{FREE}/when": None})
    assert takes(office, "talked", {f"/rows/{PAID}/agreed": "no"}) == []
    assert office.stage() == "declined"


def test_CUS_12_the_solution_begins_with_what_was_agreed(office):
    played(office, *EVALUATED, "talked")
    said = office.case()["documents"][SOLUTION]["answers"]
    assert (said["kind"], said["source_no"], said["total"], said["talked_with"], said["items"]) == (
        "development",
        "DGYC-2026-0001",
        "18000",
        "钱试算",
        [{"need": "与校园卡对账", "days": "5", "fee": "18000"}],
    )


def test_CUS_12_a_solution_says_what_is_done_for_how_much_and_when(office):
    played(office, *EVALUATED, "talked")
    for changes, wrong in (
        ({"/total": "17000"}, "/total check"),
        ({"/items/0/solution": None}, "/items/0/solution required"),
        ({"/finish": None}, "/finish required"),
    ):
        assert takes(office, "drawn", changes) == [wrong]


def test_CUS_12_W22_each_of_the_two_signs_from_his_own_folder(office):
    played(office, *DRAWN)
    for turn, changes, wrong in (
        ("signed", {"/sales_signed/name": None}, "/sales_signed/name required"),
        ("signed", {"/outcome": None}, "/outcome required"),
        ("countersigned", {"/second_signed/name": None}, "/second_signed/name required"),
    ):
        assert wrong in takes(office, turn, changes)
    assert takes(office, "countersigned", role="sales") == ["role.wrong"]
    assert (takes(office, "signed"), office.stage()) == ([], "signing")
    assert takes(office, "countersigned", {"/second_signed/name": "周模拟"}) == ["/second_signed/name check"]
    assert (takes(office, "countersigned"), office.stage()) == ([], "scheduling")


def test_CUS_12_W22_the_lists_say_whose_signature_is_missing(office):
    played(office, *DRAWN, "signed")
    assert (SUBJECT in office.todo("deciding"), SUBJECT in office.todo("sales")) == (True, False)
    assert "Chưa có bản quét." in office.todo("sales")  # the signed paper would do as well


def test_CUS_12_who_does_not_sign_says_why_and_sales_draws_it_up_anew(office):
    played(office, *DRAWN, "signed")
    nothing = dict.fromkeys(p for p in COUNTERSIGNED if p != "/second_outcome")
    assert takes(office, "countersigned", {**nothing, "/second_outcome": "rework"}) == ["/second_remarks required"]
    assert takes(office, "countersigned", {**nothing, **SENT_BACK}) == []
    assert (office.stage(), takes(office, "drawn", {"/finish": None}), office.stage()) == ("confirming", [], "signing")
    assert "outcome" not in office.case()["documents"][SOLUTION]["answers"]
    assert (takes(office, "signed"), takes(office, "countersigned"), office.stage()) == ([], [], "scheduling")


def test_CUS_11_W11_what_the_customer_agreed_to_pay_for_is_finances_to_see_to(office):
    played(office, *DRAWN)
    solution = office.case()["documents"][SOLUTION]["answers"]
    assert (takes(office, "signed"), takes(office, "countersigned")) == ([], [])
    (due,) = [one["given"] for one in map(office.case, office.cases()) if one["flow"] == "instalment"]
    assert (due["amount"], due["currency"]) == (solution["total"], solution["currency"])


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
def test_CUS_12_the_scan_of_the_signed_original_is_as_good(office):
    played(office, *DRAWN)
    office.converter = to_pdfs
    office.watcher.desk.start()
    office.watcher.desk.carrier.make_pdfs()
    number = office.case()["documents"][SOLUTION]["number"]
    assert hand_in(office, "sales", "已签.pdf", scan(paper(office, number, 1))) == ["accepted"]
    assert office.stage() == "scheduling"


def test_CUS_12_service_director_and_planner_schedule_and_a_day_that_passes_is_told(office):
    played(office, *DRAWN, "signed", "countersigned")
    assert takes(office, "scheduled", {"/schedule/planner": None}) == ["/schedule/planner required"]
    assert takes(office, "scheduled") == []
    office.at("2026-09-30T23:59").run()
    assert office.stage() == "developing"
    office.at("2026-10-01T00:00").run()
    assert (office.stage(), takes(office, "finished"), office.stage()) == ("developing-overdue", [], "telling")


@pytest.mark.parametrize(
    ("turns", "stage", "before", "turn"),
    [
        ((), "evaluating", "2026-08-14T23:59", "judged"),
        (EVALUATED[:2], "deciding", "2026-08-14T23:59", "decided"),
        (EVALUATED, "talking", "2026-08-19T23:59", "talked"),
        ((*DRAWN, "signed"), "signing", "2026-08-20T23:59", "countersigned"),
    ],
)
def test_CUS_11_CUS_12_an_overdue_stage_still_waits(office, turns, stage, before, turn):
    played(office, *turns)
    office.at(before).run()
    assert office.stage() == stage
    office.at(f"{date.fromisoformat(before[:10]) + timedelta(days=1)}T00:00").run()
    assert (office.stage(), takes(office, turn)) == (f"{stage}-overdue", [])
