"""From a request to a visit: which keys it shows, in which language it reads; and the way in by a link."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casedrop.desk.room import Room
from casedrop.web import links, render
from casedrop.web.access import KEEPER, LASTS, OVERVIEW, PAPERS
from casedrop.web.office import Office
from casedrop.web.reader import language
from casedrop.web.visit import NoKey, Visit

COOKIE, LANGUAGE, PERSON = "casedrop", "language", "person"
YEAR = 365 * 24 * 3600
LONGEST = 60
"""Letters of a person's name."""


def visit_of(office: Office, request: Request) -> Visit:
    """Who asks for what; of holders, only those the workspace still has."""
    room, keys = office.room(), office.keys()
    settings, now, cookie = room.workspace.settings, room.clock(), request.cookies.get(COOKIE, "")
    known = links.holders(room)
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE, "")
    person = _signed_on(room, request)
    return Visit(
        room=room,
        keys=keys,
        holders=tuple(one for one in keys.holders(cookie, now) if one in known),
        cookie=cookie,
        lang=language(chosen, request.headers.get("accept-language", ""), settings.lang),
        now=now,
        path=request.url.path,
        query=dict(request.query_params),
        person=person or named(unquote(request.cookies.get(PERSON, ""))),
        signed_on=bool(person),
    )


def _signed_on(room: Room, request: Request) -> str:
    """The person that the web server before us named, if the settings say that it does."""
    header = room.workspace.settings.web.get("person_header", "")
    return named(_in_letters(request.headers.get(header, ""))) if header else ""


def _in_letters(header: str) -> str:
    """What a header says: servers send names in UTF-8, of which only single bytes were read."""
    sent = header.encode("latin-1")
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError:
        return header


def named(said: str) -> str:
    """A person's name as it was typed, in one line that people can read."""
    return "".join(c for c in " ".join(said.split()) if c.isprintable())[:LONGEST]


def enter(visit: Visit, request: Request) -> Response:
    """Remember, in the browser's cookie, that it has shown a holder's secret, beside those it showed before; raises NoKey.

    The page leads on by itself: a browser sends a strict cookie only once it comes from a page of ours.
    """
    holder, secret = request.path_params["holder"], request.path_params["secret"]
    if not visit.keys.opens(holder, secret) or holder not in links.holders(visit.room):
        raise NoKey
    holders = tuple(dict.fromkeys((*visit.holders, holder)))
    cookie = visit.keys.cookie(holders, visit.now)
    to = home(replace(visit, holders=(holder,)))
    response = render.page(replace(visit, holders=holders), "enter.html", headers={"Refresh": f"0; url={to}"}, to=to)
    keep(response, request, COOKIE, cookie, int(LASTS.total_seconds()))
    return response


def leave(_visit: Visit, request: Request) -> Response:
    """Forget, in the browser, all that it has shown."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=is_secure(request))
    return response


def home(visit: Visit) -> str:
    """The first page that a visitor's keys open; "" if none does."""
    if OVERVIEW in visit.holders:
        return "/overview"
    if KEEPER in visit.holders:
        return "/keeper"
    if PAPERS in visit.holders:
        return "/register"
    return f"/roles/{visit.roles[0]}" if visit.roles else ""


def keep(response: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """Let a browser keep a cookie that no script reads and that no other site sends."""
    response.set_cookie(name, value, seconds, httponly=True, samesite="strict", secure=is_secure(request))


def is_secure(request: Request) -> bool:
    """Whether the browser came by HTTPS, as far as we or a proxy before us know."""
    return request.url.scheme == "https"
