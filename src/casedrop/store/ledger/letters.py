"""Letters in the ledger: those that came by mail and those that go out, each by its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, or_, select

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, replacing, row, rows, values
from casedrop.store.records import LetterRow, LetterState, QueuedEffect

_t = schema.letter.c
_deed = schema.deed.c
_ANSWER = "answer:%"
_PUT = replacing(schema.letter, "key")
_ONE = cache(lambda: choose(LetterRow).where(_t.key == bindparam("its")).limit(1))
_SAME = cache(
    lambda: (
        choose(LetterRow)
        .where(_t.box == bindparam("in_box"), _t.sha256 == bindparam("content"), _t.state != "reading")
        .order_by(_t.at.desc())
        .limit(1)
    )
)
_IN = cache(
    lambda: (
        choose(LetterRow)
        .where(_t.state.in_(bindparam("states", expanding=True)), or_(_t.due.is_(None), _t.due <= bindparam("now")))
        .order_by(_t.at, _t.key)
    )
)
_ANSWERED = cache(
    lambda: (
        select(func.count())
        .select_from(schema.letter)
        .where(_t.address == bindparam("whose"), _t.at >= bindparam("since"), _t.key.like(_ANSWER))
    )
)
_OF_DROP = cache(lambda: choose(QueuedEffect).where(_deed.intake_id == bindparam("drop")).order_by(_deed.id))
_LAST_DROP = cache(lambda: select(func.max(schema.intake.c.id)))


def letter(connection: Connection, key: str) -> LetterRow | None:
    """The letter of that key; None if there is none."""
    return row(connection, LetterRow, _ONE(), its=key)


def letter_like(connection: Connection, box: str, sha256: str) -> LetterRow | None:
    """A letter of these very bytes that came to a mailbox before, under whatever number its server gave it, and were
    read; None if none did."""
    return row(connection, LetterRow, _SAME(), in_box=box, content=sha256)


def letters_in(connection: Connection, states: Sequence[LetterState], now: datetime) -> list[LetterRow]:
    """The letters that have come so far and are due by now, the oldest first."""
    return rows(connection, LetterRow, _IN(), states=list(states), now=now)


def answers_since(connection: Connection, address: str, since: datetime) -> int:
    """How many answers to an address were decided since a moment."""
    return int(connection.execute(_ANSWERED(), {"whose": address, "since": since}).scalar_one())


def effects_of_drop(connection: Connection, intake_id: int) -> list[QueuedEffect]:
    """All that is, or was, to be done about a drop, in order."""
    return rows(connection, QueuedEffect, _OF_DROP(), drop=intake_id)


def last_drop(connection: Connection) -> int:
    """The number of the last drop that was claimed; 0 if none was."""
    return int(connection.execute(_LAST_DROP()).scalar() or 0)


def put_letter(connection: Connection, row: LetterRow) -> None:
    """Let this be what is known of a letter."""
    connection.execute(_PUT(connection), values(row))
