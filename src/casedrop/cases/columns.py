"""Lists of a flow's cases: what each column its flow declares says of a case, as a value and in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.situation import Situation
from casedrop.expressions import guards
from casedrop.flows.flow import Column, Flow, Stage
from casedrop.forms.form import Field
from casedrop.language.fields import show
from casedrop.language.problem import Answers, Json

Cells = Answers


def cells(flow: Flow, situation: Situation) -> dict[str, Json]:
    """What a case says under each column of the flow, by the column's name; None where it says nothing.

    The columns are the flow's own; they are read of the case as the version it runs by has it (`Situation.of`), so that a
    column its forms do not know is empty.
    """
    return {column.name: _value(column.value, situation.names) for column in flow.columns}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a case that counts: under which column, as what (`owed`, `paid`, `rating`), in which currency ("" of a rating),
    and the number in hundredths."""

    column: str
    kind: str
    unit: str
    hundredths: int


def figures(flow: Flow, situation: Situation, currency: str) -> list[Figure]:
    """What of a case counts in figures, by the columns of its flow; `currency` is the company's."""
    said = ((column, _hundredths(_value(column.value, situation.names))) for column in flow.columns if column.figure)
    return [
        Figure(column.name, column.figure, _unit(column, situation, currency), number)
        for column, number in said
        if number is not None
    ]


def _unit(column: Column, situation: Situation, currency: str) -> str:
    if column.figure == "rating":
        return ""
    return str((column.currency and _value(column.currency, situation.names)) or currency)


def _hundredths(value: Json) -> int | None:
    """A number, or a text that is one, in hundredths; None of anything else."""
    try:
        number = Decimal(str(value)) if value not in (None, "", True, False) else None
        return None if number is None or not number.is_finite() else int((number * 100).to_integral_value())
    except InvalidOperation:
        return None


def _value(expr: str, names: Answers) -> Json:
    try:
        return guards.value(expr, names)
    except guards.GuardError:
        return None


def in_words(book: Definitions, flow: Flow, row: Cells, lang: str) -> dict[str, str]:
    """The same as people read it in a language: choices by their words, dates and numbers as that language writes them."""
    return {c.name: _shown(_field(book, flow, c.value), row.get(c.name), lang) for c in flow.columns}


def _field(book: Definitions, flow: Flow, expr: str) -> Field | None:
    """The field that an expression names and does nothing else with; None of any other expression."""
    alias, _, path = expr.strip().partition(".")
    form = book.forms.get(flow.answers.get(alias, ""))
    return form.by_pointer.get("/" + path.replace(".", "/")) if form else None


def _shown(field: Field | None, value: Json, lang: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(field, one, lang) for one in value)
    if field is None or value is None:
        return "" if value is None else str(value)
    return " ".join(show(value, field.kind, lang, field.choices, money=field.money).split())


def stands(stage: Stage | None, case: Case, lang: str) -> str:
    """Where a case stands, in words: the title of its stage, or, ended by a hand, how."""
    by_hand = bool(case.closed) and (stage is None or stage.closes != case.closed)
    return str(case.closed) if by_hand else stage.titles[lang] if stage else case.stage


def counted(rows: Iterable[Mapping[str, str]], by: Sequence[str]) -> list[tuple[tuple[str, ...], int]]:
    """How many rows say the same under the columns named, for each thing they say, in its order."""
    return sorted(Counter(tuple(row[name] for name in by) for row in rows).items())
