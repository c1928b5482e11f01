"""What waits for whom, line by line as the lists say it; and the cases of which that must be worked out anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, Text, bindparam, delete, func, literal, select, type_coerce, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.columns import MomentColumn
from casedrop.store.ledger import tallies
from casedrop.store.ledger.rows import insertion, replacing, upsert
from casedrop.store.records import StaleCase, WaitingLine

_stale, _line, _memo, _case = schema.stale, schema.waiting, schema.memo, schema.case
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
RECORDED = "recorded"
"""The name under which the ledger remembers how many entries are recorded in all journals together."""
MADE_ANEW = datetime(1970, 1, 2, tzinfo=UTC)
"""The moment that says that lines are only made again, after those of the cases that changed: there is no news in them."""

_SPOIL = upsert(
    _stale,
    lambda new: new.values(n=1, at=AT_ONCE).on_conflict_do_update(
        index_elements=["case_id"], set_={"n": _stale.c.n + 1, "at": AT_ONCE}
    ),
)
_STALE = cache(
    lambda: (
        select(_stale.c.case_id, _stale.c.n, _stale.c.at)
        .where(_stale.c.at <= bindparam("now"))
        .order_by(_stale.c.at, _stale.c.case_id)
        .limit(bindparam("most"))
    )
)
_LINES_OF = cache(lambda: select(_line).where(_line.c.case_id == bindparam("of")).order_by(_line.c.n))
_DROP_LINES = cache(lambda: delete(_line).where(_line.c.case_id == bindparam("of")))
_mine = (_stale.c.case_id == bindparam("of"), _stale.c.n == bindparam("as"))
_FRESH = cache(lambda: delete(_stale).where(*_mine))
_AGAIN = cache(lambda: update(_stale).where(*_mine))
_LINES = cache(
    lambda: (
        select(type_coerce(_line.c.line, Text))
        .where(_line.c.role == bindparam("whose"))
        .order_by(_line.c.until, _line.c.since, _line.c.case_id, _line.c.n)
        .limit(bindparam("most"))
    )
)
_MEMO = cache(lambda: select(_memo.c.value).where(_memo.c.name == bindparam("of")))
_MEMOS = cache(lambda: select(_memo.c.name, _memo.c.value).where(_memo.c.name.startswith(bindparam("of"))))
_UNLEARN = cache(lambda: delete(_memo).where(_memo.c.name == bindparam("of")))
_REMEMBER = replacing(_memo, "name")


def spoil(connection: Connection, case_ids: Iterable[str]) -> None:
    """Let what waits of cases be worked out anew."""
    new = [{"case_id": case_id} for case_id in case_ids]
    if new:
        connection.execute(_SPOIL(connection), new)


def spoil_open(connection: Connection) -> None:
    """Let what waits of every open case, and of every case that has a line, be worked out anew, after those that changed."""
    lined = select(_line.c.case_id).union(select(_case.c.id).where(_case.c.closed.is_(False))).subquery()
    new = select(lined.c.case_id, literal(1), literal(MADE_ANEW, MomentColumn()))
    there = select(_stale.c.case_id)
    connection.execute(update(_stale).values(n=_stale.c.n + 1, at=MADE_ANEW))
    connection.execute(_stale.insert().from_select(["case_id", "n", "at"], new.where(lined.c.case_id.not_in(there))))


def calm(connection: Connection) -> None:
    """Let all that is to be worked out anew count as only made again."""
    connection.execute(update(_stale).values(n=_stale.c.n + 1, at=MADE_ANEW))


def stale(connection: Connection, now: datetime, most: int) -> list[StaleCase]:
    """The cases of which it must be worked out by now what waits of them, `most` of them at most."""
    there = connection.execute(_STALE(), {"now": now, "most": most})
    return [StaleCase(row.case_id, row.n, is_changed=row.at != MADE_ANEW) for row in there]


def lines_of(connection: Connection, case_id: str) -> list[WaitingLine]:
    """The lines of a case, in order."""
    there = connection.execute(_LINES_OF(), {"of": case_id})
    return [WaitingLine(row.role, row.until, row.since, row.line, row.asked) for row in there]


def put_lines(connection: Connection, of: StaleCase, lines: Sequence[WaitingLine], again: datetime | None) -> None:
    """Let these be the lines of a case, to be worked out anew at `again` (None: once it changes), or at once if that was said
    meanwhile."""
    before, rank = tallies.lines_of(connection, of.case_id), tallies.rank_of(connection, of.case_id)
    connection.execute(_DROP_LINES(), {"of": of.case_id})
    new = [{"case_id": of.case_id, "n": n, "rank": rank, **_columns(one)} for n, one in enumerate(lines)]
    if new:
        connection.execute(insertion(_line), new)
    tallies.lined(connection, before, Counter((one.role, one.asked, rank < tallies.DUE) for one in lines))
    mine = {"of": of.case_id, "as": of.n}
    if again is None:
        connection.execute(_FRESH(), mine)
    else:
        connection.execute(_AGAIN(), {**mine, "n": 0, "at": again})


def _columns(one: WaitingLine) -> dict[str, Json]:
    return {"role": one.role, "until": one.until, "since": one.since, "line": one.line, "asked": one.asked}


def lines(connection: Connection, role: str, most: int) -> list[str]:
    """What a role's list says, the nearest deadline first, then by day and case: `most` lines at most, each as the text of its
    JSON."""
    return list(connection.execute(_LINES(), {"whose": role, "most": most}).scalars())


def count(connection: Connection, role: str, most: int) -> int:
    """How many lines a role's list has; no more than `most` are counted."""
    counted = select(_line.c.case_id).where(_line.c.role == role).limit(most).subquery()
    return int(connection.scalar(select(func.count()).select_from(counted)) or 0)


def memo(connection: Connection, name: str) -> str:
    """What something was made from when it was made last; "" if that is not known."""
    return str(connection.scalar(_MEMO(), {"of": name}) or "")


def memos(connection: Connection, beginning: str) -> dict[str, str]:
    """What is remembered under the names that begin so."""
    return {one.name: one.value for one in connection.execute(_MEMOS(), {"of": beginning})}


def unlearn(connection: Connection, name: str) -> None:
    """Forget what is remembered under a name."""
    connection.execute(_UNLEARN(), {"of": name})


def remember(connection: Connection, name: str, value: str) -> None:
    """Remember what something was made from."""
    connection.execute(_REMEMBER(connection), {"name": name, "value": value})
