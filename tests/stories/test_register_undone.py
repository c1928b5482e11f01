"""What an undone or corrected drop wrote into the register of customers is taken back or amended too (W8, W15); `played` sees at
the end that a rebuild knows the same."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedrop.cli.main import run
from casedrop.desk.admin.control import steer
from casedrop.desk.customers import register
from stories.calls import REGISTER, cases_of, registered
from stories.service import Service, played, shipped
from stories.test_renewal import BOUGHT, CLOUDS, LANTERN, NOT_BOUGHT, RECORD

ENDS, RENEWED = "2026-10-15", "2027-10-15"
CLOUD_MAIL = "/rows/0/customer/contact/email"


@pytest.fixture(scope="module")
def by_date(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("renewal"), by_date=True)


@pytest.fixture
def office(by_date, tmp_path):
    """An office whose calendar has asked sales about a customer, and sales has written that the service is bought."""
    for office in played(by_date, tmp_path):
        registered(office, CLOUDS, LANTERN).at("2026-09-01T08:00").run()
        office.at("2026-09-07T09:00")
        answered(office, BOUGHT)
        assert until(office) == RENEWED
        yield office


def case(office: Service) -> str:
    return cases_of(office, "service-renewal")[0]


def answered(office: Service, answer: dict[str, Any], name: str = "Gia hạn") -> None:
    """Sales fills the record it was given, for the first time or again."""
    said = {"/asked_on": date(2026, 9, 7), "/sales_manager": "Trần Văn Mẫu", **answer}
    assert office.wrong(office.does("sales", given(office), said, name)) == []


def given(office: Service) -> Path:
    """The record as it came out to sales."""
    kept = office.hands / "asked.docx"
    if not kept.exists():
        kept.write_bytes(office.latest(RECORD, case(office)).read_bytes())
    return kept


def until(office: Service) -> str:
    """The last day of service of the customer who renews, as the register has it."""
    return service(office)["until"]


def service(office: Service) -> dict[str, str]:
    return register(office.room.ledger, office.workspace.book)[0]["service"]


def amended(office: Service, writes: dict[str, Any], at: str = "2026-09-07T09:30") -> None:
    """The keeper amends a fresh sheet."""
    office.at(at).run()
    sheet = office.latest(REGISTER, cases_of(office, REGISTER)[0])
    assert office.wrong(office.does("manager", sheet, writes, "Sửa")) == []


def undone(office: Service, which: str) -> tuple[str, Any] | None:
    problem = steer(office.watcher.desk, "undo", which, "nhầm khách hàng")
    return (problem.code, problem.args.get("now")) if problem else None


def told(office: Service, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["-w", str(office.workspace.root), "customers", "KH-1"]) == 0
    return capsys.readouterr().out


def test_W8_what_an_undone_drop_wrote_is_out_of_the_register(office, capsys):
    office.at("2026-09-07T10:00")
    assert undone(office, case(office)) is None
    assert service(office) == {"from": "2025-10-16", "until": ENDS}
    assert f"a flow, {case(office)}: taken back: nhầm khách hàng\n    /0/service/until: {RENEWED} -> {ENDS}" in told(
        office, capsys
    )


def test_W8_what_others_wrote_since_stays(office):
    amended(office, {CLOUD_MAIL: "moi@may.example"})
    office.at("2026-09-07T10:00")
    assert undone(office, case(office)) is None
    row = register(office.room.ledger, office.workspace.book)[0]
    assert (row["service"]["until"], row["customer"]["contact"]["email"]) == (ENDS, "moi@may.example")


def test_W8_where_somebody_wrote_otherwise_since_nothing_is_undone_and_the_reason_told(office):
    amended(office, {"/rows/0/service/until": date(2027, 9, 30)})
    office.at("2026-09-07T10:00")
    assert undone(office, case(office)) == ("reach.registered", "2027-09-30")
    assert (until(office), office.stage(case(office))) == ("2027-09-30", "telling")


def test_W8_a_corrected_drop_amends_what_it_wrote(office, capsys):
    office.at("2026-09-07T10:00")
    answered(office, {**BOUGHT, "/term/until": date(2028, 10, 15)}, "Sửa hạn")
    assert service(office) == {"from": "2025-10-16", "until": "2028-10-15"}
    assert f"    /0/service/until: {RENEWED} -> 2028-10-15" in told(office, capsys)


def test_W8_a_correction_that_leads_elsewhere_takes_back_what_was_written(office):
    office.at("2026-09-07T10:00")
    answered(office, {**dict.fromkeys(BOUGHT, ""), **NOT_BOUGHT, "/currency": "VND"}, "Không mua")
    assert office.stage(case(office)) == "arranging"
    assert service(office) == {"from": "2025-10-16", "until": ENDS}


def test_W8_a_correction_of_what_the_keeper_amended_since_comes_back_with_the_reason(office):
    amended(office, {"/rows/0/service/until": date(2027, 9, 30)})
    office.at("2026-09-07T10:00")
    said = {
        "/asked_on": date(2026, 9, 7),
        "/sales_manager": "Trần Văn Mẫu",
        **BOUGHT,
        "/term/until": date(2028, 10, 15),
    }
    outcome = office.does("sales", given(office), said, "Sửa hạn")
    assert [problem.code for problem in outcome.problems] == ["reach.registered"]
    assert until(office) == "2027-09-30"


def test_W8_a_sheet_that_is_undone_leaves_what_flows_wrote_since(by_date, tmp_path):
    for office in played(by_date, tmp_path):
        registered(office, CLOUDS, LANTERN).at("2026-09-01T08:00").run()
        amended(office, {"/rows/1/customer/address": "Số 9 phố Mới"}, "2026-09-02T08:00")
        office.at("2026-09-07T09:00")
        answered(office, BOUGHT)
        assert undone(office, cases_of(office, REGISTER)[0]) is None
        rows = register(office.room.ledger, office.workspace.book)
        assert (rows[0]["service"]["until"], rows[1]["customer"].get("address")) == (RENEWED, None)


def test_W8_the_first_sheet_is_not_undone_once_flows_have_written_into_it(office):
    office.at("2026-09-07T10:00")
    assert undone(office, cases_of(office, REGISTER)[0])[0] == "reach.registered"
    assert until(office) == RENEWED
