"""Who may send to a mailbox, and which customer an address belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casedrop.customers.entries import Entry
from casedrop.desk.addresses import addresses_of, columns, language_of
from casedrop.desk.customers import OverLedger
from casedrop.desk.room import Room
from casedrop.formats.mail.letter import Letter
from casedrop.formats.mail.trust import is_authentic
from casedrop.mail.accounts import Box, boxes

CUSTOMERS = "customers"
"""The word for all addresses in the register of customers."""


def may_send(room: Room, box: Box, letter: Letter) -> bool:
    """Whether what a letter brings may be dropped: its sender is one of those the box takes letters from, is none of our own
    mailboxes, and, if the box asks for that, is vouched for."""
    sender = letter.sender
    if not sender or letter.is_bounce or sender in {one.address for one in boxes(room.workspace.settings)}:
        return False
    if box.authenticated_by and not is_authentic(letter.results, box.authenticated_by, sender):
        return False
    return _is_named(sender, box.senders) or (CUSTOMERS in box.senders and customer_of(room, sender) is not None)


def customer_of(room: Room, address: str) -> Entry | None:
    """The customer in whose rows an address stands; None if in nobody's."""
    wanted = address.casefold()
    entries = room.workspace.book.customers.looked_up(OverLedger(room.ledger)).there.entries()
    return next((one for one in entries if wanted in _known(room, one)), None)


def language(room: Room, address: str) -> str:
    """The language in which an address is written to: its customer's, else the office's."""
    entry = customer_of(room, address)
    return language_of(room, entry) if entry else room.workspace.settings.lang


def _known(room: Room, entry: Entry) -> Iterator[str]:
    yield from (one.casefold() for row in entry.rows for one in addresses_of(row, columns(room)))


def _is_named(sender: str, said: Sequence[str]) -> bool:
    domain = sender.rpartition("@")[2]
    return any(sender == one if "@" in one.lstrip("@") else domain == one.lstrip("@") for one in said)
