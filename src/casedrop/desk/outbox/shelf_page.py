"""The page of the shelf, `outbox/_blank/<lang>/index.html`: every empty form by flow, and into which folder it is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from urllib.parse import quote

from casedrop.desk.outbox import blanks, shell
from casedrop.desk.room import Room
from casedrop.language import messages

NAME = "index.html"


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """An empty form: its flow and its title in words, its file below the page, and the folders it may be dropped into."""

    flow: str
    title: str
    link: str
    folders: str


def refresh(room: Room) -> None:
    """Bring the page of each language up to date; one that fails is set aside by itself."""
    for lang in room.workspace.settings.languages:
        path = room.workspace.outbox / blanks.BLANK / lang / NAME
        with room.incidents.guarded("page", f"{blanks.BLANK}/{lang}"):
            shell.put(room, path, page(room, lang))


def page(room: Room, lang: str) -> str:
    """The page in a language."""
    keys = ("blanks_title", "blanks_form", "blanks_drop")
    said = {key: messages.phrase(f"pages.{key}", lang) for key in keys}
    there = sorted(_lines(room, lang), key=lambda one: (one.flow, one.title))
    flows = [(flow, [asdict(one) for one in own]) for flow, own in groupby(there, key=lambda one: one.flow)]
    return shell.rendered("shelf.html", lang, said=said, flows=flows)


def _lines(room: Room, lang: str) -> Iterator[ShelfLine]:
    """A line for each form of the shelf."""
    book, anyone = room.workspace.book, messages.phrase("pages.blanks_anyone", lang)
    for form, part in blanks.shelved(room):
        items = [item for flow in book.flows.values() for _, item in flow.items() if item.opens]
        roles = [item.role for item in items if (item.form, item.part) == (form.id, part)]
        if book.steering and book.steering.form == form.id:
            roles += book.steering.roles
        folders = (book.inbox(role) if role else anyone for role in dict.fromkeys(roles))
        name = blanks.shelf_name(form, lang).partition("/")[2]
        title = book.flows[form.flow].titles[lang] if form.flow in book.flows else ""
        yield ShelfLine(title, form.titles[lang], quote(name), ", ".join(folders))
