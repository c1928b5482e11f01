"""Which of the drops of a case that came together is taken first: the one that leaves the most others useful (W5). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casedrop.cases import enclosures
from casedrop.cases.admission import Drop, awaited, standing
from casedrop.cases.decide import accept
from casedrop.cases.events import Event
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Enclosing, Flow
from casedrop.intake.verdict import Encloses, MovesCase, Parked, RefusedByCase, Steers, TakesScan, Verdict
from casedrop.language.problem import Problem

Answer = MovesCase | Encloses
"""What moves a case by what it says; all else is taken behind it."""

BEHIND = RefusedByCase | Parked | TakesScan | Steers
"""What is taken behind the answers, in this order: an order to hold or cancel a case comes last."""


def in_order(situation: Situation, verdicts: Sequence[Verdict]) -> list[int]:
    """The places of the drops of one case in the order in which it can use them; `verdicts` are those on each as the case stands.

    First what does nothing to it, then the answers: always the one after which the most of the others still fit. Between equals
    the order of the flow's file counts, then that of the list."""
    left = {k: v for k, v in enumerate(verdicts) if isinstance(v, Answer)}
    order = [k for k, v in enumerate(verdicts) if not isinstance(v, Answer | BEHIND)]
    while left:
        chosen = best(situation, left)
        order.append(chosen)
        situation = situation.after(events(situation, left.pop(chosen)) or ())
    behind = (k for k in range(len(verdicts)) if k not in order)
    return [*order, *sorted(behind, key=lambda k: (_kind(verdicts[k]), _rank(situation.flow, verdicts[k])))]


def best(situation: Situation, left: dict[int, Answer]) -> int:
    """The place of the answer to take first."""

    def worth(k: int) -> tuple[bool, int, tuple[int, int]]:
        step = events(situation, left[k])
        after = situation.after(step or ())
        lost = sum(_loss(after, other) for n, other in left.items() if n != k)
        return step is None, lost, _rank(situation.flow, left[k])

    return min(left, key=worth)


def _loss(situation: Situation, verdict: Answer) -> int:
    """What is lost of an answer as the case stands: nothing; its turn, if it only counts late; or all, if it is not taken."""
    if events(situation, verdict) is None:
        return 2
    return int(isinstance(verdict, MovesCase) and awaited(situation.stage, verdict.drop) is None)


def events(situation: Situation, verdict: Answer) -> list[Event] | None:
    """What an answer does to the case as it stands; None if it is not taken then."""
    if situation.case.closed:
        return None
    if isinstance(verdict, Encloses):
        item = enclosures.standing(situation, verdict.drop.part, verdict.drop)
        return None if isinstance(item, Problem) else _kept(situation, verdict.drop, item)
    where = standing(situation, verdict.drop)
    if where.problem or where.stage is None:
        return None
    return accept(situation, verdict.drop, where.stage, verdict.answers, verdict.wording)


def _kept(situation: Situation, drop: Drop, item: Enclosing | None) -> list[Event]:
    return enclosures.enclosed(situation, drop.part, item, drop)


def _kind(verdict: Verdict) -> int:
    """Which of `BEHIND` it is."""
    return [isinstance(verdict, kind) for kind in BEHIND.__args__].index(True)


def _rank(flow: Flow, verdict: Verdict) -> tuple[int, int]:
    """Where a drop comes in the flow's file: the first stage, and place in it, that awaits it."""
    drop = verdict.drop if isinstance(verdict, MovesCase | Encloses | RefusedByCase | Parked) else None
    wanted = (drop.form, drop.part) if drop else None
    for k, stage in enumerate(flow.stages.values()):
        awaited = [*((i.form, i.part) for i in stage.awaits), *(("", e.enclosure) for e in stage.encloses)]
        if wanted in awaited:
            return k, awaited.index(wanted)
    return len(flow.stages), 0


def grouped(cases: Iterable[str | None]) -> dict[str, list[int]]:
    """The places of the drops of each case of which several came; those of no case are left out."""
    places: dict[str, list[int]] = {}
    for k, case in enumerate(cases):
        if case:
            places.setdefault(case, []).append(k)
    return {case: group for case, group in places.items() if len(group) > 1}
