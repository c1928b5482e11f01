"""Bytes that were accepted before: no drop at all, or, unchanged, the answer to a question that was asked again since (W7)."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.cases.decide import lacking, tick, unenclosed
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Accepted, Enclosed, Event, kept_drop
from casedrop.cases.situation import Situation
from casedrop.intake.submission import Records, Submission


def answers_anew(book: Definitions, records: Records, case_id: str, submission: Submission) -> bool:
    """Whether bytes that a case accepted answer something it waits for now: another drop or hand brought it to ask that again."""
    case = records.case(case_id)
    if case is None or case.closed:
        return False
    situation = Situation.of(book, case, submission.now)
    situation = situation.after(tick(situation))
    answer = _last(records.past(case_id), submission.sha256)
    return not situation.case.closed and answer is not None and _is_wanted(situation, answer)


def _last(past: Sequence[Event], sha256: str) -> Accepted | Enclosed | None:
    """The event by which a case accepted the bytes, unless nothing but the like was dropped since: what is repeated at once, or
    behind its own correction, asks for nothing new."""
    kept = [event for event in past if kept_drop(event)]
    mine = [k for k, event in enumerate(kept) if (drop := kept_drop(event)) and drop.sha256 == sha256]
    event = kept[mine[-1]] if mine else None
    if not isinstance(event, Accepted | Enclosed):
        return None
    others = [other for other in kept[mine[-1] + 1 :] if _kind(other) != _kind(event)]
    return event if others else None


def _kind(event: Event) -> tuple[str, str]:
    """What was dropped: form and part, or the kind of an enclosure; ("", "") for any other."""
    if isinstance(event, Accepted):
        return event.form, event.part
    return ("", event.enclosure) if isinstance(event, Enclosed) else ("", "")


def _is_wanted(situation: Situation, answer: Accepted | Enclosed) -> bool:
    if isinstance(answer, Enclosed):
        return any(wanted.enclosure == answer.enclosure for wanted in unenclosed(situation))
    return any((item.form, item.part) == (answer.form, answer.part) for item in lacking(situation))
