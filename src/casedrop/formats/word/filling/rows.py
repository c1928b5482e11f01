"""The rows of a document's tables: those there are, and those that are kept for people to fill."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from casedrop.formats.word.placeholder import NONE
from casedrop.forms.form import Form, Names, node
from casedrop.language.problem import Answers, Json

NARROW, FEW, MORE = 4, 3, 5
"""An empty table of at most NARROW columns gets FEW blank rows to fill, a wider one MORE."""
SPARE = 1
"""How many blank rows stand below rows that are there already (decision 0096)."""

Rows = list[tuple[int | str, Answers, int]]
"""The rows of one table as its loop sees them: number shown, cells, index from 0."""


def rows_shown(array: str, form: Form, shown: Collection[str], names: Names, writable: frozenset[str]) -> Rows:
    """The rows of a table: those there are, then blank ones if rows may be begun, few where some are filled already; with none
    at all, one saying so.

    `shown` are the pattern pointers that stand in the template.
    """
    there = list(at(names, array[1:].split("/")) or ())
    columns = form.tables[array]
    blank = dict.fromkeys((c.column for c in columns), "")
    if columns[0].pointer in writable:
        more = SPARE if there else _room(sum(c.pointer in shown for c in columns))
        there += [blank] * max(0, min(more, _most(form, array) - len(there)))
    return [(n, row, n - 1) for n, row in enumerate(there, 1)] or [(NONE, blank, 0)]


def without_rows(form: Form, answers: Mapping[str, Json], writable: frozenset[str]) -> frozenset[str]:
    """The tables that only say that there are no rows: none is there, and none may be begun."""
    return frozenset(
        a for a, c in form.tables.items() if not at(answers, a[1:].split("/")) and c[0].pointer not in writable
    )


def _room(wide: int) -> int:
    """How many blank rows an empty table of so many columns gets."""
    return FEW if wide <= NARROW else MORE


def _most(form: Form, array: str) -> int:
    """How many rows a table may have."""
    return int(node(form.schema, array).get("maxItems", 1_000_000))


def at(answers: Json, path: Sequence[str], row: int = 0) -> Json:
    """What stands at a path of answers, or None; `-` is the row of that index."""
    for step in path:
        if isinstance(answers, dict):
            answers = answers.get(step)
        elif isinstance(answers, list):
            index = row if step == "-" else int(step)
            answers = answers[index] if index < len(answers) else None
        else:
            answers = answers.get(step) if isinstance(answers, Mapping) else None
    return answers
