"""How a correction reaches the cases that the corrected drop had opened or told something. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casedrop.cases.case import Case
from casedrop.cases.decide import arrive, walk
from casedrop.cases.events import BY_CORRECTION, Accepted, Event, Opened
from casedrop.cases.links import Report, Tell, entered_by, knows, struck_off
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control import answer_of, counted
from casedrop.cases.steering.reach import OutOfReach, TakeBack, told_since_last_drop
from casedrop.cases.steering.with_children import Steer
from casedrop.documents.outdated import outdated
from casedrop.language.problem import Problem

Sent = Tell | Report | Opened | TakeBack | Steer
"""What is sent to a case."""


def taking_back(
    after: Situation,
    decided: Sequence[Event],
    sent: Sequence[Sent],
    past: Sequence[Event],
    load: Callable[[str], Case | None],
) -> list[Sent]:
    """What is sent because of a correction: first what is to be taken back, in the cases that were told something else, or
    whose rows were struck off; then what is sent, but to those who know it already.

    `past` are the case's events before the correction, `load` gives a case.
    """
    why = next((event.name for event in decided if isinstance(event, Accepted)), "")
    told, moments = told_since_last_drop(past)
    knowing = [case for case in told if _knows(load(case), [m for m in sent if isinstance(m, Tell) and m.case == case])]
    takes = [TakeBack(case, after.case.id, moments, why) for case in told if case not in knowing]
    takes += [TakeBack(case, after.case.id, (), why) for case in struck_off(after, decided) if case not in told]
    return [*takes, *(m for m in sent if not (isinstance(m, Tell) and m.case in knowing))]


def _knows(case: Case | None, news: Sequence[Tell]) -> bool:
    """Whether a case was given before all that it is told now."""
    if case is None:
        return True
    return bool(news) and all(knows(case, tell.given) for tell in news)


def brought_up_to_date(before: Situation, told: Event, past: Callable[[str], Sequence[Event]]) -> list[Event]:
    """The events of a case whose papers say otherwise than what it is told now: it goes back to the stage that issued the first
    of them, or to where its stage says that corrections lead; [] if its papers are as they should be.

    `past` gives a case's events so far; it is asked only where papers differ. Raises OutOfReach if somebody has answered such a
    paper and its stage says nothing of corrections.
    """
    after = before.after([told])
    stage = outdated(before, after)
    if not stage or after.case.closed:
        return []
    target = after.stage.corrected or stage
    answered = "" if after.stage.corrected else _answered_since(past(after.case.id), stage)
    if answered:
        raise OutOfReach(Problem("reach.dropped", args={"case": after.case.id, "name": answered}))
    step = arrive(after, target, BY_CORRECTION)
    there = after.after(step)
    return step if there.stage.waits else step + walk(there, there.stage.roads)


def _answered_since(past: Sequence[Event], stage: str) -> str:
    """The name of the last file dropped in a case since it entered a stage; "" if there is none."""
    name = ""
    for one in counted(past):
        dropped = answer_of(one.event)
        name = "" if entered_by(one.event) == stage else dropped.name if dropped else name
    return name
