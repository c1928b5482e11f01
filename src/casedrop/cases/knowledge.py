"""What a case learns from the register of customers and tells it; what is known is not asked again and not contradicted. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from casedrop.cases.case import Case
from casedrop.cases.events import Event
from casedrop.cases.links import stages
from casedrop.cases.situation import Situation
from casedrop.customers.learned import Learned
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.flows.knowing import Knowing
from casedrop.forms.form import Field, Form
from casedrop.forms.pointers import flatten, unflatten
from casedrop.language.fields import show
from casedrop.language.problem import LANGS, Answers, Json, Problem, Texts


def news(after: Situation, decided: Iterable[Event]) -> tuple[Learned, ...]:
    """What the register learns from each stage that events entered; `after` is as they and their documents left the case. Raises
    GuardError."""
    case, flow = after.case, after.flow
    customer = _customer(case)
    is_kept = bool(customer) and after.book.customers.form in after.book.forms
    entered = [stage for stage in stages(flow, decided) if stage.registers] if is_kept else []
    product = str(guards.value(flow.product, after.names) or "") if entered and flow.product else ""
    return tuple(
        Learned(customer, case.lang, product, worked_out(stage.registers, after.names, case.lang)) for stage in entered
    )


def _customer(case: Case) -> Answers:
    """Whose case it is: the customer block that was answered last, if it is of him, else his name; {} of nobody."""
    name = case.customer.get("name") if case.customer.get("key") else None
    latest = dict.fromkeys(form for _, form, _ in reversed(case.changes))
    blocks = (case.answers.get(form, {}).get("customer") for form in latest)
    own = next((one for one in blocks if isinstance(one, Mapping) and one.get("name") == name), None)
    given = case.given.get("customer")
    also = given if isinstance(given, Mapping) and given.get("name") == name else {"name": name}
    return {} if not name else own or also


def filled(situation: Situation, form: Form, answers: Answers) -> dict[str, Json]:
    """The answers with what is known of the form's fields: in place of what they say where it must be equal, else where
    they say nothing. Raises GuardError."""
    known = list(_known(situation, form))
    if not known:
        return dict(answers)
    leaves = dict(flatten(answers))
    new = {one.place: value for one, value in known if one.rule == "equal" or leaves.get(one.place) is None}
    return unflatten({**leaves, **new})


def completed(situation: Situation, form: Form, part: str, answers: Answers) -> dict[str, Json]:
    """The answers to a part of a form, with what is known where they say nothing; `situation` is as before them. Raises
    GuardError."""
    leaves = dict(flatten(answers))
    for one, value in _of_part(situation, form, part, answers):
        leaves.setdefault(one.place, value)
    return unflatten(leaves)


def contradictions(situation: Situation, form: Form, part: str, answers: Answers) -> tuple[Problem, ...]:
    """A `known.otherwise` for each field of a part that says otherwise than what is known, with both and where the known one
    stands; `situation` is as before these answers. Raises GuardError."""
    leaves = dict(flatten(answers))
    known = _of_part(situation, form, part, answers)
    said = ((one, value, leaves.get(one.place)) for one, value in known)
    return tuple(
        _told(form, one, value, own) for one, value, own in said if own is not None and not _fits(one.rule, own, value)
    )


def _of_part(situation: Situation, form: Form, part: str, answers: Answers) -> Iterator[tuple[Knowing, Json]]:
    """What is known of the fields that a part of a form may write, as these answers let it be looked up."""
    case = situation.case
    seen = replace(situation, case=replace(case, answers={**case.answers, form.id: answers}))
    yield from ((one, value) for one, value in _known(seen, form) if form.by_pointer[one.place].stage in (None, part))


def _known(situation: Situation, form: Form) -> Iterator[tuple[Knowing, Json]]:
    """The fields of a form whose value is known, each with it."""
    for one in situation.flow.knows:
        if one.form == form.id and situation.holds(one.when):
            value = guards.value(one.value, situation.names)
            if value is not None and value != "":
                yield one, value


def _fits(rule: str, own: Json, known: Json) -> bool:
    mine, theirs = _comparable(own), _comparable(known)
    if rule == "equal" or isinstance(mine, Decimal) != isinstance(theirs, Decimal):
        return bool(mine == theirs)
    return bool(mine <= theirs if rule == "at most" else mine >= theirs)


def _comparable(value: Json) -> Json:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _told(form: Form, one: Knowing, known: Json, own: Json) -> Problem:
    field = form.by_pointer[one.place]
    args = {"given": _shown(field, own), "known": _shown(field, known), "where": one.where}
    return Problem("known.otherwise", pointer=one.place, args=args)


def _shown(field: Field, value: Json) -> Texts:
    return {lang: " ".join(show(value, field.kind, lang, field.choices, money=field.money).split()) for lang in LANGS}
