"""The verdict on an order: a dropped form that holds, resumes, cancels or reopens the case it names."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.context import around
from casedrop.cases.control_form import decided, forbidden, mistaken, named, order
from casedrop.cases.decide import tick
from casedrop.cases.definitions import Book, Steering
from casedrop.cases.evolve import fold
from casedrop.forms.stamp import Stamp
from casedrop.forms.validate import judge, placed
from casedrop.intake.verdict import Asked, Records, Verdict
from casedrop.language.problem import Problem


def verdict(book: Book, steering: Steering, records: Records, asked: Asked, stamp: Stamp) -> Verdict:
    """What is decided about an order; that its case is closed or held is no reason against it.

    The folder it lies in is looked at first, then what the form says by itself, then the case and what it allows.
    """
    drop = asked.drop(stamp)
    refused = Verdict("refused", stamp.lang, drop=drop)
    wrong = forbidden(steering.roles, drop.role)
    if wrong:
        return replace(refused, problems=(wrong,))
    answers, problems = judge(book.forms[drop.form], drop.part, asked.reading, {}, around(book))
    if problems:
        return replace(refused, problems=problems)
    return _known(book, steering, records, asked, drop, replace(refused, answers=answers))


def _known(book: Book, steering: Steering, records: Records, asked: Asked, drop: Drop, refused: Verdict) -> Verdict:
    """The verdict on an order that says all it must."""
    wanted = order(steering, refused.answers)
    number = named(wanted.case, records.numbers())
    if isinstance(number, Problem):
        return _wrong(refused, asked, steering.case, number)
    past = records.past(number)
    book = book.of(fold(past))
    flow = book.flows[fold(past).flow]
    past += tick(book, flow, fold(past), asked.now)
    about = replace(refused, case=fold(past), case_id=number, flow=flow)
    barred = forbidden(steering.allowed(flow), drop.role)
    if barred:
        return replace(about, problems=(barred,))
    other = mistaken(fold(past), wanted.customer)
    if other:
        return _wrong(about, asked, steering.customer, other)
    events = decided(flow, past, wanted, drop, about.answers, asked.now)
    if isinstance(events, Problem):
        return _wrong(about, asked, steering.way, events)
    return replace(about, kind="accepted", decided=events, correction=True)


def _wrong(refused: Verdict, asked: Asked, pointer: str, problem: Problem) -> Verdict:
    """The verdict, with the problem at the field it is about."""
    return replace(refused, problems=(placed(replace(problem, pointer=pointer), asked.reading),))
