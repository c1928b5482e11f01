"""What can be asked of the ledger, by an index each, so that it costs the same however much the ledger holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from casedrop.language.filenames import fold
from casedrop.store import schema
from casedrop.store.archive import DESK
from casedrop.store.ledger.rows import choose, row, rows
from casedrop.store.records import Anchored, CaseRow, DocumentRow, Entry, Intake, NumberRow

MOST_ASKED = 5_000
"""Values in one question: SQLite takes 32,766, PostgreSQL 65,535."""

_case, _event, _document, _number = schema.case.c, schema.event.c, schema.document.c, schema.number.c
_its: BindParameter[str] = bindparam("id")

_CASE = cache(lambda: choose(CaseRow).where(_case.id == _its).limit(1))
_DUE = cache(lambda: choose(CaseRow).where(_case.closed.is_(False), _case.due <= bindparam("by")))
_OPEN = cache(lambda: choose(CaseRow).where(_case.flow == bindparam("of"), _case.closed.is_(False)).order_by(_case.id))
_OPEN_OF = cache(lambda: _OPEN().where(_case.customer == bindparam("whose")))
_UNDER = cache(
    lambda: choose(CaseRow).where(_case.flow == bindparam("of"), _case.under == bindparam("key")).order_by(_case.id)
)
_EVER_UNDER = cache(
    lambda: select(_case.id).where(_case.flow == bindparam("of"), _case.under == bindparam("key")).limit(1)
)
_NUMBERS_IN = cache(
    lambda: select(_case.id).where(_case.folded.in_(bindparam("parts", expanding=True)), _case.flow != DESK)
)
_EVENTS = cache(
    lambda: choose(Entry).where(_event.case_id == _its, _event.seq >= bindparam("since")).order_by(_event.seq)
)
_ENDING = cache(
    lambda: choose(Entry).where(_event.case_id == _its, _event.kind == "closed").order_by(_event.seq.desc()).limit(1)
)
_DOCUMENTS = cache(
    lambda: (
        choose(DocumentRow)
        .where(_document.case_id == _its)
        .order_by(_document.issue, _document.form, _document.copy, _document.key)
    )
)
_NAMED = cache(
    lambda: (
        choose(DocumentRow)
        .where(or_(_document.number == bindparam("name"), _document.code == bindparam("name")))
        .order_by(_document.issue.desc(), _document.copy, _document.key)
        .limit(1)
    )
)
_VOID = cache(lambda: select(_number.void).where(_number.text == bindparam("said")))
_HEAD = cache(lambda: select(schema.head).where(schema.head.c.folder == bindparam("of")))


def case(connection: Connection, case_id: str) -> CaseRow | None:
    """The case as last saved, or None."""
    return row(connection, CaseRow, _CASE(), id=case_id)


def cases(
    connection: Connection, *, closed: bool | None = None, due_by: datetime | None = None, flow: str | None = None
) -> list[CaseRow]:
    """The cases by id: all, only the closed or the open ones, only those whose deadline is `due_by` or before, only a flow's."""
    if closed is False and flow is None and due_by is not None:  # asked at every drop
        return sorted(rows(connection, CaseRow, _DUE(), by=due_by), key=lambda one: one.id)
    query = choose(CaseRow)
    query = query if closed is None else query.where(_case.closed.is_(closed))
    query = query if flow is None else query.where(_case.flow == flow)
    if due_by is None:
        return rows(connection, CaseRow, query.order_by(_case.id))
    # Asked for in order, SQLite would walk through all that are open.
    return sorted(rows(connection, CaseRow, query.where(_case.due <= due_by)), key=lambda one: one.id)


def case_ids(connection: Connection, *, closed: bool) -> list[str]:
    """The numbers of the closed or the open cases, and the names of the desk's own folders, which count as closed."""
    return list(connection.execute(select(_case.id).where(_case.closed.is_(closed)).order_by(_case.id)).scalars())


def open_cases(connection: Connection, flow: str, customer: str | None = None) -> list[CaseRow]:
    """The cases of a flow, and of a customer if one is named, that are not closed, by their ids."""
    if customer is None:
        return rows(connection, CaseRow, _OPEN(), of=flow)
    return rows(connection, CaseRow, _OPEN_OF(), of=flow, whose=customer)


def cases_under(connection: Connection, flow: str, key: str) -> list[CaseRow]:
    """The cases of a flow that were opened under a key, open and closed, by their ids."""
    return rows(connection, CaseRow, _UNDER(), of=flow, key=key)


def is_under(connection: Connection, flow: str, key: str) -> bool:
    """Whether a case of a flow was ever opened under a key."""
    return connection.execute(_EVER_UNDER(), {"of": flow, "key": key}).first() is not None


def case_numbers(connection: Connection) -> list[str]:
    """The numbers of all cases, in order."""
    return list(connection.execute(select(_case.id).where(_case.flow != DESK).order_by(_case.id)).scalars())


def case_numbers_in(connection: Connection, words: str) -> list[str]:
    """The numbers of the cases that stand in a text, however they are typed, in order; letters of a name that no encoding
    knows are in none."""
    parts = sorted(set(_parts(fold(words).encode(errors="replace").decode())))
    there = (parts[n : n + MOST_ASKED] for n in range(0, len(parts), MOST_ASKED))
    return sorted(n for some in there for n in connection.execute(_NUMBERS_IN(), {"parts": some}).scalars())


def _parts(folded: str) -> Iterator[str]:
    """The parts of a text that a case's number may be: those with a figure, before no other one."""
    ends = [k for k in range(1, len(folded) + 1) if not folded[k : k + 1].isdigit()]
    figures = [k for k, letter in enumerate(folded) if letter.isdigit()]
    yield from (folded[i:k] for k in ends for i in range(k) if any(i <= at < k for at in figures))


def events(connection: Connection, case_id: str, since: int = 0) -> list[Entry]:
    """The events of a case, in order, from the number `since` on."""
    return rows(connection, Entry, _EVENTS(), id=case_id, since=since)


def events_among(connection: Connection, case_id: str, kinds: Sequence[str]) -> list[Entry]:
    """The events of a case that are of these kinds, in order."""
    query = choose(Entry).where(_event.case_id == case_id, _event.kind.in_(kinds)).order_by(_event.seq)
    return rows(connection, Entry, query)


def ending(connection: Connection, case_id: str) -> Entry | None:
    """The last event by which a case ended; None if it never did."""
    return row(connection, Entry, _ENDING(), id=case_id)


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


def ended(connection: Connection, since: datetime) -> list[str]:
    """The numbers of the cases that ended at `since` or later, whether they are open again or not, in order."""
    lately = select(_event.case_id).where(schema.CLOSED, _event.at >= since)
    return sorted(set(connection.execute(lately).scalars()))


def documents(connection: Connection, case_id: str) -> list[DocumentRow]:
    """The documents of a case, in the order of issue, form and copy."""
    return rows(connection, DocumentRow, _DOCUMENTS(), id=case_id)


def find_document(connection: Connection, number: str) -> DocumentRow | None:
    """The document with this number or check code, the latest issue and first copy of it, or None."""
    return row(connection, DocumentRow, _NAMED(), name=number) if number else None


def numbers(connection: Connection, series: str) -> list[NumberRow]:
    """The numbers of a series that are bound or void, in order."""
    order = (_number.year, _number.n)
    return rows(connection, NumberRow, choose(NumberRow).where(_number.series == series).order_by(*order))


def void(connection: Connection, text: str) -> str | None:
    """Why a number is void; None if it is not, or is none."""
    return connection.execute(_VOID(), {"said": text}).scalar()


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


def anchor(connection: Connection, folder: str) -> Anchored | None:
    """What was last recorded in a folder's journal, as far as that is remembered; its number is 0 where only the hash is."""
    there = connection.execute(_HEAD(), {"of": folder}).first()
    return Anchored(folder, there.seq or 0, there.hash) if there else None


def heads(connection: Connection) -> dict[str, str]:
    """The remembered hash of the last entry of each journal, by folder."""
    return {row.folder: row.hash for row in connection.execute(select(schema.head))}
