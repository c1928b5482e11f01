"""Enclosures: documents without a template of ours, which a case keeps as they came. Pure; time enters as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from casedrop.cases.admission import Drop, held, waits, wrong_role
from casedrop.cases.case import Case
from casedrop.cases.decide import is_lacking, unenclosed, walk
from casedrop.cases.definitions import Book
from casedrop.cases.events import Enclosed, Event, moment
from casedrop.cases.evolve import fold
from casedrop.flows.flow import Enclosing, Flow
from casedrop.language import filenames
from casedrop.language.problem import Problem


def case_in(name: str, numbers: Iterable[str]) -> str | None:
    """The number of the case that the name of a file contains, however it is typed; the longest of several, None if none."""
    said = filenames.fold(name)
    found = [n for n in numbers if re.search(rf"{re.escape(filenames.fold(n))}(?![0-9])", said)]
    return max(found, key=len, default=None)


def kind_in(flow: Flow, name: str) -> str | None:
    """The enclosure whose title or alias stands in the name of a file, the longest of several; None if none does."""
    said = filenames.fold(name)
    words = {filenames.fold(w): e.id for e in flow.enclosures.values() for w in (*e.titles.values(), *e.aliases)}
    return max(((len(word), kind) for word, kind in words.items() if word in said), default=(0, None))[1]


def kind_of(book: Book, flow: Flow, case: Case, drop: Drop, at: datetime) -> str | Problem:
    """The enclosure that a file named after the case is: the one its name says, else the only one that is waited for;
    `enclosure.which` if neither tells."""
    awaited = [] if case.closed else unenclosed(book, flow, case, at)
    kind = kind_in(flow, drop.name) or (awaited[0].enclosure if len(awaited) == 1 else None)
    return kind or Problem(
        "enclosure.which", args={"case": case.id, "kinds": [e.titles for e in flow.enclosures.values()]}
    )


def standing(book: Book, flow: Flow, case: Case, kind: str, drop: Drop, at: datetime) -> Problem | Enclosing | None:
    """What the stage of the case awaits that this is; None if it is only to be kept; the Problem if it may not come so.

    `early` if the case will come to it; a case that is closed keeps all the same what belongs to it.
    """
    if case.closed:
        return None
    stage = flow.stages[case.stage]
    item = next((e for e in unenclosed(book, flow, case, at) if e.enclosure == kind), None)
    if item is None:
        places = [s.id for s in flow.stages.values() if any(e.enclosure == kind for e in s.encloses)]
        is_early = bool(places) and not set(places) & set(case.entered)
        args = {"case": case.id, "stage": stage.titles, "waits": waits(book, flow, stage), "changes": []}
        return Problem("early", args=args) if is_early else None
    return wrong_role(item, drop) or held(case) or item


def enclosed(
    book: Book, flow: Flow, case: Case, kind: str, item: Enclosing | None, drop: Drop, at: datetime
) -> list[Event]:
    """The events of a document being kept with its case, and of the case going on if it waited for it."""
    event = Enclosed(
        enclosure=kind,
        role=drop.role,
        stage=case.stage,
        counts=item is not None,
        sha256=drop.sha256,
        name=drop.name,
        path=drop.path,
        file=case.files + 1,
        at=moment(at),
    )
    events: list[Event] = [event]
    state, stage = fold(events, case), flow.stages.get(case.stage)
    if item is None or stage is None or is_lacking(book, flow, state, stage, at):
        return events
    return events + walk(book, flow, state, stage.roads, at)
