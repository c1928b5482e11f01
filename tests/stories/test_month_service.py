"""September 2026 in the office of source [D], a Chinese firm: projects, and customers in service (IMP, CUS-11, CUS-12, PRB-5).

One project runs from the contract to the acceptance, one is given up with papers out. Two customers are in service: both are
called, one asks for help, the free service of the other ends (CAL-1, REN-1, REN-2). The head of implementation is away for nearly
three weeks, the head of sales for one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedrop.desk.admin import originals
from stories import acceptance, data_import, installation, problems, requirements
from stories import implementation as project
from stories.calls import CALL, REGISTER, customer
from stories.data_import import with_rows
from stories.month import Month
from stories.month_hands import CONTROL, Away, Hand, Sooner, only, order
from stories.office import texts
from stories.service import Service, _clock, in_china, shipped
from stories.test_source_d import (
    ASKED_FOR_DATA,
    CARRIED_OUT,
    INSIDE,
    NOT_BOUGHT,
    PASSED,
    PLAN,
    RULED,
    SIGNED,
    TERMS,
    THEIRS,
)
from stories.whole_month import lists_are_empty, nothing_sticks, was_whole

FIRM, FLEET, KITE, MILL = "云栈精密", "云帆物流", "纸鸢商行", "试样机械"
RENEWAL = "renewal-record"
HEAD = Away("implementation-head", date(2026, 9, 4), date(2026, 9, 22))
SALES_HEAD = Away("sales-head", date(2026, 9, 14), date(2026, 9, 18))
SOONER = Sooner(date(2026, 8, 11), date(2026, 9, 1), 1 / 3)
now = SOONER.of


def FLOWS(root: Path) -> None:  # noqa: N802
    """Make the workspace that of a Chinese firm with the flows of source [D]."""
    in_china(root)
    only(
        "implementation",
        "instalment",
        "installation",
        "data-import",
        "acceptance",
        "requirement",
        "problem",
        "service-renewal",
        "callback",
        "customer-register",
    )(root)


@pytest.fixture
def month(tmp_path):
    office = Service(shipped(tmp_path, by_date=True, change=FLOWS), tmp_path / "hands", _clock())
    office.at("2026-08-31T09:00")
    yield Month(office, "zh-Hans", (HEAD, SALES_HEAD), stays=frozenset({"customer-register"}))
    office.close()


def test_a_month_of_project_service(month):
    """What is under way at once: two projects, needs, requests for help, calls, a service period that ends."""
    two_customers_are_in_service(month)
    two_contracts_are_handed_over(month)
    the_customer_prepares(month)
    the_survey_is_assessed_and_the_plan_approved_without_the_head(month)
    two_are_called_and_one_will_not_pay_for_its_service(month)
    the_head_is_away_and_the_service_director_approves(month)
    the_software_is_installed(month)
    one_project_is_given_up(month)
    a_request_is_outside_and_its_solution_signed_by_two(month)
    the_customer_would_not_pay_for_the_extraction(month)
    needs_are_evaluated_and_developed(month)
    the_users_learn_and_try(month)
    the_project_is_accepted(month)
    assert month.ends() == {
        "customer-register": ["kept"],
        "callback": ["called", "called"],
        "service-renewal": ["not-bought"],
        "implementation": ["supported", "cancelled"],
        "data-import": ["imported", "cancelled"],
        "installation": ["installed"],
        "instalment": ["paid", "cancelled", "paid", "paid"],
        "problem": ["solved"],
        "requirement": ["done"],
        "acceptance": ["accepted"],
    }
    was_whole(month)
    nothing_sticks(month)
    lists_are_empty(month)


def two_customers_are_in_service(month: Month) -> None:
    """CAL-1, REN-1: the calendar brings their calls, and the question whether service is bought."""
    fleet = customer("KH-1", FLEET, "a", (date(2026, 6, 1), date(2027, 5, 31)), "zh-Hans")
    kite = customer("KH-2", KITE, "b", (date(2025, 10, 16), date(2026, 10, 15)), "zh-Hans")
    said = {f"/rows/{n}/{k}": v for n, row in enumerate((fleet, kite)) for k, v in row.items()}
    month.morning("2026-08-31T09:30", Hand("manager", REGISTER, writes=said, name="客户登记表"))
    month.until("2026-09-01T08:00")
    assert {month.stage("callback", FLEET), month.stage("service-renewal", KITE)} == {"calling", "asking"}


def two_contracts_are_handed_over(month: Month) -> None:
    """IMP-1: either head names the manager; one handover lies in the wrong folder first."""
    mill = now(
        project.HANDED, customer__name="试样机械示例公司", customer__short_name=MILL, contract__number="HT-2026-060"
    )
    month.morning(
        "2026-09-01T09:00",
        Hand(
            "sales",
            project.HANDOVER,
            writes=now(project.HANDED, contract__signed_on=date(2026, 8, 28)),
            name="移交云栈",
        ),
        Hand(
            "service-director",
            project.HANDOVER,
            writes={**mill, "/contract/signed_on": date(2026, 8, 28)},
            name="移交试样",
            wrong=("role.wrong",),
        ),
    )
    month.morning("2026-09-01T10:00", Hand("sales", again=month.office.hands / "移交试样.docx", name="移交试样"))
    month.morning(
        "2026-09-01T14:00",
        Hand("service-director", project.HANDOVER, FIRM, now(project.NAMED), part="naming"),
        Hand("service-director", project.HANDOVER, MILL, now(project.NAMED), part="naming"),
    )
    month.morning(
        "2026-09-01T15:00",
        Hand("implementation-head", project.HANDOVER, FIRM, now(project.SECONDED), part="agreeing"),
        Hand("implementation-head", project.HANDOVER, MILL, now(project.SECONDED), part="agreeing"),
    )
    month.morning(
        "2026-09-01T16:00",
        Hand("implementation", project.SCHEDULE, FIRM, now(project.SCHEDULED)),
        Hand("implementation", project.SCHEDULE, MILL, now(project.SCHEDULED)),
    )


def the_customer_prepares(month: Month) -> None:
    """IMP-2, IMP-3."""
    month.morning(
        "2026-09-03T15:00",
        Hand("", project.READINESS, FIRM, now(project.CONFIRMED), part="confirming"),
        Hand("", project.SURVEY, FIRM, now(project.SURVEYED), part="surveying"),
    )
    head = {"/head_review/result": "clear", "/head_review/by": "褚示评", "/head_review/on": date(2026, 9, 3)}
    month.morning("2026-09-03T17:00", Hand("implementation-head", project.SURVEY, FIRM, head, part="head-review"))


def the_survey_is_assessed_and_the_plan_approved_without_the_head(month: Month) -> None:
    planner = {
        "/planner_review/result": "clear",
        "/planner_review/by": "卫预估",
        "/planner_review/on": date(2026, 9, 4),
    }
    month.morning("2026-09-04T10:00", Hand("planner", project.SURVEY, FIRM, planner, part="planner-review"))
    month.morning(
        "2026-09-04T15:00",
        Hand("implementation", project.PLAN, FIRM, now(project.PLANNED)),
        Hand("implementation", project.SCHEDULE, FIRM, name="进度"),
    )
    assert month.stage("implementation", FIRM) == "approving"


def two_are_called_and_one_will_not_pay_for_its_service(month: Month) -> None:
    """CAL-1: by the customer manager or by customer service. REN-1, REN-2: not bought, and not refused either."""
    called = {"/called_on": date(2026, 9, 7), "/called_by": "何专员", "/opinion": "运行稳定。", "/visit_wanted": "no"}
    month.morning(
        "2026-09-07T10:00",
        Hand("manager", CALL, FLEET, called),
        Hand("customer-service", CALL, KITE, called),
        Hand("sales", RENEWAL, KITE, later(NOT_BOUGHT, date(2026, 9, 7))),
    )
    month.morning("2026-09-08T10:00", Hand("sales", RENEWAL, KITE, later(TERMS, date(2026, 9, 8)), "商定", "arranging"))
    mine = month.office.hands / "商定.docx"
    month.morning(
        "2026-09-08T10:30", Hand("sales", writes={"/arrangement/rate": "650"}, again=mine, name="商定（更正）")
    )
    assert "650" in texts(month.paper(RENEWAL, KITE, "service-director"))
    month.morning(
        "2026-09-09T10:00", Hand("service-director", RENEWAL, KITE, later(RULED, date(2026, 9, 9)), part="deciding")
    )
    late = Hand("sales", writes={"/arrangement/rate": "700"}, again=mine, name="商定（再更正）", wrong=("issue.older",))
    month.morning("2026-09-09T11:00", late)
    month.morning(
        "2026-09-10T10:00",
        Hand("customer-service", RENEWAL, KITE, later(CARRIED_OUT, date(2026, 9, 10)), part="executing"),
    )
    assert month.stage("service-renewal", KITE) == "not-bought"


def later(written: dict[str, Any], day: date) -> dict[str, Any]:
    """The same, all of it done on one day."""
    return {p: day if isinstance(v, date) else v for p, v in written.items()}


def the_head_is_away_and_the_service_director_approves(month: Month) -> None:
    """IMP-4: late after two working days; the three answer for projects together."""
    month.until("2026-09-09T08:00")
    assert month.stage("implementation", FIRM) == "approving-late"
    approved = later(project.APPROVED, date(2026, 9, 9))
    month.morning("2026-09-09T09:00", Hand("service-director", project.PLAN, FIRM, approved, part="approving"))
    agreed = later(project.AGREED, date(2026, 9, 10))
    month.morning("2026-09-10T15:00", Hand("", project.PLAN, FIRM, agreed, part="confirming"))
    assert month.stage("implementation", FIRM) == "implementing"


def a_request_is_outside_and_its_solution_signed_by_two(month: Month) -> None:
    """PRB-5: told by customer service; a special case, signed when the head of sales is there again."""
    day = date(2026, 9, 14)
    asked = later(problems.RECORDS, day) | {
        "/customer/name": f"Công ty TNHH {FLEET}",
        "/customer/short_name": FLEET,
        "/product/name": "Thuyền Giấy ERP",
        "/scope": "outside",
        "/subject": "代录期初存货",
    }
    month.morning("2026-09-14T09:50", Hand("customer-service", problems.RECORD, writes=asked, name="请求"))
    terms = {"/terms/way": "special", "/terms/agreed": "yes", "/terms/by": "吴销售", "/terms/on": day}
    month.morning("2026-09-14T11:00", Hand("sales", problems.RECORD, FLEET, terms, part="negotiating"))
    drawn = later(requirements.DRAWN, day) | {"/currency": "CNY", "/items/0/fee": "800", "/total": "800"}
    drawn |= {"/start": date(2026, 9, 21), "/finish": date(2026, 9, 22), "/talked_with": "赵试样"}
    month.morning("2026-09-14T14:00", Hand("sales", requirements.SOLUTION, FLEET, drawn, part="drawing"))
    signed = later(requirements.SIGNED, date(2026, 9, 21))
    seconded = later(requirements.COUNTERSIGNED, date(2026, 9, 21))
    month.morning(
        "2026-09-21T09:00",
        Hand("sales", requirements.SOLUTION, FLEET, signed, part="signing"),
        Hand("sales-head", requirements.SOLUTION, FLEET, seconded, part="countersigning"),
    )
    solved = later(problems.SOLVES, date(2026, 9, 22))
    month.morning("2026-09-22T10:00", Hand("engineer", problems.RECORD, FLEET, solved, part="handling"))
    content = later(problems.CONFIRMS, date(2026, 9, 22))
    month.morning("2026-09-22T14:00", Hand("manager", problems.RECORD, FLEET, content, part="confirming"))
    assert month.stage("problem", FLEET) == "solved"


def one_project_is_given_up(month: Month) -> None:
    """What its customer would have owed is given up with it, amount by amount."""
    owed = [case for case, state in month.states().items() if of(state) == ("instalment", MILL)]
    there = [month.case_of("implementation", MILL), *owed]
    month.morning(
        "2026-09-14T09:00",
        *(
            Hand("manager", CONTROL, writes=order(case, "cancel", date(2026, 9, 14), "客户停产。"), name=f"终止 {case}")
            for case in there
        ),
    )
    assert month.stage("data-import", MILL) == "cancelled"


def of(state: dict[str, Any]) -> tuple[str, str]:
    """The flow and the customer of a case."""
    return state["flow"], state["customer"]["short"]


def the_software_is_installed(month: Month) -> None:
    """INS-1 to INS-6: by the plan, while the project goes on."""
    prepared = later(installation.PREPARES, date(2026, 9, 11))
    month.morning("2026-09-11T10:00", Hand("", installation.PREPARATION, FIRM, prepared))
    installed = later(installation.INSTALLS, date(2026, 9, 11)) | {"/license/valid_until": date(2027, 9, 30)}
    month.morning("2026-09-11T16:00", Hand("engineer", installation.REPORT, FIRM, installed))


def the_customer_would_not_pay_for_the_extraction(month: Month) -> None:
    """IMP-8: outside the contract it is charged; sales settles that, and the customer fills the workbook."""
    taught = later(installation.TEACHES, date(2026, 9, 15))
    month.morning(
        "2026-09-15T10:00",
        Hand("implementation", data_import.DATA, FIRM, {**ASKED_FOR_DATA, "/return_by": date(2026, 9, 18)}),
        Hand("engineer", installation.REPORT, FIRM, taught),
    )
    refused = later({**data_import.FEE, "/fee/answer": "objected", "/fee/reason": "签约时未提及。"}, date(2026, 9, 15))
    month.morning("2026-09-15T14:00", Hand("implementation", data_import.RECORD, FIRM, refused, part="fee"))
    settled = later({**data_import.SETTLES, "/settled/outcome": "customer"}, date(2026, 9, 16))
    month.morning(
        "2026-09-16T10:00",
        Hand("sales", data_import.RECORD, FIRM, settled, part="settling"),
        Hand("", installation.FEEDBACK, FIRM, later(installation.RATES, date(2026, 9, 16))),
    )
    month.morning(
        "2026-09-16T15:00",
        workbook(month),
        Hand("specialist", installation.FEEDBACK, FIRM, later(installation.FILES, date(2026, 9, 16))),
    )
    confirmed = later(data_import.CONFIRMS, date(2026, 9, 17))
    month.morning("2026-09-17T10:00", Hand("implementation", data_import.RECORD, FIRM, confirmed, part="confirming"))
    imported = later(data_import.IMPORTS, date(2026, 9, 17))
    month.morning("2026-09-17T16:00", Hand("implementation", data_import.RECORD, FIRM, imported, part="importing"))


def workbook(month: Month) -> Hand:
    """The workbook that the customer filled."""
    says = later(data_import.SAYS, date(2026, 9, 16)) | {"/as_of": date(2026, 7, 31)}
    made = with_rows(month.office.filled(month.paper(data_import.DATA, FIRM), says, "数据"), data_import.ROWS)
    return Hand("implementation", again=made, name="数据")


def needs_are_evaluated_and_developed(month: Month) -> None:
    """CUS-11, CUS-12: the head does not come to it in time, and the service director, who evaluates with him, does."""
    turn, form, day = requirements.TURNS, requirements.EVALUATION, date(2026, 9, 18)
    listed = later(requirements.LISTED, date(2026, 9, 17)) | {
        "/customer/name": project.CUSTOMER,
        "/customer/short_name": FIRM,
        "/contract_no": project.NUMBER,
    }
    month.morning("2026-09-17T17:00", Hand("implementation", form, writes=listed, name="问题列表"))
    month.morning("2026-09-18T10:00", Hand("planner", form, FIRM, later(turn["counted"][2], day), part="effort"))
    month.until("2026-09-23T08:00")
    assert month.stage("requirement", FIRM) == "evaluating-overdue"
    day = date(2026, 9, 23)
    month.morning(
        "2026-09-23T09:00", Hand("service-director", form, FIRM, later(turn["judged"][2], day), part="impact")
    )
    month.morning(
        "2026-09-23T09:30", Hand("service-director", form, FIRM, later(turn["decided"][2], day), part="deciding")
    )
    month.morning("2026-09-23T10:00", Hand("sales", form, FIRM, later(turn["talked"][2], day), part="talking"))
    month.morning(
        "2026-09-23T10:30", Hand("sales", requirements.SOLUTION, FIRM, later(turn["drawn"][2], day), part="drawing")
    )
    month.morning(
        "2026-09-23T11:00",
        Hand("sales", requirements.SOLUTION, FIRM, later(turn["signed"][2], day), part="signing"),
        Hand("deciding", requirements.SOLUTION, FIRM, later(turn["countersigned"][2], day), part="countersigning"),
    )
    month.morning(
        "2026-09-23T15:00", Hand("service-director", form, FIRM, later(turn["scheduled"][2], day), part="scheduling")
    )
    month.morning("2026-09-23T16:00", Hand("planner", form, FIRM, later(turn["finished"][2], day), part="finishing"))
    month.morning("2026-09-23T17:00", Hand("sales", form, FIRM, later(turn["told"][2], day), part="closing"))


def the_users_learn_and_try(month: Month) -> None:
    """IMP-9, IMP-10, IMP-12."""
    happened = later(project.HAPPENED, date(2026, 9, 24))
    month.morning("2026-09-24T09:00", Hand("implementation", project.SCHEDULE, FIRM, happened))
    trained = later(project.TRAINED, date(2026, 9, 24))
    month.morning("2026-09-24T17:00", Hand("implementation", project.TRAINING, FIRM, trained))
    month.morning(
        "2026-09-28T16:00", Hand("implementation", project.TRIAL, FIRM, later(project.TRIED, date(2026, 9, 28)))
    )


def the_project_is_accepted(month: Month) -> None:
    """IMP-11, ACC-1 to ACC-4."""
    form, report, day = acceptance.ACCEPTANCE_PLAN, acceptance.REPORT, date(2026, 9, 29)
    month.morning("2026-09-29T08:40", Hand("manager", form, FIRM, later(PLAN, day)))
    month.morning("2026-09-29T09:00", Hand("manager", form, FIRM, later(INSIDE, day), part="colleagues"))
    month.morning("2026-09-29T10:00", Hand("manager", form, FIRM, later(THEIRS, day), part="customer"))
    month.morning("2026-09-29T16:00", Hand("manager", report, FIRM, later(PASSED, day), part="reporting"))
    month.morning("2026-09-30T10:00", Hand("manager", report, FIRM, later(SIGNED, date(2026, 9, 30)), part="signing"))
    number = month.office.case(month.case_of("acceptance", FIRM))["documents"][report]["number"]
    for copy in (3, 4):
        assert originals.note(month.office.watcher.desk, "in", number, copy, f"K-{copy}") is None
    month.morning("2026-10-01T10:00", *month.owed(FIRM), *month.owed(FLEET))
