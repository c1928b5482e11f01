"""Help within the warranty: advice within two working hours, a remote session, else a visit within two working days."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.problems import SOLVES, handled, recorded

UNTIL = date(2026, 8, 11)
"""The last day of the warranty, on which the problem is reported."""


@pytest.fixture
def office(service):
    return service


@pytest.mark.parametrize("matter", ["fault", "reinstall"])
def test_PRB_6_PRB_10_a_fault_or_help_to_reinstall_is_advised_on_and_solved_from_afar(office, matter):
    assert recorded(office, warranty_until=UNTIL, matter=matter) == []
    assert office.stage() == "warranty-advice"
    assert handled(office, right=SOLVES, remote_on=UNTIL) == []
    assert office.stage() == "confirming"


@pytest.mark.parametrize(
    ("severity", "stage", "before", "over"),
    [
        # Reported on Tuesday at 09:30, in working hours.
        ("normal", "warranty-advice", "2026-08-11T11:29", "2026-08-11T11:30"),
        ("urgent", "warranty-advice", "2026-08-11T11:29", "2026-08-11T11:30"),
        ("critical", "warranty-critical", "2026-08-11T11:29", "2026-08-11T11:30"),
    ],
)
def test_PRB_6_advice_comes_within_two_working_hours_of_the_notice(office, severity, stage, before, over):
    recorded(office, warranty_until=UNTIL, matter="fault", severity=severity)
    office.at(before).run()
    assert office.stage() == stage
    office.at(over).run()
    assert (office.stage(), handled(office)) == ("unanswered", [])


def test_PRB_6_else_somebody_is_on_site_within_two_working_days_of_the_request(office):
    recorded(office, warranty_until=UNTIL, matter="fault")
    assert (handled(office, remote_on=UNTIL), office.stage()) == ([], "visiting")
    office.at("2026-08-13T23:59").run()
    assert office.stage() == "visiting"
    office.at("2026-08-14T00:00").run()
    assert (office.stage(), "Quá hạn đến tại chỗ" in office.todo("manager")) == ("visit-overdue", True)
    assert (handled(office, visited_on=date(2026, 8, 14), expected_on=date(2026, 8, 20)), office.stage()) == (
        [],
        "handling",
    )


@pytest.mark.parametrize(
    ("until", "matter"), [(date(2026, 8, 10), "fault"), (UNTIL, "use"), (None, "fault")], ids=["over", "use", "none"]
)
def test_PRB_6_PRB_10_what_the_warranty_does_not_cover_goes_by_its_severity(office, until, matter):
    recorded(office, warranty_until=until, matter=matter)
    assert (office.stage(), handled(office), office.stage()) == ("normal", [], "handling")
