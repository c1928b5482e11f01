"""What an archive tells, gathered in memory by the rules of `Transaction`, and written into a blank ledger table by table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection, Table

from casedrop.language.filenames import fold
from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.errors import NumberTaken
from casedrop.store.ledger.rows import insertion, values
from casedrop.store.ledger.waits import MADE_ANEW, RECORDED, remember
from casedrop.store.records import Anchored, CaseRow, DocumentRow, Entry, Intake, NumberRow

TOGETHER = 1_000
"""Rows written together."""

Place = tuple[str, int, int]
Written = dict[str, Json]
"""A row by its columns."""


class Gathered:
    """The rows of a ledger that is still blank, each written or changed as `Transaction` would."""

    def __init__(self) -> None:
        self.cases: dict[str, tuple[CaseRow, Sequence[Entry]]] = {}
        self.documents: dict[str, DocumentRow] = {}
        self.numbers: dict[Place, NumberRow] = {}
        self.heads: dict[str, Anchored] = {}
        self._texts: dict[str, Place] = {}

    def append(self, row: CaseRow, entries: Sequence[Entry]) -> None:
        """Write a case and all its events; raises NumberTaken if its number is there already."""
        if row.id in self.cases:
            raise NumberTaken(text=row.id, series=row.flow)
        self.cases[row.id] = (replace(row, version=len(entries)), entries)

    def document(self, document: DocumentRow) -> None:
        """Record the document; one of the same key is replaced."""
        self.documents[document.key] = document

    def bind(self, series: str, year: int, n: int, text: str, document: str) -> None:
        """Bind the number to the document of that key; raises NumberTaken if it or its text belongs to another."""
        new, place = NumberRow(series, year, n, text=text, document=document), (series, year, n)
        there = {self.numbers[at] for at in (place, self._texts.get(text, place)) if at in self.numbers}
        if there - {new}:
            raise NumberTaken(text=text, series=series)
        self.numbers[place], self._texts[text] = new, place

    def withdraw(self, text: str, reason: str) -> None:
        """Let a number that a document bears be void for a reason."""
        self._change(text, reason)

    def restore(self, text: str) -> None:
        """Let a number that was withdrawn count again."""
        self._change(text, None)

    def unaccept(self, sha256: str, case_id: str) -> None:
        """Do nothing: a drop is written down with what became of it at last."""

    def note(self, note: Anchored) -> None:
        """Write down how far a folder's journal is recorded."""
        self.heads[note.folder] = note

    def _change(self, text: str, void: str | None) -> None:
        place = self._texts.get(text)
        if place:
            self.numbers[place] = replace(self.numbers[place], void=void)


def fill(connection: Connection, gathered: Gathered, drops: Sequence[Intake]) -> None:
    """Write into a blank ledger what was gathered, and drops that were settled before, each under a new id."""
    cases = gathered.cases.values()
    numbers, heads = gathered.numbers.values(), gathered.heads.values()
    _insert(connection, schema.case, ({**values(row), "folded": fold(row.id)} for row, _ in cases))
    _insert(connection, schema.event, (line for row, entries in cases for line in _events(row.id, entries)))
    _insert(connection, schema.stale, ({"case_id": row.id, "n": 1, "at": MADE_ANEW} for row, _ in cases))
    _insert(connection, schema.number, map(values, numbers))
    _insert(connection, schema.series, _reached(gathered))
    _insert(connection, schema.document, map(values, gathered.documents.values()))
    _insert(connection, schema.head, ({"folder": one.folder, "hash": one.hash, "seq": one.seq} for one in heads))
    _insert(connection, schema.intake, (values(one, "id") for one in drops))
    if gathered.heads:
        remember(connection, RECORDED, str(sum(one.seq for one in heads)))


def _events(case_id: str, entries: Sequence[Entry]) -> Iterator[Written]:
    for n, one in enumerate(entries, 1):
        yield {"case_id": case_id, "seq": n, "at": one.at, "kind": one.kind, "data": one.data}


def _reached(gathered: Gathered) -> Iterator[Written]:
    """How far each series has come, so that no number of an archive is given again."""
    last: dict[tuple[str, int], int] = {}
    for series, year, n in gathered.numbers:
        last[series, year] = max(last.get((series, year), 0), n)
    yield from ({"series": series, "year": year, "n": n} for (series, year), n in last.items())


def _insert(connection: Connection, table: Table, new: Iterator[Written]) -> None:
    while some := list(islice(new, TOGETHER)):
        connection.execute(insertion(table), some)
