"""What a case wrote into the register of customers, taken out of it again or amended: held against what others have written
since, field by field. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from casedrop.customers.amended import merged
from casedrop.customers.entries import Entry, Lookup, Row
from casedrop.customers.learned import Learned, learned
from casedrop.customers.register import Customers
from casedrop.language.problem import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """What one change made of a customer: his key, and his rows before it and after it (none: he was, or is, not there)."""

    key: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """The register as if some customers, by their keys, stood otherwise."""

    there: Lookup
    others: Mapping[str, Entry]

    def by(self, way: str, key: str) -> Entry | None:
        """The customer whose `way` has that similarity key, as he would stand; None if there would be none."""
        entry = self.there.by(way, key)
        other = self.others.get(entry.key) if entry else None
        return (other if other.rows else None) if other else entry

    def entries(self) -> Iterable[Entry]:
        """All customers, as they would stand, by their keys."""
        return [one for entry in self.there.entries() if (one := self.others.get(entry.key, entry)).rows]

    def ways(self) -> Iterable[Sequence[str]]:
        """The name, short name and code of every listed customer there is."""
        return self.there.ways()


def rewritten(now: Customers, written: Sequence[Written], news: Iterable[Learned]) -> tuple[list[Entry], list[Problem]]:
    """The customers who are otherwise once what a case has `written`, in its order, is taken out and `news` stand in its place;
    and a problem (`reach.registered`) for each field that others have written otherwise since."""
    left = {one.key: one.after for one in written}
    there = {key: _entry(now, key) for key in left}
    stood, problems = _before(now, written, left)
    wanted = {key: replace(there[key], rows=rows) for key, rows in stood.items()}
    for one in news:
        changed = learned(now.looked_up(Instead(now.there, wanted)), one)
        if changed:
            there.setdefault(changed.key, _entry(now, changed.key))
            wanted[changed.key] = changed
    names = [now.name(rows[0]) for rows in left.values() if rows]
    changes = []
    for key, entry in wanted.items():
        rows, wrong = merged(now, left.get(key, there[key].rows), entry.rows, there[key].rows)
        problems += wrong
        changes += [replace(entry, rows=rows)] if rows != there[key].rows else []
    return changes, [told(names[0] if names else "", one) for one in problems]


def _before(
    now: Customers, written: Sequence[Written], left: Mapping[str, tuple[Row, ...]]
) -> tuple[dict[str, tuple[Row, ...]], list[Problem]]:
    """The rows of each customer without what was written of him, and what others wrote otherwise in between."""
    stood, problems = dict(left), list[Problem]()
    for one in reversed(written):
        stood[one.key], wrong = merged(now, one.after, one.before, stood[one.key])
        problems += wrong
    return stood, problems


def _entry(now: Customers, key: str) -> Entry:
    """The customer of a key as he stands; without rows if nobody is there."""
    way, wanted = ("name", key[1:]) if key.startswith("~") else ("code", key)
    found = now.there.by(way, wanted)
    if found is None or found.key != key:
        found = next((entry for entry in now.there.entries() if entry.key == key), None)
    return found or Entry(key, (), listed=False)


def told(customer: str, problem: Problem) -> Problem:
    """What keeps a change of a customer from being taken back (`reach.registered`), of what was asked about it
    (`register.changed`)."""
    return Problem(
        "reach.registered", args={"customer": customer, "was": problem.args["was"], "now": problem.args["now"]}
    )
