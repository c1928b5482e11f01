"""Where cases stand, for whoever looks at many of them: written when one changes, asked by index, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, case, delete, func, or_, select

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.ledger.rows import choose, replacing, row, rows, values
from casedrop.store.standing import Passage, RoleLine, Sought, Standing, Tally

_t, _line = schema.standing.c, schema.waiting.c
_PUT = replacing(schema.standing, "case_id")
_DROP = cache(lambda: delete(schema.standing).where(_t.case_id == bindparam("its")))
_ONE = cache(lambda: choose(Standing).where(_t.case_id == bindparam("its")).limit(1))

DUE_FIRST = "1"
"""How `rank` begins for what has a deadline, behind "0" for what is late and before "2" for what has none."""


def put(connection: Connection, case_id: str, standing: Standing | None) -> None:
    """Write down where a case stands; None: that it is no case."""
    if standing is None:
        connection.execute(_DROP(), {"its": case_id})
    else:
        connection.execute(_PUT(connection), values(standing))


def standing(connection: Connection, case_id: str) -> Standing | None:
    """Where a case stands; None if there is none, or it was not worked out yet."""
    return row(connection, Standing, _ONE(), its=case_id)


def listed(connection: Connection, sought: Sought, first: int, most: int) -> list[Standing]:
    """The cases that are sought, late ones first, then by deadline; of closed ones those that ended last first. `most` of them at
    most, after the `first` ones."""
    order = [_t.ended.desc(), _t.case_id] if sought.closed else [_t.rank, _t.case_id]
    query = choose(Standing).where(*_which(sought)).order_by(*order)
    return rows(connection, Standing, query.limit(most).offset(first))


def count(connection: Connection, sought: Sequence[Sought]) -> list[int]:
    """How many cases are sought, for each thing sought, in one question."""
    asked = [select(func.count()).select_from(schema.standing).where(*_which(one)).scalar_subquery() for one in sought]
    return [int(n) for n in connection.execute(select(*asked)).one()] if asked else []


def by_stage(connection: Connection) -> list[Tally]:
    """How many open cases stand at each stage of each flow."""
    query = select(_t.flow, _t.stage, func.count(), func.sum(_late())).where(_t.closed.is_(False))
    there = connection.execute(query.group_by(_t.flow, _t.stage).order_by(_t.flow, _t.stage))
    return [Tally((flow, stage), int(n), int(late)) for flow, stage, n, late in there]


def by_role(connection: Connection) -> list[Tally]:
    """Of how many cases something is asked of each role, the busiest first."""
    asked = select(_line.role, _line.case_id).where(_line.asked.is_(True)).distinct().subquery()
    query = select(asked.c.role, func.count(), func.sum(_late())).join_from(
        asked, schema.standing, _t.case_id == asked.c.case_id
    )
    there = connection.execute(query.group_by(asked.c.role).order_by(func.count().desc(), asked.c.role))
    return [Tally((role,), int(n), int(late)) for role, n, late in there]


def roles_asked(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[Json]]:
    """What the lists say of what is asked for these cases, line by line, by case."""
    query = select(_line.case_id, schema.waiting.c.line).where(_line.case_id.in_(case_ids), _line.asked.is_(True))
    found: dict[str, list[Json]] = {}
    for case_id, line in connection.execute(query.order_by(_line.case_id, _line.n)):
        found.setdefault(case_id, []).append(line)
    return found


def of_role(connection: Connection, role: str, first: int, most: int, *, asked: bool) -> list[RoleLine]:
    """What is asked of a role, or what it is let know, late cases first, then by deadline: `most` lines at most, after the
    `first` ones."""
    query = _lines().where(_line.role == role, _line.asked.is_(asked))
    query = query.order_by(func.coalesce(_t.rank, "2"), _line.until, _line.since, _line.case_id, _line.n)
    found = connection.execute(query.limit(most).offset(first))
    return [RoleLine(*one) for one in found]


def role_line(connection: Connection, case_id: str, n: int) -> RoleLine | None:
    """The `n`-th line that lists have of a case; None if there is none."""
    found = connection.execute(_lines().where(_line.case_id == case_id, _line.n == n))
    return next((RoleLine(*one) for one in found), None)


def counted_of_role(connection: Connection, role: str) -> tuple[int, int, int]:
    """How many things are asked of a role, how many of them in late cases, and how many it is let know."""
    figures = (
        func.sum(case((_line.asked.is_(True), 1), else_=0)),
        func.sum(case((and_(_line.asked.is_(True), _t.rank < DUE_FIRST), 1), else_=0)),
        func.sum(case((_line.asked.is_(False), 1), else_=0)),
    )
    query = select(*figures).select_from(_joined()).where(_line.role == role)
    asked, late, told = (int(n or 0) for n in connection.execute(query).one())
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
    """What happened in each span of time, from its first moment to before its last."""
    opened = [func.sum(_is_within(_t.opened, span)) for span in spans]
    ended = [figure for span in spans for figure in (_ended(span), _ended(span, _t.lapsed.is_(False)))]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    began = connection.execute(select(*opened).where(_t.opened >= first, _t.opened < last)).one()
    closed = connection.execute(select(*ended).where(_t.ended >= first, _t.ended < last)).one()
    figures = [int(n or 0) for n in closed]
    return [Passage(int(n or 0), figures[2 * k], figures[2 * k + 1]) for k, n in enumerate(began)]


def _ended(span: tuple[datetime, datetime], *also: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(_is_within(_t.ended, span, *also))


def _is_within(
    column: ColumnElement[datetime], span: tuple[datetime, datetime], *also: ColumnElement[bool]
) -> ColumnElement[int]:
    return case((and_(column >= span[0], column < span[1], *also), 1), else_=0)


def _late() -> ColumnElement[int]:
    return case((_t.rank < DUE_FIRST, 1), else_=0)


def _which(sought: Sought) -> list[ColumnElement[bool]]:
    wanted = [_t.closed.is_(sought.closed), *_by_due(sought)]
    wanted += [_t.flow == sought.flow] if sought.flow else []
    wanted += [_t.stage == sought.stage] if sought.stage else []
    wanted += [_t.case_id.in_(_asked_of(sought.role))] if sought.role else []
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


def _asked_of(role: str) -> Select[tuple[str]]:
    return select(_line.case_id).where(_line.asked.is_(True), _line.role == role)


def _numbered(words: str) -> ColumnElement[bool]:
    """The cases of such a number, or of a document that bears it."""
    case_row, document = schema.case.c, schema.document.c
    ids = select(case_row.id).where(case_row.folded >= words, case_row.folded < words + "\uffff")
    papers = select(document.case_id).where(or_(document.number == words, document.code == words))
    return or_(_t.case_id.in_(ids), _t.case_id.in_(papers))


def _by_due(sought: Sought) -> list[ColumnElement[bool]]:
    if sought.due == "late":
        return [_t.rank < DUE_FIRST]
    if sought.due == "week":
        return [_t.rank >= DUE_FIRST, _t.due < sought.by]
    if sought.due == "open":
        return [_t.rank >= DUE_FIRST]
    return [_t.rank >= "2"] if sought.due == "none" else []
