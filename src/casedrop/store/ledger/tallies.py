"""How many cases stand where, are asked of whom, and began or ended when: kept as they change, so that no page counts them.

One writes at a time (`engine.writing`), so what is added to a figure is added to the last one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Insert, Table, bindparam, func, select, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.ledger.rows import upsert
from casedrop.store.standing import Standing

DUE, NONE = "1", "2"
"""How the rank begins of what has a deadline, behind "0" for what is late, and of what has none."""
QUARTER = timedelta(minutes=15)
"""The span of time of which it is kept how many cases began and ended: the days of every zone begin with one."""
Lines = Mapping[tuple[str, bool, bool], int]
"""The lines that a case has on lists, by role, whether something is asked, and whether the case is late."""
Add = Callable[[Connection], Insert]

_line, _stands = schema.waiting.c, schema.standing.c
_RANK = cache(lambda: select(_stands.rank).where(_stands.case_id == bindparam("its")))
_LINES = cache(
    lambda: (
        select(_line.role, _line.asked, _line.rank, func.count())
        .where(_line.case_id == bindparam("its"))
        .group_by(_line.role, _line.asked, _line.rank)
    )
)
_RANKED = cache(lambda: update(schema.waiting).where(_line.case_id == bindparam("its")))


def _adding(table: Table, *figures: str) -> Add:
    """An insert that adds its figures to those that stand there."""
    keys = [column.name for column in table.primary_key.columns]
    return upsert(
        table,
        lambda new: new.on_conflict_do_update(
            index_elements=keys, set_={name: table.c[name] + new.excluded[name] for name in figures}
        ),
    )


_ADD_CASES = _adding(schema.tally_case, "n")
_ADD_TIMES = _adding(schema.tally_time, "n")
_ADD_LINES = _adding(schema.tally_role, "lines", "cases")


def rank_of(connection: Connection, case_id: str) -> str:
    """Where a case comes among the open ones, as its standing says; as one without a deadline if it has none."""
    return str(connection.scalar(_RANK(), {"its": case_id}) or NONE)


def lines_of(connection: Connection, case_id: str) -> Lines:
    """The lines of a case, as they are counted."""
    found = connection.execute(_LINES(), {"its": case_id})
    return {(role, asked, rank < DUE): int(n) for role, asked, rank, n in found}


def stood(connection: Connection, case_id: str, before: Standing | None, now: Standing | None) -> None:
    """Count a case where it stands now and no more where it stood (None: nowhere), its lines too."""
    cases, times = Counter[tuple[Json, ...]](), Counter[tuple[Json, ...]]()
    for one, n in ((before, -1), (now, 1)):
        if one:
            cases[one.closed, one.flow, one.stage, one.rank[:1], one.held] += n
            for key in _times(one):
                times[key] += n
    _add(connection, _ADD_CASES, schema.tally_case, cases)
    _add(connection, _ADD_TIMES, schema.tally_time, times)
    rank = now.rank if now else NONE
    if rank != (before.rank if before else NONE):
        _rank(connection, case_id, rank)


def lined(connection: Connection, before: Lines, now: Lines) -> None:
    """Count the lines that a case has now, and no more those it had."""
    changed = {key: (now.get(key, 0) - before.get(key, 0), (key in now) - (key in before)) for key in {**before, **now}}
    new = [
        {"role": role, "asked": asked, "late": late, "lines": lines, "cases": cases}
        for (role, asked, late), (lines, cases) in changed.items()
        if lines or cases
    ]
    if new:
        connection.execute(_ADD_LINES(connection), new)


def _rank(connection: Connection, case_id: str, rank: str) -> None:
    """Let the lines of a case stand elsewhere on the lists."""
    before = lines_of(connection, case_id)
    if before:
        connection.execute(_RANKED(), {"its": case_id, "rank": rank})
        lined(connection, before, {(role, asked, rank < DUE): n for (role, asked, _), n in before.items()})


def _times(one: Standing) -> Iterator[tuple[str, datetime]]:
    """When what is counted happened to a case: that it was opened, that it ended, and that it ended after a missed deadline."""
    yield "opened", _quarter(one.opened)
    if one.ended:
        yield "ended", _quarter(one.ended)
    if one.ended and one.lapsed:
        yield "lapsed", _quarter(one.ended)


def _quarter(at: datetime) -> datetime:
    minutes = int(QUARTER / timedelta(minutes=1))
    return at.replace(minute=at.minute - at.minute % minutes, second=0, microsecond=0)


def _add(connection: Connection, adding: Add, table: Table, changed: Counter[tuple[Json, ...]]) -> None:
    keys = [column.name for column in table.primary_key.columns]
    new = [{**dict(zip(keys, key, strict=True)), "n": n} for key, n in changed.items() if n]
    if new:
        connection.execute(adding(connection), new)
