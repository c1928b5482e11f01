"""The ledger: claims, cases and their events, numbers, documents, and the queue of effects, in one SQL database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from casedrop.store import server
from casedrop.store.ledger import (
    claims,
    contents,
    customers,
    drops,
    figures,
    letters,
    papers,
    queries,
    queue,
    standings,
    waits,
)
from casedrop.store.ledger.engine import asking, connect, copy, file_of, reading, writing
from casedrop.store.ledger.migrate import Migrated, bring_up, revision
from casedrop.store.ledger.queue import Lease
from casedrop.store.ledger.signs import Signs
from casedrop.store.ledger.transaction import Snapshot, Transaction
from casedrop.store.records import QueuedEffect
from casedrop.store.schema import HEAD

__all__ = ["Lease", "Ledger", "Migrated", "Snapshot", "Transaction"]

P = ParamSpec("P")
R = TypeVar("R")
Call = Callable[Concatenate[Connection, P], R]
"""What is asked of the database, or done in it, over a connection."""


class _Connected:
    """What has a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine


def _reads(ask: Call[P, R]) -> Callable[Concatenate[_Connected, P], R]:
    """A method that asks one question over a connection of its own, waiting for no writer."""

    @wraps(ask)
    def asked(self: _Connected, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with asking(self._engine) as connection:
            return ask(connection, *args, **kwargs)

    return asked


def _writes(act: Call[P, R]) -> Callable[Concatenate[_Connected, P], R]:
    """A method that acts in a transaction of its own."""

    @wraps(act)
    def done(self: _Connected, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with writing(self._engine) as connection:
            return act(connection, *args, **kwargs)

    return done


class Ledger(_Connected):
    """What remembers. Every moment given must be aware; every moment that comes back is in UTC.

    Its methods are the functions of `claims`, `contents`, `drops`, `figures`, `letters`, `papers`, `queue`, `queries`,
    `standings` and `waits`, where their docstrings stand.
    Everything may raise Busy, Damaged, or OSError where the disk is full or fails; nothing is then half written.
    """

    claim = _writes(claims.claim)
    release = _writes(claims.release)
    forget = _writes(claims.forget)
    accepted = _reads(claims.accepted)
    open_intakes = _reads(claims.open_intakes)
    is_repeated = _reads(claims.is_repeated)
    called = _reads(claims.called)
    came = _reads(claims.came)
    intakes = _reads(queries.intakes)

    take = _writes(queue.take)
    begin = _writes(queue.begin)
    retry = _writes(queue.retry)
    wait = _writes(queue.wait)
    wake = _writes(queue.wake)
    hasten = _writes(queue.hasten)
    held = _reads(queue.held)
    is_due = _reads(queue.is_due)
    ready = _reads(queue.ready)
    queued = _reads(queue.listed)

    case = _reads(queries.case)
    case_ids = _reads(queries.case_ids)
    case_numbers = _reads(queries.case_numbers)
    case_numbers_in = _reads(queries.case_numbers_in)
    is_under = _reads(queries.is_under)
    ended = _reads(queries.ended)
    ending = _reads(queries.ending)
    anchor = _reads(queries.anchor)
    stale = _reads(waits.stale)
    lines = _reads(waits.lines)
    count = _reads(waits.count)
    memo = _reads(waits.memo)
    memos = _reads(waits.memos)
    memorize = _writes(waits.remember)
    unlearn = _writes(waits.unlearn)
    cases = _reads(queries.cases)
    standing = _reads(standings.standing)
    sought = _reads(standings.listed)
    count_sought = _reads(standings.count)
    tally_stages = _reads(standings.by_stage)
    tally_roles = _reads(standings.by_role)
    passages = _reads(standings.within)
    asked_of = _reads(standings.roles_asked)
    lines_of_role = _reads(standings.of_role)
    line_of_role = _reads(standings.role_line)
    count_of_role = _reads(standings.counted_of_role)
    concerns = _reads(standings.concerns)
    papers_sought = _reads(papers.listed)
    count_papers = _reads(papers.count)
    papers_named = _reads(papers.named)
    papers_of = _reads(papers.of_document)
    papers_of_case = _reads(papers.of_case)
    owed = _reads(figures.owed)
    rated = _reads(figures.rated)
    containing = _reads(contents.containing)
    drops_lately = _reads(drops.lately)
    drops_from = _reads(drops.of_role)
    drops_about = _reads(drops.of_case)
    drop_at = _reads(drops.one)
    events = _reads(queries.events)
    events_of = _reads(queries.events_of)
    events_among = _reads(queries.events_among)
    documents = _reads(queries.documents)
    cases_since = _reads(queries.cases_since)
    hashes = _reads(queries.hashes)
    find_document = _reads(queries.find_document)
    numbers = _reads(queries.numbers)
    void = _reads(queries.void)
    all_numbers = _reads(queries.all_numbers)
    counters = _reads(queries.counters)
    is_blank = _reads(queries.is_blank)
    heads = _reads(queries.heads)
    all_customers = _reads(customers.all_customers)
    letter = _reads(letters.letter)
    letter_like = _reads(letters.letter_like)
    letters_in = _reads(letters.letters_in)
    effects_of_drop = _reads(letters.effects_of_drop)
    put_letter = _writes(letters.put_letter)

    @classmethod
    def open(cls, url: str, now: datetime) -> Ledger:
        """The ledger at an SQLAlchemy URL, made or brought up to date if need be.

        Raises NotALedger, NewerLedger, NetworkShare; of a server also NoDriver, Away, OldTables.
        """
        engine = connect(url)
        try:
            bring_up(engine, now)
        except Exception:
            engine.dispose()
            raise
        return cls(engine)

    @staticmethod
    def migrate(url: str, now: datetime) -> Migrated:
        """Bring the ledger at a URL to the tables this casedrop works with, also on a server; gives what was there before.

        Raises what `open` raises, but AtWork instead of OldTables: while any other casedrop is connected to the server.
        """
        engine = connect(url)
        try:
            before = revision(engine)
            return Migrated(before or "none", HEAD, bring_up(engine, now, is_asked=True))
        finally:
            engine.dispose()

    @property
    def is_shared(self) -> bool:
        """Whether the ledger is on a server, so that desks of other machines may work with it."""
        return server.is_server(self._engine.url)

    @cached_property
    def signs(self) -> Signs | None:
        """The signs of life of the desks of all machines; None of a ledger that no other machine may use."""
        return Signs(self._engine) if self.is_shared else None

    @property
    def name(self) -> str:
        """Where the ledger is, as it may be shown."""
        return server.shown(self._engine.url)

    def copy(self, target: Path) -> bool:
        """Copy an SQLite ledger as it is at this moment into a file; False of PostgreSQL. Raises OSError, Busy."""
        return copy(self._engine, target)

    def close(self) -> None:
        """Close every connection, and take down this desk's sign of life."""
        if self.signs:
            self.signs.release()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A context with a Transaction: committed at the end, or undone if anything was raised. Raises Loose before the
        commit.

        Nobody else writes meanwhile. Write through the Transaction only: a second connection would wait for this one for ever.
        """
        with writing(self._engine) as connection:
            tx = Transaction(connection)
            yield tx
            tx.check()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A context with a Snapshot: several questions about one moment, for which no writer waits."""
        with reading(self._engine) as connection:
            yield Snapshot(connection)

    def free(self, owner: str, now: datetime) -> None:
        """End the leases of `owner` on drops and effects; for one who knows that no process of that name lives."""
        with writing(self._engine) as connection:
            claims.free(connection, owner, now)
            queue.free(connection, owner, now)

    def owners(self, now: datetime) -> set[str]:
        """Who holds a lease now."""
        with reading(self._engine) as connection:
            return claims.owners(connection, now) | queue.owners(connection, now)

    @property
    def file(self) -> Path | None:
        """The file it lies in; None on a server."""
        return file_of(self._engine)

    def recorded(self) -> int:
        """How many entries are recorded in all journals together, as far as the ledger knows."""
        return int(self.memo(waits.RECORDED) or 0)

    def waiting(self, kind: str) -> list[QueuedEffect]:
        """The entries of the queue of a kind that wait, in order."""
        return self.queued("waiting", kind)
