"""Pages as HTML: one engine, everything escaped, and what every page has around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from casedrop.desk.watchers import watcher
from casedrop.language.problem import LANGS
from casedrop.web import assets, words
from casedrop.web.access import KEEPER, OVERVIEW, PAPERS
from casedrop.web.visit import Visit

NAMES = {"vi": "Tiếng Việt", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
"""How each language calls itself."""


@dataclass(frozen=True, slots=True)
class NavLink:
    """A page that a visitor may open: its address, its name, and whether it is shown."""

    href: str
    name: str
    is_here: bool


@cache
def engine() -> Environment:
    """The engine of all templates."""
    made = Environment(
        loader=PackageLoader("casedrop.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = assets.address()
    return made


def page(
    visit: Visit, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **told: object
) -> HTMLResponse:
    """A page made of a template, which sees `told` and what every page shows."""
    text = engine().get_template(template).render(**_around(visit), **told)
    return HTMLResponse(text, status, headers)


def _around(visit: Visit) -> dict[str, object]:
    beat = watcher(visit.room)
    here = words.local(visit, visit.now)
    return {
        "visit": visit,
        "say": visit.say,
        "lang": visit.lang,
        "languages": {code: NAMES[code] for code in LANGS},
        "office": visit.room.workspace.book.companies[visit.lang].get("name", ""),
        "nav": navigation(visit),
        "watches": beat.alive,
        "seen": words.moment(visit, beat.at) if beat.at else "",
        "as_of": f"{here:%H:%M:%S}, {words.day(visit, here)} ({visit.room.workspace.settings.zone})",
        "keys": ", ".join(_keys(visit)),
    }


def navigation(visit: Visit) -> list[NavLink]:
    """The pages that a visitor's keys open."""
    there = [("/overview", visit.say("overview"))] if visit.sees_all else []
    there += [("/register", visit.say("register"))] if visit.keeps_papers or _has_papers(visit) else []
    there += [(f"/roles/{role}", visit.role(role)) for role in visit.roles]
    there += [("/keeper", visit.say("keeper"))] if visit.keeps else []
    return [NavLink(href, name, visit.path == href or visit.path.startswith(f"{href}/")) for href, name in there]


def _has_papers(visit: Visit) -> bool:
    """Whether there is a register of originals that the visitor may see."""
    return visit.sees_all and any(flow.holders for flow in visit.room.workspace.book.flows.values())


def _keys(visit: Visit) -> list[str]:
    names = {OVERVIEW: visit.say("overview"), KEEPER: visit.say("keeper"), PAPERS: visit.say("register")}
    return [visit.person] * bool(visit.person) + [names.get(one) or visit.role(one) for one in visit.holders]
