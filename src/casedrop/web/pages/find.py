"""What somebody looks for: cases by number or customer, and by the words of the forms that came into them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casedrop.language.filenames import fold
from casedrop.store.standing import Sought
from casedrop.web import render, words
from casedrop.web.pages.case_lines import case_lines
from casedrop.web.queries import query
from casedrop.web.visit import NoKey, Visit

MOST, SHORTEST = 200, 2
"""Cases in which words are found, and letters below which forms are not gone through."""
EACH = 30
"""Open cases that are shown to a role, and as many closed ones."""


def containing(visit: Visit, said: str) -> tuple[str, ...]:
    """The cases in whose forms these words stand (folded), as far as the visitor may see them."""
    if len(said) < SHORTEST:
        return ()
    readers = None if visit.sees_all else visit.roles
    return tuple(visit.room.ledger.containing(said, readers, MOST))


def page(visit: Visit, _request: Request) -> Response:
    """What a role looks for among the cases that it has to do with; whoever sees all is led to the overview. Raises NoKey."""
    if visit.sees_all:
        return RedirectResponse(f"/overview{query(visit.query).to()}", 303)
    if not visit.roles:
        raise NoKey
    said = fold(visit.query.get("q", ""))[:100]
    also = containing(visit, said)
    sought = [Sought(closed=closed, words=said, also=also, readers=visit.roles) for closed in (False, True)]
    open_, closed = (visit.room.ledger.sought(one, 0, EACH) if said else [] for one in sought)
    return render.page(
        visit,
        "find.html",
        said=words.shown(visit.query.get("q", "")),
        cases=case_lines(visit, open_),
        ended=case_lines(visit, closed),
    )
