"""Numbers of cases that count in the month's figures: written when a case changes, summed by index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, delete, func, select

from casedrop.store import schema
from casedrop.store.ledger.rows import insertion
from casedrop.store.ledger.tallies import DUE
from casedrop.store.standing import Counting, Owed, Rated

_t, _stands = schema.figure.c, schema.standing.c
_DROP = cache(lambda: delete(schema.figure).where(_t.case_id == bindparam("its")))


def put(connection: Connection, case_id: str, figures: Sequence[Counting]) -> None:
    """Write down the numbers of a case that count, in the place of those it had."""
    connection.execute(_DROP(), {"its": case_id})
    if figures:
        connection.execute(insertion(schema.figure), [{"case_id": case_id, **asdict(one)} for one in figures])


def owed(connection: Connection) -> list[Owed]:
    """What the open cases still have to bring in, by currency."""
    left = case((_t.kind == "owed", _t.hundredths), else_=-_t.hundredths)
    late = case((_stands.rank < DUE, left), else_=0)
    query = select(_t.unit, func.sum(left), func.sum(late)).join_from(
        schema.figure, schema.standing, _stands.case_id == _t.case_id
    )
    query = query.where(_t.kind.in_(("owed", "paid")), _stands.closed.is_(False)).group_by(_t.unit).order_by(_t.unit)
    return [Owed(unit, int(whole), int(part)) for unit, whole, part in connection.execute(query) if whole]


def rated(connection: Connection, spans: Sequence[tuple[datetime, datetime]]) -> list[Rated]:
    """How the cases were rated that ended in each span of time, from its first moment to before its last."""
    asked = [figure for span in spans for figure in (_sum(span, _t.hundredths), _sum(span, 1))]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    query = select(*asked).join_from(schema.figure, schema.standing, _stands.case_id == _t.case_id)
    found = connection.execute(query.where(_t.kind == "rating", _stands.ended >= first, _stands.ended < last)).one()
    numbers = [int(n or 0) for n in found]
    return [Rated(numbers[2 * k + 1], numbers[2 * k]) for k in range(len(spans))]


def _sum(span: tuple[datetime, datetime], what: ColumnElement[int] | int) -> ColumnElement[int]:
    return func.sum(case((and_(_stands.ended >= span[0], _stands.ended < span[1]), what), else_=0))
