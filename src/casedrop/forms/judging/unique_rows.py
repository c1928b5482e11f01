"""Rows that say the same where each must say something of its own (`x-unique`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casedrop.forms.form import Form, node
from casedrop.language import similarity
from casedrop.language.problem import Answers, Json, Problem


def repeated(form: Form, answers: Answers) -> Iterator[Problem]:
    """A `row.repeated` for every row that says what an earlier row said, if only written otherwise, where it must not.

    An array names the fields that tell its rows apart: `"x-unique": ["/code"]`; several that do so together stand in a list of
    their own: `"x-unique": [["/name", "/phone"]]`.
    """
    for table in form.tables:
        rows = answers.get(table.strip("/"))
        if isinstance(rows, list | tuple) and len(rows) > 1:
            for keys in unique(form, table):
                yield from (_told(form, table, keys, rows, n, first) for n, first in _again(rows, keys))


def unique(form: Form, table: str) -> list[tuple[str, ...]]:
    """The fields (or fields together) of a table's row in which no two rows may say the same."""
    said = form.schema["properties"].get(table.strip("/"), {}).get("x-unique", ())
    return [(one,) if isinstance(one, str) else tuple(one) for one in said]


def _again(rows: Sequence[Json], keys: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """(row, the first row that says the same), for each that says what one before it said; from 0."""
    first: dict[tuple[str, ...], int] = {}
    for n, row in enumerate(rows):
        said = tuple(similarity.key(_said(row, key)) for key in keys)
        if said in first:
            yield n, first[said]
        elif any(said):
            first[said] = n


def _said(row: Json, key: str) -> str:
    """What a row says in a field (`/phone`), "" where it has none."""
    here = row
    for name in key.split("/")[1:]:
        here = here.get(name, "") if isinstance(here, Mapping) else ""
    return "" if isinstance(here, Mapping | list | tuple) else str(here)


def _told(form: Form, table: str, keys: tuple[str, ...], rows: Sequence[Json], n: int, first: int) -> Problem:
    """What is said of a row that repeats another: where several columns tell rows apart, which."""
    at = f"{table}/{n}{keys[0]}"
    args: dict[str, Json] = {"given": _said(rows[n], keys[0]), "row": first + 1}
    if len(keys) == 1:
        return Problem("row.repeated", pointer=at, args=args)
    columns = [node(form.schema, f"{table}/-{key}").get("x-labels", {}) for key in keys[1:]]
    return Problem("row.same", pointer=at, args={**args, "columns": columns})
