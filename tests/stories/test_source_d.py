"""Source [D] from its first paragraph to its last: a contract is handed over, carried out, accepted and served; when the free
service ends one customer buys more of it, another does not. A Chinese office by its own hours; real files in simplified Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from casedrop.desk.admin import originals
from rebuilding import differences
from stories import acceptance, data_import, installation, problems, requirements
from stories import implementation as project
from stories.calls import CALL, REGISTER, cases_of, customer
from stories.contracts import part_of
from stories.office import texts
from stories.service import Service, _clock, in_china, shipped
from stories.test_attached import FEES, STANDARD
from stories.test_source_c import later

FIRM, SHORT = project.CUSTOMER, "云栈精密"
OTHER, OTHER_SHORT = "云帆示例物流有限公司", "云帆物流"
RENEWAL = "renewal-record"
FREE = (date(2026, 11, 2), date(2027, 1, 31))
"""The three months of service that the contracts of both customers contain."""

PAYER = {"/extraction": "company", "/fee_accepted": "no", "/customer_signed/on": date(2026, 8, 26)}
AGREED_AGAIN = {**project.AGREED, "/customer_signed/on": date(2026, 8, 27)}
ASKED_FOR_DATA = {**data_import.BY_FEE, "/return_by": date(2026, 9, 25), "/manager": "孙演练"}
REFUSES_FEE = {**data_import.FEE, "/fee/answer": "objected", "/fee/reason": "签约时未提及。"}
PLAN: dict[str, Any] = {
    "/content": "财务、供应链、生产全部功能。",
    "/steps/0/step": "逐项演示",
    "/functions/0/function": "采购分级审批",
    "/functions/0/criterion": "五万元以上须经主管审批",
    "/planned_on": date(2026, 10, 28),
    "/place": "办公楼三层会议室",
    "/their_people/0/name": "赵试样",
    "/our_people/0/name": "孙演练",
}
INSIDE = {
    "/inside/agreed": "yes",
    "/inside/by/0/name": "周模拟",
    "/inside/by/0/role": "销售",
    "/inside/by/0/on": date(2026, 10, 26),
}
THEIRS = {"/customer_agreed/agreed": "yes", "/customer_agreed/by": "赵试样", "/customer_agreed/on": date(2026, 10, 26)}
PASSED: dict[str, Any] = {
    "/edition": "enterprise",
    "/mode": "onsite",
    "/place": "办公楼三层会议室",
    "/their_people": "吴例文、赵试样",
    "/our_people": "周模拟、孙演练",
    "/delivered/0/item": "纸船ERP 8.2",
    "/delivered/0/result": "passed",
    "/accepted_on": date(2026, 10, 28),
    "/tests/0/finding": "符合标准",
    "/tests/0/result": "passed",
    "/conclusion": "passed",
}
SIGNED = {
    "/customer_signed/name": "吴例文",
    "/customer_signed/on": date(2026, 10, 30),
    "/company_signed/name": "赵演示",
    "/company_signed/on": date(2026, 10, 30),
}
BOUGHT: dict[str, Any] = {
    "/asked_on": date(2027, 1, 11),
    "/sales_manager": "周模拟",
    "/bought": "yes",
    "/term/from": date(2027, 2, 1),
    "/term/until": date(2028, 1, 31),
    "/fee": "38000",
    "/standard": "工作日两小时内答复。",
    "/attention": "每日备份数据。",
}
NOT_BOUGHT = {
    "/asked_on": date(2027, 2, 2),
    "/sales_manager": "周模拟",
    "/bought": "no",
    "/declined_because": "自行维护。",
}
TERMS: dict[str, Any] = {
    "/arrangement/way": "per-request",
    "/arrangement/rate": "500",
    "/arrangement/currency": "CNY",
    "/arrangement/special": "yes",
    "/arrangement/details": "首次请求免费，其后按次收费。",
    "/arrangement/by": "周模拟",
    "/arrangement/on": date(2027, 2, 2),
}
RULED = {
    "/ruling/result": "agree",
    "/ruling/opinion": "同意首次免费。",
    "/ruling/by": "冯样本",
    "/ruling/on": date(2027, 2, 2),
}
CARRIED_OUT = {"/execution/told_on": date(2027, 2, 2), "/execution/by": "何专员"}

ENDS = {
    "implementation": ["supported"],
    "data-import": ["imported"],
    "requirement": ["done"],
    "acceptance": ["accepted"],
    "problem": ["solved"] * 5,
    "callback": [*["called"] * 6, "calling"],
    "service-renewal": ["renewed", "not-bought"],
}


@pytest.fixture
def office(tmp_path):
    there = Service(shipped(tmp_path, by_date=True, change=in_china), tmp_path / "hands", _clock())
    yield there
    there.close()


def test_source_d_from_the_contract_handed_over_to_the_end_of_the_free_service(office, tmp_path):
    """IMP-1 to IMP-5, IMP-8 to IMP-12, CUS-11, CUS-12, ACC-1 to ACC-4, PRB-5, PRB-11, CAL-1, REN-1, REN-2, by the hours of
    CLD-2, as they follow each other."""
    the_contract_is_handed_over_and_a_manager_named(office)
    the_customer_gets_what_it_has_to_fill(office)
    the_survey_is_assessed_and_its_problem_decided(office)
    the_plan_is_approved_inside_then_by_the_customer_who_objects_once(office)
    nobody_goes_on_site_before_the_preparations_are_confirmed(office)
    the_data_come_from_the_customer_who_would_not_pay_for_their_extraction(office)
    needs_are_judged_evaluated_and_signed_by_two(office)
    what_is_beyond_the_manager_is_told_at_once(office)
    the_project_is_accepted(office)
    both_customers_are_in_service(office)
    inside_is_handled_unclear_decided_outside_negotiated(office)
    both_are_called_every_month(office)
    one_buys_service_and_is_served_as_before(office)
    the_other_does_not_and_is_not_refused_either(office)
    assert life(office) == ENDS
    assert office.faults() == []
    assert differences(office.room, tmp_path / "lost") == {}


def does(office: Service, role: str, flow: str, form: str, part: str, written: Mapping[str, Any]) -> list[str]:
    """What is wrong with what a role writes into a part of a form of a flow's newest case."""
    paper = part_of(office, form, part, cases_of(office, flow)[-1])
    return office.wrong(office.does(role, paper, dict(written), f"{form} {len(office.heard)}"))


def stage(office: Service, flow: str) -> str:
    """Where a flow's newest case stands."""
    return office.stage(cases_of(office, flow)[-1])


def life(office: Service) -> dict[str, list[str]]:
    """How the cases of each flow of the story ended, the oldest first."""
    return {flow: [office.stage(case) for case in cases_of(office, flow)] for flow in ENDS}


def the_contract_is_handed_over_and_a_manager_named(office: Service) -> None:
    """IMP-1: the whole contract to the service head, without its price to the manager; both heads name, sales schedules too."""
    office.at("2026-08-11T09:00")
    assert project.hands_over(office) == []
    assert "386,000" in texts(office.latest(project.HANDOVER, project.project(office)))
    assert project.names_a_manager(office) == []
    reduced = texts(office.latest(f"{project.HANDOVER}.reduced", project.project(office)))
    assert ("386,000" in reduced, project.NUMBER in reduced) == (False, True)
    assert "会同孙演练" in office.todo("sales")
    assert project.does(office, "implementation", project.SCHEDULE, "", project.SCHEDULED) == []


def the_customer_gets_what_it_has_to_fill(office: Service) -> None:
    """IMP-2: confirmation, survey report and templates; implementation and sales check readiness together."""
    assert project.stage(office) == "preparing"
    documents = office.case(project.project(office))["documents"]
    assert [documents[form]["to"] for form in (project.READINESS, f"{project.SURVEY}.customer")] == [
        "customer",
        "customer",
    ]
    assert office.latest(data_import.DATA, cases_of(office, "data-import")[-1]).name == "数据导入格式模板 云栈精密.xlsx"
    assert ["会同销售" in office.todo(role) for role in ("implementation", "sales")] == [True, True]


def the_survey_is_assessed_and_its_problem_decided(office: Service) -> None:
    """IMP-3: two assess, one opinion, and the deciding manager has the last word."""
    office.at("2026-08-18T16:00")
    assert project.does(office, "", project.SURVEY, "surveying", project.SURVEYED) == []
    assert project.assesses(office, "head", "problems", "考勤接口不在合同内。") == []
    assert project.assesses(office, "planner") == []
    office.at("2026-08-19T10:00")
    assert project.does(office, "planner", project.OPINION, "heads", project.DRAFTED) == []
    assert project.does(office, "sales", project.OPINION, "sales", project.ADVISED) == []
    assert project.does(office, "sales", project.OPINION, "deciding", project.DECIDED) == ["role.wrong"]
    office.at("2026-08-20T10:00")
    assert project.does(office, "deciding", project.OPINION, "deciding", project.DECIDED) == []


def the_plan_is_approved_inside_then_by_the_customer_who_objects_once(office: Service) -> None:
    """IMP-4: the customer sees it only when the head has approved it; sales and manager settle the objection."""
    assert project.does(office, "implementation", project.PLAN, "", project.PLANNED) == []
    assert project.does(office, "implementation", project.SCHEDULE, "", {}) == []
    assert project.stage(office) == "approving"
    office.at("2026-08-21T10:00")
    assert project.does(office, "implementation-head", project.PLAN, "approving", project.APPROVED) == []
    office.at("2026-08-24T10:00")
    assert project.does(office, "", project.PLAN, "confirming", project.OBJECTED) == []
    assert (project.stage(office), "月末不安排培训" in office.todo("sales")) == ("settling", True)
    assert project.does(office, "implementation", project.PLAN, "", {"/settled": "培训改在月初。"}) == []
    assert project.does(office, "implementation", project.SCHEDULE, "", {}) == []
    assert project.does(office, "implementation-head", project.PLAN, "approving", project.APPROVED) == []
    office.at("2026-08-27T10:00")
    assert project.does(office, "", project.PLAN, "confirming", AGREED_AGAIN) == []


def nobody_goes_on_site_before_the_preparations_are_confirmed(office: Service) -> None:
    """IMP-5: the plan alone takes nobody there. IMP-8: extraction is outside the contract, and its fee a matter for sales."""
    assert (project.stage(office), "不得进场" in office.todo("implementation")) == ("readying", True)
    assert project.TRAINING not in office.case(project.project(office))["documents"]
    assert project.does(office, "", project.READINESS, "confirming", {**project.CONFIRMED, **PAYER}) == []
    assert (project.stage(office), "对数据导出收费有异议" in office.todo("sales")) == ("implementing", True)


def the_data_come_from_the_customer_who_would_not_pay_for_their_extraction(office: Service) -> None:
    """IMP-8: charged unless contract or promise say otherwise; sales settles that; both confirm, the manager imports."""
    data, record = data_import.DATA, data_import.RECORD
    assert does(office, "implementation", "data-import", data, "", ASKED_FOR_DATA) == []
    assert does(office, "implementation", "data-import", record, "fee", REFUSES_FEE) == []
    settled = later({**data_import.SETTLES, "/settled/outcome": "customer"}, 20)
    assert (stage(office, "data-import"), does(office, "sales", "data-import", record, "settling", settled)) == (
        "settling",
        [],
    )
    case = cases_of(office, "data-import")[-1]
    assert office.case(case)["documents"][data]["to"] == "customer"
    office.at("2026-09-07T10:00")
    office.put(
        data_import.with_rows(office.filled(office.latest(data, case), data_import.SAYS, "数据"), data_import.ROWS),
        "implementation",
    )
    assert office.wrong(office.run()[-1]) == []
    assert does(office, "implementation", "data-import", record, "confirming", later(data_import.CONFIRMS, 22)) == []
    assert does(office, "implementation", "data-import", record, "importing", later(data_import.IMPORTS, 22)) == []
    assert stage(office, "data-import") == "imported"


def needs_are_judged_evaluated_and_signed_by_two(office: Service) -> None:
    """CUS-11: unnecessary and solvable ones go no further; CUS-12: one signature is none."""
    days = 30
    named = {"/customer/name": FIRM, "/customer/short_name": SHORT, "/contract_no": project.NUMBER}
    office.at("2026-09-10T10:00")
    assert requirements.listed(office, {**later(requirements.LISTED, days), **named}) == []
    for moment, turn in (("11T10:00", "judged"), ("11T11:00", "counted"), ("14T10:00", "decided")):
        office.at(f"2026-09-{moment}")
        assert requirements.takes(office, turn, later(requirements.TURNS[turn][2], days)) == []
    evaluated = office.case(cases_of(office, "requirement")[-1])["documents"][requirements.EVALUATION]["number"]
    assert [evaluated in office.todo(role) for role in ("implementation", "deciding")] == [True, True]
    for turn in ("talked", "drawn"):
        assert requirements.takes(office, turn, later(requirements.TURNS[turn][2], days)) == []
    office.at("2026-09-16T10:00")
    assert requirements.takes(office, "signed", later(requirements.SIGNED, days)) == []
    assert stage(office, "requirement") == "signing"
    assert requirements.takes(office, "countersigned", later(requirements.COUNTERSIGNED, days)) == []
    assert stage(office, "requirement") == "scheduling"
    assert requirements.takes(office, "scheduled", later(requirements.SCHEDULED, days)) == []


def what_is_beyond_the_manager_is_told_at_once(office: Service) -> None:
    """IMP-12: a burnt server is for the head and for sales; the service head sees how far the project is."""
    assert project.does(office, "implementation", project.SCHEDULE, "", project.HAPPENED) == []
    assert ["服务器损坏" in office.todo(role) for role in ("implementation-head", "sales")] == [True, True]
    assert "已完成1/2项" in office.todo("service-director")
    office.at("2026-09-28T16:00")
    assert does(office, "planner", "requirement", requirements.EVALUATION, "finishing", requirements.FINISHED) == []
    assert does(office, "sales", "requirement", requirements.EVALUATION, "closing", requirements.TOLD) == []
    for role, form, written in (
        ("", installation.PREPARATION, installation.PREPARES),
        ("engineer", installation.REPORT, installation.INSTALLS),
        ("engineer", installation.REPORT, installation.TEACHES),
    ):
        assert drops(office, role, "installation", form, later(written, 45)) == []
    office.at("2026-10-09T16:00")
    assert project.does(office, "implementation", project.TRAINING, "", project.TRAINED) == []
    office.at("2026-10-23T16:00")
    assert project.does(office, "implementation", project.TRIAL, "", project.TRIED) == []


def the_project_is_accepted(office: Service) -> None:
    """IMP-11: sales leads; ACC-1 to ACC-4: agreed inside, then with the customer, held, signed, filed."""
    plan, report = acceptance.ACCEPTANCE_PLAN, acceptance.REPORT
    assert (project.stage(office), "请负责与客户沟通，完成验收" in office.todo("sales")) == ("accepting", True)
    office.at("2026-10-26T10:00")
    for form, written in ((plan, PLAN), (plan, INSIDE), (plan, THEIRS)):
        assert drops(office, "manager", "acceptance", form, written) == []
    office.at("2026-10-28T16:00")
    assert drops(office, "manager", "acceptance", report, PASSED) == []
    office.at("2026-10-30T16:00")
    assert drops(office, "manager", "acceptance", report, SIGNED) == []
    number = office.case(cases_of(office, "acceptance")[-1])["documents"][report]["number"]
    assert [originals.note(office.watcher.desk, "in", number, copy, f"K-{copy}") for copy in (3, 4)] == [None, None]
    assert (stage(office, "acceptance"), project.stage(office)) == ("accepted", "supported")


def drops(office: Service, role: str, flow: str, form: str, written: Mapping[str, Any]) -> list[str]:
    """What is wrong with what a role writes on the latest issue of a form of a flow's newest case."""
    paper = office.latest(form, cases_of(office, flow)[-1])
    return office.wrong(office.does(role, paper, dict(written), f"{form} {len(office.heard)}"))


def both_customers_are_in_service(office: Service) -> None:
    """Whoever is accepted is in the register, with the months of free service."""
    office.at("2026-11-02T09:00")
    rows = [customer("KH-1", SHORT, "b", FREE, "zh-Hans"), customer("KH-2", OTHER_SHORT, "c", FREE, "zh-Hans")]
    names = ({"customer/name": FIRM}, {"customer/name": OTHER})
    said = {f"/rows/{n}/{k}": v for n, row in enumerate(rows) for k, v in ({**row, **names[n]}).items()}
    said |= {f"/rows/{n}/product/name": "纸船ERP" for n in range(2)}
    assert office.wrong(office.does("manager", office.blank(REGISTER, "zh-Hans"), said, "客户登记表")) == []


def asks(office: Service, on: date, subject: str, scope: str, whose: tuple[str, str] = (FIRM, SHORT)) -> list[str]:
    """What is wrong with the record of a request."""
    office.at(f"{on}T09:50")
    known = {"customer__name": whose[0], "customer__short_name": whose[1], "product__name": "纸船ERP"}
    return problems.recorded(office, reported_on=on, accepted_on=on, subject=subject, scope=scope, **known)


def solves(office: Service, days: int) -> str:
    """Where a request stands once the engineer has solved it and the manager asked the customer, so many days later."""
    case = cases_of(office, "problem")[-1]
    assert (
        office.wrong(
            office.does(
                "engineer", part_of(office, problems.RECORD, "handling", case), later(problems.SOLVES, days), "处理"
            )
        )
        == []
    )
    told = later(problems.CONFIRMS, days - 1)
    assert (
        office.wrong(office.does("manager", part_of(office, problems.RECORD, "confirming", case), told, "确认")) == []
    )
    return office.stage(case)


def inside_is_handled_unclear_decided_outside_negotiated(office: Service) -> None:
    """PRB-5: never refused outright; PRB-11: the two standards go to sales with what is outside."""
    assert asks(office, date(2026, 11, 9), "月结报错", "inside") == []
    assert solves(office, 90) == "solved"
    assert asks(office, date(2026, 11, 10), "报表格式调整", "unclear") == []
    assert (stage(office, "problem"), "报表格式调整" in office.todo("service-director")) == ("scoping", True)
    decided = {"/scoping/decision": "inside", "/scoping/by": "冯样本", "/scoping/on": date(2026, 11, 10)}
    assert does(office, "service-director", "problem", problems.RECORD, "scoping", decided) == []
    assert solves(office, 91) == "solved"
    assert asks(office, date(2026, 11, 11), "代录期初存货", "outside") == []
    out = office.latest(problems.RECORD, cases_of(office, "problem")[-1]).parent
    assert [(out / name).exists() for name in (STANDARD, FEES)] == [True, True]
    assert problems.settled(office, "special", cases_of(office, "problem")[-1], date(2026, 11, 11)) == []
    drawn = {**later(requirements.DRAWN, 85), "/currency": "CNY", "/items/0/fee": "800", "/total": "800"}
    solution = (office, "sales", "problem", requirements.SOLUTION)
    assert does(*solution, "drawing", {**drawn, "/talked_with": "赵试样"}) == []
    assert does(*solution, "signing", later(requirements.SIGNED, 88)) == []
    assert stage(office, "problem") == "signing"
    second = (office, "sales-head", "problem", requirements.SOLUTION)
    assert does(*second, "countersigning", later(requirements.COUNTERSIGNED, 88)) == []
    assert (stage(office, "problem"), "代录期初存货" in office.todo("service-director")) == ("arranged", True)
    assert solves(office, 92) == "solved"


def both_are_called_every_month(office: Service) -> None:
    """CAL-1: new customers every month, whatever their class; a visit is asked for where it is needed."""
    for on in (date(2026, 11, 24), date(2026, 12, 8), date(2027, 1, 8)):
        office.at(f"{on}T09:00").run()
        for case in cases_of(office, "callback")[-2:]:
            said = {
                "/called_on": on,
                "/called_by": "何专员",
                "/opinion": "运行稳定。",
                "/visit_wanted": "no",
            }
            assert office.wrong(office.does("manager", office.latest(CALL, case), said, f"回访{case}")) == []
    assert [(office.case(c)["customer"]["short"], office.stage(c)) for c in cases_of(office, "callback")] == [
        (SHORT, "called"),
        (OTHER_SHORT, "called"),
    ] * 3


def one_buys_service_and_is_served_as_before(office: Service) -> None:
    """REN-1: told the standard and what to mind; the heads are told; the next request is handled like any before."""
    first = cases_of(office, "service-renewal")[0]
    assert "2027-01-31到期" in office.todo("sales")
    office.at("2027-01-11T10:00")
    assert office.wrong(office.does("sales", office.latest(RENEWAL, first), BOUGHT, "续签")) == []
    letter = texts(office.latest(RENEWAL, first))
    assert [said in letter for said in ("工作日两小时内答复。", "每日备份数据。")] == [True, True]
    heads = ("service-director", "executive", "customer-service")
    assert ["续签至2028-01-31" in office.todo(role) for role in heads] == [True, True, True]
    receipt = {"/receipt/by": "吴例文", "/receipt/on": date(2027, 1, 12)}
    assert office.wrong(office.does("sales", office.latest(RENEWAL, first), receipt, "回执")) == []
    assert office.stage(first) == "renewed"
    kept = office.latest(REGISTER, cases_of(office, "customer-register")[-1])
    renewed = {"/rows/0/service/until": BOUGHT["/term/until"]}
    assert office.wrong(office.does("manager", kept, renewed, "客户登记表")) == []


def the_other_does_not_and_is_not_refused_either(office: Service) -> None:
    """REN-1: told that the free period is over; REN-2: sales settles, a special case is the service head's, service does it."""
    second = cases_of(office, "service-renewal")[1]
    office.at("2027-02-02T09:00").run()
    assert (office.stage(second), "尚未沟通续签" in office.todo("sales-head")) == ("asking-overdue", True)
    assert f"{OTHER}：免费服务期已满" in office.todo("customer-service")
    hands = (
        ("sales", NOT_BOUGHT),
        ("sales", TERMS),
        ("service-director", RULED),
        ("customer-service", CARRIED_OUT),
    )
    for role, written in hands:
        assert office.wrong(office.does(role, office.latest(RENEWAL, second), written, f"续签{role}")) == []
    assert office.stage(second) == "not-bought"
    assert [office.case(c)["customer"]["short"] for c in cases_of(office, "callback")[6:]] == [SHORT]
    assert asks(office, date(2027, 2, 2), "盘点差异", "outside", (OTHER, OTHER_SHORT)) == []
    assert problems.settled(office, "free", cases_of(office, "problem")[-1], date(2027, 2, 2)) == []
    assert solves(office, 175) == "solved"
    assert asks(office, date(2027, 2, 3), "凭证打印", "inside") == []
    assert solves(office, 176) == "solved"
