"""The register of customers in the ledger: looked up by an index, written customer by customer."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, select

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, rows, upsert, values
from casedrop.store.records import CustomerRow

_customer = schema.customer.c
_INDEXED = {"name": _customer.name, "short_name": _customer.short_name, "code": _customer.code}


def customers_by(connection: Connection, way: str, key: str) -> list[CustomerRow]:
    """The customers of whom `way` (`name`, `short_name`, `code`) is compared by that key, two of them at most; none for ""."""
    mine = choose(CustomerRow).where(_INDEXED[way] == key).limit(2)
    return rows(connection, CustomerRow, mine) if key else []


def all_customers(connection: Connection) -> list[CustomerRow]:
    """All customers, by their keys."""
    return rows(connection, CustomerRow, choose(CustomerRow).order_by(_customer.key))


def customer_ways(connection: Connection) -> Iterator[tuple[str, ...]]:
    """How every listed customer is called: name, short name, code."""
    mine = select(_customer.ways).where(_customer.listed.is_(True)).order_by(_customer.key)
    return (tuple(ways) for ways in connection.execute(mine).scalars().all())


def put_customer(connection: Connection, row: CustomerRow) -> None:
    """Let this be what is known of a customer; one without rows is not there any more."""
    if not row.rows:
        connection.execute(delete(schema.customer).where(_customer.key == row.key))
        return
    new = values(row)
    insert = upsert(connection, schema.customer).values(**new)
    connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=new))
