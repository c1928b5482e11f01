"""A ledger made to grow: a case that was really played, written down again and again under other numbers, for other customers."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from casedrop.store.ledger.grams import of_text
from casedrop.store.migrations.versions.r0009_tallies import COUNTED

Row = dict[str, object]
OWN = {
    "intake": "case_id = ?",
    "case_row": "id = ?",
    "event": "case_id = ?",
    "document": "case_id = ?",
    "waiting": "case_id = ?",
    "standing": "case_id = ?",
    "content": "case_id = ?",
}
"""The tables that tell of a case, and which of their rows are its."""
TIMES = 1_000
"""Cases that are written together."""


def replicate(
    ledger: Path,
    case_id: str,
    customer: str,
    start: int,
    times: int,
    *,
    closed: bool = False,
    also: Callable[[int], str] = str,
) -> None:
    """Write a case of a resting ledger down so many `times` more, numbered from `start` on, its customer's name with that number
    behind; with its events, documents, numbers, drops, done effects, the words of its forms and `also` what is said of that
    number, and what waits of it, unless it is to be `closed`. Its deadline is far away."""
    with contextlib.closing(sqlite3.connect(ledger)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA synchronous=OFF")
        db.create_function("content_grams", 2, of_text, deterministic=True)
        source = {table: _rows(db, table, which, [case_id]) for table, which in OWN.items()}
        source["number"] = _numbers(db, source["document"], case_id)
        source["deed"] = _rows(db, "deed", "lane = ?", [case_id])
        if closed:
            del source["waiting"]
        for first in range(start, start + times, TIMES):
            numbers = range(first, min(first + TIMES, start + times))
            with db:
                for table, rows in source.items():
                    _write(
                        db,
                        table,
                        [
                            new
                            for n in numbers
                            for new in _again(table, rows, case_id, customer, n, closed=closed, also=also)
                        ],
                    )
        count_anew(db)


def count_anew(db: sqlite3.Connection) -> None:
    """Let the figures a ledger keeps of its cases be those of the rows that are there now."""
    with db:
        for table in ("tally_case", "tally_role", "tally_time"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        for statement in COUNTED:
            db.execute(statement)


def _rows(db: sqlite3.Connection, table: str, which: str, values: list[str]) -> list[Row]:
    return [dict(row) for row in db.execute(f"SELECT * FROM {table} WHERE {which}", values)]  # noqa: S608


def _numbers(db: sqlite3.Connection, documents: list[Row], case_id: str) -> list[Row]:
    texts = [case_id, *(str(row["number"]) for row in documents if row["number"])]
    return _rows(db, "number", f"text IN ({','.join('?' * len(texts))})", texts)


def _write(db: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if rows:
        names = ",".join(f'"{name}"' for name in rows[0])
        marks = ",".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows])  # noqa: S608


def _again(
    table: str, rows: list[Row], case_id: str, customer: str, n: int, *, closed: bool, also: Callable[[int], str]
) -> Iterator[Row]:
    number = re.compile(rf"{re.escape(case_id)}(?![0-9])")
    prefix = case_id.rstrip("0123456789")
    for place, row in enumerate(rows):
        new = {name: _said(value, number, f"{prefix}{n}", customer, n) for name, value in row.items()}
        if table in ("intake", "deed", "content"):
            new["id"] = None
        if table == "content":
            new["words"] = f"{new['words']}\n{also(n)}"
        if table == "intake":
            new["sha256"] = hashlib.sha256(f"{n} {place}".encode()).hexdigest()
        if table == "deed":
            new |= {"key": f"{row['key']} {n}", "intake_id": None}
        if table == "number":
            new |= {"n": n + place, "text": f"{new['text']}" if row["text"] == case_id else f"{row['text']} {n}"}
        yield new | _stands(table, row, str(new.get("id")), closed=closed)


def _stands(table: str, row: Row, case_id: str, *, closed: bool) -> Row:
    """What the row of another case says otherwise of where it stands."""
    if table == "case_row":
        due = str(row["due"]).replace(str(row["due"])[:4], "2999", 1) if row["due"] and not closed else None
        return {"folded": case_id.casefold(), "closed": int(closed), "due": due}
    if table == "standing" and closed:
        return {"closed": 1, "ended": row["since"], "due": None, "rank": "2", "late": ""}
    return {}


def _said(value: object, number: re.Pattern[str], other: str, customer: str, n: int) -> object:
    if not isinstance(value, str):
        return value
    key = customer.casefold().replace(" ", "")
    return number.sub(other, value.replace(customer, f"{customer} {n}").replace(key, f"{key}{n}"))
