"""What can be asked of the ledger; each answer is one list of values."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, or_, select

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, row, rows
from casedrop.store.records import CaseRow, DocumentRow, Entry, Intake, NumberRow

_case, _event, _document, _number = schema.case.c, schema.event.c, schema.document.c, schema.number.c


def cases(connection: Connection, *, closed: bool | None = None, due_by: datetime | None = None) -> list[CaseRow]:
    """The cases by id: all, only the closed or the open ones, only those whose deadline is `due_by` or before."""
    query = choose(CaseRow).order_by(_case.id)
    query = query if closed is None else query.where(_case.closed.is_(closed))
    return rows(connection, CaseRow, query if due_by is None else query.where(_case.due <= due_by))


def events(connection: Connection, case_id: str) -> list[Entry]:
    """The events of a case, in order."""
    return rows(connection, Entry, choose(Entry).where(_event.case_id == case_id).order_by(_event.seq))


def events_of(connection: Connection, *kinds: str) -> list[tuple[str, Entry]]:
    """The events of these kinds, each with its case, by case and in order."""
    query = choose(Entry).add_columns(_event.case_id).where(_event.kind.in_(kinds)).order_by(_event.case_id, _event.seq)
    return [(one.case_id, Entry(one.seq, one.at, one.kind, one.data)) for one in connection.execute(query)]


def cases_since(connection: Connection, since: datetime) -> set[str]:
    """The ids of the cases, and of the folders of the desk, that have an event at that moment or later."""
    return set(connection.execute(select(_event.case_id).where(_event.at >= since).distinct()).scalars())


def hashes(connection: Connection) -> dict[tuple[str, str], str]:
    """The sha256 of every document whose bytes are known, by case and key."""
    query = select(_document.case_id, _document.key, _document.sha256).where(_document.sha256 != "")
    return {(one.case_id, one.key): one.sha256 for one in connection.execute(query)}


def endings(connection: Connection, since: datetime) -> list[tuple[CaseRow, Entry]]:
    """The cases that ended at `since` or later and are not open again, each with the event that ended it, by id."""
    lately = select(_event.case_id).where(schema.CLOSED, _event.at >= since)
    ended = rows(connection, CaseRow, choose(CaseRow).where(_case.closed, _case.id.in_(lately)).order_by(_case.id))
    last = choose(Entry).where(schema.CLOSED).order_by(_event.seq.desc())
    found = ((one, row(connection, Entry, last.where(_event.case_id == one.id))) for one in ended)
    return [(one, event) for one, event in found if event]


def documents(connection: Connection, case_id: str) -> list[DocumentRow]:
    """The documents of a case, in the order of issue, form and copy."""
    order = (_document.issue, _document.form, _document.copy, _document.key)
    return rows(connection, DocumentRow, choose(DocumentRow).where(_document.case_id == case_id).order_by(*order))


def find_document(connection: Connection, number: str) -> DocumentRow | None:
    """The document with this number or check code, the latest issue and first copy of it, or None."""
    if not number:
        return None
    named = or_(_document.number == number, _document.code == number)
    latest_first = (_document.issue.desc(), _document.copy, _document.key)
    return row(connection, DocumentRow, choose(DocumentRow).where(named).order_by(*latest_first))


def numbers(connection: Connection, series: str) -> list[NumberRow]:
    """The numbers of a series that are bound or void, in order."""
    order = (_number.year, _number.n)
    return rows(connection, NumberRow, choose(NumberRow).where(_number.series == series).order_by(*order))


def void(connection: Connection, text: str) -> str | None:
    """Why a number is void; None if it is not, or is none."""
    return connection.execute(select(_number.void).where(_number.text == text)).scalar()


def all_numbers(connection: Connection) -> list[NumberRow]:
    """The numbers of every series that are bound or void, in order."""
    return rows(connection, NumberRow, choose(NumberRow).order_by(_number.series, _number.year, _number.n))


def counters(connection: Connection) -> dict[str, int]:
    """The last number drawn, by `series/year`."""
    last = connection.execute(select(schema.series)).mappings()
    return {f"{row['series']}/{row['year']}": int(row["n"]) for row in last}


def is_blank(connection: Connection) -> bool:
    """Whether no event, drop or number is there."""
    tables = (schema.event, schema.intake, schema.number, schema.series)
    return not any(connection.execute(select(table).limit(1)).first() for table in tables)


def intakes(connection: Connection, case_id: str | None = None) -> list[Intake]:
    """The intakes, oldest first: all, or those that belong to a case."""
    query = choose(Intake).order_by(schema.intake.c.id)
    return rows(connection, Intake, query if case_id is None else query.where(schema.intake.c.case_id == case_id))


def heads(connection: Connection) -> dict[str, str]:
    """The remembered hash of the last entry of each journal, by folder."""
    return {row.folder: row.hash for row in connection.execute(select(schema.head))}
