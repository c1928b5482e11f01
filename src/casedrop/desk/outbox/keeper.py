"""The keeper's list, `outbox/_keeper/_todo.html`: what was set aside and why, for whoever runs casedrop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casedrop.desk.outbox import shell
from casedrop.desk.recording.queueing import told
from casedrop.desk.room import Room
from casedrop.language import messages

NAME = "_keeper"
"""The folder of the outbox for whoever runs casedrop."""
NAMED = 3
"""Documents that are named of those that wait for the same reason."""
HEADS = ("title", "none", "head_what", "head_why", "head_do", "head_since")

Row = dict[str, str]


def page(room: Room, lang: str) -> str:
    """The page in a language: one row for each incident and for each reason for which documents wait."""
    said = {key: messages.phrase(f"keeper.{key}", lang) for key in HEADS}
    return shell.rendered("keeper.html", lang, rows=rows(room, lang), said=said, written=shell.written(room, lang))


def rows(room: Room, lang: str) -> list[Row]:
    """What stands on the page, as `what`, `why`, `place`, `do` and `since` (the company's time)."""
    return [*_incidents(room, lang), *_waiting(room, lang)]


def notice(room: Room, lang: str) -> str:
    """The line above every role's list while a disk, a share or a lock keeps work from being done; "" if none does."""
    is_held_up = any(one.kind in ("world", "clock") for one in room.incidents.all())
    return messages.phrase("keeper.notice", lang) if is_held_up else ""


def _incidents(room: Room, lang: str) -> Iterator[Row]:
    zone = room.workspace.settings.zone
    for one in room.incidents.all():
        since = datetime.fromisoformat(one.since).astimezone(zone)
        what = f"{messages.phrase(f'keeper.kind_{one.kind}', lang)} {one.subject}".strip()
        yield {
            "what": what,
            "why": one.why(lang),
            "place": one.place,
            "do": one.do(lang),
            "since": f"{since:%Y-%m-%d %H:%M}",
        }


def _waiting(room: Room, lang: str) -> Iterator[Row]:
    """Effects that wait for something that is missing, and are no incident: those of one reason together."""
    known = {one.name for one in room.incidents.all() if one.kind == "effect"}
    waits = [entry for entry in room.ledger.queued("waiting") if entry.key not in known]
    for why in dict.fromkeys(entry.why for entry in waits):
        names = [
            told(entry, "document", "name") or told(entry, "about") or entry.kind for entry in waits if entry.why == why
        ]
        more = f" … ({len(names)})" if len(names) > NAMED else ""
        what = f"{messages.phrase('keeper.kind_waiting', lang)} {', '.join(names[:NAMED])}{more}"
        yield {"what": what, "why": why, "place": "", "do": messages.phrase("keeper.do_waiting", lang), "since": ""}
