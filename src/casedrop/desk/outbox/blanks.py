"""The shelf of empty forms: `outbox/_blank/<lang>/`, one file for every form that opens a case, and the one by which
cases are steered, kept up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from casedrop.desk.recording import deeds as to_do
from casedrop.desk.recording.rows import desk_row
from casedrop.desk.rendering.render import fill
from casedrop.desk.room import Room
from casedrop.documents.document import facts_of
from casedrop.forms.form import Form
from casedrop.forms.stamp import ANEW, Stamp, write
from casedrop.language import filenames
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.store.archive import SHELF_FOLDER

BLANK = "_blank"


def refresh(room: Room) -> list[Path]:
    """The empty forms that were written anew, because their form, template or language changed.

    How they are stamped is recorded first, so that they stay ours should the key be lost.
    """
    there = shelved(room)
    remember(room, [line for lang in LANGS for form, part in there for line in lines(room, form, part, lang)])
    return [p for lang in LANGS for form, part in there if (p := _put(room, form, part, lang))]


def remember(room: Room, lines: list[str]) -> None:
    """None once the journal of the shelf will say each of the stamps."""
    with room.ledger.transaction() as tx:
        entries = tx.events(SHELF_FOLDER)
        new = sorted(set(lines) - {line for e in entries for line in e.data["stamps"]})
        if not new:
            return
        said, there = {"kind": "shelved", "data": {"stamps": new}}, desk_row(room.workspace.book, SHELF_FOLDER)
        version = tx.append(SHELF_FOLDER, len(entries), [said], room.clock(), there)
        tx.deeds(None, [to_do.record_folder(SHELF_FOLDER, f"{SHELF_FOLDER}:{version}")])


def lines(room: Room, form: Form, part: str, lang: str) -> list[str]:
    """How an empty form may be stamped: as it lies on the shelf, and as one handed back to open a case of its own."""
    own = stamp(form, part, lang)
    return [write(own, room.key), write(replace(own, number=ANEW), room.key)]


def stamp(form: Form, part: str, lang: str) -> Stamp:
    """The stamp of an empty form: it has no case."""
    return Stamp(form.id, form.version, lang, part=part)


def shelved(room: Room) -> list[tuple[Form, str]]:
    """The forms of the shelf, each with the part that is filled: those that open cases, and the one that steers them."""
    book = room.workspace.book
    opening = [(i.form, i.part) for flow in book.flows.values() for _, i in flow.items() if i.opens]
    steering = [(book.steering.form, "")] if book.steering else []
    return [(room.form(form), part) for form, part in dict.fromkeys((*opening, *steering))]


def blank(room: Room, form: Form, part: str, lang: str) -> bytes:
    """An empty form of the shelf; it bears no date, so the same form gives the same bytes."""
    mine = stamp(form, part, lang)
    facts = facts_of(room.workspace.book, None, form, mine, room.key, room.clock())
    facts = {**facts, "doc": {**facts["doc"], "date": ""}, "today": ""}
    return fill(room, form, lang, {}, form.writable(part), mine, facts)


def _put(room: Room, form: Form, part: str, lang: str) -> Path | None:
    place = room.workspace.outbox / BLANK / lang
    files.make_dir(place)
    path = place / filenames.safe_name(form.titles[lang], f".{form.format}")
    data = blank(room, form, part, lang)
    if path.exists() and path.read_bytes() == data:
        return None
    files.replace(path, data)
    return path
