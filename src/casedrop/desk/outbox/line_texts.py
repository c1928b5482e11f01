"""What a line of a list says beside its form: until when, who is meant, what to mind."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from casedrop.calendar import explain
from casedrop.cases.case import Case
from casedrop.cases.parts import LastDocument
from casedrop.desk.deadlines import provisional
from casedrop.desk.room import Room
from casedrop.expressions import guards
from casedrop.forms import template as templating
from casedrop.language import messages
from casedrop.language.problem import Texts
from casedrop.language.wording import without_gaps


def deadline(room: Room, case: Case, due: datetime, lang: str) -> str:
    """Until when something is waited for, with the hour, and whether that is provisional."""
    told = explain.until(due, room.workspace.settings.zone, lang)
    marks = [messages.phrase("deadline.provisional_mark", lang)] if provisional(room, case, due) else []
    return " ".join([told, *marks])


def on_paper(document: LastDocument | None, lang: str) -> str:
    """A word about a document whose sheet came back as a picture, while its answers are waited for (R16)."""
    return messages.phrase("answers.todo_type", lang) if document and document.seen else ""


def beside(document: LastDocument | None, path: str, lang: str) -> str:
    """A word about a document that could not take its place in the outbox, because someone is filling in the file there."""
    name = PurePosixPath(path).name
    is_beside = document is not None and bool(path) and name != document.name
    return messages.phrase("answers.beside", lang, file=name) if is_beside else ""


def person(room: Room, case: Case, expr: str | None) -> str:
    """Who is meant, as the case says now; "" if it says nobody."""
    if not expr:
        return ""
    try:
        return str(guards.value(expr, room.situation(case).names) or "")
    except Exception as error:
        room.incidents.record("line", case.id, error, flow=case.flow)
        return ""


def note(room: Room, case: Case, said: Texts) -> str:
    """What a flow's file says on a list; that it cannot be said, where that fails, which the keeper is told."""
    if not said:
        return ""
    lang = room.workspace.settings.lang
    try:
        return without_gaps(templating.render(said[lang], room.situation(case).names, lang))
    except Exception as error:
        room.incidents.record("line", case.id, error, flow=case.flow)
        return messages.phrase("keeper.unclear", lang)
