"""The ledger: claims, cases and their events, numbers, documents, and the queue of deeds, in one SQL database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Engine

from casedrop.store.ledger import claims, queries, queue
from casedrop.store.ledger.engine import connect, reading, writing
from casedrop.store.ledger.migrate import bring_up
from casedrop.store.ledger.transaction import Transaction
from casedrop.store.records import CaseRow, Deed, DocumentRow, Entry, Intake, NumberRow, State

__all__ = ["Ledger", "Transaction"]


class Ledger:
    """What remembers. Every moment given must be aware; every moment that comes back is in UTC.

    Everything may raise Busy, Damaged, or OSError where the disk is full or fails; nothing is then half written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, now: datetime) -> Ledger:
        """The ledger at an SQLAlchemy URL, made or brought up to date if need be.

        Raises NotALedger, NewerLedger, NetworkShare.
        """
        engine = connect(url)
        bring_up(engine, now)
        return cls(engine)

    def close(self) -> None:
        """None once every connection is closed."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Yield a Transaction that is committed at the end, or undone if anything was raised; Loose is raised here.

        Meanwhile no one else writes: within it, write through it alone, or one waits for oneself.
        """
        with writing(self._engine) as connection:
            tx = Transaction(connection)
            yield tx
            tx.check()

    def claim(
        self, sha256: str, path: str, role: str | None, name: str, owner: str, now: datetime, lease_seconds: float
    ) -> Intake | None:
        """The intake of a content at a path, leased to `owner`.

        None while another holds it, or while the blocking deeds of an earlier intake of it are not done (G1, H6).
        A lease that ran out is taken over with a higher fence, keeping its strikes. What was accepted before is claimed
        like anything else: ask `accepted`.
        """
        until = now + timedelta(seconds=lease_seconds)
        wanted = Intake(0, sha256, path, role, name, owner, 1, until, now)
        with writing(self._engine) as connection:
            return claims.claim(connection, wanted, now)

    def accepted(self, sha256: str) -> Intake | None:
        """The intake by which this content was accepted, or None."""
        with reading(self._engine) as connection:
            return claims.accepted(connection, sha256)

    def heartbeat(self, held: Intake | Deed, now: datetime, lease_seconds: float) -> None:
        """None once the lease on an intake or a deed runs on from now; raises Stale."""
        until = now + timedelta(seconds=lease_seconds)
        with writing(self._engine) as connection:
            if isinstance(held, Intake):
                claims.extend(connection, held, until)
            else:
                queue.extend(connection, held, until)

    def free(self, owner: str, now: datetime) -> None:
        """None once the leases of `owner` have run out; for one who knows that no process of that name lives."""
        with writing(self._engine) as connection:
            claims.free(connection, owner, now)
            queue.free(connection, owner, now)

    def owners(self, now: datetime) -> set[str]:
        """Who holds a lease now."""
        with reading(self._engine) as connection:
            return claims.owners(connection, now) | queue.owners(connection, now)

    def is_repeated(self, intake: Intake) -> bool:
        """Whether the same content was decided at the same path before."""
        with reading(self._engine) as connection:
            return claims.is_repeated(connection, intake)

    def release(self, intake: Intake, now: datetime) -> None:
        """None once anyone may claim the intake again, with the strikes it had when claimed; raises Stale (F3)."""
        with writing(self._engine) as connection:
            claims.release(connection, intake, now)

    def forget(self, intake: Intake) -> None:
        """None once it is as if the intake had never been claimed; raises Stale."""
        with writing(self._engine) as connection:
            claims.forget(connection, intake)

    def open_intakes(self) -> list[Intake]:
        """The intakes not yet settled, oldest first, whoever holds them."""
        with reading(self._engine) as connection:
            return claims.open_intakes(connection)

    def strike(self, intake: Intake) -> int:
        """How often the reading of an intake was begun, this time included; already saved; raises Stale (F7)."""
        with writing(self._engine) as connection:
            return claims.strike(connection, intake)

    def due_deeds(self, owner: str, now: datetime, lease_seconds: float, but: str | None = None) -> Deed | None:
        """The next deed that may be begun, leased to `owner` under a new fence; None if there is none now.

        Those of the kind `but` are passed over.
        """
        with writing(self._engine) as connection:
            return queue.take(connection, owner, now, now + timedelta(seconds=lease_seconds), but)

    def begin(self, deed: Deed, owner: str, now: datetime, lease_seconds: float) -> Deed | None:
        """The deed, leased to `owner` under a new fence; None if it may not be begun now."""
        with writing(self._engine) as connection:
            return queue.begin(connection, deed, owner, now, now + timedelta(seconds=lease_seconds))

    def ready(self, kind: str, now: datetime, most: int) -> list[Deed]:
        """The first `most` deeds of a kind that may be begun now, in order, leased to no one."""
        with reading(self._engine) as connection:
            return queue.ready(connection, kind, now, most)

    def done(self, deed: Deed) -> None:
        """None once the deed is done; raises Stale if another took it over meanwhile (G4)."""
        with writing(self._engine) as connection:
            queue.done(connection, deed)

    def retry(self, deed: Deed, at: datetime, why: str) -> None:
        """None once the deed is due again at `at`; raises Stale."""
        with writing(self._engine) as connection:
            queue.retry(connection, deed, at, why)

    def wait(self, deed: Deed, why: str) -> None:
        """None once the deed waits until its kind is woken; raises Stale."""
        with writing(self._engine) as connection:
            queue.wait(connection, deed, why)

    def wake(self, kind: str) -> int:
        """How many waiting deeds of a kind are due again."""
        with writing(self._engine) as connection:
            return queue.wake(connection, kind)

    def waiting(self, kind: str) -> list[Deed]:
        """The deeds of a kind that wait, in order."""
        with reading(self._engine) as connection:
            return queue.listed(connection, "waiting", kind)

    def deeds(self, state: State | None = None) -> list[Deed]:
        """The deeds in a state, or all, in the order of the queue."""
        with reading(self._engine) as connection:
            return queue.listed(connection, state)

    def cases(self, *, closed: bool | None = None, due_by: datetime | None = None) -> list[CaseRow]:
        """The cases by id: all, only the closed or the open ones, only those whose deadline is `due_by` or before."""
        with reading(self._engine) as connection:
            return queries.cases(connection, closed=closed, due_by=due_by)

    def events(self, case_id: str) -> list[Entry]:
        """The events of a case, in order."""
        with reading(self._engine) as connection:
            return queries.events(connection, case_id)

    def endings(self, since: datetime) -> list[tuple[CaseRow, Entry]]:
        """The cases that ended at `since` or later and are not open again, each with the event that ended it, by id."""
        with reading(self._engine) as connection:
            return queries.endings(connection, since)

    def documents(self, case_id: str) -> list[DocumentRow]:
        """The documents of a case, in the order of issue, form and copy."""
        with reading(self._engine) as connection:
            return queries.documents(connection, case_id)

    def find_document(self, number: str) -> DocumentRow | None:
        """The document with this number or check code, the latest issue and first copy of it, or None."""
        with reading(self._engine) as connection:
            return queries.find_document(connection, number)

    def numbers(self, series: str) -> list[NumberRow]:
        """The numbers of a series that are bound or void, by year and number."""
        with reading(self._engine) as connection:
            return queries.numbers(connection, series)

    def void(self, text: str) -> str | None:
        """Why a number is void; None if it is not, or is none."""
        with reading(self._engine) as connection:
            return queries.void(connection, text)

    def all_numbers(self) -> list[NumberRow]:
        """The numbers of every series that are bound or void, in order."""
        with reading(self._engine) as connection:
            return queries.all_numbers(connection)

    def counters(self) -> dict[str, int]:
        """The last number drawn, by `series/year`."""
        with reading(self._engine) as connection:
            return queries.counters(connection)

    def is_blank(self) -> bool:
        """Whether nothing was ever written into this ledger: no event, no drop, no number."""
        with reading(self._engine) as connection:
            return queries.is_blank(connection)

    def intakes(self, case_id: str | None = None) -> list[Intake]:
        """The intakes, oldest first: all, or those that belong to a case."""
        with reading(self._engine) as connection:
            return queries.intakes(connection, case_id)

    def heads(self) -> dict[str, str]:
        """The remembered hash of the last entry of each journal of the archive, by folder."""
        with reading(self._engine) as connection:
            return queries.heads(connection)
