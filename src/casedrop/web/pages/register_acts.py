"""What a clerk does with originals that were ticked or scanned: each an event of its case, as `casedrop original` writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casedrop.desk.admin import originals, slips
from casedrop.desk.desk import Desk
from casedrop.desk.outbox.register import OriginalRow, of_case
from casedrop.language.problem import Problem
from casedrop.store.papers import Paper
from casedrop.web import words
from casedrop.web.acting import Said, desk_of, renew
from casedrop.web.pages import register
from casedrop.web.papers_at import picked
from casedrop.web.visit import NoKey, Visit

NEEDED = {"shelf": "shelf", "out": "to"}
"""The field without which a thing cannot be done."""
Done = list[str]
"""What could not be done, a sentence each."""
Act = Callable[[Visit, Desk, Sequence[Paper], Said], Done]


def acted(visit: Visit, _request: Request, said: Said) -> Response:
    """Do with the originals that were ticked what was asked, and lead back to the register; what cannot be done is said there.
    Raises NoKey unless the visitor keeps the originals."""
    if not visit.keeps_papers:
        raise NoKey
    way = said.line("do")
    lacking = _lacking(visit, way, said)
    if lacking:
        return register.shown(visit, [lacking], 422)
    papers, changed = _now(visit, said.picked)
    wrong = [*changed, *ACTS[way](visit, desk_of(visit), papers, said)] if papers else changed
    renew(visit, (one.case_id for one in papers))
    if wrong:
        return register.shown(visit, wrong, 422)
    return RedirectResponse("/register?" + urlencode({"done": way, "n": len(papers)}), 303)


def _lacking(visit: Visit, way: str, said: Said) -> str:
    """What a form should have said and did not, as a sentence; "" if it is whole."""
    if way not in ACTS or not any(map(picked, said.picked)):
        return visit.say("reg_nothing")
    if not said.person:
        return visit.say("who_lacks")
    needed = NEEDED.get(way, "")
    return visit.say(f"reg_lacks_{needed}") if needed and not said.line(needed) else ""


def _now(visit: Visit, picks: Sequence[str]) -> tuple[list[Paper], Done]:
    """The originals of what was ticked, and a sentence for each of which something was written down since the page was made."""
    asked = {(number, copy): n for number, copy, n in filter(None, map(picked, picks))}
    there = {(one.number, one.copy): one for one in visit.room.ledger.papers_named(list(asked))}
    same = [one for at, one in there.items() if one.line["n"] == asked[at]]
    changed = asked.keys() - {(one.number, one.copy) for one in same}
    others = (words.shown(f"{number}:{copy}") for number, copy in sorted(changed))
    return same, [visit.say("reg_changed", original=one) for one in others]


def _come_in(visit: Visit, desk: Desk, papers: Sequence[Paper], said: Said) -> Done:
    """The papers came back, to stand on a shelf or, if none is named, on none yet."""
    shelf = said.line("shelf")
    ways = [("move" if one.line["paper"] else "in", one) for one in papers]
    return _told(visit, [(one, _note(desk, way, one, shelf, said)) for way, one in ways])


def _dunned(visit: Visit, desk: Desk, papers: Sequence[Paper], said: Said) -> Done:
    asked = [(one, said.line("to") or one.line["to"] or one.line["holder"]) for one in papers]
    return _told(visit, [(one, _note(desk, "dun", one, to, said)) for one, to in asked])


def _handed_over(visit: Visit, desk: Desk, papers: Sequence[Paper], said: Said) -> Done:
    """The papers go to somebody, with the sheet he signs where the office has one."""
    if "handover" not in visit.room.workspace.settings.slips:
        return _told(visit, [(one, _note(desk, "out", one, said.line("to"), said)) for one in papers])
    slips.handed_over(desk, _rows(visit, papers), said.line("to"), said.person)
    return []


def _labelled(visit: Visit, desk: Desk, papers: Sequence[Paper], _said: Said) -> Done:
    slips.bring_out(desk, "labels", _rows(visit, papers), {})
    return []


def _note(desk: Desk, way: str, paper: Paper, where: str, said: Said) -> Problem | None:
    return originals.note(desk, way, paper.number, paper.copy, where, said.person)


def _told(visit: Visit, done: Sequence[tuple[Paper, Problem | None]]) -> Done:
    halves = [(one, " ".join(problem.halves(visit.lang, ""))) for one, problem in done if problem]
    return [f"{one.number}:{one.copy}: {words.shown(why)}" for one, why in halves]


def _rows(visit: Visit, papers: Sequence[Paper]) -> list[OriginalRow]:
    """What slips say of originals, of each case looked up once."""
    room, wanted = visit.room, {(one.number, one.copy) for one in papers}
    cases = [row for case in dict.fromkeys(one.case_id for one in papers) if (row := room.ledger.case(case))]
    return [one for row in cases for one in of_case(room, row) if (one.number, one.copy) in wanted]


ACTS: dict[str, Act] = {
    "in": _come_in,
    "shelf": _come_in,
    "out": _handed_over,
    "dun": _dunned,
    "labels": _labelled,
}
"""What can be done with originals, by what the button says."""
