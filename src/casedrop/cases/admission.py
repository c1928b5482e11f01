"""What a case says to a drop before its answers are looked at: whether it waits for it now. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from casedrop.cases.case import Case, Last
from casedrop.cases.definitions import Definitions
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Enclosing, Flow, Item, Stage, spoken_to
from casedrop.forms.pointers import pattern
from casedrop.forms.signing import NONE, Proofs
from casedrop.language.problem import Json, Problem, Texts

BY_HAND = {"cancelled": "case.cancelled", "undone": "case.undone"}
"""How a case ends by no stage of its flow: what is then said to a drop."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A drop as the decider sees it: which form, for which part, from which role's folder, filled on which issue of the
    case (0: from the shelf), by whose bytes, under which name and path in the workspace. `sheet` is the id of the view it was
    issued as, if it is one; `proofs` is what is known of who signed it."""

    form: str
    part: str
    role: str | None
    issue: int
    sha256: str
    name: str
    lang: str
    number: str = ""
    path: str = ""
    sheet: str = ""
    proofs: Proofs = NONE


@dataclass(frozen=True, slots=True)
class Standing:
    """What a case says to a drop before its answers are looked at: the stage and item it answers, or a Problem."""

    stage: Stage | None = None
    item: Item | None = None
    correction: bool = False
    problem: Problem | None = None


def standing(situation: Situation, drop: Drop) -> Standing:
    """Whether the case waits for this drop now.

    A role may correct its own part until another drop is accepted. What a stage asked for that the case has left since still
    counts, if it is said to (`late`). Else the drop is too early, too late, older than the last issue, not awaited, or lies in
    another role's folder. A case that is closed or held takes nothing, and no case takes what is filled on an issue that was
    taken back. A sheet that several amend is held against what others changed instead.
    """
    flow, case = situation.flow, situation.case
    shut = closed(flow, case) or held(case) or taken_back(case, drop)
    if shut:
        return Standing(problem=shut)
    stage = situation.stage
    wanted = [i for i in asked_for(stage, drop) if situation.holds(i.when)]
    item = spoken_to(wanted, drop.role)
    if case.last and corrects(case.last, drop, item):
        answered = flow.stages[case.last.stage]
        mended = awaited(answered, drop)
        came_late = None if mended else late(situation, drop)
        return Standing(stage if came_late else answered, mended or came_late, correction=True)
    item = item or late(situation, drop)
    problem = _late_or_early(situation, drop, item) or wrong_role(situation.book, item, drop)
    return Standing(stage, item, problem=problem)


def closed(flow: Flow, case: Case) -> Problem | None:
    """The Problem of a closed case, by whether its flow ended it or a hand did; None of an open one."""
    if not case.closed:
        return None
    stage = flow.stages.get(case.stage)
    by_hand = stage is None or stage.closes != case.closed
    code = BY_HAND.get(case.closed, "case.closed") if by_hand else "case.closed"
    return Problem(code, args={"case": case.id, "how": stage.titles if stage else case.closed})


def held(case: Case) -> Problem | None:
    """The Problem of a held case; None of one that goes on."""
    return (
        Problem("case.held", args={"case": case.id, "why": case.held.rstrip(" .。")}) if case.held is not None else None
    )


def taken_back(case: Case, drop: Drop) -> Problem | None:
    """The Problem of a drop that is filled on an issue since taken back; None of any other."""
    return Problem("issue.undone", args={"case": case.id}) if drop.issue in case.withdrawn else None


def corrects(last: Last, drop: Drop, item: Item | None) -> bool:
    """Whether this is the last accepted drop again, from the same role and the same issue or a later one.

    `item` is what the present stage awaits of it: filled on an issue later than the last, the drop answers that instead
    (CUS-9: a running project's new dates are news, not a correction of the old ones).
    """
    same = (last.form, last.part, last.role) == (drop.form, drop.part, drop.role)
    return same and (drop.issue == last.issue or (item is None and drop.issue > last.issue))


def awaited(stage: Stage, drop: Drop) -> Item | None:
    """The stage's item that the drop answers, whatever its condition."""
    return spoken_to(asked_for(stage, drop), drop.role)


def asked_for(stage: Stage, drop: Drop) -> list[Item]:
    """The stage's items of the drop's form and part: several, where several roles may write it."""
    return [i for i in stage.awaits if (i.form, i.part) == (drop.form, drop.part)]


def late(situation: Situation, drop: Drop) -> Item | None:
    """The item of a stage the case has left, without it, which the drop still answers (W4); None if there is none, or it was
    answered, last as a correction of itself."""
    case, asked = situation.case, asked_before(situation, drop)
    is_answered = any((drop.form, drop.part) in done for done in case.done.values())
    last = case.last
    is_again = last is not None and (last.form, last.part, last.role) == (drop.form, drop.part, drop.role)
    return spoken_to(asked, drop.role) if asked and (is_again or not is_answered) else None


def asked_before(situation: Situation, drop: Drop) -> list[Item]:
    """The items of the drop's form and part that stages the case has entered asked for, and that count late."""
    stages = (situation.flow.stages[name] for name in situation.case.entered if name in situation.flow.stages)
    return [item for stage in stages for item in asked_for(stage, drop) if item.late]


def wrong_role(book: Definitions, item: Item | Enclosing | None, drop: Drop) -> Problem | None:
    """The Problem of a drop in a folder whose role may not say this."""
    if item is None or item.role in (None, drop.role):
        return None
    return Problem("role.wrong", args={"folder": book.inbox(item.role)})


def _late_or_early(situation: Situation, drop: Drop, item: Item | None) -> Problem | None:
    flow, case = situation.flow, situation.case
    is_merged = drop.form == situation.book.customers.form
    is_older = not is_merged and drop.issue < case.issued.get(drop.sheet or drop.form, 0)
    if item is None:
        places = [s for s, i in flow.items() if (i.form, i.part) == (drop.form, drop.part)]
        is_early = places and not any(s.id in case.entered for s in places)
        code = "early" if is_early else "issue.older" if is_older else "not-awaited"
        return Problem(code, args=_where(situation, drop))
    return Problem("issue.older", args=_where(situation, drop)) if is_older else None


def _where(situation: Situation, drop: Drop) -> dict[str, Json]:
    """What the sentences about a case's standing name; titles and labels in every language."""
    case, stage = situation.case, situation.stage
    fields = situation.book.forms[drop.form].by_pointer
    since = [
        p for version, form, changed in case.changes if version > drop.issue and form == drop.form for p in changed
    ]
    labels = [fields[p].labels for p in dict.fromkeys(map(pattern, since)) if p in fields]
    return {"case": case.id, "stage": stage.titles, "waits": waits(situation), "changes": labels}


def waits(situation: Situation) -> list[Texts]:
    """The titles of all that the case's stage awaits now, each once, whoever may bring it (W32)."""
    stage, flow = situation.stage, situation.flow
    forms = dict.fromkeys(item.form for item in stage.awaits if situation.holds(item.when))
    kinds = dict.fromkeys(one.enclosure for one in stage.encloses if situation.holds(one.when))
    return [*(situation.book.forms[one].titles for one in forms), *(flow.enclosures[one].titles for one in kinds)]
