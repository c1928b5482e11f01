"""Working days counted from two dates: filled in where nobody counted, held against the calendar where somebody did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from casedrop.calendar.worktime import Calendar
from casedrop.forms.form import Form, node
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.language.problem import Answers, Json, Problem

LONGEST = timedelta(days=3660)
"""The longest span that is counted: ten years."""


def counts(form: Form) -> dict[str, tuple[str, str]]:
    """The fields that count working days, by pattern pointer, with the two dates beside them from and to which they count:
    `"x-workdays": {"from": "start", "to": "end"}`."""
    rules = {f.pointer: node(form.schema, f.pointer).get("x-workdays") for f in form.fields}
    return {p: (_beside(p, by["from"]), _beside(p, by["to"])) for p, by in rules.items() if by}


def counted(form: Form, part: str, answers: Answers, calendar: Calendar | None) -> dict[str, Json]:
    """The answers with every count the part may write and nobody did filled in; unchanged without a calendar."""
    if calendar is None:
        return dict(answers)
    writable, leaves = form.writable(part), dict(flatten(answers))
    right = {p: n for p, n in _right(form, leaves, calendar) if p not in leaves and pattern(p) in writable}
    return unflatten({**leaves, **right}) if right else dict(answers)


def miscounted(form: Form, answers: Answers, calendar: Calendar | None) -> Iterator[Problem]:
    """A `days.miscounted` for every count that is not what the calendar says, with what it says."""
    leaves = dict(flatten(answers)) if calendar else {}
    for pointer, right in _right(form, leaves, calendar):
        if pointer in leaves and leaves[pointer] != right:
            yield Problem("days.miscounted", pointer=pointer, args={"given": leaves[pointer], "right": right})


def between(calendar: Calendar, first: date, last: date) -> int:
    """How many days from the first to the last, both of them too, have working hours."""
    return sum(bool(calendar.hours(first + timedelta(days=n))) for n in range((last - first).days + 1))


def after(calendar: Calendar, first: date, days: int) -> date:
    """The day that is so many working days after another, of a calendar that is hardly ever open at the latest after twenty
    years."""
    day, left = first, min(days, LONGEST.days)
    while left > 0 and (day - first).days < 2 * LONGEST.days:
        day += timedelta(days=1)
        left -= bool(calendar.hours(day))
    return day


def fact(calendar: Calendar | None, today: date) -> dict[str, Json]:
    """What a document needs to know of a calendar: `week`, a figure for each weekday from Monday (1 open, 0 closed), and the
    days `closed` and `opened` against it, ISO, from last year to the year after next. No calendar is always open."""
    if calendar is None:
        return {"week": "1" * 7, "closed": [], "opened": []}
    special = dict(chain.from_iterable(calendar.specials(today.year + n).items() for n in range(-1, 3)))
    unlike = {day: s for day, s in sorted(special.items()) if bool(s.hours) != bool(calendar.week[day.weekday()])}
    return {
        "week": "".join("1" if hours else "0" for hours in calendar.week),
        "closed": [day.isoformat() for day, s in unlike.items() if not s.hours],
        "opened": [day.isoformat() for day, s in unlike.items() if s.hours],
    }


def _right(form: Form, leaves: Answers, calendar: Calendar | None) -> Iterator[tuple[str, int]]:
    """Every count whose two dates are there and in order, by concrete pointer, as the calendar has it."""
    for field, (first, last) in counts(form).items() if calendar else ():
        for at in (p for p in leaves if pattern(p) == first):
            start, end = _day(leaves[at]), _day(leaves.get(_beside(at, last.rsplit("/", 1)[1])))
            if calendar and start and end and timedelta() <= end - start <= LONGEST:
                yield _beside(at, field.rsplit("/", 1)[1]), between(calendar, start, end)


def _beside(pointer: str, name: str) -> str:
    """The pointer of a neighbour."""
    return f"{pointer.rsplit('/', 1)[0]}/{name}"


def _day(text: object) -> date | None:
    """The day an ISO date says; None if it says none."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
