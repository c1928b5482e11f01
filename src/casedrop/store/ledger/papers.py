"""The register of originals: written when a case changes, asked by index, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, tuple_

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, insertion, rows, values
from casedrop.store.papers import Paper, SoughtPapers, State, Which

_t = schema.paper.c
STATES: Mapping[Which, tuple[State, ...]] = {
    "out": ("out",),
    "long": ("out",),
    "unscanned": ("office", "shelf"),
    "unshelved": ("office",),
    "shelved": ("shelf",),
}
"""Where the originals are that are looked for; of those not named here, anywhere."""
_DROP = cache(lambda: delete(schema.paper).where(_t.case_id == bindparam("its")))
_SOME = cache(lambda: select(func.count()).select_from(schema.paper).where(_t.case_id == bindparam("its")))


def put(connection: Connection, case_id: str, papers: Sequence[Paper]) -> None:
    """Write down what originals a case has, in the place of those it had."""
    if papers or connection.execute(_SOME(), {"its": case_id}).scalar():
        connection.execute(_DROP(), {"its": case_id})
    if papers:
        connection.execute(insertion(schema.paper), [values(one) for one in papers])


def listed(connection: Connection, sought: SoughtPapers, first: int, most: int) -> list[Paper]:
    """The originals that are sought, those in the office before those out, the longest there first; `most` of them at
    most, after the `first` ones."""
    query = choose(Paper).where(*_which(sought)).order_by(_t.state, _t.since, _t.number, _t.copy)
    return rows(connection, Paper, query.limit(most).offset(first))


def count(connection: Connection, sought: Sequence[SoughtPapers]) -> list[int]:
    """How many originals are sought, for each thing sought, in one question."""
    asked = [select(func.count()).select_from(schema.paper).where(*_which(one)).scalar_subquery() for one in sought]
    return [int(n) for n in connection.execute(select(*asked)).one()] if asked else []


def named(connection: Connection, numbers: Sequence[tuple[str, int]]) -> list[Paper]:
    """The originals of these numbers and copies, as far as there are any."""
    return rows(connection, Paper, choose(Paper).where(tuple_(_t.number, _t.copy).in_(numbers))) if numbers else []


def of_document(connection: Connection, number: str) -> list[Paper]:
    """The originals of a document, by copy."""
    return rows(connection, Paper, choose(Paper).where(_t.number == number).order_by(_t.copy))


def of_case(connection: Connection, case_id: str) -> list[Paper]:
    """The originals of a case's documents, by number and copy."""
    return rows(connection, Paper, choose(Paper).where(_t.case_id == case_id).order_by(_t.number, _t.copy))


def _which(sought: SoughtPapers) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [_t.state.in_(STATES[sought.which])] if sought.which in STATES else []
    wanted += [_t.since <= sought.before] if sought.which == "long" else []
    wanted += [_t.scanned.is_(False)] if sought.which == "unscanned" else []
    return wanted + ([_t.sought.contains(sought.words, autoescape=True)] if sought.words else [])
