"""The pages of the lists: `outbox/_todo/<role>.html`, one a role, and the keeper's, kept up to date."""

from __future__ import annotations

import os
from dataclasses import asdict
from importlib import resources
from pathlib import PurePosixPath
from urllib.parse import quote

from casedrop.desk.outbox import inbox, keeper
from casedrop.desk.outbox.inbox import NotTaken
from casedrop.desk.outbox.todo import Waiting, waiting
from casedrop.desk.room import Room
from casedrop.forms import template as templating
from casedrop.language import messages, show
from casedrop.store import files

TODO = "_todo"


def refresh(room: Room) -> bool:
    """Bring every role's page up to date, and the keeper's; gives whether all could be written.

    A line or a page that fails is set aside by itself, with a word to the keeper.
    """
    lang, incidents = room.workspace.settings.lang, room.incidents
    incidents.look_anew("line", "page")
    lines = waiting(room)
    incidents.settle("line")
    are_written = []
    for role, titles in room.workspace.settings.roles.items():
        with incidents.guarded("page", role):
            mine = [line for line in lines if line.role == role]
            notice, odd = keeper.notice(room, lang), inbox.not_taken(room, role, lang)
            _put(room, f"{role}.html", _page(titles[lang], mine, lang, notice, odd))
            are_written.append(role)
    return refresh_keeper(room) and len(are_written) == len(room.workspace.settings.roles)


def refresh_keeper(room: Room) -> bool:
    """Bring the keeper's page up to date; gives whether it could be written."""
    with room.incidents.guarded("page", keeper.NAME):
        _put(room, f"{keeper.NAME}.html", keeper.page(room, room.workspace.settings.lang))
        return True
    return False


def _put(room: Room, name: str, page: str) -> None:
    path = room.workspace.outbox / TODO / name
    if not path.exists() or path.read_bytes() != page.encode():
        files.make_dir(path.parent)
        files.replace(path, page.encode())


def _page(role: str, mine: list[Waiting], lang: str, notice: str, odd: list[NotTaken]) -> str:
    text = resources.files("casedrop.desk.outbox").joinpath("todo.html").read_text(encoding="utf-8")
    rows = [_row(w, lang) for w in mine]
    keys = ("none", "case", "customer", "awaits", "since", "due")
    said = {k: messages.phrase(f"answers.todo_{k}", lang) for k in keys}
    said = {**said, **inbox.heads(lang), "title": messages.phrase("answers.todo_title", lang, role=role)}
    template = templating.environment(lang).from_string(text)
    return str(template.render(lang=lang, rows=rows, said=said, notice=notice, odd=[asdict(one) for one in odd]))


def _row(w: Waiting, lang: str) -> dict[str, str]:
    link = quote(os.path.relpath(w.path, TODO)) if w.path else ""
    return {
        "case": w.case,
        "customer": w.customer,
        "form": w.form,
        "file": PurePosixPath(w.path).name,
        "stage": w.stage,
        "since": show(w.since, "date", lang),
        "until": w.deadline,
        "note": w.note,
        "link": link,
    }
