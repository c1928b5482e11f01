"""Where cases stand, for whoever looks at many of them: written when one changes, asked by index, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
)

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.canonical_json import moment
from casedrop.store.ledger import tallies
from casedrop.store.ledger.rows import choose, replacing, row, rows, values
from casedrop.store.ledger.tallies import DUE, NONE
from casedrop.store.standing import MOST, Passage, RoleLine, Sought, Standing, Tally

_t, _line = schema.standing.c, schema.waiting.c
_cases, _roles, _times = schema.tally_case.c, schema.tally_role.c, schema.tally_time.c
_PUT = replacing(schema.standing, "case_id")
_DROP = cache(lambda: delete(schema.standing).where(_t.case_id == bindparam("its")))
_ONE = cache(lambda: choose(Standing).where(_t.case_id == bindparam("its")).limit(1))
_IN_LISTS = (_line.rank, _line.until, _line.since, _line.case_id)
"""The order in which lists have what is asked of a role."""


def put(connection: Connection, case_id: str, standing: Standing | None) -> None:
    """Write down where a case stands; None: that it is no case."""
    before = row(connection, Standing, _ONE(), its=case_id)
    if before == standing:
        return
    if standing is None:
        connection.execute(_DROP(), {"its": case_id})
    else:
        connection.execute(_PUT(connection), values(standing))
    tallies.stood(connection, case_id, before, standing)


def standing(connection: Connection, case_id: str) -> Standing | None:
    """Where a case stands; None if there is none, or it was not worked out yet."""
    return row(connection, Standing, _ONE(), its=case_id)


def listed(connection: Connection, sought: Sought, first: int, most: int) -> list[Standing]:
    """The cases that are sought, late ones first, then by deadline; of closed ones those that ended last first. `most` of them at
    most, after the `first` ones."""
    query = choose(Standing).where(*_which(sought))
    if sought.role:
        query = query.select_from(_joined()).order_by(*_IN_LISTS)
    else:
        query = query.order_by(*([_t.ended.desc(), _t.case_id.desc()] if sought.closed else [_t.rank, _t.case_id]))
    return rows(connection, Standing, query.limit(most).offset(first))


def count(connection: Connection, sought: Sequence[Sought]) -> list[int]:
    """How many cases are sought, for each thing sought, in one question. Of those for which no figure is kept, no more than one
    beyond MOST are counted."""
    asked = [_kept(one) if one.is_kept else _counted(one) for one in sought]
    return [int(n or 0) for n in connection.execute(select(*asked)).one()] if asked else []


def _kept(sought: Sought) -> ScalarSelect[int]:
    wanted: list[ColumnElement[bool]] = [_cases.closed.is_(sought.closed)]
    wanted += [_cases.flow == sought.flow] if sought.flow else []
    wanted += [_cases.stage == sought.stage] if sought.stage else []
    wanted += [_cases.held.is_(True)] if sought.held else []
    if sought.due:
        wanted += [{"late": _cases.due < DUE, "open": _cases.due >= DUE, "none": _cases.due == NONE}[sought.due]]
    return select(func.sum(_cases.n)).where(*wanted).scalar_subquery()


def _counted(sought: Sought) -> ScalarSelect[int]:
    found = select(_t.case_id).where(*_which(sought))
    found = found.select_from(_joined()) if sought.role else found
    return select(func.count()).select_from(found.limit(MOST + 1).subquery()).scalar_subquery()


def by_stage(connection: Connection) -> list[Tally]:
    """How many open cases stand at each stage of each flow."""
    figures = func.sum(_cases.n), func.sum(case((_cases.due < DUE, _cases.n), else_=0))
    query = select(_cases.flow, _cases.stage, *figures).where(_cases.closed.is_(False), _cases.n > 0)
    there = connection.execute(query.group_by(_cases.flow, _cases.stage).order_by(_cases.flow, _cases.stage))
    return [Tally((flow, stage), int(n), int(late)) for flow, stage, n, late in there]


def by_role(connection: Connection) -> list[Tally]:
    """Of how many cases something is asked of each role, the busiest first."""
    cases = func.sum(_roles.cases)
    query = select(_roles.role, cases, func.sum(case((_roles.late, _roles.cases), else_=0)))
    query = query.where(_roles.asked.is_(True), _roles.cases > 0)
    there = connection.execute(query.group_by(_roles.role).order_by(cases.desc(), _roles.role))
    return [Tally((role,), int(n), int(late)) for role, n, late in there]


def roles_asked(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[Json]]:
    """What the lists say of what is asked for these cases, line by line, by case."""
    query = select(_line.case_id, _line.asked, _line.line).where(_line.case_id.in_(case_ids))
    found: dict[str, list[Json]] = {}
    for case_id, is_asked, line in connection.execute(query.order_by(_line.case_id, _line.n)):
        if is_asked:
            found.setdefault(case_id, []).append(line)
    return found


def of_role(connection: Connection, role: str, first: int, most: int, *, asked: bool) -> list[RoleLine]:
    """What is asked of a role, or what it is let know, late cases first, then by deadline: `most` lines at most, after the
    `first` ones."""
    query = _lines().where(_line.role == role, _line.asked.is_(asked))
    query = query.order_by(*_IN_LISTS, _line.n)
    found = connection.execute(query.limit(most).offset(first))
    return [RoleLine(*one) for one in found]


def role_line(connection: Connection, case_id: str, n: int) -> RoleLine | None:
    """The `n`-th line that lists have of a case; None if there is none."""
    found = connection.execute(_lines().where(_line.case_id == case_id, _line.n == n))
    return next((RoleLine(*one) for one in found), None)


def counted_of_role(connection: Connection, role: str) -> tuple[int, int, int]:
    """How many things are asked of a role, how many of them in late cases, and how many it is let know."""
    figures = (
        func.sum(case((_roles.asked, _roles.lines), else_=0)),
        func.sum(case((and_(_roles.asked, _roles.late), _roles.lines), else_=0)),
        func.sum(case((_roles.asked, 0), else_=_roles.lines)),
    )
    asked, late, told = (int(n or 0) for n in connection.execute(select(*figures).where(_roles.role == role)).one())
    return asked, late, told


def concerns(connection: Connection, case_id: str, roles: Sequence[str]) -> bool:
    """Whether a case has a line on the list of one of the roles, or took or refused a drop of theirs."""
    listed = select(_line.n).where(_line.case_id == case_id, _line.role.in_(roles))
    dropped = select(schema.intake.c.id).where(schema.intake.c.case_id == case_id, schema.intake.c.role.in_(roles))
    return bool(connection.execute(select(or_(listed.exists(), dropped.exists()))).scalar())


def _joined() -> FromClause:
    return schema.waiting.outerjoin(schema.standing, _t.case_id == _line.case_id)


def _lines() -> Select[Any]:
    stands = (func.coalesce(column, "") for column in (_t.late, _t.flow, _t.stage))
    return select(_line.case_id, _line.n, schema.waiting.c.line, *stands).select_from(_joined())


def within(connection: Connection, spans: Sequence[tuple[datetime, datetime]]) -> list[Passage]:
    """What happened in each span of time, from its first moment to before its last; both are the beginning of a day."""
    figures = [_happened(kind, span) for span in spans for kind in ("opened", "ended", "lapsed")]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    said = connection.execute(select(*figures).where(_times.at >= first, _times.at < last)).one()
    found = [int(n or 0) for n in said]
    return [Passage(n, ended, ended - lapsed) for n, ended, lapsed in zip(*[iter(found)] * 3, strict=True)]


def _happened(kind: str, span: tuple[datetime, datetime]) -> ColumnElement[int]:
    is_one = and_(_times.kind == kind, _times.at >= span[0], _times.at < span[1])
    return func.sum(case((is_one, _times.n), else_=0))


def _which(sought: Sought) -> list[ColumnElement[bool]]:
    wanted = [_t.closed.is_(sought.closed), *_by_due(sought)]
    wanted += [_t.flow == sought.flow] if sought.flow else []
    wanted += [_t.stage == sought.stage] if sought.stage else []
    wanted += [_line.asked.is_(True), _line.role == sought.role, _is_first()] if sought.role else []
    wanted += [_worded(sought)] if sought.words else []
    wanted += [_concerning(sought.readers)] if sought.readers is not None else []
    wanted += [_t.held.is_(True)] if sought.held else []
    if sought.opened:
        wanted += [_t.opened >= sought.opened[0], _t.opened < sought.opened[1]]
    return wanted


def _worded(sought: Sought) -> ColumnElement[bool]:
    """The cases whose customer or number has the letters that are sought, and those among which they were found otherwise."""
    of_itself = or_(_t.sought.contains(sought.words, autoescape=True), _numbered(sought.words))
    return or_(of_itself, _t.case_id.in_(sought.also)) if sought.also else of_itself


def _concerning(roles: Sequence[str]) -> ColumnElement[bool]:
    """The cases that have a line on the list of one of the roles, or about which one dropped something."""
    intake = schema.intake.c
    listed = select(_line.case_id).where(_line.role.in_(roles))
    dropped = select(intake.case_id).where(intake.role.in_(roles), intake.case_id.is_not(None))
    return or_(_t.case_id.in_(listed), _t.case_id.in_(dropped))


def _is_first() -> ColumnElement[bool]:
    """Whether a line is the first by which its case asks something of its role: so the case is found once."""
    other = schema.waiting.alias()
    same = (other.c.case_id == _line.case_id, other.c.role == _line.role, other.c.asked.is_(True), other.c.n < _line.n)
    return ~select(other.c.n).where(*same).exists()


def _numbered(words: str) -> ColumnElement[bool]:
    """The cases of such a number, or of a document that bears it."""
    case_row, document = schema.case.c, schema.document.c
    ids = select(case_row.id).where(case_row.folded >= words, case_row.folded < words + "\uffff")
    papers = select(document.case_id).where(or_(document.number == words, document.code == words))
    return or_(_t.case_id.in_(ids), _t.case_id.in_(papers))


def _by_due(sought: Sought) -> list[ColumnElement[bool]]:
    rank = _line.rank if sought.role else _t.rank  # of the table by which they are found
    if sought.due == "late":
        return [rank < DUE]
    if sought.due == "week" and sought.by:
        return [rank >= DUE, rank < f"{DUE}{moment(sought.by)}"]
    if sought.due == "open":
        return [rank >= DUE]
    return [rank >= NONE] if sought.due == "none" else []
