"""The application: which page answers which address, and what is said where none does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from casedrop.store.errors import Busy
from casedrop.web import assets, render
from casedrop.web.acting import Act, acted
from casedrop.web.entrance import LANGUAGE, YEAR, enter, home, keep, leave, visit_of
from casedrop.web.guard import Guard, TooMuch
from casedrop.web.office import Office
from casedrop.web.pages import case, day, drop, find, keeper, overview, papers, register, register_acts, steer
from casedrop.web.uploads import TOGETHER
from casedrop.web.visit import NoKey, NotFound, Visit

Page = Callable[[Visit, Request], Response]
PAGES: tuple[tuple[str, str, Page], ...] = (
    ("GET", "/enter/{holder}/{secret}", enter),
    ("POST", "/leave", leave),
    ("GET", "/overview", overview.page),
    ("GET", "/find", find.page),
    ("GET", "/cases/{case}", case.page),
    ("GET", "/cases/{case}/flow.svg", papers.drawing),
    ("GET", "/cases/{case}/files/{n:int}", papers.file),
    ("GET", "/cases/{case}/files/{n:int}/first.png", papers.first_page),
    ("GET", "/cases/{case}/steer/{way}", steer.page),
    ("GET", "/roles/{role}", day.page),
    ("GET", "/roles/{role}/drops", day.drops),
    ("GET", "/roles/{role}/lines/{case}/{n:int}", papers.to_fill),
    ("GET", "/roles/{role}/blanks/{form}", papers.blank),
    ("GET", "/roles/{role}/returned/{name}", papers.returned),
    ("GET", "/register", register.page),
    ("GET", "/register/sheets/{name}", register.sheet),
    ("GET", "/keeper", keeper.page),
)


ACTS: tuple[tuple[str, Act], ...] = (
    ("/register", register_acts.acted),
    ("/cases/{case}/steer/{way}", steer.steered),
)
"""What is written for a person, by the address its form goes to."""


def application(office: Office, hosts: list[str], patience: float = 4.0) -> ASGIApp:
    """The application that shows a workspace to browsers that call it by one of the `hosts`; a drop's page waits so many seconds
    for what becomes of it (`patience`)."""
    routes: list[BaseRoute] = [Route(path, partial(_shown, office, of), methods=[method]) for method, path, of in PAGES]
    routes += [
        Route("/", partial(_shown, office, _home), methods=["GET"]),
        Route("/roles/{role}/drops", partial(drop.received, office, patience), methods=["POST"]),
        *(Route(path, partial(acted, office, act), methods=["POST"]) for path, act in ACTS),
        Mount(assets.address(), StaticFiles(directory=assets.STATIC)),
    ]
    wrong = {kind: partial(_said, office) for kind in (NotFound, NoKey, TooMuch, Busy, HTTPException)}
    hosted = Middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    within = Starlette(routes=routes, middleware=[hosted], exception_handlers=wrong)
    return Guard(within, lambda: TOGETHER * office.room().workspace.settings.file_mb * 1_000_000)


def _shown(office: Office, of: Page, request: Request) -> Response:
    """The answer of a page; a language that is asked for is kept."""
    visit = visit_of(office, request)
    response = of(visit, request)
    if request.query_params.get("lang") == visit.lang:
        keep(response, request, LANGUAGE, visit.lang, YEAR)
    return response


def _home(visit: Visit, _request: Request) -> Response:
    to = home(visit)
    if not to:
        raise NoKey
    return RedirectResponse(to, 303)


def _said(office: Office, request: Request, error: Exception) -> Response:
    """What is said where a page cannot be shown: what is so and what to do, never a code alone."""
    visit = visit_of(office, request)
    key, status = _situation(error)
    return render.page(visit, "sorry.html", status=status, key=key, tried=request.path_params.get("case", ""))


def _situation(error: Exception) -> tuple[str, int]:
    if isinstance(error, HTTPException):
        return ("lost" if error.status_code in (404, 405) else "odd"), error.status_code
    known: dict[type[Exception], tuple[str, int]] = {
        NoKey: ("no_key", 403),
        TooMuch: ("too_much", 413),
        Busy: ("busy", 503),
    }
    return known.get(type(error), ("lost", 404))
