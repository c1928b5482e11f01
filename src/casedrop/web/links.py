"""The links: a page in each role's folder of the outbox that opens the desk in a browser for whoever can read that folder."""

from __future__ import annotations

from pathlib import Path

from casedrop.cases.audience import of
from casedrop.desk.outbox import shell
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.web.access import KEEPER, OVERVIEW, PAPERS, Keys
from casedrop.web.render import engine

LINK = "_desk.html"
"""What the page with a link is called."""


def address(room: Room) -> str:
    """Where the desk is found by a browser, without a slash at its end."""
    said = room.workspace.settings.web
    return str(said.get("address") or f"http://{host(room)}:{port(room)}").rstrip("/")


def host(room: Room) -> str:
    """The address of this machine at which the desk listens; only this machine reaches it unless the settings say otherwise."""
    return str(room.workspace.settings.web.get("host", "127.0.0.1"))


def port(room: Room) -> int:
    """The port at which the desk listens."""
    return int(room.workspace.settings.web.get("port", 8710))


def holders(room: Room) -> list[str]:
    """Everybody who has a link: the roles, whoever sees all, whoever runs casedrop; who keeps the originals, if there are any."""
    papers = [PAPERS] if any(flow.holders for flow in room.workspace.book.flows.values()) else []
    return [*room.workspace.settings.roles, OVERVIEW, KEEPER, *papers]


def write(room: Room, keys: Keys) -> list[Path]:
    """Write every link whose page is missing or says something else; gives where. One that cannot be written is set aside by
    itself, and the others are."""
    written = []
    for holder in holders(room):
        path = room.workspace.out(of(holder)) / LINK
        with room.incidents.guarded("page", f"{of(holder)}/{LINK}"):
            if shell.put(room, path, _page(room, keys, holder)):
                written.append(path)
    return written


def _page(room: Room, keys: Keys, holder: str) -> str:
    lang = room.workspace.settings.lang
    named = {OVERVIEW: "overview", KEEPER: "keeper", PAPERS: "register"}
    titles = room.workspace.settings.roles.get(holder, {})
    name = messages.phrase(f"web.{named[holder]}", lang) if holder in named else titles.get(lang, holder)
    said = {key: messages.phrase(f"web.{key}", lang, name=name) for key in ("link_title", "link_open", "link_note")}
    href = f"{address(room)}/enter/{holder}/{keys.secret(holder)}"
    return engine().get_template("link.html").render(lang=lang, said=said, href=href)
