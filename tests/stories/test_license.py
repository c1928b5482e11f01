"""The license flow, rule by rule: the specialist's application, the decision of the same day, the maker, the terms, the end."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.cli.main import run
from stories.licensing import (
    APPLICATION,
    DECIDED,
    REFUSED,
    WHOLE,
    applies,
    decides,
    grants,
    license_of,
    ordered,
    pays,
    requests,
    says,
)
from stories.service import Service

QUARTER = {
    "license__term": "quarter",
    "license__valid_from": date(2026, 8, 20),
    "license__valid_until": date(2026, 11, 20),
}
FULL = {"license__term": "full", "license__valid_from": date(2026, 10, 1), "license__valid_until": None}
TRIAL = {
    **WHOLE,
    "/customer/name": "示例市实验职业学院",
    "/customer/short_name": "实验学院",
    "/kind": "trial",
    "/source_no": "SYXY-1",
    "/purchase": "none",
    "/granting": "agreed",
    "/term": "30天",
    "/payment/state": "none",
}


@pytest.fixture
def office(selling):
    return selling


def licensed(office: Service) -> Service:
    """The office once a contract's first license, for a month, is on record."""
    ordered(office)
    assert applies(office) + decides(office) + requests(office) == []
    assert grants(office.at("2026-08-13T15:00")) == []
    return office


def on_trial(office: Service) -> Service:
    """The office once a trial license of thirty days is on record."""
    assert office.wrong(office.does("specialist", office.blank(APPLICATION, "zh-Hans"), TRIAL, "申请")) == []
    found = decides(office, decision__term="agreed", decision__preparing="na", decision__paying="na")
    assert found + requests(office) == []
    assert grants(office.at("2026-08-13T15:00"), license__term="agreed") == []
    return office


def stage(office: Service) -> str:
    return office.stage(license_of(office))


def said(office: Service):
    return office.case(license_of(office))["answers"][APPLICATION]


def test_LIC_1_what_the_contract_says_stands_in_the_application(office):
    known = ordered(office).case(license_of(office))["documents"][APPLICATION]["answers"]
    found = {k: known[k] for k in ("kind", "source_no", "source_signed_on", "granting")}
    assert found == {
        "kind": "new",
        "source_no": "HT-2026-0217",
        "source_signed_on": "2026-08-10",
        "granting": "staged",
    }
    assert (known["customer"]["short_name"], known["product"]["users"]) == ("云栈大学", 3000)


def test_LIC_1_the_specialist_applies_for_an_upgrade_by_a_drop(office):
    dropped = office.does("specialist", office.blank(APPLICATION, "zh-Hans"), {**WHOLE, "/kind": "upgrade"}, "申请")
    assert (office.wrong(dropped), stage(office)) == ([], "deciding")


def test_LIC_1_only_the_specialist_applies(office):
    dropped = office.does("sales", office.blank(APPLICATION, "zh-Hans"), WHOLE, "申请")
    assert (dropped.kind, office.cases()) == ("refused", [])


def test_LIC_1_an_application_says_how_preparation_and_payment_stand(office):
    ordered(office)
    found = applies(office, preparation__state=None, payment__state=None)
    assert found == ["/preparation/state required", "/payment/state required"]


def test_LIC_1_a_trial_is_not_bought_and_has_the_term_of_its_agreement(office):
    wrong = {**TRIAL, "/purchase": "buyout", "/granting": "staged"}
    dropped = office.does("specialist", office.blank(APPLICATION, "zh-Hans"), wrong, "申请")
    assert office.wrong(dropped) == ["/purchase check", "/granting check"]


def test_LIC_2_what_does_not_meet_the_criteria_is_not_approved(office):
    ordered(office)
    applies(office)
    assert (decides(office, decision__matches="no"), stage(office)) == (["/decision/result check"], "deciding")


def test_LIC_2_of_a_trial_preparation_and_payment_are_not_asked(office):
    assert stage(on_trial(office)) == "trial"


def test_LIC_2_refused_it_goes_back_to_the_specialist_with_the_reason_and_is_decided_anew(office):
    ordered(office)
    applies(office)
    assert decides(office, {**REFUSED, "/decision/reason": None}) == ["/decision/reason required"]
    assert decides(office, REFUSED) == []
    assert (stage(office), "用户数与合同不符。" in office.todo("specialist")) == ("returned", True)
    assert applies(office, product__users=2000) == []
    assert (stage(office), "decision" in office.case(license_of(office))["documents"][APPLICATION]["answers"]) == (
        "deciding",
        False,
    )
    assert (decides(office), stage(office)) == ([], "requesting")


def test_LIC_2_it_is_decided_the_same_day_and_late_still_decided(office):
    ordered(office)
    applies(office)
    office.at("2026-08-11T23:59").run()
    assert stage(office) == "deciding"
    office.at("2026-08-12T00:00").run()
    assert (stage(office), "Quá hạn xét duyệt" in office.todo("senior")) == ("deciding-overdue", True)
    assert (decides(office, decision__on=date(2026, 8, 12)), stage(office)) == ([], "requesting")


def test_W21_the_department_decides_what_the_senior_customer_manager_is_late_with(office):
    """The sheet has lain with it from the beginning; in time it is not its to decide."""
    ordered(office.at("2026-08-11T16:00"))
    applies(office)
    early = says(office, "department", APPLICATION, license_of(office), {**DECIDED, "/decision/by": "Trưởng Bộ Phận"})
    assert (early[-1], stage(office)) == ("role.wrong", "deciding")
    office.at("2026-08-12T00:00").run()
    assert "Quá hạn xét duyệt" in office.todo("department")
    late = {**DECIDED, "/decision/on": date(2026, 8, 12), "/decision/by": "Trưởng Bộ Phận"}
    assert (says(office, "department", APPLICATION, license_of(office), late), stage(office)) == ([], "requesting")


def test_LIC_2_a_day_that_is_closed_does_not_count(office):
    """An application of a Sunday is decided on Monday (CLD-4)."""
    ordered(office.at("2026-08-16T10:00"))
    applies(office)
    office.at("2026-08-17T23:59").run()
    assert stage(office) == "deciding"
    office.at("2026-08-18T00:00").run()
    assert stage(office) == "deciding-overdue"


def test_LIC_2_only_the_senior_customer_manager_decides(office):
    ordered(office)
    applies(office)
    assert (
        says(office, "specialist", APPLICATION, license_of(office), {"/decision/result": "approve"})[-1] == "role.wrong"
    )


def test_LIC_3_the_maker_is_asked_the_same_day_else_the_specialist_presses(office):
    ordered(office)
    assert applies(office) + decides(office) == []
    office.at("2026-08-12T00:00").run()
    assert (stage(office), "Đôn đốc kỹ sư" in office.todo("specialist")) == ("requesting-overdue", True)
    assert (requests(office, request__on=date(2026, 8, 12)), stage(office)) == ([], "licensing")


def test_LIC_3_the_makers_approval_is_followed(office):
    ordered(office)
    assert applies(office) + decides(office) + requests(office) == []
    office.at("2026-08-17T23:59").run()
    assert stage(office) == "licensing"
    office.at("2026-08-18T00:00").run()
    assert (stage(office), "Đôn đốc kỹ sư" in office.todo("specialist")) == ("licensing-overdue", True)
    assert (grants(office), stage(office)) == ([], "interim")


def test_LIC_4_a_month_then_three_then_the_full_license_each_on_a_document_of_its_own(office):
    pays(licensed(office), "first", date(2026, 8, 19))
    assert stage(office) == "quarter"
    assert requests(office, request__on=date(2026, 8, 19)) == []
    assert (grants(office, **QUARTER, license__approved_on=date(2026, 8, 20)), stage(office)) == ([], "interim")
    pays(office, "full", date(2026, 9, 30))
    assert stage(office) == "full"
    assert requests(office, request__on=date(2026, 9, 30)) == []
    assert (grants(office, **FULL, license__approved_on=date(2026, 10, 1)), stage(office)) == ([], "granted")
    assert [n for n, _ in office.numbers("license-application")] == ["GP-2026-0001", "GP-2026-0002", "GP-2026-0003"]
    parent = next(c for c in office.cases() if office.case(c)["flow"] == "order")
    told = office.case(parent)["children"][license_of(office)]["values"]
    assert (told["done_on"], told["evidence"]) == ("2026-10-01", "GP-2026-0003")


def test_LIC_4_all_paid_at_once_leaves_out_the_three_months(office):
    ordered(office)
    assert applies(office) + decides(office) == []
    pays(office, "first", date(2026, 8, 11))
    pays(office, "full", date(2026, 8, 11))
    assert requests(office) == []
    assert (grants(office.at("2026-08-13T15:00")), stage(office)) == ([], "full")


def test_LIC_4_W11_of_an_application_by_drop_finance_says_what_was_paid(office):
    office.does("specialist", office.blank(APPLICATION, "zh-Hans"), WHOLE, "申请")
    assert decides(office) + requests(office) + grants(office.at("2026-08-13T15:00")) == []
    nothing = {"/received/by": "孙样板"}
    assert says(office, "specialist", APPLICATION, license_of(office), nothing) == ["role.wrong"]
    assert says(office, "finance", APPLICATION, license_of(office), nothing) == ["/received/first_on check"]
    paid = {**nothing, "/received/first_on": date(2026, 8, 20)}
    assert (says(office, "finance", APPLICATION, license_of(office), paid), stage(office)) == ([], "quarter")
    assert said(office)["received"]["first_on"] == "2026-08-20"


def test_LIC_4_no_license_for_longer_than_approved(office):
    ordered(office)
    assert applies(office) + decides(office) + requests(office) == []
    assert grants(office, license__term="quarter", license__valid_until=date(2026, 11, 14)) == ["/license/term check"]


def test_LIC_4_unless_the_contract_says_otherwise(office):
    agreed = {**WHOLE, "/granting": "agreed", "/term": "六个月"}
    assert office.wrong(office.does("specialist", office.blank(APPLICATION, "zh-Hans"), agreed, "申请")) == []
    assert decides(office, decision__term="agreed") + requests(office) == []
    found = grants(office, license__term="agreed", license__valid_until=date(2027, 2, 13))
    assert (found, stage(office)) == ([], "granted")


def test_LIC_4_specialist_and_engineer_are_warned_seven_days_before_it_expires(office):
    licensed(office).at("2026-09-06T23:59").run()
    assert stage(office) == "interim"
    office.at("2026-09-07T00:00").run()
    warned = ["13/09/2026" in office.todo(role) for role in ("specialist", "engineer")]
    assert (stage(office), warned) == ("expiring", [True, True])


def test_LIC_4_an_expired_license_still_waits_for_the_payment(office):
    licensed(office).at("2026-09-07T00:00").run()
    office.at("2026-09-13T23:59").run()
    assert stage(office) == "expiring"
    office.at("2026-09-14T00:00").run()
    assert stage(office) == "expired"
    pays(office, "first", date(2026, 9, 15))
    assert stage(office) == "quarter"


def test_LIC_4_nothing_goes_to_the_customer_without_approval(office):
    """Not even then: what is out is for specialist, senior customer manager and engineer."""
    licensed(office)
    issued = [e.data["to"] for e in office.room.ledger.events(license_of(office)) if e.kind == "issued"]
    assert set(issued) == {"specialist", "senior", "engineer"}


def test_LIC_4_TRI_3_a_trial_license_expires_and_is_removed(office):
    on_trial(office).at("2026-09-07T00:00").run()
    assert (stage(office), "13/09/2026" in office.todo("specialist")) == ("trial-expiring", True)
    office.at("2026-09-14T00:00").run()
    assert (stage(office), "gỡ bỏ khi hết hạn" in office.todo("engineer")) == ("removing", True)
    office.at("2026-09-17T00:00").run()
    assert stage(office) == "removing-overdue"
    gone = {"/removed/on": date(2026, 9, 17), "/removed/by": "周测试"}
    early = {**gone, "/removed/on": date(2026, 8, 1)}
    assert says(office, "engineer", APPLICATION, license_of(office), early) == ["/removed/on check"]
    assert (says(office, "engineer", APPLICATION, license_of(office), gone), stage(office)) == ([], "removed")


def test_LIC_5_licenses_are_counted_by_project_time_and_type(office, capsys):
    licensed(office)
    on_trial(office.at("2026-08-11T09:50"))
    root = str(office.workspace.root)
    assert run(["-w", root, "list", "license", "--lang", "zh-Hans", "--count", "month", "--count", "kind"]) == 0
    assert capsys.readouterr().out == "批复月份  类型  数量\n2026-08   新购  1\n2026-08   试用  1\n"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_flow_plays_in_the_language_of_its_contract(office, lang):
    ordered(office, lang)
    assert applies(office) + decides(office) + requests(office) + grants(office) == []
    pays(office, "first", date(2026, 8, 19))
    assert stage(office) == "quarter"
