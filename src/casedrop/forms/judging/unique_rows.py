"""Rows that say the same where each must say something of its own (`x-unique`)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.forms.form import Form, node
from casedrop.forms.pointers import leaves_of
from casedrop.language import similarity
from casedrop.language.problem import Answers, Json, Problem


def repeated(form: Form, answers: Answers) -> Iterator[Problem]:
    """A `row.repeated` for every row that says what an earlier row said, if only written otherwise, where it must not.

    An array names the fields that tell its rows apart: `"x-unique": ["/code"]`; several that do so together stand in a list of
    their own: `"x-unique": [["/name", "/phone"]]`.
    """
    told = [(t, keys) for t in form.tables for keys in unique(form, t)]
    leaves = leaves_of(answers) if told else {}
    for table, keys in told:
        for n, first in _again(table, keys, leaves):
            yield _told(form, table, keys, leaves, n, first)


def unique(form: Form, table: str) -> list[tuple[str, ...]]:
    """The fields (or fields together) of a table's row in which no two rows may say the same."""
    said = form.schema["properties"].get(table.strip("/"), {}).get("x-unique", ())
    return [(one,) if isinstance(one, str) else tuple(one) for one in said]


def _again(table: str, keys: tuple[str, ...], leaves: Answers) -> Iterator[tuple[int, int]]:
    """(row, the first row that says the same), for each that says what one before it said; from 0."""
    rows = {p.split("/")[2] for p in leaves if p.startswith(f"{table}/")}
    first: dict[tuple[str, ...], int] = {}
    for n in sorted(map(int, rows)):
        said = tuple(similarity.key(str(leaves.get(f"{table}/{n}{key}", ""))) for key in keys)
        if said in first:
            yield n, first[said]
        elif any(said):
            first[said] = n


def _told(form: Form, table: str, keys: tuple[str, ...], leaves: Answers, n: int, first: int) -> Problem:
    """What is said of a row that repeats another: where several columns tell rows apart, which."""
    at = f"{table}/{n}{keys[0]}"
    args: dict[str, Json] = {"given": str(leaves.get(at, "")), "row": first + 1}
    if len(keys) == 1:
        return Problem("row.repeated", pointer=at, args=args)
    columns = [node(form.schema, f"{table}/-{key}").get("x-labels", {}) for key in keys[1:]]
    return Problem("row.same", pointer=at, args={**args, "columns": columns})
