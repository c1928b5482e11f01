"""The pages of the lists: `_todo.html` in the folder that a role has in the outbox, and the keeper's two, kept up."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Collection, Set
from dataclasses import asdict
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

from markupsafe import Markup

from casedrop.desk.outbox import front, inbox, keeper, lists, office, shell
from casedrop.desk.outbox.inbox import NotTaken
from casedrop.desk.room import Room
from casedrop.language import messages, show
from casedrop.store.ledger import Snapshot

TODO = "_todo.html"
"""What a list is called in the folder of its role."""
MOST = 500
"""Lines that stand on a page, the nearest deadlines: nobody reads more, and it costs the same however many wait."""
COUNTED = 10_000
"""Lines that are counted; of more it is only said that there are."""


def refresh(room: Room, roles: Collection[str] | None = None) -> frozenset[str]:
    """Bring up to date what waits for whom, the pages of the roles whose lists changed by that, those of other `roles` (None:
    all), and the keeper's; of all, also the page of the office, which no drop waits for. Gives whose could not be written.

    A line or a page that fails is set aside by itself, with a word to the keeper. Pages are written before it is committed what
    stands on them: a crash leaves them newer than the ledger, and they are written again.
    """
    asked = room.workspace.settings.roles.keys() if roles is None else frozenset(roles)
    made = lists.renewed(room)
    if made:
        with room.ledger.transaction() as tx:
            owed = _write(room, tx, asked | lists.write(tx, made))
    else:
        with room.ledger.snapshot() as there:
            owed = _write(room, there, asked)
    is_whole = refresh_keeper(room) and (roles is not None or refresh_office(room))
    return owed if is_whole else owed | {keeper.NAME}


def _write(room: Room, there: Snapshot, asked: Set[str]) -> frozenset[str]:
    """Write the pages of roles; gives those that could not be written."""
    lang, written = room.workspace.settings.lang, set[str]()
    known = {role: titles for role, titles in room.workspace.settings.roles.items() if role in asked}
    for role, titles in known.items():
        with room.incidents.guarded("page", role):
            mine = there.lines(role, MOST)
            more = there.count(role, COUNTED) - MOST if len(mine) == MOST else 0
            notice, odd = keeper.notice(room, lang), inbox.not_taken(room, role, lang)
            _put(room, role, _page(room, titles[lang], mine, more, notice, odd))
            written.add(role)
    return frozenset(known.keys() - written)


def refresh_keeper(room: Room) -> bool:
    """Bring the keeper's page up to date; gives whether it could be written."""
    with room.incidents.guarded("page", keeper.NAME):
        _put(room, keeper.NAME, keeper.page(room, room.workspace.settings.lang))
        return True
    return False


def refresh_office(room: Room) -> bool:
    """Bring the page of the whole office and the front page up to date; gives whether they could be written."""
    lang = room.workspace.settings.lang
    with room.incidents.guarded("page", office.NAME):
        aside = len(keeper.rows(room, lang))  # asked before: a connection beside the snapshot's may wait for ever
        with room.ledger.snapshot() as there:
            made = office.page(room, there, aside, lang)
        _put(room, keeper.NAME, made, office.NAME)
        shell.put(room, room.workspace.outbox / front.NAME, front.page(room, TODO, lang))
        return True
    return False


def _put(room: Room, whose: str, page: str, name: str = TODO) -> None:
    shell.put(room, room.workspace.out(whose) / name, page)


def _page(room: Room, role: str, mine: list[str], more: int, notice: str, odd: list[NotTaken]) -> str:
    lang = room.workspace.settings.lang
    rows = [_row(line, lang) for line in mine]
    keys = ("none", "case", "customer", "awaits", "since", "due")
    said = {k: messages.phrase(f"answers.todo_{k}", lang) for k in keys}
    said = {**said, **inbox.heads(lang), "title": messages.phrase("answers.todo_title", lang, role=role)}
    many = f"{more}+" if more + MOST == COUNTED else more
    said["more"] = messages.phrase("answers.todo_more", lang, n=many) if more > 0 else ""
    told = {"rows": rows, "said": said, "notice": notice, "odd": [asdict(one) for one in odd]}
    return shell.rendered("todo.html", lang, **told, written=shell.written(room, lang))


@lru_cache(maxsize=20_000)
def _row(line: str, lang: str) -> Markup:
    """The row of a line (JSON of a `lines.Waiting`); when one of five hundred changes, the others are not made anew."""
    w = defaultdict[str, str](
        str, json.loads(line)
    )  # what an older casedrop wrote may lack something, until it is made anew
    row = {key: w[key] for key in ("case", "customer", "form", "stage", "note", "person")}
    row["link"] = quote(os.path.relpath(w["path"], w["role"])) if w["path"] else ""
    row |= {"file": PurePosixPath(w["path"]).name, "since": show(w["since"], "date", lang), "until": w["deadline"]}
    row |= {f"{key}_head": messages.phrase(f"answers.todo_{key}", lang) for key in ("since", "due")}
    row["late"] = messages.phrase("pages.late", lang) if w["late"] else ""
    return Markup(shell.rendered("todo_row.html", lang, row=row))  # noqa: S704 - escaped there
