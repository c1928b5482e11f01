"""What a case's forms say, question by question: the answer, whose it is, since when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casedrop.cases.case import Case
from casedrop.cases.events import Accepted
from casedrop.forms.form import Field, Form
from casedrop.forms.pointers import leaves_of, pattern, row_of
from casedrop.language.fields import show
from casedrop.language.problem import Json
from casedrop.store.records import Entry
from casedrop.web import words
from casedrop.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in words: to which question (in which `row` of a table, "" for none), what it was `before` ("" for nothing else),
    which role gave it and when."""

    question: str
    row: str
    text: str
    before: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers of a form."""

    form: str
    title: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Given:
    """When an answer was given last, by which role, and what it replaced (None: nothing)."""

    at: str
    role: str
    before: Json


def sheets(visit: Visit, case: Case, forms: dict[str, Form], drops: Iterable[tuple[Entry, Accepted]]) -> list[Sheet]:
    """The answers of a case by form; of a form that its flow has no more, none."""
    given = _given(visit, drops)
    return [
        Sheet(form, visit.called(forms[form].titles, form), _answers(visit, forms[form], said, given.get(form, {})))
        for form, said in case.answers.items()
        if form in forms
    ]


def _given(visit: Visit, drops: Iterable[tuple[Entry, Accepted]]) -> dict[str, dict[str, Given]]:
    """By form and pointer, when an answer was given last and what it replaced."""
    found: dict[str, dict[str, Given]] = {}
    before: dict[str, dict[str, Json]] = {}
    for entry, drop in drops:
        mine, was = found.setdefault(drop.form, {}), before.get(drop.form, {})
        role = visit.role(drop.role) if drop.role else visit.say("anyone")
        said = leaves_of(drop.answers)
        for pointer, value in said.items():
            if pointer not in mine or was.get(pointer) != value:
                mine[pointer] = Given(words.moment(visit, entry.at), role, was.get(pointer))
        before[drop.form] = {**was, **said}
    return found


def _answers(visit: Visit, form: Form, said: Json, given: dict[str, Given]) -> list[Answer]:
    fields = {**form.by_pointer, **form.columns}
    found = []
    for pointer, value in leaves_of(said).items():
        asked = fields.get(pattern(pointer))
        if asked is None or value in (None, "", [], {}):
            continue
        who = given.get(pointer) or Given("", "", None)
        row = row_of(pointer)
        number = str(int(row.rsplit("/", 1)[1]) + 1) if row and row.rsplit("/", 1)[1].isdigit() else ""
        before = _shown(visit, asked, who.before) if who.before not in (None, value) else ""
        text = _shown(visit, asked, value)
        found.append(Answer(visit.called(asked.labels, asked.column), number, text, before, who.role, who.at))
    return found


def _shown(visit: Visit, field: Field, value: Json) -> str:
    try:
        return words.shown(show(value, field.kind, visit.lang, field.choices, money=field.money).replace("\n", " · "))
    except (ValueError, TypeError):
        return words.shown(str(value))
