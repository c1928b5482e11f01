"""Cases in a table, a line each: whose, where it stands, who has it, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casedrop.language.problem import Json
from casedrop.store.standing import Standing
from casedrop.web import words
from casedrop.web.visit import Visit


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a table, in words: `awaits` is the first thing it waits for, `who` of which role, and which `person`; `late` for
    how long it is late and `missed` the day it missed ("" if it is not); `due` its deadline, `left` how far off, `soon` whether
    it ends within two days."""

    case: str
    customer: str
    flow: str
    stage: str
    awaits: str
    who: str
    person: str
    late: str
    missed: str
    due: str
    left: str
    soon: bool
    opened: str
    ended: str
    held: bool


def case_lines(visit: Visit, found: Sequence[Standing]) -> list[CaseLine]:
    """The lines of cases, in their order; what is asked for them is asked of the ledger once for all."""
    asked = visit.room.ledger.asked_of([one.case_id for one in found]) if found else {}
    return [_line(visit, one, _mine(visit, asked.get(one.case_id, []))) for one in found]


def _mine(visit: Visit, asked: Sequence[Json]) -> list[Json]:
    """What is asked, as far as the visitor may know of it."""
    return [line for line in asked if visit.sees_all or not line["role"] or line["role"] in visit.roles]


def _line(visit: Visit, one: Standing, asked: Sequence[Json]) -> CaseLine:
    first = asked[0] if asked else {}
    roles = list(dict.fromkeys(visit.role(line["role"]) or visit.say("anyone") for line in asked))
    missed = bool(one.due and one.due <= visit.now and not one.closed)
    late = (
        words.lateness(visit, one.late, one.flow, one.stage) if one.late else visit.say("just_late") if missed else ""
    )
    return CaseLine(
        case=one.case_id,
        customer=words.shown(one.customer),
        flow=visit.flow(one.flow),
        stage=visit.stage(one.flow, one.stage),
        awaits=first.get("form", ""),
        who=", ".join(roles[:2]) + (" …" if len(roles) > 2 else ""),
        person=words.shown(first.get("person", "")),
        late=late,
        missed=words.day(visit, one.late) if one.late else words.until(visit, one.due) if missed and one.due else "",
        due=words.until(visit, one.due) if one.due else "",
        left=words.left(visit, one.due) if one.due else "",
        soon=bool(one.due and words.is_soon(visit, one.due)),
        opened=words.day(visit, one.opened),
        ended=words.day(visit, one.ended) if one.ended else "",
        held=one.held,
    )
