"""Enclosures: documents without a template of ours, which a case keeps as they came. Pure; time enters as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casedrop.cases.admission import Drop, held, waits, wrong_role
from casedrop.cases.decide import is_lacking, unenclosed, walk
from casedrop.cases.events import Enclosed, Event, utc_text
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Enclosing, Flow
from casedrop.language import filenames
from casedrop.language.problem import Problem


def case_in(name: str, numbers: Iterable[str]) -> str | None:
    """The number of the case that the name of a file contains, however it is typed; the longest of several, None if none."""
    folded = filenames.fold(name)
    contained = [n for n in numbers if re.search(rf"{re.escape(filenames.fold(n))}(?![0-9])", folded)]
    return max(contained, key=len, default=None)


def kind_in(flow: Flow, name: str) -> str | None:
    """The enclosure whose title or alias stands in the name of a file, the longest of several; None if none does."""
    folded = filenames.fold(name)
    words = {filenames.fold(w): e.id for e in flow.enclosures.values() for w in (*e.titles.values(), *e.aliases)}
    return max(((len(word), kind) for word, kind in words.items() if word in folded), default=(0, None))[1]


def kind_of(situation: Situation, drop: Drop) -> str | Problem:
    """The enclosure that a file named after the case is: the one its name says, else the only one that is waited for;
    `enclosure.which` if neither tells."""
    flow, case = situation.flow, situation.case
    awaited = [] if case.closed else unenclosed(situation)
    kind = kind_in(flow, drop.name) or (awaited[0].enclosure if len(awaited) == 1 else None)
    return kind or Problem(
        "enclosure.which", args={"case": case.id, "kinds": [e.titles for e in flow.enclosures.values()]}
    )


def standing(situation: Situation, kind: str, drop: Drop) -> Problem | Enclosing | None:
    """What the stage of the case awaits that this is; None if it is only to be kept; the Problem if it may not come so.

    `early` if the case will come to it; a case that is closed keeps all the same what belongs to it.
    """
    flow, case = situation.flow, situation.case
    if case.closed:
        return None
    item = next((e for e in unenclosed(situation) if e.enclosure == kind), None)
    if item is None:
        places = [s.id for s in flow.stages.values() if any(e.enclosure == kind for e in s.encloses)]
        is_early = bool(places) and not set(places) & set(case.entered)
        args = {"case": case.id, "stage": situation.stage.titles, "waits": waits(situation), "changes": []}
        return Problem("early", args=args) if is_early else None
    return wrong_role(situation.book, item, drop) or held(case) or item


def enclosed(situation: Situation, kind: str, item: Enclosing | None, drop: Drop) -> list[Event]:
    """The events of a document being kept with its case, and of the case going on if it waited for it."""
    case = situation.case
    event = Enclosed(
        enclosure=kind,
        role=drop.role,
        stage=case.stage,
        counts=item is not None,
        sha256=drop.sha256,
        name=drop.name,
        path=drop.path,
        file=case.files + 1,
        at=utc_text(situation.now),
        proofs=drop.proofs,
    )
    events: list[Event] = [event]
    after, stage = situation.after(events), situation.flow.stages.get(case.stage)
    if item is None or stage is None or is_lacking(after, stage):
        return events
    return events + walk(after, stage.roads)
