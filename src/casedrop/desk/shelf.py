"""The shelf of empty forms: `outbox/_blank/<lang>/`, one file for every form that opens a case, kept up to date."""

from __future__ import annotations

from pathlib import Path

from casedrop.core import names
from casedrop.core.flow import Flow, Item
from casedrop.core.form import Form
from casedrop.core.model import LANGS
from casedrop.core.plan import facts_of
from casedrop.core.stamp import Stamp
from casedrop.desk.render import fill
from casedrop.desk.room import Room
from casedrop.store import files

BLANK = "_blank"


def refresh(room: Room) -> list[Path]:
    """The empty forms that were written anew, because their form, template or language changed."""
    return [p for lang in LANGS for form, item in opening_forms(room) if (p := _put(room, form, item, lang))]


def opening_forms(room: Room) -> list[tuple[Form, Item]]:
    """The forms by which cases are opened, with the item that awaits them."""
    flows: list[Flow] = list(room.workspace.book.flows.values())
    items = [(flow, item) for flow in flows for _, item in flow.items() if item.opens]
    return [(room.form(item.form), item) for _, item in items]


def blank(room: Room, form: Form, part: str, lang: str) -> bytes:
    """An empty form of the shelf; it bears no date, so the same form gives the same bytes."""
    stamp = Stamp(form.id, form.version, lang, part=part)
    facts = facts_of(room.workspace.book, None, form, stamp, room.key, room.clock())
    facts = {**facts, "doc": {**facts["doc"], "date": ""}, "today": ""}
    return fill(room, form, lang, {}, form.writable(part), stamp, facts)


def _put(room: Room, form: Form, item: Item, lang: str) -> Path | None:
    place = room.workspace.outbox / BLANK / lang
    files.make_dir(place)
    path = place / names.safe_name(form.titles[lang], f".{form.format}")
    data = blank(room, form, item.part, lang)
    if path.exists() and path.read_bytes() == data:
        return None
    files.replace(path, data)
    return path
