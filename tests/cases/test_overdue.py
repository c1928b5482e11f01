"""Which cases are late, and since when: also where a deadline has led them to a stage that waits for the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casedrop.calendar.deadline import Deadline
from casedrop.cases.deadline import deadline
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Moved
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Number
from casedrop.cases.opening import Given, about, opened
from casedrop.cases.overdue import lapsed, overdue
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Flow, Item, Stage

OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
OVER = datetime(2026, 11, 5, tzinfo=UTC)
"""When two days after the second of November are over."""
TITLES = {"vi": "Việc", "zh-Hans": "事项", "zh-Hant": "事項", "en": "Matter"}
REPORT, OTHER = (Item("report", "", "sales"),), (Item("answer", "", "sales"),)


def two_days(go: str, after: str = "case.opened") -> Deadline:
    return Deadline(after, 2, "days", go)


STAGES = {
    "asked": Stage("asked", TITLES, awaits=REPORT, deadline=two_days("asked-late")),
    "asked-late": Stage(
        "asked-late", TITLES, awaits=REPORT, deadline=two_days("given-up", "stages['asked-late'].entered")
    ),
    "given-up": Stage("given-up", TITLES, awaits=OTHER),
}
FLOW = Flow("flow", 1, TITLES, {}, {}, "asked", STAGES, sha="one")
BOOK = Definitions({"flow": FLOW}, {}, {lang: {} for lang in TITLES}, UTC)
CASE = fold([opened(FLOW, Number("1"), "vi", about(FLOW, "vi", None), OPENED, Given({}))])


def late(case, now):
    situation = Situation(BOOK, FLOW, case, now)
    return overdue(situation, deadline(situation))


def led(*stages, at=OVER + timedelta(hours=1)):
    """The case, moved through stages by their deadlines, an hour between one and the next."""
    moves = [Moved(was, now, "deadline", (at + timedelta(hours=n)).isoformat())
             for n, (was, now) in enumerate(zip(("asked", *stages), stages, strict=False))]  # fmt: skip
    return fold(moves, CASE)


def test_a_case_is_late_once_its_deadline_is_over():
    assert [late(CASE, OVER - timedelta(seconds=1)), late(CASE, OVER)] == [None, OVER]


def test_what_is_late_still_is_at_the_stage_that_waits_for_the_same_whatever_runs_there():
    assert late(led("asked-late"), OVER + timedelta(hours=2)) == OVER
    assert late(led("asked-late"), OVER + timedelta(days=30)) == OVER


def test_what_waits_for_something_else_now_is_not_late():
    assert late(led("asked-late", "given-up"), OVER + timedelta(days=30)) is None


def test_a_case_that_came_there_in_time_is_not_late_by_that():
    in_time = led("asked-late", at=OPENED + timedelta(hours=1))
    assert late(in_time, OPENED + timedelta(hours=2)) is None


@pytest.mark.parametrize("end", [{"held": "moving"}, {"closed": "cancelled"}])
def test_a_case_that_is_held_or_closed_is_not_late(end):
    assert late(replace(led("asked-late"), **end), OVER + timedelta(days=1)) is None


def has_lapsed(case, flow=FLOW):
    return lapsed(Situation(replace(BOOK, flows={"flow": flow}), flow, case, OVER + timedelta(days=30)))


def test_a_deadline_ran_out_on_a_case_that_left_over_it_what_it_waited_for_however_it_went_on():
    assert not has_lapsed(CASE)
    assert has_lapsed(led("asked-late"))
    assert has_lapsed(led("asked-late", "given-up"))
    assert has_lapsed(replace(led("asked-late", "given-up"), closed="given up"))


def test_a_road_taken_in_time_to_where_the_deadline_leads_is_no_deadline_that_ran_out():
    assert not has_lapsed(led("asked-late", at=OVER - timedelta(seconds=1)))
    assert has_lapsed(led("asked-late", at=OVER))


def test_the_day_of_a_stage_that_waits_for_nothing_is_a_planned_step():
    idle = replace(FLOW, stages={**STAGES, "asked": replace(STAGES["asked"], awaits=())})
    assert not has_lapsed(led("asked-late"), idle)
