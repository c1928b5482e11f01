"""A line of what waits for a role, and what is added to it for those who are let know or may decide to go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypedDict

from casedrop.cases.steering.waiver import WAIVE
from casedrop.desk.outbox import followers
from casedrop.desk.room import Room
from casedrop.flows.flow import Stage
from casedrop.language import messages
from casedrop.language.wording import joined


class Where(TypedDict):
    """What every line says of a case and its stage."""

    case: str
    customer: str
    stage: str
    since: str
    until: str
    deadline: str


@dataclass(frozen=True)
class Waiting:
    """One thing that a role is expected to do.

    Dates are the company's; `deadline` says `until` in words, with the hour and whether it is provisional; `path` is the form's
    in the outbox, "" if none lies there; `person` who of the role is meant, "" if nobody in particular. `late` says that `until`
    is over, `asked` that the role is to do something: whoever follows a case is only told. `escalated`: the role is told
    because the case stands where it is for too long.
    """

    case: str
    role: str
    customer: str
    form: str
    stage: str
    since: str
    until: str
    deadline: str
    note: str
    part: str = ""
    path: str = ""
    person: str = ""
    late: bool = False
    asked: bool = False
    escalated: bool = False


def naming(room: Room, line: Waiting, listed: list[Waiting]) -> Waiting:
    """The line of one who is let know, which also says by their roles whom the case waits for (W32)."""
    settings = room.workspace.settings
    who = followers.holders([one.role for one in listed], settings.roles, settings.lang) if listed else ""
    return replace(line, note=joined([line.note, who], settings.lang))


def waivable(room: Room, stage: Stage, lines: list[Waiting]) -> list[Waiting]:
    """The lines; those of a role that may waive what the stage waits for say how (W3)."""
    book, lang = room.workspace.book, room.workspace.settings.lang
    form = book.forms.get(book.steering.form) if book.steering else None
    if stage.waive is None or form is None or book.steering is None:
        return lines
    way = form.by_pointer[book.steering.way].choices.get(WAIVE, {})
    said = messages.phrase("answers.todo_waive", lang, form=form.titles[lang], way=way.get(lang, ""))
    roles = stage.waive.roles
    return [replace(one, note=joined([one.note, said], lang)) if one.role in roles else one for one in lines]
