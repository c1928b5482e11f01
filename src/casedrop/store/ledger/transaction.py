"""One transaction: everything a drop causes in the ledger, saved together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, and_, bindparam, or_, update

import casedrop.store.ledger.blank as blank
import casedrop.store.ledger.claims as claims
import casedrop.store.ledger.contents as contents
import casedrop.store.ledger.customers as customers
import casedrop.store.ledger.figures as figures
import casedrop.store.ledger.held as held
import casedrop.store.ledger.letters as letters
import casedrop.store.ledger.papers as papers
import casedrop.store.ledger.queries as queries
import casedrop.store.ledger.queue as queue
import casedrop.store.ledger.standings as standings
import casedrop.store.ledger.waits as waits
from casedrop.language.filenames import fold
from casedrop.language.problem import Answers
from casedrop.store import schema
from casedrop.store.errors import Conflict, Loose, NumberTaken
from casedrop.store.ledger.rows import choose, insertion, replacing, row, rows, upsert, values
from casedrop.store.records import Anchored, CaseRow, DocumentRow, Note, NumberRow

_case, _series, _number = schema.case.c, schema.series.c, schema.number.c
_is = (_number.series == bindparam("row"), _number.year == bindparam("of"), _number.n == bindparam("nth"))

_NUMBER = cache(lambda: choose(NumberRow).where(*_is).limit(1))
_SAME = cache(lambda: choose(NumberRow).where(or_(and_(*_is), _number.text == bindparam("said"))))
_VOID = cache(lambda: update(schema.number).where(*_is))
_BY_TEXT = cache(lambda: update(schema.number).where(_number.text == bindparam("said")))
_CASE = cache(lambda: update(schema.case).where(_case.id == bindparam("its")))
_PLACED = cache(lambda: update(schema.document).where(schema.document.c.key == bindparam("its")))
_KEY = ["series", "year"]
_DRAW = upsert(
    schema.series,
    lambda new: new.on_conflict_do_update(index_elements=_KEY, set_={"n": _series.n + new.excluded.n}).returning(
        _series.n
    ),
)
_REACH = upsert(
    schema.series,
    lambda new: new.on_conflict_do_update(
        index_elements=_KEY, set_={"n": new.excluded.n}, where=_series.n < new.excluded.n
    ),
)
_DOCUMENT, _HEAD = replacing(schema.document, "key"), replacing(schema.head, "folder")


P = ParamSpec("P")
R = TypeVar("R")


class _Connected:
    """What has a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


def _within(call: Callable[Concatenate[Connection, P], R]) -> Callable[Concatenate[_Connected, P], R]:
    """A method that asks or acts over the connection."""

    @wraps(call)
    def called(self: _Connected, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return call(self._connection, *args, **kwargs)

    return called


class Snapshot(_Connected):
    """What can be asked of the ledger as it is at one moment; functions of `claims`, `queries` and `waits`, where their
    docstrings stand."""

    case = _within(queries.case)
    events = _within(queries.events)
    open_cases = _within(queries.open_cases)
    cases_under = _within(queries.cases_under)
    parked = _within(claims.parked)
    lines_of = _within(waits.lines_of)
    lines = _within(waits.lines)
    count = _within(waits.count)
    memo = _within(waits.memo)
    all_customers = _within(customers.all_customers)
    customers_by = _within(customers.customers_by)
    customer_ways = _within(customers.customer_ways)


class Transaction(Snapshot):
    """What can be asked and written inside `Ledger.transaction`; much of it are functions of `claims`, `queue` and `waits`,
    where their docstrings stand."""

    abandon = _within(queue.abandon)
    finish = _within(queue.finish)
    queue = _within(queue.put)
    queue_held = _within(held.put)
    finish_held = _within(held.finish)
    place_all = _within(held.place)
    settle = _within(claims.settle)
    unaccept = _within(claims.unaccept)
    call = _within(claims.call)
    fill = _within(blank.fill)
    calm = _within(waits.calm)
    spoil_open = _within(waits.spoil_open)
    spoil = _within(waits.spoil)
    put_lines = _within(waits.put_lines)
    put_standing = _within(standings.put)
    put_papers = _within(papers.put)
    put_figures = _within(figures.put)
    put_content = _within(contents.put)
    memorize = _within(waits.remember)
    put_customer = _within(customers.put_customer)
    letter = _within(letters.letter)
    letter_like = _within(letters.letter_like)
    answers_since = _within(letters.answers_since)
    last_drop = _within(letters.last_drop)
    put_letter = _within(letters.put_letter)

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._drawn: set[tuple[str, int, int]] = set()

    def append(
        self,
        case_id: str,
        expected_version: int,
        events: Sequence[Answers],
        at: datetime,
        snapshot: CaseRow,
    ) -> int:
        """Write a case's events (`kind`, `data`) and its snapshot, and let what waits of it be worked out anew; its new version.

        Raises Conflict if the case is no longer at `expected_version`, and NumberTaken if it must not exist yet (0) and does.
        """
        there = self.case(case_id)
        if (there.version if there else 0) != expected_version:
            if not expected_version:  # a number is drawn by one at a time: what bears it was there before
                raise NumberTaken(text=case_id, series=snapshot.flow)
            raise Conflict(what=f"Version {expected_version + 1} of case {case_id}")
        version = expected_version + len(events)
        self._write_case(replace(snapshot, id=case_id, version=version), is_new=there is None)
        waits.spoil(self._connection, [case_id])
        numbered = enumerate(events, expected_version + 1)
        new = [
            {"case_id": case_id, "seq": n, "at": at, "kind": one["kind"], "data": one["data"]} for n, one in numbered
        ]
        if new:
            self._connection.execute(insertion(schema.event), new)
        return version

    def draw(self, series: str, year: int) -> int:
        """The next number of a series in a year (0: a series that never restarts), from 1, without gaps.

        It must be bound or voided in the same transaction.
        """
        return self.draw_many(series, year, 1)[0]

    def draw_many(self, series: str, year: int, count: int) -> range:
        """The next `count` numbers of a series, as `draw` gives one."""
        said = {"series": series, "year": year, "n": count}
        last = int(self._connection.execute(_DRAW(self._connection), said).scalar_one())
        drawn = range(last - count + 1, last + 1)
        self._drawn |= {(series, year, n) for n in drawn}
        return drawn

    def issue(self, documents: Sequence[DocumentRow], numbers: Sequence[NumberRow]) -> None:
        """Record new documents, and bind to them the numbers that were drawn for them in this transaction; raises NumberTaken if
        another bears one."""
        held.issue(self._connection, documents, numbers)
        self._drawn -= {(one.series, one.year, one.n) for one in numbers}

    def bind(self, series: str, year: int, n: int, text: str, document: str) -> None:
        """Bind the number, written as `text`, to the document of that key.

        The series goes on after `n` at least, so numbers found in an archive are never given again. Binding the same
        again changes nothing; raises NumberTaken if the number or its text belongs to another.
        """
        self._spend(NumberRow(series, year, n, text=text, document=document))

    def number(self, series: str, year: int, n: int) -> NumberRow | None:
        """The number at that place of a series, if it is bound or void; else None."""
        return row(self._connection, NumberRow, _NUMBER(), row=series, of=year, nth=n)

    def void(self, series: str, year: int, n: int, reason: str) -> None:
        """Record that, and why, the number counts for nothing; whose it was remains known (G3).

        Voiding for the same reason again changes nothing; raises Conflict if it was voided for another.
        """
        there = self.number(series, year, n)
        if there and there.void is None:
            self._connection.execute(_VOID(), {"row": series, "of": year, "nth": n, "void": reason})
        else:
            known = there or NumberRow(series, year, n)
            self._spend(replace(known, void=reason))

    def withdraw(self, text: str, reason: str) -> None:
        """Let a number that a document bears be void for a reason; it is never given again."""
        self._connection.execute(_BY_TEXT(), {"said": text, "void": reason})

    def restore(self, text: str) -> None:
        """Let a number that was withdrawn count again for the document that bears it."""
        self._connection.execute(_BY_TEXT(), {"said": text, "void": None})

    def document(self, document: DocumentRow) -> None:
        """Record the document; one of the same key is replaced."""
        self._connection.execute(_DOCUMENT(self._connection), values(document))

    def note(self, note: Note) -> None:
        """Write down what was learnt by an effect that was carried out."""
        if isinstance(note, Anchored):
            self._count_recorded(note)
            new = {"folder": note.folder, "hash": note.hash, "seq": note.seq}
            self._connection.execute(_HEAD(self._connection), new)
            return
        place = {"path": note.path} if note.sha256 is None else {"path": note.path, "sha256": note.sha256}
        if self._connection.execute(_PLACED(), {"its": note.key, **place}).rowcount:
            waits.spoil(self._connection, [note.case_id])

    def _count_recorded(self, note: Anchored) -> None:
        before = queries.anchor(self._connection, note.folder)
        if before and before.seq == note.seq:
            return
        known = int(waits.memo(self._connection, waits.RECORDED) or 0)
        waits.remember(self._connection, waits.RECORDED, str(known + note.seq - (before.seq if before else 0)))

    def check(self) -> None:
        """Raise Loose if a number was drawn and neither bound nor voided; called before the commit."""
        for series, year, n in sorted(self._drawn):
            raise Loose(series=series, year=year, n=n)

    def _write_case(self, case: CaseRow, *, is_new: bool) -> None:
        said = {**values(case), "folded": fold(case.id)}
        if is_new:
            self._connection.execute(insertion(schema.case), said)
        else:
            self._connection.execute(_CASE(), {"its": case.id, **said})

    def _spend(self, number: NumberRow) -> None:
        mine = {"row": number.series, "of": number.year, "nth": number.n}
        said = {"said": number.text} if number.text else {}
        there = rows(self._connection, NumberRow, _SAME() if said else _NUMBER(), **mine, **said)
        if there and there != [number]:
            raise NumberTaken(text=number.text or number.n, series=number.series)
        if not there:
            self._connection.execute(insertion(schema.number), values(number))
            self._connection.execute(
                _REACH(self._connection), {"series": number.series, "year": number.year, "n": number.n}
            )
        self._drawn.discard((number.series, number.year, number.n))
