"""The rows of bulk tables judged as they come by, each let go at once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from casedrop.forms.bulk.tables import BulkRow, BulkTable, tables
from casedrop.forms.form import Form
from casedrop.forms.validate import problems_of
from casedrop.language.letters import key
from casedrop.language.numbers import plain
from casedrop.language.problem import Json, Problem

NONE: frozenset[str] = frozenset()


@dataclass
class Sieve:
    """Judges the rows of a form's tables one after the other, table by table in the order of `tables`.

    It remembers keys and sums, never rows.
    """

    firsts: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    keys: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    sums: dict[tuple[str, str, str, str], dict[str, list[Json]]] = field(default_factory=dict)
    found: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    wanted: frozenset[tuple[str, str]] = frozenset()
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def row(self, table: BulkTable, row: BulkRow, unread: frozenset[str] = NONE) -> list[Problem]:
        """What is wrong with a row beside its columns themselves; those that are `unread` have been told of."""
        problems: list[Problem] = []
        if not table.needs <= row.values.keys():
            problems += self.lacks(table, row, unread)
        if table.unique:
            problems += self.repeats(table, row)
        problems += self.refers(table, row)
        if table.either:
            problems += self.either(table, row, unread)
        if table.more is not None and not table.more.passes(row.values):
            found = (p for error in table.more.reference.iter_errors(row.values) for p in problems_of(error))
            problems += [Problem(p.code, pointer=f"{table.pointer}/{row.no}{p.pointer}", args=p.args) for p in found]
        self.add(table, row)
        return problems

    def lacks(self, table: BulkTable, row: BulkRow, unread: frozenset[str]) -> Iterator[Problem]:
        """A `required` for each column that must be filled and is not."""
        for name in table.required:
            if name not in row.values and name not in unread:
                yield Problem("required", pointer=table.at(row.no, name))

    def repeats(self, table: BulkTable, row: BulkRow) -> Iterator[Problem]:
        """A `key.repeated` where a row says what an earlier one has said, in capitals or not, as far as the eye can tell."""
        for name in table.unique:
            value = row.values.get(name)
            if value is None:
                continue
            known, seen = self.firsts.setdefault((table.pointer, name), {}), key(str(value)).casefold()
            if seen in known:
                args = {"given": value, "row": known[seen] + 1}
                yield Problem("key.repeated", pointer=table.at(row.no, name), args=args)
            else:
                known[seen] = row.no

    def refers(self, table: BulkTable, row: BulkRow) -> list[Problem]:
        """A `key.unknown` where a row names what another table does not have."""
        return [
            self._unknown(table, row, name, there[0])
            for name, there in table.refers.items()
            if name in row.values and not self._has(there, str(row.values[name]))
        ]

    def _has(self, there: tuple[str, str], value: str) -> bool:
        """Whether a column of a table has a value; what was found once is found again at once."""
        found = self.found.get(there)
        if found is None:
            found = self.found[there] = set()
        if value not in found and key(value) in self.keys.get(there, ()):
            found.add(value)
        return value in found

    def _unknown(self, table: BulkTable, row: BulkRow, name: str, there: str) -> Problem:
        args = {"given": row.values[name], "table": self.titles.get(there, {})}
        return Problem("key.unknown", pointer=table.at(row.no, name), args=args)

    def either(self, table: BulkTable, row: BulkRow, unread: frozenset[str]) -> Iterator[Problem]:
        """A `row.either` where none or several of the columns are filled of which one must be."""
        for names in table.either:
            filled = [n for n in names if n in row.values or n in unread]
            if len(filled) != 1:
                place = table.at(row.no, (filled or names)[-1])
                yield Problem("row.either", pointer=place, args={"columns": [table.label(n) for n in names]})

    def add(self, table: BulkTable, row: BulkRow) -> None:
        """Remember of a row what later ones are held against."""
        for at, column in self.wanted:
            if at == table.pointer and column in row.values:
                self.keys.setdefault((at, column), set()).add(key(str(row.values[column])))
        for by, one, other in table.balanced:
            group = str(row.values.get(by, "")) if by else ""
            groups = self.sums.setdefault((table.pointer, by, one, other), {})
            sums = groups.get(group)
            if sums is None:
                sums = groups[group] = [row.no, 0, 0]
            for n, name in enumerate((one, other), 1):
                amount = row.values.get(name)
                if amount is not None:
                    sums[n] += int(amount) if str(amount).isdigit() else Decimal(amount)

    def end(self, table: BulkTable) -> Iterator[Problem]:
        """A `rows.unbalanced` for each sum that is not what it must be, at the first of its rows, once all have come by."""
        for by, one, other in table.balanced:
            for group, (no, left, right) in self.sums.pop((table.pointer, by, one, other), {}).items():
                if left != right and (group or not by):
                    args = {
                        "given": group or self.titles.get(table.pointer, {}),
                        "one": table.label(one),
                        "other": table.label(other),
                    }
                    shown = (plain(Decimal(n)) for n in (left, right, abs(left - right)))
                    sums = dict(zip(("left", "right", "gap"), shown, strict=True))
                    yield Problem("rows.unbalanced", pointer=table.at(no, one), args={**args, **sums})


def sieve(form: Form) -> Sieve:
    """What judges the rows of a form's bulk tables."""
    there = tables(form)
    wanted = frozenset(to for t in there for to in t.refers.values())
    return Sieve(wanted=wanted, titles={t.pointer: t.schema["x-labels"] for t in there})
