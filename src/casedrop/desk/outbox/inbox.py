"""What a role's list says of the inbox: the files that lie there and are not taken, and what can be done about it (R22)."""

from __future__ import annotations

from dataclasses import dataclass

from casedrop.desk.incidents import Incident
from casedrop.desk.room import Room
from casedrop.language import messages

HEADS = ("inbox_title", "inbox_file", "inbox_why", "inbox_do")


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One entry of the inbox that is not taken: where it lies, why, and what to do."""

    file: str
    why: str
    do: str


def not_taken(room: Room, role: str, lang: str) -> list[NotTaken]:
    """What is not taken of a role's folder, and of the part of the inbox that is nobody's."""
    return [
        _line(one, lang) for one in room.incidents.all() if one.kind in ("entry", "drop") and _concerns(room, one, role)
    ]


def heads(lang: str) -> dict[str, str]:
    """The words above that part of a list."""
    return {key: messages.phrase(f"keeper.{key}", lang) for key in HEADS}


def _concerns(room: Room, one: Incident, role: str) -> bool:
    whose = [room.workspace.settings.role(folder) for folder in one.name.split("/")[1:2]]
    return role in whose or whose in ([], [None])


def _line(one: Incident, lang: str) -> NotTaken:
    """A line; what only the keeper can mend is said to be known, no more."""
    if one.kind == "drop":
        return NotTaken(
            one.subject, messages.phrase("keeper.drop_waits", lang), messages.phrase("keeper.drop_do", lang)
        )
    return NotTaken(one.subject, one.why(lang), one.do(lang))
