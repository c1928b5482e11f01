"""Judging what a file says: against its schema, its form's own rules, and what other hands have decided."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from casedrop.calendar.worktime import Calendar
from casedrop.expressions import guards
from casedrop.expressions.names_read import reads
from casedrop.forms.completed import complete
from casedrop.forms.form import Check, Form, Names, node
from casedrop.forms.judging.currencies import in_another
from casedrop.forms.judging.days import misdated
from casedrop.forms.judging.one_walk import merged
from casedrop.forms.judging.unique_rows import repeated
from casedrop.forms.judging.validators import part_of
from casedrop.forms.judging.workdays import counted, miscounted
from casedrop.forms.pointers import leaves_of, pattern, row_of, unflatten
from casedrop.forms.reading import Reading
from casedrop.forms.template import render
from casedrop.language.problem import Answers, Json, Place, Problem, Texts

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

AROUND = ("calendar",)
"""What a form's own rules see beside its answers: the company's calendar."""
NOTHING: Names = {}

_CODES = {
    "minLength": "too-short",
    "maxLength": "too-long",
    "minItems": "too-few-rows",
    "maxItems": "too-many-rows",
    "enum": "choice.unknown",
    "additionalProperties": "extra-property",
    "exclusiveMinimum": "minimum",
    "exclusiveMaximum": "maximum",
}
_OWN_CODE = {"pattern", "minimum", "maximum", "const"}


def judge(
    form: Form,
    part: str,
    reading: Reading,
    decided: Answers,
    around: Names = NOTHING,
    news: Collection[str] = (),
) -> tuple[dict[str, Json], tuple[Problem, ...]]:
    """The answers that would stand after this drop, and every problem it has, in the order of the fields.

    The drop may write its own `part` only; the rest stands as `decided` and must be found unchanged, but for `news`, what
    other hands have decided since its document was issued. The form's own rules see what is `around` beside the answers;
    working days nobody counted are filled in.
    """
    read = [_told_once(form, part, decided, problem) for problem in reading.problems]
    whole, problems = merged(reading.answers, decided, part_of(form, part).own), [*read]
    if whole is None:
        whole = merge(form, part, reading.answers, decided)
        problems += changed(form, part, reading, decided, news)
    answers = counted(form, part, whole, _calendar(around))
    problems += invalid(form, part, answers)
    if reading.currencies:
        problems += in_another(form, leaves_of(answers), reading.currencies, str(around.get("currency") or ""))
    if not problems:
        problems += broken_rules(form, part, answers, around)
    if not problems:
        return answers, ()
    unread = {p.pointer for p in read if p.pointer}
    own = [p for p in problems if p in read or p.pointer not in unread]
    return answers, tuple(sorted((placed(p, reading) for p in own), key=lambda p: _order(form, p)))


def merge(form: Form, part: str, given: Answers, decided: Answers) -> dict[str, Json]:
    """The answers with the part's own fields as said and all others as decided."""
    writable, stands = part_of(form, part).writable, leaves_of(decided)
    mine = {p: v for p, v in leaves_of(given).items() if pattern(p) in writable}
    return unflatten({p: v for p, v in stands.items() if pattern(p) not in writable} | mine)


def changed(form: Form, part: str, reading: Reading, decided: Answers, news: Collection[str] = ()) -> Iterator[Problem]:
    """A `part.changed` for every found field of another hand, but the `news`, that says something else than was decided, a
    `part.later` for every one that nobody has come to yet, a `row.missing` for every row that is gone."""
    writable, given, stands = part_of(form, part).writable, leaves_of(reading.answers), leaves_of(decided)
    unread = {p.pointer for p in reading.problems} | set(news)
    rows = {row_of(p) for p in reading.found}
    for pointer in {**stands, **given}:
        if given.get(pointer) == stands.get(pointer) or pattern(pointer) in writable or pointer in unread:
            continue
        if pointer in reading.found or pointer in given:
            yield _of_another(form, stands, pointer)
        elif row_of(pointer) and row_of(pointer) not in rows:
            yield Problem("row.missing", pointer=pointer)


def _told_once(form: Form, part: str, decided: Answers, problem: Problem) -> Problem:
    """What is wrong with how a field is written; of a field of another hand, only that it is not this one's to fill (U13)."""
    at = pattern(problem.pointer)
    if at not in form.by_pointer or at in part_of(form, part).writable:
        return problem
    return replace(_of_another(form, leaves_of(decided), problem.pointer), place=problem.place)


def _of_another(form: Form, stands: Answers, pointer: str) -> Problem:
    """The problem of a field that another hand has decided, or will: the part it belongs to has no answer yet."""
    field = form.by_pointer.get(pattern(pointer))
    filled = {known.stage for at in stands if (known := form.by_pointer.get(pattern(at)))}
    if field and field.stage and field.stage not in filled:
        return Problem("part.later", pointer=pointer, args={"folder": ""})
    return Problem("part.changed", pointer=pointer, args={"was": str(stands.get(pointer, ""))})


def invalid(form: Form, part: str, answers: Answers) -> Iterator[Problem]:
    """A problem for everything in the answers that the schema or `$defs/<part>` forbids, rows that say the same included."""
    validators = part_of(form, part).validators
    if not validators.passes(answers):
        yield from _forbidden(form, validators.reference, answers)
    yield from repeated(form, answers)


def _forbidden(form: Form, validator: Draft202012Validator, answers: Answers) -> Iterator[Problem]:
    """A problem for everything in the answers that a schema forbids."""
    whole, opened = _opened(form, validator, answers)
    distinct = {(p.code, p.pointer): p for error in validator.iter_errors(whole) for p in problems_of(error)}
    yield from distinct.values()
    yield from (Problem("required", pointer=o) for o in opened if not any(p.startswith(f"{o}/") for _, p in distinct))


def broken_rules(form: Form, part: str, answers: Answers, around: Names = NOTHING) -> Iterator[Problem]:
    """A `check` problem for each of the form's own rules that does not hold, its text per language; every miscounted
    number of working days, and every day that cannot be."""
    checks = [check for check in form.checks if (check.stage or part) == part]
    context = {**{name: around.get(name) for name in AROUND}, **_read_by(checks, form, answers)}
    for check in checks:
        if not check.each and not guards.holds(check.that, context):
            yield Problem("check", pointer=check.place, args={"text": _said(check, context)})
        for n, row in enumerate(context[check.each.strip("/")] if check.each else ()):
            seen = {**context, "row": row}
            if not guards.holds(check.that, seen):
                yield Problem("check", pointer=f"{check.each}/{n}{check.place}", args={"text": _said(check, seen)})
    yield from miscounted(form, answers, _calendar(around))
    yield from misdated(form, part, answers, around)


def _said(check: Check, seen: Names) -> Texts:
    """What the sender is told of a rule that does not hold, in each language."""
    return {lang: render(text, seen, lang) if "{" in text else text for lang, text in check.say.items()}


def _read_by(checks: Sequence[Check], form: Form, answers: Answers) -> dict[str, Json]:
    """The answers completed, those properties only that the rules read."""
    names = {check.each.strip("/") for check in checks}
    names |= {path.partition(".")[0] for check in checks for path in guards.paths(check.that)}
    names |= {path.partition(".")[0] for check in checks for text in check.say.values() for path in reads(text)}
    schema = {"properties": {name: sub for name, sub in form.schema.get("properties", {}).items() if name in names}}
    return complete(schema, {name: value for name, value in answers.items() if name in names}, None)


def _calendar(around: Names) -> Calendar | None:
    """The company's calendar, if it is among what is around."""
    known = around.get("calendar")
    return known if isinstance(known, Calendar) else None


def placed(problem: Problem, reading: Reading) -> Problem:
    """The problem with the place its field was found at, or its row, or its table; else the file."""
    if problem.place.kind != "file" or not problem.pointer:
        return problem
    at = problem.pointer
    near = (p for p in reading.found if p == at or p.startswith((f"{row_of(at)}/", f"{at}/")))
    exact = reading.found.get(at) or next((reading.found[p] for p in near if row_of(at) or p.startswith(at)), None)
    place = exact.place if exact else Place()
    return Problem(problem.code, place, problem.pointer, problem.args)


def _opened(form: Form, validator: Draft202012Validator, answers: Answers) -> tuple[Json, list[str]]:
    """The answers with an empty object for every required one that is missing, so that all it needs is told at once; and
    the pointers of these."""
    whole, opened = deepcopy(answers), list[str]()
    while lacking := [
        (e, n) for e in list(validator.iter_errors(whole)) for n in _missing(e) if _is_object(form, e, n)
    ]:
        for error, name in lacking:
            instance: Json = error.instance
            instance[name] = {}
            opened.append(f"{_at(error)}/{name}")
    return whole, list(dict.fromkeys(opened))


def _missing(error: ValidationError) -> list[str]:
    """The names of what is required and not there."""
    wanted: Json = error.validator_value
    instance: Json = error.instance
    return [name for name in wanted if name not in instance] if error.validator == "required" else []


def _is_object(form: Form, error: ValidationError, name: str) -> bool:
    return node(form.schema, pattern(f"{_at(error)}/{name}")).get("type") == "object"


def _at(error: ValidationError) -> str:
    return "".join(f"/{p}" for p in error.absolute_path)


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """The Problems that an error of a schema stands for."""
    if error.validator == "required":
        yield from (Problem("required", pointer=f"{_at(error)}/{name}") for name in _missing(error))
    else:
        yield Problem(_code(error), pointer=_at(error), args={"limit": _limit(error.validator_value)})


def _code(error: ValidationError) -> str:
    keyword = str(error.validator)
    if keyword == "format":
        return {"date": "date.impossible", "email": "format.email"}.get(str(error.validator_value), "number.unreadable")
    return _CODES.get(keyword, keyword if keyword in _OWN_CODE else "type")


def _limit(value: object) -> str:
    return str(value) if isinstance(value, int | float | str | Decimal) else ""


def _order(form: Form, problem: Problem) -> tuple[int, int]:
    row = re.search(r"/(\d+)(?:/|$)", problem.pointer)
    names = [f.pointer for columns in (form.fields, *form.bulk.values()) for f in columns]
    at = pattern(problem.pointer)
    field = names.index(at) if at in names else next((i for i, n in enumerate(names) if n.startswith(at)), -1)
    return (field, int(row.group(1)) if row else -1)
