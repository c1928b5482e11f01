"""A case that somebody holds, lets go on, ends, opens again or takes a drop back from: asked once more, then written down."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casedrop.cases.case import Case
from casedrop.desk.admin import control
from casedrop.desk.recording.rows import event_of
from casedrop.web import render, words
from casedrop.web.acting import Said, desk_of, renew
from casedrop.web.pages.case import found
from casedrop.web.steering import ways
from casedrop.web.visit import NotFound, Visit


@dataclass(frozen=True, slots=True)
class Order:
    """A case as its page saw it, and in which way it shall be steered."""

    case: Case
    version: int
    way: str


def page(visit: Visit, request: Request) -> Response:
    """The page that asks whether a case shall be steered so, why, and who wants it; raises NotFound if it cannot be."""
    return _asked(visit, _order(visit, request))


def steered(visit: Visit, request: Request, said: Said) -> Response:
    """Steer a case as the page asked, unless it has changed since; lead back to it. Raises NotFound as the page does."""
    order, why = _order(visit, request), said.line("why")
    if said.fields.get("version", "") != str(order.version):
        return _asked(visit, order, visit.say("steer_changed"), why)
    if not why or not said.person:
        return _asked(visit, order, visit.say("who_lacks" if why else "steer_lacks"), why)
    problem = control.steer(desk_of(visit), order.way, order.case.id, why, said.person)
    if problem:
        return _asked(visit, order, words.shown(" ".join(problem.halves(visit.lang, ""))), why)
    renew(visit, [order.case.id])
    return RedirectResponse(f"/cases/{quote(order.case.id, safe='')}", 303)


def _order(visit: Visit, request: Request) -> Order:
    """What is asked for; raises NotFound if the visitor may not, or the case cannot be steered so."""
    row, case = found(visit, request.path_params["case"])
    events = [event_of(entry) for entry in visit.room.ledger.events(case.id)]
    way = str(request.path_params["way"])
    if way not in ways(visit, case, events):
        raise NotFound
    return Order(case, row.version, way)


def _asked(visit: Visit, order: Order, wrong: str = "", why: str = "") -> Response:
    case = order.case
    return render.page(
        visit,
        "steer.html",
        status=422 if wrong else 200,
        case=case,
        way=order.way,
        version=order.version,
        customer=words.shown(case.customer.get("name", "")),
        flow=visit.flow(case.flow),
        stage=visit.stage(case.flow, case.stage),
        wrong=[wrong] if wrong else [],
        why=why,
    )
