"""What waits for whom: one line for everything that a case waits for, and what those learn who follow it (kept by `lists`)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from itertools import chain

from casedrop.calendar import explain
from casedrop.calendar.dates import last_day
from casedrop.cases import audience
from casedrop.cases.case import Case, from_json
from casedrop.cases.decide import before_deadline, lacking, unenclosed
from casedrop.cases.escalation import escalates
from casedrop.cases.situation import Situation
from casedrop.desk.deadlines import late
from casedrop.desk.outbox import followers, line_texts
from casedrop.desk.outbox.lines import Waiting, Where, naming, waivable
from casedrop.desk.room import Room
from casedrop.flows.flow import Item, Stage
from casedrop.forms.form import Form
from casedrop.forms.views import view_id
from casedrop.language import messages
from casedrop.language.wording import joined
from casedrop.store.beside import namesakes
from casedrop.store.records import CaseRow, Entry


def unclear(room: Room, row: CaseRow) -> list[Waiting]:
    """A line for each role that may be waited for, which says that it cannot be worked out; none if even that fails."""
    note = messages.phrase("keeper.unclear", room.workspace.settings.lang)
    with contextlib.suppress(Exception):
        case = from_json(row.state)
        stage = room.book(case).flows[case.flow].stages[case.stage]
        where = _where(room, case, stage, None)
        followed_by = room.book(case).flows[case.flow].followers(stage.id)
        roles = dict.fromkeys(role for role in (*stage.roles, *followed_by) if role)
        return [Waiting(**where, role=role, form=where["stage"], note=note) for role in roles]
    return []


def of_case(room: Room, case: Case, due: datetime | None) -> list[Waiting]:
    """What one case waits for, a held one for nothing, and what those learn who follow it."""
    situation = room.situation(case)
    stage = situation.stage
    if case.held is not None:
        return [*_followed(room, case, stage, None, [], [])]
    over = late(room, case)
    listed = awaited(room, case, due)
    informed = [*_informed(room, case, stage)]
    if stage.waive and before_deadline(situation):  # who may decide to go on without what is late learns that it waits
        there = {one.role for one in (*listed, *informed)}
        informed += [_to_waive(room, case, stage, role) for role in stage.waive.roles if role not in there]
    informed = [naming(room, one, listed) for one in informed]
    listed, informed = (waivable(room, stage, lines) for lines in (listed, informed))
    there = {one.role for one in (*listed, *informed)}
    escalated = [one for one in _escalated(room, situation, due, listed) if one.role not in there]
    followed = _followed(room, case, stage, due, listed, [*informed, *escalated])
    return [*listed, *informed, *_dated(room, [*escalated, *followed], over)]


def awaited(room: Room, case: Case, due: datetime | None) -> list[Waiting]:
    """What one case waits for: drops, enclosures, papers and what it asks of a role; a held one waits for nothing."""
    if case.held is not None:
        return []
    situation = room.situation(case)
    stage = situation.stage
    listed = (_waiting(room, case, stage, item, due) for item in lacking(situation))
    others = (_enclosed(room, case, stage, due), _papers(room, case, stage, due), _asked(room, case, stage, due))
    return [replace(one, asked=True) for one in _dated(room, chain(listed, *others), late(room, case))]


def _dated(room: Room, lines: Iterable[Waiting], over: datetime | None) -> list[Waiting]:
    """The lines; of a case that is late they say the day that was missed, whatever deadline runs now."""
    if over is None:
        return [*lines]
    zone, lang = room.workspace.settings.zone, room.workspace.settings.lang
    until, deadline = last_day(over, zone).isoformat(), explain.until(over, zone, lang)
    return [replace(one, until=until, deadline=deadline, late=True) for one in lines]


def _to_waive(room: Room, case: Case, stage: Stage, role: str) -> Waiting:
    """The line of a role that may waive what a stage waits for, of which the stage wants nothing else."""
    where = _where(room, case, stage, None)
    title = messages.phrase("answers.todo_informed", room.workspace.settings.lang, stage=where["stage"])
    return Waiting(**where, role=role, form=title, note="")


def _followed(
    room: Room, case: Case, stage: Stage, due: datetime | None, asked: list[Waiting], informed: list[Waiting]
) -> Iterator[Waiting]:
    """What those learn who follow the case and of whom it wants nothing."""
    for line in followers.standing(room, case, [w.role for w in asked], [w.role for w in informed]):
        where = _where(room, case, stage, due)
        yield Waiting(**where, role=line.role, form=line.title, note=line.note)


def _escalated(room: Room, situation: Situation, due: datetime | None, listed: list[Waiting]) -> list[Waiting]:
    """A line for each role that is told because the case stands where it is for too long, and who has it."""
    stage, over, lang = situation.stage, escalates(situation), room.workspace.settings.lang
    if stage.escalate is None or over is None or situation.now < over:
        return []
    where = _where(room, situation.case, stage, due)
    title = messages.phrase("answers.todo_escalated", lang, stage=where["stage"])
    lines = (Waiting(**where, role=role, form=title, note="", escalated=True) for role in stage.escalate.roles)
    return [naming(room, line, listed) for line in lines]


def of_ended(room: Room, case: Case, event: Entry) -> Iterator[Waiting]:
    """What those learn who followed a case that has ended."""
    day = event.at.astimezone(room.workspace.settings.zone).date().isoformat()
    for line in followers.ending(room, case, event):
        where = _where(room, case, room.book(case).flows[case.flow].stages[case.stage], None)
        yield replace(Waiting(**where, role=line.role, form=line.title, note=line.note), since=day)


def _asked(room: Room, case: Case, stage: Stage, due: datetime | None) -> Iterator[Waiting]:
    """What a stage asks of a role beside drops of this case."""
    if stage.asks:
        where = _where(room, case, stage, due)
        yield Waiting(
            **where, role=stage.asks.role, form=where["stage"], note=line_texts.note(room, case, stage.asks.note)
        )


def _enclosed(room: Room, case: Case, stage: Stage, due: datetime | None) -> Iterator[Waiting]:
    """The enclosures a stage still waits for, and how their files must be called."""
    lang, situation = room.workspace.settings.lang, room.situation(case)
    flow, where = situation.flow, _where(room, case, stage, due)
    how = messages.phrase("answers.todo_enclosure", lang, case=case.id)
    for wanted in unenclosed(situation):
        note = joined([line_texts.note(room, case, wanted.note), how], lang)
        title, person = flow.enclosures[wanted.enclosure].titles[lang], line_texts.person(room, case, wanted.person)
        yield Waiting(**where, role=wanted.role or "", form=title, note=note, person=person)


def _informed(room: Room, case: Case, stage: Stage) -> Iterator[Waiting]:
    """What a stage lets roles know: without a date, for nothing is waited."""
    situation, where = room.situation(case), _where(room, case, stage, None)
    title = messages.phrase("answers.todo_informed", room.workspace.settings.lang, stage=where["stage"])
    for informing in stage.informs:
        if situation.holds(informing.when):
            note = line_texts.note(room, case, informing.note)
            yield Waiting(**where, role=informing.role, form=title, note=note)


def _papers(room: Room, case: Case, stage: Stage, due: datetime | None) -> Iterator[Waiting]:
    """The originals a stage still waits for, one by one."""
    lang, wanted = room.workspace.settings.lang, stage.originals
    if wanted is None:
        return
    for copy in case.papers_of(wanted.form):
        if copy.holder in wanted.holders and not copy.has(wanted.seen):
            seen = messages.phrase("answers.todo_pages", lang, pages=copy.pages) if copy.pages else ""
            item = Item(wanted.form, role=wanted.role)
            row = _waiting(room, case, stage, item, due)
            title = messages.phrase("answers.todo_originals", lang, **{**asdict(copy), "form": row.form})
            said = [messages.phrase(f"answers.todo_{key}", lang) for key in (wanted.seen, "unlike")]
            note = joined([said[0], seen, said[1]], lang)
            yield replace(row, form=title, note=note)


def _asking(case: Case, form: Form, item: Item) -> str:
    """The form whose document asks for an item, or its view: the one its role was given; the form if it was given none."""
    there = {i: case.documents[i] for i in (form.id, *(view_id(form.id, v) for v in form.views)) if i in case.documents}
    theirs = (i for i, d in there.items() if d.part == item.part and item.role in d.readers)
    return next(theirs, form.id)


def _waiting(room: Room, case: Case, stage: Stage, item: Item, due: datetime | None) -> Waiting:
    lang, form = room.workspace.settings.lang, room.book(case).forms[item.form]
    asking = _asking(case, form, item)
    document = case.documents.get(asking)
    path = _path(room, case, asking, item) if document else ""
    return Waiting(
        **_where(room, case, stage, due),
        role=item.role or (_typist(room, case, stage) if document and document.seen else ""),
        form=form.titles[lang],
        part=item.part,
        note=joined(
            [
                line_texts.note(room, case, item.note),
                line_texts.on_paper(document, lang),
                line_texts.beside(document, path, lang),
            ],
            lang,
        ),
        path=path,
        person=line_texts.person(room, case, item.person),
    )


def _where(room: Room, case: Case, stage: Stage, due: datetime | None) -> Where:
    """What of a case and its stage every line says."""
    lang, zone = room.workspace.settings.lang, room.workspace.settings.zone
    return {
        "case": case.id,
        "customer": case.customer["name"],
        "stage": stage.titles[lang],
        "since": datetime.fromisoformat(case.entered[stage.id]).astimezone(zone).date().isoformat(),
        "until": last_day(due, zone).isoformat() if due else "",
        "deadline": line_texts.deadline(room, case, due, lang) if due else "",
    }


def _typist(room: Room, case: Case, stage: Stage) -> str:
    """Who types the answers that came back on paper if the form may come from anybody: the first role that the case's stage, then
    that its flow names or lets follow; "" if none is named."""
    flow = room.book(case).flows[case.flow]
    stages = (stage, *flow.stages.values())
    named = (role for one in stages for role in (*one.roles, *flow.followers(one.id)) if role)
    return next(named, "")


def _path(room: Room, case: Case, asking: str, item: Item) -> str:
    """Where the document of a form, or a view, lies for the role that is asked: the newest issue for the very part that is
    awaited (W6), else the last; in the role's own folder if it is one of the readers, else in the first one's. "" if it lies
    nowhere."""
    document = case.documents[asking]
    there = [d for d in room.ledger.documents(case.id) if d.path]
    own = [d for d in there if (d.form, d.stage, d.issue) == (asking, item.part, case.issued.get(asking))]
    rows = own or [d for d in there if d.name == document.name]
    if not rows or item.role not in document.also or not document.folder:
        return rows[-1].path if rows else ""
    copy = room.workspace.out(audience.places([item.role], document.folder)[0]) / rows[-1].name
    beside = namesakes(copy) or [copy]
    return beside[-1].relative_to(room.workspace.outbox).as_posix()
