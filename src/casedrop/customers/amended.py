"""A sheet of the register that was amended and handed in again: what it changes, held against what others have changed since
it was issued. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from casedrop.customers.entries import Entry, Row, key_of
from casedrop.customers.register import Customers
from casedrop.forms.pointers import flatten, unflatten
from casedrop.language import similarity
from casedrop.language.problem import Json, Problem

Rows = Sequence[tuple[int, Row]]
"""Rows of one customer, each with its place in the sheet it stands in."""
NOBODY = -1
"""The place of a row that stands in no sheet."""


@dataclass
class Amended:
    """What comes of an amended sheet: the customers who are otherwise by it (one without rows is gone), and what its sender is
    asked because others changed it meanwhile."""

    changes: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def amended(now: Customers, issued: Iterable[Row], handed_in: Iterable[Row]) -> Amended:
    """What becomes of the register as it stands (`now`) by a sheet that was `issued` with these rows (none: from the shelf) and
    `handed_in` with those.

    What the sheet does not touch stays as it is. What both the sheet and others changed, and to different values, is asked
    about (`register.changed`), at its cell.
    """
    was, said = _by_customer(now, issued), _by_customer(now, handed_in)
    there = {entry.key: entry for entry in now.there.entries()}
    found = Amended(problems=list(contradictions(now, [row for _, row in _in_order(said)])))
    stands = {key: _there(now, key, said, there) for key in said}
    for key in sorted({*was, *said} - {old for key, old in stands.items() if old != key}):
        old = stands.get(key, key)
        _customer(now, key, was.get(key) or was.get(old, ()), said.get(key, ()), there.get(old), found)
    return found


def after(now: Customers, changes: Iterable[Entry]) -> tuple[Row, ...]:
    """The rows of the register's sheet once customers are otherwise: of all who are listed, and of those."""
    there = {entry.key: entry for entry in now.there.entries() if entry.listed} | {one.key: one for one in changes}
    return tuple(row for key in sorted(there) for row in there[key].rows)


def contradictions(now: Customers, rows: Sequence[Row]) -> Iterator[Problem]:
    """A problem for each row that says of a customer otherwise than his first row does, or calls another by his name
    (`register.differs`, `row.repeated`)."""
    block, first = now.blocks.get("customer", ""), dict[str, tuple[int, Row]]()
    named: dict[tuple[str, str], tuple[int, str]] = {}
    told: dict[tuple[str, ...], int] = {}
    for n, row in enumerate(rows):
        key = key_of(row.get(block, {}))
        at = told.setdefault((key, *_order(now, row)), n)
        if at != n:
            args = {"given": str(row[block].get("code") or now.name(row)), "row": at + 1}
            yield Problem("row.repeated", pointer=f"/{now.table}/{n}/{block}/code", args=args)
            continue
        for way in ("name", "short_name"):
            text = str(row.get(block, {}).get(way) or "")
            at, whose = named.setdefault((way, similarity.key(text)), (n, key))
            if text and whose != key:
                place = f"/{now.table}/{n}/{block}/{way}"
                yield Problem("row.repeated", pointer=place, args={"given": text, "row": at + 1})
        at, other = first.setdefault(key, (n, row))
        yield from _differs(now, n, _of_customer(now, row), at, _of_customer(now, other))


def _differs(now: Customers, n: int, own: Mapping[str, Json], at: int, first: Mapping[str, Json]) -> Iterator[Problem]:
    for place, value in own.items():
        if similarity.key(str(value)) != similarity.key(str(first.get(place, value))):
            args = {"given": str(value), "row": at + 1, "known": str(first[place])}
            yield Problem("register.differs", pointer=f"/{now.table}/{n}{place}", args=args)


def _of_customer(now: Customers, row: Row) -> dict[str, Json]:
    return dict(flatten({name: value for name, value in row.items() if name not in now.of_product}))


def _by_customer(now: Customers, rows: Iterable[Row]) -> dict[str, Rows]:
    """The rows by the key of their customer, each with its place."""
    found: dict[str, list[tuple[int, Row]]] = {}
    for n, row in enumerate(rows):
        found.setdefault(key_of(now.customer(row)), []).append((n, row))
    return {key: sorted(theirs, key=lambda one: _order(now, one[1])) for key, theirs in found.items()}


def _in_order(said: Mapping[str, Rows]) -> list[tuple[int, Row]]:
    return sorted((one for rows in said.values() for one in rows), key=lambda one: one[0])


def _order(now: Customers, row: Row) -> tuple[str, str]:
    return similarity.key(now.product_name(row)), str((row.get(now.period) or {}).get("from") or "")


def _there(now: Customers, key: str, said: Mapping[str, Rows], there: Mapping[str, Entry]) -> str:
    """The key under which a customer stands who is handed in: his own, or that of one whom flows know by name alone."""
    if key in there or key not in said:
        return key
    known = now.entry(now.name(said[key][0][1]))
    return known.key if known and not known.listed else key


def _customer(now: Customers, key: str, was: Rows, said: Rows, entry: Entry | None, found: Amended) -> None:
    """Add to `found` what becomes of one customer."""
    mine, own = [row for _, row in said], list(entry.rows) if entry else []
    before = [row for _, row in was]
    if mine == before and not (mine and entry and not entry.listed):
        return
    if own not in (before, mine) and own and not mine:
        found.problems.append(_gone(now, before[0]))
        return
    rows = mine if own in (before, mine) or not own else list(_rows(now, was, said, own, found))
    if entry and entry.key != key:
        found.changes.append(Entry(entry.key, ()))
    if rows != own or (entry and not entry.listed):
        found.changes.append(Entry(key, tuple(rows)))


def merged(
    now: Customers, was: Sequence[Row], said: Sequence[Row], own: Sequence[Row]
) -> tuple[tuple[Row, ...], list[Problem]]:
    """A customer's rows once what makes `said` of `was` is done to his `own`, and a problem (`register.changed`) for each field
    that stands otherwise than either."""
    if said in (was, own):
        return tuple(own), []
    if own == was:
        return tuple(said), []
    if not own:
        args = {"was": now.name(said[0] if said else was[0]), "now": "—", "given": "—"}
        return (), [Problem("register.changed", pointer=f"/{now.table}", args=args)]
    if not said:
        return tuple(own), [_gone(now, was[0])]
    found = Amended()
    rows = tuple(_rows(now, list(enumerate(was)), list(enumerate(said)), own, found))
    return rows, found.problems


def _gone(now: Customers, row: Row) -> Problem:
    args = {"was": "—", "now": now.name(row), "given": "—"}
    return Problem("register.changed", pointer=f"/{now.table}", args=args)


def _rows(now: Customers, was: Rows, said: Rows, own: Sequence[Row], found: Amended) -> Iterator[Row]:
    """The rows of a customer that both the sheet and others changed, field by field."""
    before = dict(zip(_ids(now, [row for _, row in was]), (row for _, row in was), strict=True))
    mine = dict(zip(_ids(now, [row for _, row in said]), said, strict=True))
    others = dict(zip(_ids(now, own), own, strict=True))
    for one in dict.fromkeys((*mine, *others)):
        place, row = mine.get(one, (NOBODY, {}))
        base, other = before.get(one, {}), others.get(one, {})
        if not row and base == other:
            continue  # taken out of the sheet, and nobody else touched it
        yield _row(now, place, base, row if row or base else other, other, found)


def _ids(now: Customers, rows: Sequence[Row]) -> list[tuple[str, int]]:
    """What tells a customer's rows apart: the product, and which of its periods, the first being 0."""
    counted: dict[str, int] = {}
    ids = []
    for row in rows:
        name = similarity.key(now.product_name(row))
        counted[name] = counted.get(name, NOBODY) + 1
        ids.append((name, counted[name]))
    return ids


def _row(now: Customers, place: int, was: Row, said: Row, own: Row, found: Amended) -> Row:
    before, mine, others = dict(flatten(was)), dict(flatten(said)), dict(flatten(own))
    whole = {}
    for at in dict.fromkeys((*mine, *others)):
        base, ours, theirs = before.get(at), mine.get(at), others.get(at)
        whole[at] = theirs if ours == base else ours
        if base not in (ours, theirs) and ours != theirs and not (base is None and None in (ours, theirs)):
            args = {"was": _shown(base), "now": _shown(theirs), "given": _shown(ours)}
            pointer = f"/{now.table}" if place == NOBODY else f"/{now.table}/{place}{at}"
            found.problems.append(Problem("register.changed", pointer=pointer, args=args))
    return unflatten({at: value for at, value in whole.items() if value is not None})


def _shown(value: Json) -> str:
    return "—" if value is None else str(value)


def sorted_rows(now: Customers, entry: Entry) -> Entry:
    """The customer with his rows by product and period."""
    return replace(entry, rows=tuple(sorted(entry.rows, key=lambda row: _order(now, row))))
