"""Mail addresses in the register of customers, and the language a customer is written to in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casedrop.customers.entries import Entry, Row
from casedrop.desk.customers import OverLedger
from casedrop.desk.room import Room
from casedrop.language.problem import LANGS

_ADDRESS = re.compile(
    r"(?<![\w.!#$%&'*+=?^`{|}~@-])[A-Za-z0-9_&'+-]+(\.[A-Za-z0-9_&'+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(?![\w@])"
)
"""An address as offices have them: what is anything else goes to nobody, and holds up no paper."""


def columns(room: Room) -> tuple[str, ...]:
    """The columns that hold mail addresses, as the settings name them (`table.column`)."""
    return tuple(room.workspace.settings.customers.get("addresses", ()))


def addresses_of(row: Row, wanted: Sequence[str]) -> Iterator[str]:
    """The mail addresses of a row, in the order of the columns; a cell may hold several, and words beside them."""
    for column in wanted:
        value: object = row
        for part in column.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, str):
            yield from (found[0] for found in _ADDRESS.finditer(value))


def address_of(room: Room, name: str) -> str:
    """The mail address of the customer of a name; "" if none is known."""
    row = room.workspace.book.customers.looked_up(OverLedger(room.ledger)).named(name)
    return next(addresses_of(row, columns(room)), "") if row else ""


def language_of(room: Room, entry: Entry) -> str:
    """The language a customer is written to in: the register's, else the office's."""
    column = room.workspace.book.customers.language
    found = [str(row.get(column)) for row in entry.rows if column and row.get(column) in LANGS]
    return found[0] if found else room.workspace.settings.lang
