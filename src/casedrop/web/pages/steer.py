"""A case that somebody holds, lets go on, ends, opens again or takes a drop back from: asked once more, then written down."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casedrop.desk.admin import control
from casedrop.desk.recording.rows import event_of
from casedrop.web import render, words
from casedrop.web.acting import Said, desk_of, renew
from casedrop.web.pages.case import found
from casedrop.web.steering import ways
from casedrop.web.visit import NotFound, Visit


def page(visit: Visit, request: Request) -> Response:
    """The page that asks whether a case shall be steered so, why, and who wants it; raises NotFound if it cannot be."""
    return _asked(visit, request)


def steered(visit: Visit, request: Request, said: Said) -> Response:
    """Steer a case as the page asked, unless it has changed since; lead back to it. Raises NotFound as the page does."""
    row, case = found(visit, request.path_params["case"])
    why = said.line("why")
    if said.fields.get("version", "") != str(row.version):
        return _asked(visit, request, visit.say("steer_changed"), why)
    if not why or not said.person:
        return _asked(visit, request, visit.say("who_lacks" if why else "steer_lacks"), why)
    way = _way(visit, request)
    problem = control.steer(desk_of(visit), way, case.id, why, said.person)
    if problem:
        return _asked(visit, request, words.shown(" ".join(problem.halves(visit.lang, ""))), why)
    renew(visit, [case.id])
    return RedirectResponse(f"/cases/{quote(case.id, safe='')}", 303)


def _way(visit: Visit, request: Request) -> str:
    """The way that is asked for; raises NotFound if the visitor may not, or the case cannot be steered so."""
    _, case = found(visit, request.path_params["case"])
    events = [event_of(entry) for entry in visit.room.ledger.events(case.id)]
    way = str(request.path_params["way"])
    if way not in ways(visit, case, events):
        raise NotFound
    return way


def _asked(visit: Visit, request: Request, wrong: str = "", why: str = "") -> Response:
    row, case = found(visit, request.path_params["case"])
    return render.page(
        visit,
        "steer.html",
        status=422 if wrong else 200,
        case=case,
        way=_way(visit, request),
        version=row.version,
        customer=words.shown(case.customer.get("name", "")),
        flow=visit.flow(case.flow),
        stage=visit.stage(case.flow, case.stage),
        wrong=[wrong] if wrong else [],
        why=why,
    )
