"""Days that make sense: what was done is not still to come, nothing comes before what it follows, a promise is kept.

What schemas say of their dates is in `forms.judging.day_rules`. Pure; what day it is and what the case knows enter as values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casedrop.calendar.worktime import Calendar
from casedrop.forms.form import Form, Names, node
from casedrop.forms.judging import workdays
from casedrop.forms.judging.day_rules import DONE, DayRule
from casedrop.forms.judging.validators import part_of
from casedrop.forms.pointers import leaves_of, pattern
from casedrop.language.dates import show_date
from casedrop.language.problem import LANGS, Answers, Json, Problem, Texts


@dataclass(frozen=True, slots=True)
class TakenForm:
    """A form of the case and what the case has taken of it."""

    form: Form
    answers: Answers


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a date is held against: the form's own answers by concrete pointer, and what the case has taken, by form."""

    form: Form
    leaves: Answers
    taken: Mapping[str, TakenForm]

    def value(self, name: str, at: str) -> Json:
        """What stands at a pointer, in the row in which `at` is, or behind the id of a form; None if nothing does."""
        if name.startswith("/"):
            return self.leaves.get(_in_row(name, at))
        of, _, pointer = name.partition("/")
        there = self.taken.get(of)
        return leaves_of(there.answers).get(f"/{pointer}") if there else None

    def called(self, name: str) -> Texts:
        """What that field is called in each language; one of another form with that form's title."""
        if name.startswith("/"):
            return _labels(self.form, name)
        of, _, pointer = name.partition("/")
        form = self.taken[of].form
        labels = _labels(form, f"/{pointer}")
        return {lang: f"{labels.get(lang, pointer)} – {form.titles[lang]}" for lang in LANGS}


def misdated(form: Form, part: str, answers: Answers, around: Names) -> Iterator[Problem]:
    """A problem for each date that the part may write and that cannot be (`day.to-come`, `day.before`, `day.after`), or that is
    later than was promised (`day.promised`).

    Around the answers are, as far as they are known, `today` (ISO), `taken` (a `TakenForm` by form) and `calendar`.
    """
    mine = part_of(form, part).days
    if not mine:
        return
    leaves, taken, today = leaves_of(answers), around.get("taken"), around.get("today")
    facts = _Facts(form, leaves, taken if isinstance(taken, Mapping) else {})
    for rule in mine:
        for at in (p for p in leaves if pattern(p) == rule.field):
            yield from _still_to_come(rule, at, facts, str(today or ""))
            yield from _out_of_order(rule, at, facts)
            yield from _beyond(rule, at, facts, around.get("calendar"))


def _still_to_come(rule: DayRule, at: str, facts: _Facts, today: str) -> Iterator[Problem]:
    day = facts.leaves[at]
    if rule.kind == DONE and today and day > today:
        yield Problem("day.to-come", pointer=at, args={"given": _shown(day), "today": _shown(today)})


def _out_of_order(rule: DayRule, at: str, facts: _Facts) -> Iterator[Problem]:
    day = facts.leaves[at]
    for code, names in (("day.before", rule.after or ()), ("day.after", rule.before)):
        for name in names:
            other = facts.value(name, at)
            if other and (day < other if code == "day.before" else day > other):
                yield Problem(code, pointer=at, args=_both(facts, name, day, other))


def _beyond(rule: DayRule, at: str, facts: _Facts, calendar: object) -> Iterator[Problem]:
    promise, day = rule.within, facts.leaves[at]
    if promise is None or not isinstance(calendar, Calendar) or (promise.unless and facts.value(promise.unless, at)):
        return
    days, starts = facts.value(promise.days, at), [(facts.value(n, at), n) for n in promise.after]
    there = [(start, name) for start, name in starts if start]
    if days is None or not there:
        return
    first, name = max(there)
    last = workdays.after(calendar, date.fromisoformat(first), int(days))
    if date.fromisoformat(day) > last:
        yield Problem(
            "day.promised",
            pointer=at,
            args={**_both(facts, name, day, first), "days": days, "last": _shown(last.isoformat())},
        )


def _both(facts: _Facts, name: str, day: str, other: str) -> dict[str, Json]:
    """Both dates, and how the other one is called."""
    return {"given": _shown(day), "other": _shown(other), "named": facts.called(name)}


def _shown(day: str) -> Texts:
    """A day as people write it in each language."""
    return {lang: show_date(day, lang) for lang in LANGS}


def _labels(form: Form, pointer: str) -> Texts:
    labels: Texts = node(form.schema, pointer).get("x-labels", {})
    return labels


def _in_row(name: str, at: str) -> str:
    """A pointer with the rows that `at` stands in."""
    rows = [part for part in at.split("/") if part.isdigit()]
    return name.replace("/-/", f"/{rows[0]}/") if rows else name
