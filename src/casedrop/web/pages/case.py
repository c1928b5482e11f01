"""A case: where it stands, what it waits for and until when, its life, answers, papers, refusals and relatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from casedrop.cases.audience import places
from casedrop.cases.case import Case, from_json
from casedrop.cases.events import Accepted, Event, Issued
from casedrop.cases.parts import FromCase
from casedrop.desk import deadlines
from casedrop.desk.outbox import todo
from casedrop.desk.outbox.lines import Waiting
from casedrop.desk.recording.rows import event_of
from casedrop.desk.room import Room
from casedrop.language.problem import Json
from casedrop.store.records import CaseRow
from casedrop.web import answers, files_of, render, steering, words
from casedrop.web.drops import DropLine, drop_lines
from casedrop.web.papers_at import PaperLine, line_of
from casedrop.web.steps import steps
from casedrop.web.telling import timeline
from casedrop.web.visit import NotFound, Visit

LONGEST = 31
"""Days of a deadline that are drawn one by one."""
DROPS = 30
"""Refused drops that are told of."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Another case that this one has to do with: its number, how, and where it stands."""

    case: str
    how: str
    stands: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a deadline's strip: its weekday and number, and what it is (`off`, `gone`, `today`, `left`, `end`)."""

    weekday: str
    number: int
    kind: str


def found(visit: Visit, case_id: str) -> tuple[CaseRow, Case]:
    """A case that the visitor may see; raises NotFound."""
    row = visit.room.ledger.case(case_id)
    if row is None or not row.state or not (visit.sees_all or visit.room.ledger.concerns(case_id, visit.roles)):
        raise NotFound
    return row, from_json(row.state)


def page(visit: Visit, request: Request) -> Response:
    """The page of a case; of roles, what their folders show: not the answers, and no papers but theirs."""
    row, case = found(visit, request.path_params["case"])
    entries = visit.room.ledger.events(case.id)
    events = [event_of(entry) for entry in entries]
    flow = visit.room.book(case).flows[case.flow]
    reading = _in_language(visit.room, visit.lang)
    waits = [] if case.closed else todo.awaited(reading, case, row.due)
    known = visit.room.book(case).forms
    drops = [(entry, event) for entry, event in zip(entries, events, strict=True) if isinstance(event, Accepted)]
    report = deadlines.deadline_report(visit.room, case.id, visit.lang) or {}
    standing = visit.room.ledger.standing(case.id)
    return render.page(
        visit,
        "case.html",
        case=case,
        customer=words.shown(case.customer.get("name", "")),
        flow=visit.flow(case.flow),
        stage=visit.called(flow.stages[case.stage].titles, case.stage),
        opened=words.day(visit, case.opened),
        late=words.day(visit, standing.late) if standing and standing.late else "",
        due=words.until(visit, row.due) if row.due else "",
        left=words.left(visit, row.due) if row.due else "",
        steps=[(one, visit.called(flow.stages[one.stage].titles), _entered(visit, one.entered)) for one in steps(flow, case)
               if one.stage in flow.stages],
        waits=_mine(visit, waits),
        who=visit.role,
        reckoned=report.get("says", ())[1:] if report.get("over") else [],
        strip=_strip(visit, report),
        files=files_of.visible(visit, events),
        place=_place(visit, case, events),
        originals=_originals(visit, case),
        ways=steering.ways(visit, case, events),
        there=files_of.there(visit, case),
        form=visit.form,
        sheets=answers.sheets(visit, case, dict(known), drops) if visit.sees_all else [],
        told=timeline(visit, case.flow, entries) if visit.sees_all else [],
        refused=_refused(visit, case.id),
        relatives=_relatives(visit, case) if visit.sees_all else [],
    )  # fmt: skip


def _in_language(room: Room, lang: str) -> Room:
    """The room as an office would have it that writes this language."""
    settings = replace(room.workspace.settings, lang=lang)
    return replace(room, workspace=replace(room.workspace, settings=settings))


def _mine(visit: Visit, waits: list[Waiting]) -> list[Waiting]:
    return [one for one in waits if visit.sees_all or one.role in visit.roles or not one.role]


def _entered(visit: Visit, at: str) -> str:
    return words.day(visit, at) if at else ""


def _refused(visit: Visit, case_id: str) -> list[DropLine]:
    """The drops about a case that it did not take, as far as the visitor's roles dropped them."""
    drops = visit.room.ledger.drops_about(case_id, DROPS)
    mine = (
        one for one in drops if one.state not in ("accepted", "open") and (visit.sees_all or one.role in visit.roles)
    )
    return drop_lines(visit, list(mine))


def _originals(visit: Visit, case: Case) -> list[PaperLine]:
    """The paper originals of a case, for whoever may see the register."""
    may = visit.sees_all or visit.keeps_papers
    return [line_of(visit, one) for one in visit.room.ledger.papers_of_case(case.id)] if may else []


def _place(visit: Visit, case: Case, events: Sequence[Event]) -> str:
    """The folder with the case's files, as people open it: its folder of the archive, or that of a role's own outbox; "" for
    none yet."""
    workspace = visit.room.workspace
    if visit.sees_all:
        folder = workspace.archive / visit.room.folder(case.place)
    else:
        issued = [one for one in events if isinstance(one, Issued) and {one.to, *one.also} & set(visit.roles)]
        mine = [place for one in issued[-1:] for place in places([one.to, *one.also], one.folder)]
        folder = next((workspace.out(one) for one in mine if one.split("/")[0] in visit.roles), workspace.root)
    within = folder.relative_to(workspace.root).as_posix() if folder.is_relative_to(workspace.root) else ""
    return _as_opened(str(workspace.settings.web.get("share", "")), within) if within not in ("", ".") else ""


def _as_opened(share: str, within: str) -> str:
    """A folder within the workspace, by the address under which people's machines have that."""
    if "\\" in share:
        return "\\".join((share.rstrip("\\"), *within.split("/")))
    return "/".join((share.rstrip("/"), within)) if share else within


def _relatives(visit: Visit, case: Case) -> list[Relative]:
    """The case that opened this one, and those that it opened."""
    source = case.source
    above = [source.case] if isinstance(source, FromCase) else []
    kin = [(number, visit.say("opener")) for number in above]
    kin += [(number, visit.flow(child.flow)) for number, child in case.children.items()]
    stands = {number: visit.stage(child.flow, child.stage) for number, child in case.children.items()}
    return [Relative(number, how, stands.get(number, "")) for number, how in kin]


def _strip(visit: Visit, report: dict[str, Json]) -> list[Day]:
    """The days of a deadline by days, one by one; [] of one by hours, or of a long one."""
    if not report.get("over") or report["unit"].endswith("hours"):
        return []
    zone, now = visit.room.workspace.settings.zone, words.today(visit)
    first = datetime.fromisoformat(report["start"]).astimezone(zone).date()
    last = (datetime.fromisoformat(report["over"]).astimezone(zone) - timedelta(seconds=1)).date()
    if not 0 < (last - first).days < LONGEST:
        return []
    off = {step["day"] for step in report["steps"] if step["kind"] in ("closed", "night")}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [Day(_weekday(visit, one), one.day, _kind(one, last, now, off)) for one in days]


def _weekday(visit: Visit, one: date) -> str:
    return visit.say(f"weekday.{('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')[one.weekday()]}")


def _kind(one: date, last: date, now: date, off: set[str]) -> str:
    if one == last:
        return "end"
    if one == now:
        return "today"
    if one.isoformat() in off:
        return "off"
    return "gone" if one < now else "left"
