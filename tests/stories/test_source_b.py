"""Source [B] from the first talk with a prospect to the end of the warranty, in Vietnamese, with real files.

A pottery is surveyed, agrees, chooses and signs. Its project runs from the hand-over of the contract by survey, plan, data,
customising, training and a trial run that fails once to the acceptance. In support it is helped from afar, once on site, and
after twelve months no longer under warranty.
"""

from __future__ import annotations

from typing import Any

import pytest

from casedrop.desk import register
from rebuilding import differences
from stories import acceptance, data_import, implementation, presales, problems
from stories.data_import import with_rows
from stories.implementation import assesses, does, project
from stories.office import moved, texts, unhurried
from stories.presales import SHORT, hands_in, says, writes_part
from stories.service import Service, _clock, shipped
from stories.source_b import (
    ACCEPTED,
    ADVISES,
    APPROVED,
    ASKED,
    BOTH_CONFIRM,
    CONFIRMED,
    CUSTOMISED,
    EXTRACTED,
    FAULT,
    FIXES,
    HANDED,
    IMPORTED,
    NAMED,
    OVER,
    PLANNED,
    READY,
    REINSTALL,
    ROWS,
    SATISFIED,
    SCHEDULED,
    SURVEY_DONE,
    SURVEYED,
    TRAINED,
    TRAINED_AGAIN,
    TRIED,
    TRIED_AGAIN,
    UNKNOWN,
    VISITS,
)
from stories.telling import KNOWN, drop, less, opens, stage
from stories.training import of_flow

FLOW = "implementation"


@pytest.fixture
def office(tmp_path):
    workspace = shipped(tmp_path)
    there = Service(moved(unhurried(workspace), workspace.root), tmp_path / "hands", _clock())
    yield there
    there.close()


def test_source_b_from_the_first_talk_to_the_end_of_the_warranty(office, tmp_path):
    """PRE-1 to PRE-5, IMP-1 to IMP-13, ACC-1 to ACC-4, then PRB-6 and PRB-10 by CLD-1, as they follow each other."""
    the_prospect_is_met_surveyed_and_agrees(office)
    it_chooses_an_option_and_signs(office)
    the_contract_is_handed_over_and_a_manager_named(office)
    the_customer_prepares_and_is_surveyed_in_detail(office)
    the_plan_is_approved_and_confirmed(office)
    the_vendor_takes_the_data_over_as_promised(office)
    what_the_survey_asked_for_is_customised(office)
    the_users_are_trained_and_one_learns_again(office)
    the_trial_run_fails_once(office)
    the_software_is_accepted(office)
    a_fault_of_saturday_is_advised_on_by_monday(office)
    a_new_machine_is_installed_on_site(office)
    the_warranty_is_over(office)
    assert office.tree("outbox") == OUT
    assert office.faults() == []
    assert differences(office.room, tmp_path / "again") == {}


def now(office: Service, moment: str) -> Service:
    """The office at a moment, the clock having spoken."""
    office.at(moment).run()
    return office


def issued(office: Service, form: str) -> dict[str, Any]:
    """What the project's document of a form was filled with."""
    return dict(office.case(project(office))["documents"][form]["answers"])


def the_prospect_is_met_surveyed_and_agrees(office: Service) -> None:
    assert presales.contacted(office) == []
    assert "13/08/2026 09:00" in office.todo("sales")
    office.at("2026-08-13T16:00")
    assert says(office, presales.SURVEY, presales.SURVEYED) == []
    assert says(office.at("2026-08-14T10:00"), presales.SUMMARY, presales.SUMMED) == []
    assert (stage(office, "presales"), SHORT in office.latest(presales.SUMMARY).name) == ("agreeing", True)
    assert says(office.at("2026-08-17T15:00"), presales.SUMMARY, presales.AGREED) == []


def it_chooses_an_option_and_signs(office: Service) -> None:
    assert says(office.at("2026-08-18T10:00"), presales.PROPOSAL, presales.PROPOSED) == []
    assert says(office.at("2026-08-20T10:00"), presales.PROPOSAL, presales.CHOSEN) == []
    assert hands_in(office.at("2026-08-21T10:00"), "Dự thảo hợp đồng") == []
    assert hands_in(office.at("2026-08-25T10:00"), "Hợp đồng đã ký") == []
    assert writes_part(office, "contracting", presales.SIGNED) == []
    assert (stage(office, "presales"), stage(office, FLOW)) == ("won", "handing-over")


def the_contract_is_handed_over_and_a_manager_named(office: Service) -> None:
    office.at("2026-08-26T09:00")
    assert does(office, "sales", implementation.HANDOVER, "", HANDED) == []
    office.at("2026-08-27T09:00")
    assert does(office, "service-director", implementation.HANDOVER, "naming", NAMED) == []
    assert "420.000.000" not in texts(office.latest(f"{implementation.HANDOVER}.reduced", project(office)))
    assert does(office.at("2026-08-28T10:00"), "implementation", implementation.SCHEDULE, "", SCHEDULED) == []
    assert (stage(office, FLOW), stage(office, "data-import")) == ("preparing", "preparing")


def the_customer_prepares_and_is_surveyed_in_detail(office: Service) -> None:
    agreed = [row["requirement"] for row in issued(office, implementation.SURVEY)["requirements"]]
    assert agreed == ["Công nợ từng đại lý", "Tồn theo lô men"]
    office.at("2026-09-04T15:00")
    assert does(office, "", implementation.READINESS, "confirming", READY) == []
    assert does(office, "", implementation.SURVEY, "surveying", SURVEYED) == []
    office.at("2026-09-07T10:00")
    assert assesses(office, "head") + assesses(office, "planner") == []


def the_plan_is_approved_and_confirmed(office: Service) -> None:
    assert issued(office, implementation.PLAN)["data"] == {"by": "company", "charged": "no"}
    office.at("2026-09-09T10:00")
    assert does(office, "implementation", implementation.PLAN, "", PLANNED) == []
    assert does(office, "implementation", implementation.SCHEDULE, "", SURVEY_DONE) == []
    assert does(office.at("2026-09-10T10:00"), "implementation-head", implementation.PLAN, "approving", APPROVED) == []
    assert does(office.at("2026-09-11T15:00"), "", implementation.PLAN, "confirming", CONFIRMED) == []
    assert stage(office, FLOW) == "implementing"


def the_vendor_takes_the_data_over_as_promised(office: Service) -> None:
    drop(office.at("2026-09-21T10:00"), "implementation", "data-import", data_import.DATA, ASKED)
    assert stage(office, "data-import") == "filling"
    office.at("2026-10-01T16:00")
    assert extracted(office, UNKNOWN, "Sai") == ["/owed/0/partner key.unknown"]
    assert extracted(office, ROWS, "Số liệu") == []
    drop(office.at("2026-10-05T10:00"), "implementation", "data-import", data_import.RECORD, BOTH_CONFIRM)
    assert any(office.outbox(SHORT).rglob("Công nợ đầu kỳ *.csv"))
    drop(office.at("2026-10-07T16:00"), "implementation", "data-import", data_import.RECORD, IMPORTED)
    assert stage(office, "data-import") == "imported"


def extracted(office: Service, rows: data_import.Rows, name: str) -> list[str]:
    """What is wrong with the workbook that the vendor filled from the old books."""
    latest = office.latest(data_import.DATA, of_flow(office, "data-import")[-1])
    office.put(with_rows(office.filled(latest, EXTRACTED, name), rows), "implementation")
    return office.wrong(office.run()[-1])


def what_the_survey_asked_for_is_customised(office: Service) -> None:
    office.at("2026-10-08T16:00")
    assert does(office, "implementation", implementation.SCHEDULE, "", CUSTOMISED) == []
    assert ["Máy in tem" in office.todo(role) for role in ("implementation-head", "sales")] == [True, True]
    assert "3/5" in office.todo("service-director")


def the_users_are_trained_and_one_learns_again(office: Service) -> None:
    office.at("2026-10-15T17:00")
    assert does(office, "implementation", implementation.TRAINING, "", TRAINED) == []
    assert stage(office, FLOW) == "implementing"
    office.at("2026-10-16T16:00")
    assert does(office, "implementation", implementation.TRAINING, "", TRAINED_AGAIN) == []
    assert stage(office, FLOW) == "trying"


def the_trial_run_fails_once(office: Service) -> None:
    office.at("2026-10-30T16:00")
    assert does(office, "implementation", implementation.TRIAL, "", TRIED) == []
    assert (stage(office, FLOW), "1 lỗi" in office.todo("deciding")) == ("trying", True)
    office.at("2026-11-06T16:00")
    assert does(office, "implementation", implementation.TRIAL, "", TRIED_AGAIN) == []
    assert (stage(office, FLOW), stage(office, "acceptance")) == ("accepting", "planning")


def the_software_is_accepted(office: Service) -> None:
    plan = less(acceptance.PLAN, *KNOWN) | ACCEPTED["plan"]
    drop(office.at("2026-11-09T10:00"), "manager", "acceptance", acceptance.ACCEPTANCE_PLAN, plan)
    for moment, right, changes in (
        ("2026-11-10T10:00", acceptance.INSIDE, "inside"),
        ("2026-11-12T10:00", acceptance.AGREED, "customer"),
    ):
        drop(office.at(moment), "manager", "acceptance", acceptance.ACCEPTANCE_PLAN, {**right, **ACCEPTED[changes]})
    report = {**acceptance.PASSED, **ACCEPTED["report"]}
    drop(office.at("2026-11-17T16:00"), "manager", "acceptance", acceptance.REPORT, report)
    signed = {**acceptance.SIGNED, **ACCEPTED["signed"]}
    drop(office.at("2026-11-18T10:00"), "manager", "acceptance", acceptance.REPORT, signed)
    for copy in (3, 4):
        assert register.note(office.watcher.desk, "in", "BBNT-2026-0001", copy, f"K-{copy}") is None
    now(office, "2026-11-18T11:00")
    assert (stage(office, "acceptance"), stage(office, FLOW)) == ("accepted", "supported")


def a_fault_of_saturday_is_advised_on_by_monday(office: Service) -> None:
    """Half an hour of Saturday's working time is left; the other hour and a half end on Monday at 10:00."""
    opens(office.at("2026-12-12T10:35"), "specialist", problems.RECORD, FAULT, "vi")
    assert stage(now(office, "2026-12-14T09:59"), "problem") == "warranty-advice"
    drop(office, "engineer", "problem", problems.RECORD, FIXES)
    confirmed(office, "2026-12-14T15:00")


def a_new_machine_is_installed_on_site(office: Service) -> None:
    """Reported on a Friday: Saturday and Monday are the two working days."""
    opens(office.at("2026-12-18T10:35"), "specialist", problems.RECORD, REINSTALL, "vi")
    drop(office.at("2026-12-18T11:10"), "engineer", "problem", problems.RECORD, ADVISES)
    assert stage(now(office, "2026-12-21T23:59"), "problem") == "visiting"
    assert stage(now(office, "2026-12-22T00:00"), "problem") == "visit-overdue"
    drop(office.at("2026-12-22T15:00"), "engineer", "problem", problems.RECORD, VISITS)
    confirmed(office, "2026-12-22T16:00")


def confirmed(office: Service, moment: str) -> None:
    """None once the customer is content with what was done."""
    said = {**SATISFIED, "/confirmation/on": office.at(moment).clock.now.date()}
    drop(office, "manager", "problem", problems.RECORD, said)
    assert stage(office, "problem") == "solved"


def the_warranty_is_over(office: Service) -> None:
    opens(office.at("2027-11-18T10:35"), "specialist", problems.RECORD, OVER, "vi")
    assert stage(office, "problem") == "normal"


OUT = """\
"""
