"""What waits for whom: `outbox/_todo/<role>.html`, one page a role, kept up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from casedrop.calendar import explain
from casedrop.calendar.dates import last_day
from casedrop.cases.case import Case, from_json
from casedrop.cases.context import context
from casedrop.cases.decide import lacking, unenclosed
from casedrop.desk.deadlines import provisional
from casedrop.desk.room import Room
from casedrop.expressions import guards
from casedrop.flows.flow import Item, Stage
from casedrop.forms import template as templating
from casedrop.forms.form import Form
from casedrop.forms.views import view_id
from casedrop.language import messages, show
from casedrop.language.problem import Texts
from casedrop.store import files

TODO = "_todo"


@dataclass(frozen=True)
class Waiting:
    """One thing a role is awaited for: dates are the company's; `deadline` is the same as `until` in words,
    with the hour, and whether it is provisional; `path` is the form's in the outbox, "" if none lies there."""

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


def refresh(room: Room) -> None:
    """None once every role's page says what waits for it."""
    lang = room.workspace.settings.lang
    all_waiting = waiting(room)
    files.make_dir(room.workspace.outbox / TODO)
    for role, titles in room.workspace.settings.roles.items():
        mine = [w for w in all_waiting if w.role == role]
        page = _page(titles[lang], mine, lang).encode()
        path = room.workspace.outbox / TODO / f"{role}.html"
        if not path.exists() or path.read_bytes() != page:
            files.replace(path, page)


def waiting(room: Room) -> list[Waiting]:
    """Everything open cases wait for, the nearest deadline first."""
    rows = room.ledger.cases(closed=False)
    found = [w for row in rows for w in of_case(room, from_json(row.state), row.due)]
    return sorted(found, key=lambda w: (w.until or "9999", w.since, w.case))


def of_case(room: Room, case: Case, due: datetime | None) -> list[Waiting]:
    """What one case waits for: a held one for nothing."""
    if case.held is not None:
        return []
    book = room.book(case)
    stage, items = book.flows[case.flow].stages[case.stage], lacking(book, book.flows[case.flow], case, room.clock())
    listed = [_waiting(room, case, stage, item, due) for item in items]
    beside = (*_papers(room, case, stage, due), *_asked(room, case, stage, due), *_informed(room, case, stage))
    return [*listed, *_enclosed(room, case, stage, due), *beside]


def _asked(room: Room, case: Case, stage: Stage, due: datetime | None) -> Iterator[Waiting]:
    """What a stage asks of a role beside drops of this case."""
    if stage.asks:
        where = _where(room, case, stage, due)
        yield Waiting(**where, role=stage.asks.role, form=where["stage"], note=_note(room, case, stage.asks.note))


def _enclosed(room: Room, case: Case, stage: Stage, due: datetime | None) -> Iterator[Waiting]:
    """The enclosures a stage still waits for, and how their files must be called."""
    lang, book = room.workspace.settings.lang, room.book(case)
    flow, where = book.flows[case.flow], _where(room, case, stage, due)
    how = messages.phrase("answers.todo_enclosure", lang, case=case.id)
    for wanted in unenclosed(book, flow, case, room.clock()):
        note = " ".join(filter(None, (_note(room, case, wanted.note), how)))
        yield Waiting(**where, role=wanted.role or "", form=flow.enclosures[wanted.enclosure].titles[lang], note=note)


def _informed(room: Room, case: Case, stage: Stage) -> Iterator[Waiting]:
    """What a stage lets roles know: without a date, for nothing is waited."""
    book, where = room.book(case), _where(room, case, stage, None)
    names = context(book, book.flows[case.flow], case, room.clock())
    title = messages.phrase("answers.todo_informed", room.workspace.settings.lang, stage=where["stage"])
    for informing in stage.informs:
        if informing.when is None or guards.holds(informing.when, names):
            yield Waiting(**where, role=informing.role, form=title, note=_note(room, case, informing.note))


def _papers(room: Room, case: Case, stage: Stage, due: datetime | None) -> Iterator[Waiting]:
    """The originals a stage still waits for, one by one."""
    lang, wanted = room.workspace.settings.lang, stage.originals
    if wanted is None:
        return
    number = case.documents.get(wanted.form, {}).get("number", "")
    for said in case.originals.get(number, ()):
        if said["holder"] in wanted.holders and not said[wanted.seen]:
            seen = messages.phrase("answers.todo_pages", lang, pages=said["pages"]) if said["pages"] else ""
            item = Item(wanted.form, role=wanted.role)
            row = _waiting(room, case, stage, item, due)
            title = messages.phrase("answers.todo_originals", lang, **{**said, "form": row.form})
            note = " ".join([messages.phrase(f"answers.todo_{wanted.seen}", lang), *([seen] if seen else [])])
            yield replace(row, form=title, note=note)


def _asking(case: Case, form: Form, item: Item) -> Mapping[str, Any]:
    """The document that asks for an item, whole or reduced: the one its role was given; {} if there is none."""
    there = [case.documents[i] for i in (form.id, *(view_id(form.id, v) for v in form.views)) if i in case.documents]
    theirs = (d for d in there if (d["part"], d["to"]) == (item.part, item.role))
    return next(theirs, case.documents.get(form.id, {}))


def _waiting(room: Room, case: Case, stage: Stage, item: Item, due: datetime | None) -> Waiting:
    lang, form = room.workspace.settings.lang, room.book(case).forms[item.form]
    document = _asking(case, form, item)
    path = _path(room, case, document)
    return Waiting(
        **_where(room, case, stage, due),
        role=item.role or "",
        form=form.titles[lang],
        part=item.part,
        note=_note(room, case, item.note) + _beside(document, path, lang),
        path=path,
    )


def _where(room: Room, case: Case, stage: Stage, due: datetime | None) -> dict[str, str]:
    """What of a case and its stage every line says."""
    lang, zone = room.workspace.settings.lang, room.workspace.settings.zone
    return {
        "case": case.id,
        "customer": case.customer["name"],
        "stage": stage.titles[lang],
        "since": datetime.fromisoformat(case.entered[stage.id]).astimezone(zone).date().isoformat(),
        "until": last_day(due, zone).isoformat() if due else "",
        "deadline": _deadline(room, case, due, lang) if due else "",
    }


def _deadline(room: Room, case: Case, due: datetime, lang: str) -> str:
    told = explain.until(due, room.workspace.settings.zone, lang)
    marks = [messages.phrase("deadline.provisional_mark", lang)] if provisional(room, case) else []
    return " ".join([told, *marks])


def _beside(document: Mapping[str, Any], path: str, lang: str) -> str:
    """A word on a document that could not take its place in the outbox, because someone is filling the file there."""
    name = PurePosixPath(path).name
    is_beside = bool(path) and name != document["name"]
    return f" {messages.phrase('answers.beside', lang, file=name)}" if is_beside else ""


def _note(room: Room, case: Case, note: Texts) -> str:
    if not note:
        return ""
    lang, book = room.workspace.settings.lang, room.book(case)
    names = context(book, book.flows[case.flow], case, room.clock())
    return templating.render(note[lang], names, lang)


def _path(room: Room, case: Case, document: Mapping[str, Any]) -> str:
    if not document:
        return ""
    rows = [d for d in room.ledger.documents(case.id) if d.path and d.name == document["name"]]
    return rows[-1].path if rows else ""


def _page(role: str, mine: list[Waiting], lang: str) -> str:
    text = resources.files("casedrop.desk.outbox").joinpath("todo.html").read_text(encoding="utf-8")
    rows = [_row(w, lang) for w in mine]
    keys = ("none", "case", "customer", "awaits", "since", "due")
    said = {k: messages.phrase(f"answers.todo_{k}", lang) for k in keys}
    said["title"] = messages.phrase("answers.todo_title", lang, role=role)
    template = templating.environment(lang).from_string(text)
    return str(template.render(lang=lang, rows=rows, said=said))


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
