"""Signs of life in a ledger that several machines share: a lock for each desk at work, held as long as its connection lives.

The server lets go of it when the process dies, however it dies, and half a minute after its machine or its network does.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from casedrop.store.errors import Busy
from casedrop.store.ledger.engine import asking, in_our_words

_SIGN = text("SELECT pg_advisory_lock(:key)")
_DROP = text("SELECT pg_advisory_unlock_all()")
_HELD = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND classid::bigint = :high AND objid::bigint = :low"
)


class Signs:
    """The signs of a ledger: this desk's own, and what it has seen of others'."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own: tuple[str, Connection] | None = None
        self._free_since: dict[str, float] = {}

    def hold(self, name: str) -> None:
        """Put up the sign of `name`, or see to it that it still stands: a server that was begun anew has forgotten it. Raises
        what the ledger raises."""
        if self._own and self._stands(self._own[1]):
            return
        self.release()
        with in_our_words(self._engine):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT", casedrop_reading=True)
            self._own = name, connection
            connection.execute(_SIGN, {"key": _number(name)})

    def release(self) -> None:
        """Take down this desk's sign."""
        if self._own:
            (_, connection), self._own = self._own, None
            if not connection.invalidated:
                with suppress(DBAPIError):
                    connection.execute(_DROP)
                connection.invalidate()  # if the server could not be told, the lock goes with the session
            connection.close()

    def seconds_free(self, name: str) -> float:
        """For how many seconds, as far as this desk has seen, no sign of `name` has stood; 0.0 while one stands, or when that is
        looked at for the first time. Raises what the ledger raises."""
        number = _number(name) % 2**64
        with asking(self._engine) as connection:
            stands = connection.execute(_HELD, {"high": number >> 32, "low": number % 2**32}).scalar_one() > 0
        if stands:
            self._free_since.pop(name, None)
            return 0.0
        return time.monotonic() - self._free_since.setdefault(name, time.monotonic())

    def is_up(self, name: str) -> bool:
        """Whether the sign of `name` stands now. Raises what the ledger raises."""
        self.seconds_free(name)
        return name not in self._free_since

    def _stands(self, connection: Connection) -> bool:
        try:
            with in_our_words(self._engine):
                connection.execute(text("SELECT 1"))
        except Busy:
            return False
        return True


def _number(name: str) -> int:
    """The number of the lock of a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
