"""Source [C] from a trial to a contract that is signed, reviewed, carried out, accepted and paid, with a support problem and an
upgrade on the way. One university, half a year; real files, real reader processes and, where it is, LibreOffice.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from casedrop.cli.main import run
from casedrop.desk.admin import originals
from casedrop.desk.libreoffice.convert import to_pdfs
from rebuilding import differences
from stories import acceptance, collection, contracts, installation, licensing, onsite_training, problems, upgrade
from stories import test_trial as trials
from stories.calls import customer, registered
from stories.contracts import part_of
from stories.office import moved, no_converter, unhurried
from stories.service import Service, _clock, shipped, writes
from stories.telling import KNOWN, drop, later, less, opens, stage
from stories.test_communication import TALK
from stories.test_pdf_forms import answered
from stories.training import of_flow

UNIVERSITY = {
    **customer("KH-7", "云栈大学", "a", (date(2026, 8, 14), date(2028, 8, 13)), lang="zh-Hans"),
    "customer/name": "云栈示例大学",
}
NUMBER = "HT-2026-0312"
OWED = ("license", "delivery", "installation", "communication", "onsite-training", "acceptance")
SERV101 = "contract-execution-confirmation"
CONFIRMED = {"/confirmation/by": "周模拟", "/confirmation/on": date(2026, 12, 30)}
APPROVED = {"/director/result": "agree", "/director/by": "冯样本", "/director/on": date(2026, 12, 30)}


@pytest.fixture
def office(tmp_path):
    workspace = shipped(tmp_path)
    there = Service(moved(unhurried(workspace), workspace.root), tmp_path / "hands", _clock())
    there.converter = to_pdfs if shutil.which("soffice") else lambda _made: no_converter()
    yield there
    there.close()


def test_source_c_from_a_trial_to_a_contract_carried_out_and_paid(office, tmp_path, capsys):
    """TRI, CRV, CEX, LIC, DEL, INS, COM, OST, PRB, UPG, ACC and COL, as they follow each other."""
    registered(office, UNIVERSITY)
    a_trial_is_weighed_installed_and_removed(office)
    the_contract_is_reviewed_signed_and_opens_what_it_owes(office)
    the_product_is_licensed_for_a_month_and_installed_before_any_payment(office)
    the_customer_is_talked_to(office)
    the_first_payment_brings_the_media_set_and_three_months_more(office)
    its_teachers_are_trained(office)
    a_function_fails_and_is_put_right_the_same_day(office)
    all_who_are_in_service_are_upgraded(office)
    the_product_is_accepted_in_four_originals(office)
    nothing_is_confirmed_before_the_last_payment(office)
    the_director_signs(office, capsys)
    assert office.faults() == []
    assert differences(office.room, tmp_path / "lost") == {}


def a_trial_is_weighed_installed_and_removed(office: Service) -> None:
    office.at("2026-06-16T09:00")
    ago = -56
    opens(
        office,
        "sales",
        trials.FORM,
        later({**trials.APPLIED, "/customer/name": "云栈示例大学", "/customer/short_name": "云栈大学"}, ago),
    )
    drop(office, "director", "trial", trials.FORM, later(trials.ASSESSED, ago))
    drop(office, "executive", "trial", trials.FORM, later(trials.APPROVED, ago))
    drop(office, "sales", "trial", trials.FORM, later(trials.SIGNED, ago))
    assert of_flow(office, "license") == []
    contracts.keeps(office, "sales", of_flow(office, "trial")[-1], "试用协议", "双方签署")
    trial = writes(later(licensing.APPLIED, ago), {"/purchase": None, "/payment/state": None})
    drop(office, "specialist", "license", licensing.APPLICATION, trial)
    agreed = {"/decision/term": "agreed", "/decision/preparing": "na", "/decision/paying": "na"}
    drop(office, "senior", "license", licensing.APPLICATION, later({**licensing.DECIDED, **agreed}, ago))
    drop(office, "engineer", "license", licensing.APPLICATION, later(licensing.REQUESTED, ago))
    office.at("2026-06-18T15:00")
    drop(
        office,
        "engineer",
        "license",
        licensing.APPLICATION,
        later({**licensing.GRANTED, "/license/term": "agreed"}, ago),
    )
    drop(office, "", "installation", installation.PREPARATION, later(less(installation.PREPARES), ago))
    office.at("2026-06-23T15:00")
    drop(
        office,
        "engineer",
        "installation",
        installation.REPORT,
        later(writes(installation.INSTALLS, {"/training_on": None, "/license/term": "trial"}), ago)
        | {"/license/valid_until": date(2026, 7, 19)},  # as the license says
    )
    assert (stage(office, "trial"), stage(office, "installation")) == ("running", "installed")
    office.at("2026-07-13T00:00").run()
    office.at("2026-07-20T00:00").run()
    assert (stage(office, "trial"), stage(office, "license")) == ("expired", "removing")
    office.at("2026-07-20T10:00")
    drop(
        office,
        "engineer",
        "license",
        licensing.APPLICATION,
        {"/removed/on": date(2026, 7, 20), "/removed/by": "周测试"},
    )
    drop(office, "specialist", "trial", trials.FORM, trials.USED)
    assert stage(office, "trial") == "ended"


def the_contract_is_reviewed_signed_and_opens_what_it_owes(office: Service) -> None:
    office.at("2026-08-11T10:00")
    assert contracts.submits(office) == []
    assert contracts.drafts(office) == []
    office.at("2026-08-12T10:00")
    assert contracts.reviews(office, "service") == []
    assert contracts.reviews(office, "finance", "refuse", "首付款比例低于公司规定。") == []
    assert "首付款比例低于公司规定" in office.todo("sales")
    drop(office, "sales", "contract-review", contracts.SUMMARY, {"/discount": "85"})
    assert contracts.drafts(office, text="首付款50%") == []
    for part in ("service", "finance", "consenting", "heads", "leader"):
        assert contracts.reviews(office, part) == [], part
    review = of_flow(office, "contract-review")[-1]
    office.at("2026-08-14T15:00")
    assert (
        office.does(
            "administration", part_of(office, contracts.SUMMARY, "signing", review), contracts.SIGNED, "签署"
        ).kind
        == "accepted"
    )
    assert of_flow(office, "contract-execution") == []
    assert contracts.keeps(office, "administration", review, "已签合同", "双方签署、盖章").kind == "accepted"
    office.at("2026-08-17T09:00")
    office.does("sales-operations", part_of(office, contracts.SUMMARY, "passing-on", review), contracts.PASSED, "移交")
    assert (stage(office, "contract-review"), stage(office, "contract-execution")) == ("in-force", "executing")
    assert [office.case(of_flow(office, flow)[-1])["source"]["case"] for flow in OWED] == of_flow(
        office, "contract-execution"
    ) * 6


def the_product_is_licensed_for_a_month_and_installed_before_any_payment(office: Service) -> None:
    drop(office, "specialist", "license", licensing.APPLICATION, later(licensing.APPLIED, 6))
    drop(office, "senior", "license", licensing.APPLICATION, later(licensing.DECIDED, 6))
    drop(office, "engineer", "license", licensing.APPLICATION, later(licensing.REQUESTED, 6))
    office.at("2026-08-19T15:00")
    drop(office, "engineer", "license", licensing.APPLICATION, later(licensing.GRANTED, 6))
    assert (stage(office, "license"), stage(office, "delivery")) == ("interim", "unpaid")
    drop(office, "", "installation", installation.PREPARATION, later(installation.PREPARES, 7))
    office.at("2026-08-25T16:00")
    installed = {**later(installation.INSTALLS, 7), "/license/valid_until": date(2026, 9, 19)}  # as the license says
    drop(office, "engineer", "installation", installation.REPORT, installed)
    office.at("2026-08-27T16:00")
    drop(office, "engineer", "installation", installation.REPORT, later(installation.TEACHES, 7))
    returns(office.at("2026-09-03T16:00"), "installation", installation.FEEDBACK, later(installation.RATES, 7))
    drop(office, "specialist", "installation", installation.FEEDBACK, later(installation.FILES, 7))
    assert stage(office, "installation") == "installed"


def returns(office: Service, flow: str, form: str, written: Mapping[str, Any]) -> None:
    """Return the customer's form: the PDF, as the customer's own program saves it, where one could be made."""
    source = office.latest(form, of_flow(office, flow)[-1]).with_suffix(".pdf")
    if not source.exists():
        drop(office, "", flow, form, written)
        return
    typed = {p: v.isoformat() if isinstance(v, date) else str(v) for p, v in written.items()}
    boxes = {name for name, field in (PdfReader(source).get_fields() or {}).items() if field["/FT"] == "/Btn"}
    answer = answered(source, {p: f"/{v}" if p in boxes else v for p, v in typed.items()}, office.hands / source.name)
    assert office.wrong(office.does("", answer)) == []


def the_customer_is_talked_to(office: Service) -> None:
    drop(office, "manager", "communication", "communication-record", later(TALK, 15))
    assert stage(office, "communication") == "communicated"


def its_teachers_are_trained(office: Service) -> None:
    known = (*KNOWN, "/basis")
    for name, (moment, role, form, right, _) in onsite_training.TURNS.items():
        office.at((datetime.fromisoformat(moment) + timedelta(days=42)).isoformat())
        drop(office, role, "onsite-training", form or onsite_training.ORDER, later(less(right, *known), 42))
        assert name != "prepared" or onsite_training.outline(office, of_flow(office, "onsite-training")[-1]) == []
    assert stage(office, "onsite-training") == "closed"


def the_first_payment_brings_the_media_set_and_three_months_more(office: Service) -> None:
    office.at("2026-09-10T09:00")
    finance_reports(office, date(2026, 9, 10), first=date(2026, 9, 9))
    assert (stage(office, "license"), stage(office, "delivery")) == ("quarter", "preparing")
    drop(office, "engineer", "license", licensing.APPLICATION, later(licensing.REQUESTED, 30))
    office.at("2026-09-14T10:00")
    three = {**later(licensing.GRANTED, 32), "/license/term": "quarter", "/license/valid_until": date(2026, 12, 14)}
    drop(office, "engineer", "license", licensing.APPLICATION, three)
    drop(office, "specialist", "delivery", licensing.CERTIFICATE, later(licensing.SENT, 33))
    contracts.keeps(office, "specialist", of_flow(office, "delivery")[-1], "底单", "SF5550012345")
    office.at("2026-09-18T00:00").run()
    assert stage(office, "delivery") == "asking"
    drop(office, "", "delivery", licensing.CERTIFICATE, later(licensing.ARRIVED, 35))
    assert (stage(office, "delivery"), stage(office, "license")) == ("delivered", "interim")


def finance_reports(office: Service, on: date, **paid: date) -> None:
    """Let finance's sheet say which instalments of the contract are paid, returned by the service department."""
    rows = [
        {
            **collection.owed(NUMBER, instalment, due, paid_on=paid.get(instalment)),
            "customer": UNIVERSITY["customer/name"],
            "contract_amount": 500000,
            "amount": amount,
        }
        for instalment, due, amount in (
            ("first", date(2026, 8, 28), 250000),
            ("final", date(2026, 12, 24), 225000),
            ("retention", date(2027, 12, 24), 25000),
        )
    ]
    rows = [{name: value for name, value in row.items() if value is not None} for row in rows]
    head = {"/as_of": on, "/currency": "CNY", "/prepared_by": "钱财务"}
    opens(office, "finance", collection.SHEET, {**head, **collection.table(*rows)})


def a_function_fails_and_is_put_right_the_same_day(office: Service) -> None:
    office.at("2026-10-14T09:40")
    opens(office, "specialist", problems.RECORD, later({**problems.RECORDS, "/severity": "urgent"}, 64))
    assert ("在线测验无法交卷" in office.todo("department"), stage(office, "problem")) == (True, "urgent")
    office.at("2026-10-14T11:00")
    drop(office, "engineer", "problem", problems.RECORD, later(problems.WORKS, 64))
    drop(office, "manager", "problem", problems.CONTACT, later(problems.SPEAKS, 63))
    drop(office, "engineer", "problem", problems.RECORD, {"/state": "solved", "/result": "已恢复交卷。"})
    drop(office, "manager", "problem", problems.RECORD, later(problems.CONFIRMS, 64))
    assert stage(office, "problem") == "solved"


def all_who_are_in_service_are_upgraded(office: Service) -> None:
    office.at("2026-11-06T09:00")
    opens(office, "upgrade-lead", upgrade.PACKAGE, upgrade.BUILT)
    office.at("2026-11-09T09:00")
    assert upgrade.hands(office, "upgrade-lead", upgrade.TAKES) == []
    assert upgrade.hands(office.at("2026-11-20T09:00"), "trainer", upgrade.NOTES) == []
    office.at("2026-12-02T08:00").run()
    short = str(UNIVERSITY["customer/short_name"])
    office.at("2026-12-08T09:00")
    drop(office, "", "upgrade", upgrade.CONFIRMATION, upgrade.AGREES)
    drop(office, "upgrade-lead", "upgrade", upgrade.CONFIRMATION, upgrade.PLANS)
    office.at("2026-12-17T09:00")
    drop(office, "engineer", "upgrade", upgrade.CONFIRMATION, upgrade.CHECKS)
    office.at("2026-12-19T09:00")
    drop(office, "engineer", "upgrade", upgrade.REPORT, upgrade.REPORTS)
    drop(office, "", "upgrade", upgrade.REPORT, upgrade.CONFIRMS)
    assert upgrade.stands(office) == {short: "upgraded"}


def the_product_is_accepted_in_four_originals(office: Service) -> None:
    office.at("2026-12-21T09:00")
    plan = {**less(acceptance.PLAN, *KNOWN), "/planned_on": date(2026, 12, 22)}
    drop(office, "manager", "acceptance", acceptance.ACCEPTANCE_PLAN, plan)
    drop(
        office,
        "manager",
        "acceptance",
        acceptance.ACCEPTANCE_PLAN,
        {**acceptance.INSIDE, "/inside/by/0/on": date(2026, 12, 21)},
    )
    drop(
        office,
        "manager",
        "acceptance",
        acceptance.ACCEPTANCE_PLAN,
        {**acceptance.AGREED, "/customer_agreed/on": date(2026, 12, 21)},
    )
    office.at("2026-12-22T16:00")
    drop(office, "manager", "acceptance", acceptance.REPORT, {**acceptance.PASSED, "/accepted_on": date(2026, 12, 22)})
    signed = {**acceptance.SIGNED, "/customer_signed/on": date(2026, 12, 23), "/company_signed/on": date(2026, 12, 23)}
    drop(office, "manager", "acceptance", acceptance.REPORT, signed)
    for copy in (3, 4):
        assert originals.note(office.watcher.desk, "in", "BBNT-2026-0001", copy, f"K-{copy}") is None
    assert stage(office, "acceptance") == "accepted"


def nothing_is_confirmed_before_the_last_payment(office: Service) -> None:
    execution = of_flow(office, "contract-execution")[-1]
    assert (office.stage(execution), SERV101 in office.case(execution)["documents"]) == ("part-paid", False)
    office.at("2026-12-28T09:00")
    finance_reports(office, date(2026, 12, 28), first=date(2026, 9, 9), final=date(2026, 12, 24))
    drop(office, "engineer", "license", licensing.APPLICATION, {**later(licensing.REQUESTED, 139)})
    full = {**later(licensing.GRANTED, 137), "/license/term": "full", "/license/valid_until": None}
    drop(office, "engineer", "license", licensing.APPLICATION, writes(full, {}))
    assert (stage(office, "license"), office.stage(execution)) == ("granted", "confirming")


def the_director_signs(office: Service, capsys: pytest.CaptureFixture[str]) -> None:
    office.at("2026-12-30T09:00")
    execution = of_flow(office, "contract-execution")[-1]
    rows = office.case(execution)["documents"][SERV101]["answers"]["parts"]
    assert sorted((row["part"], row["state"]) for row in rows) == [(flow, "done") for flow in sorted(OWED)]
    assert all(row["evidence"] and row["done_on"] for row in rows)
    drop(office, "manager", "contract-execution", SERV101, CONFIRMED)
    drop(office, "service-director", "contract-execution", SERV101, APPROVED)
    assert office.stage(execution) == "executed"
    capsys.readouterr()
    assert run(["-w", str(office.workspace.root), "campaign", execution]) == 0
    told = capsys.readouterr().out
    assert [prefix in told for prefix in ("CPGP-", "NT-")] == [True, True]
