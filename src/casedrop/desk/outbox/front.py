"""The front page, `outbox/index.html`: leads each role to its list, and says whether casedrop is at work. It tells of no case:
whoever may look into the outbox may read it."""

from __future__ import annotations

from urllib.parse import quote

from casedrop.desk.outbox import shelf_page, shell
from casedrop.desk.outbox.blanks import BLANK
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.fallback import completed

NAME = "index.html"


def page(room: Room, todo: str, lang: str) -> str:
    """The page in a language; `todo` is what a list is called in the folder of its role."""
    settings = room.workspace.settings
    roles = [
        {"title": titles[lang], "link": quote(f"{settings.folder(role)}/{todo}")}
        for role, titles in settings.roles.items()
    ]
    heads = {"role": "office_role", "blanks": "blanks_title"}
    said = {key: messages.phrase(f"pages.{name}", lang) for key, name in heads.items()}
    said["title"] = completed(settings.company["name"], settings.languages)[lang]
    shelf = f"{BLANK}/{lang}/{shelf_page.NAME}"
    return shell.rendered("front.html", lang, roles=roles, said=said, shelf=shelf, written=shell.written(room, lang))
