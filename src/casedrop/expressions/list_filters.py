"""Filters of lists: rows chosen, told apart, added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal

from casedrop.expressions.sandbox import at_most, equal, number
from casedrop.language.filenames import fold
from casedrop.language.numbers import plain
from casedrop.language.problem import Json
from casedrop.language.shares import shares

Row = Mapping[str, Json]
_EXACT = Context(prec=60)


def where(rows: Iterable[Row], key: str, value: Json) -> list[Row]:
    """The rows whose `key`, a name or a dotted path of names, is `value` (as numbers if one of them is one)."""
    return [row for row in rows if equal(at(row, key), value)]


def but(rows: Iterable[Row], key: str, value: Json) -> list[Row]:
    """The rows whose `key` is not `value`."""
    return [row for row in rows if not equal(at(row, key), value)]


def among(rows: Iterable[Row], key: str, values: Iterable[Json]) -> list[Row]:
    """The rows whose `key` is one of the values, as texts are compared for likeness: case and widths put aside."""
    wanted = {fold(str(value)) for value in values}
    return [row for row in rows if (value := at(row, key)) not in (None, "") and fold(str(value)) in wanted]


def without(rows: Iterable[Row], key: str | list[str], values: Iterable[Json]) -> list[Row]:
    """The rows whose `key`, or whose list of several, is none of the values, compared as `equal` does."""
    unwanted = list(values)
    return [row for row in rows if not any(_are_equal(_key_of(row, key), value) for value in unwanted)]


def up_to(rows: Iterable[Row], key: str, limit: Json) -> list[Row]:
    """The rows whose `key`, a day, a moment or a number, is `limit` or before it; rows without one are left out."""
    return [row for row in rows if (value := at(row, key)) not in (None, "") and at_most(value, limit)]


def column(rows: Iterable[Row], key: str) -> list[Json]:
    """The values of `key`, row by row; absent ones are left out."""
    return [value for row in rows if (value := at(row, key)) not in (None, "")]


def once(rows: Iterable[Row], key: str) -> list[Row]:
    """The first row of each value of `key`."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(str(at(row, key)), row)
    return list(first.values())


def flat(lists: Iterable[Iterable[Json]]) -> list[Json]:
    """The members of several lists as one list."""
    return [one for several in lists for one in several]


def plus(rows: Iterable[Json] | None, row: Json) -> list[Json]:
    """The list with one more at its end."""
    return [*(rows or ()), row]


def total(rows: Iterable[Row], key: str) -> str:
    """The exact sum of a column as a canonical decimal string; absent values count 0."""
    amount = Decimal(0)
    for value in column(rows, key):
        amount = _EXACT.add(amount, number(value))
    return plain(amount)


def count(rows: Iterable[Json]) -> int:
    """How many there are."""
    return len(list(rows))


def shared_out(rows: Iterable[Row], key: str, total: Json, currency: str) -> list[Row]:
    """The rows, each with the `amount` that its per cent (`key`) of a total comes to, the last with what is left (`shares`); of
    none, one with all of it; [] where there is no total."""
    parts = [dict(row) for row in rows] or [{}]
    if total in (None, ""):
        return []
    amounts = shares(number(total), [number(at(row, key) or 0) for row in parts], currency)
    return [{**row, "amount": amount} for row, amount in zip(parts, amounts, strict=True)]


def first(rows: Iterable[Json]) -> Json:
    """The first of a list; None if it is empty."""
    return next(iter(rows), None)


def last(rows: Iterable[Json]) -> Json:
    """The last of a list; None if it is empty."""
    return (list(rows) or [None])[-1]


def _key_of(row: Json, key: str | list[str]) -> Json:
    return at(row, key) if isinstance(key, str) else [at(row, one) for one in key]


def _are_equal(one: Json, other: Json) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    return equal(one, other)


def at(row: Json, key: str) -> Json:
    """The value at a dotted path of names in a row; None where nothing is."""
    for name in key.split("."):
        row = row.get(name) if isinstance(row, Mapping) else None
    return row
