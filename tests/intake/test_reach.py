"""How far an undo reaches into another case (W8): back to before it learned something, unless somebody has acted on it since."""
# ruff: noqa: N802 - a test is named after its fault

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casedrop.cases.events import Accepted, Closed, Event, Heard, Held, Moved, Opened, OpenedWith, Undone, utc_text
from casedrop.cases.evolve import fold
from casedrop.cases.parts import FromCase
from casedrop.cases.steering.reach import OutOfReach, TakeBack, taken_back

PLANNED, LATER, NOW = (datetime(2026, 8, day, 9, tzinfo=UTC) for day in (11, 12, 13))
COURSE = "KDT-2026-0001"
FROM_COURSE = FromCase(COURSE, "Crane")
BACK = TakeBack("DT-1", COURSE, (utc_text(PLANNED),), "wrong week")


def opened(by: FromCase | None = FROM_COURSE) -> Opened:
    begun = OpenedWith({"from": "2026-09-07"}, by) if by else None
    return Opened("DT-1", "training", 1, "sha", "en", {"name": "Crane"}, "invited", None, utc_text(PLANNED), begun)


def moved(to: str, by: str = "road") -> Moved:
    return Moved("invited", to, by, utc_text(LATER))


def told(at: datetime, source: FromCase | None = None) -> Heard:
    return Heard({"plan_no": "KH-1"}, source, utc_text(at))


def dropped() -> Accepted:
    return Accepted(
        "reply", "", None, "invited", 1, {}, (), "0" * 64, "Reply.docx", "inbox/Reply.docx", "", 1, utc_text(LATER)
    )


def after(past: list[Event]) -> tuple[str | None, str]:
    """(how it ended, its stage) of a case once it is taken back."""
    case = fold([*past, *taken_back(past, BACK, NOW)])
    return case.closed, case.stage


def test_W8_a_case_that_was_opened_by_it_ends_whatever_its_deadline_did_meanwhile():
    assert after([opened(), moved("unanswered", "deadline")]) == ("undone", "invited")


def test_W8_a_case_that_was_only_told_goes_back_to_where_it_stood():
    assert after([opened(by=None), told(PLANNED), moved("planned")]) == (None, "invited")
    assert after([opened(by=None), told(PLANNED, FROM_COURSE), moved("planned")]) == (None, "invited")


def test_W8_what_was_told_at_another_moment_or_by_another_case_stays():
    assert taken_back([opened(by=None), told(LATER)], BACK, NOW) == ()
    assert taken_back([opened(by=None), told(PLANNED, FromCase("KDT-2026-0002", "Crane"))], BACK, NOW) == ()


@pytest.mark.parametrize(
    ("since", "code"),
    [
        (dropped(), "reach.dropped"),
        (Closed("cancelled", utc_text(LATER), "not wanted"), "reach.decided"),
        (told(LATER), "reach.decided"),
    ],
)
def test_W8_what_somebody_did_since_is_not_taken_back_from_under_him(since, code):
    with pytest.raises(OutOfReach) as refused:
        taken_back([opened(), since], BACK, NOW)
    assert (refused.value.problem.code, refused.value.problem.args["case"]) == (code, "DT-1")


def test_W8_a_case_that_is_held_meanwhile_goes_back_and_stays_held():
    past = [opened(by=None), told(PLANNED), moved("planned"), Held("leave", utc_text(LATER))]
    case = fold([*past, *taken_back(past, BACK, NOW)])
    assert (case.stage, case.held) == ("invited", "leave")


def test_W8_what_the_case_had_spread_itself_is_named_to_be_taken_back_in_turn():
    (undone, _) = taken_back([opened(), moved("unanswered", "deadline")], BACK, NOW)
    assert isinstance(undone, Undone)
    assert undone.reaches == (COURSE,)
