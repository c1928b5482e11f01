"""The register of customers in the ledger: looked up by an index, written customer by customer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, bindparam, delete, select

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, replacing, rows, values
from casedrop.store.records import CustomerRow

_customer = schema.customer.c
_INDEXED = {"name": _customer.name, "short_name": _customer.short_name, "code": _customer.code}
_BY = cache(lambda way: choose(CustomerRow).where(_INDEXED[way] == bindparam("by")).limit(2))
_WAYS = cache(lambda: select(_customer.ways).where(_customer.listed.is_(True)).order_by(_customer.key))
_PUT = replacing(schema.customer, "key")


def customers_by(connection: Connection, way: str, key: str) -> list[CustomerRow]:
    """The customers of whom `way` (`name`, `short_name`, `code`) is compared by that key, two of them at most; none for ""."""
    return rows(connection, CustomerRow, _BY(way), by=key) if key else []


def all_customers(connection: Connection) -> list[CustomerRow]:
    """All customers, by their keys."""
    return rows(connection, CustomerRow, choose(CustomerRow).order_by(_customer.key))


def customer_ways(connection: Connection) -> Iterator[tuple[str, ...]]:
    """How every listed customer is called: name, short name, code."""
    return (tuple(ways) for ways in connection.execute(_WAYS()).scalars().all())


def put_customer(connection: Connection, row: CustomerRow) -> None:
    """Let this be what is known of a customer; one without rows is not there any more."""
    if not row.rows:
        connection.execute(delete(schema.customer).where(_customer.key == row.key))
        return
    connection.execute(_PUT(connection), values(row))
