"""Whose a document is, as folders of the outbox: the folder is the audience (W19). Pure."""

from __future__ import annotations

from collections.abc import Iterable

CUSTOMER = "customer"
"""Who a document goes to that leaves the house."""
CUSTOMERS = "_customers"
"""The folder of the outbox for what goes to customers, and nothing else."""


def places(to: Iterable[str | None], folder: str) -> tuple[str, ...]:
    """The folders of the outbox in which papers of `folder` (customer and case) lie, one for each reader, in their order.

    `to` are roles or `customer`. Without a reader, as are papers of the desk's own, it is `folder` itself.
    """
    readers = [one for one in dict.fromkeys(to) if one]
    return tuple(f"{of(reader)}/{folder}" for reader in readers) or (folder,)


def of(reader: str) -> str:
    """The folder of the outbox in which a reader, a role or `customer`, finds what is for him."""
    return CUSTOMERS if reader == CUSTOMER else reader
