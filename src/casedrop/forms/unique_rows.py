"""Rows that say the same where each must say something of its own (`x-unique`)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten
from casedrop.language import similarity
from casedrop.language.problem import Answers, Problem


def repeated(form: Form, answers: Answers) -> Iterator[Problem]:
    """A `row.repeated` for every field that says what an earlier row said, if only written otherwise.

    An array names its fields that tell rows apart: `"x-unique": ["/code"]`.
    """
    told = [(t, f) for t in form.tables for f in form.schema["properties"].get(t.strip("/"), {}).get("x-unique", ())]
    leaves = dict(flatten(answers)) if told else {}
    for table, field in told:
        yield from _in_column(table, field, leaves)


def _in_column(table: str, field: str, leaves: Answers) -> Iterator[Problem]:
    rows = {p.split("/")[2] for p in leaves if p.startswith(f"{table}/")}
    first: dict[str, int] = {}
    for n in sorted(map(int, rows)):
        text = str(leaves.get(f"{table}/{n}{field}", ""))
        key = similarity.key(text)
        if key in first:
            yield Problem("row.repeated", pointer=f"{table}/{n}{field}", args={"given": text, "row": first[key] + 1})
        elif key:
            first[key] = n
