"""A case at a moment: what a decision about it looks up, and by which version of its flow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Moved
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Number
from casedrop.cases.opening import Given, about, opened
from casedrop.cases.situation import Situation
from casedrop.expressions.guards import GuardError
from casedrop.flows.flow import Flow, Road, Stage

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TITLES = {"vi": "Việc", "zh-Hans": "事项", "zh-Hant": "事項", "en": "Matter"}
STAGES = {name: Stage(name, TITLES, roads=(Road("second"),)) for name in ("first", "second")}
OLD = Flow("flow", 1, TITLES, {}, {}, "first", STAGES, given=("seats",), sha="old")
NEW = replace(OLD, version=2, sha="new")
COMPANIES = {lang: {} for lang in TITLES}
THEN = Definitions({"flow": OLD}, {}, COMPANIES, UTC)
BOOK = Definitions({"flow": NEW}, {}, COMPANIES, UTC, older=lambda _book, _case: THEN)
CASE = fold([opened(OLD, Number("1"), "vi", about(OLD, "vi", None), NOW, Given({"seats": 12}))])


def test_a_case_is_decided_about_by_the_version_it_runs_by():
    assert [Situation.of(BOOK, case, NOW).flow.version for case in (CASE, replace(CASE, sha="new"))] == [1, 2]
    with pytest.raises(KeyError):
        Situation.of(Definitions({}, {}, COMPANIES, UTC), CASE, NOW)


def test_after_events_the_moment_is_the_same_and_the_names_are_those_of_the_case_as_they_leave_it():
    before = Situation(THEN, OLD, CASE, NOW)
    after = before.after([Moved("first", "second", "road", "2026-11-02T09:00:00+00:00")])
    assert (before.stage.id, after.stage.id, after.now) == ("first", "second", NOW)
    entered = [bool(one.names["stages"]["second"]["entered"]) for one in (before, after)]
    assert entered == [False, True]


def test_a_guard_holds_or_not_and_no_guard_always_does():
    situation = Situation(THEN, OLD, CASE, NOW)
    assert [situation.holds(guard) for guard in (None, "given.seats > 10", "given.seats > 12")] == [True, True, False]
    with pytest.raises(GuardError):
        situation.holds("given.chairs > 10")
