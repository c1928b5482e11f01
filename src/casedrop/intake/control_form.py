"""The verdict on an order: a dropped form that holds, resumes, cancels or reopens the case it names."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.context import around
from casedrop.cases.decide import tick
from casedrop.cases.definitions import Definitions, Steering
from casedrop.cases.evolve import fold
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control_form import decided, deciders, forbidden, mistaken, named, order
from casedrop.forms import validate
from casedrop.forms.stamp import Stamp
from casedrop.intake.submission import Records, Submission
from casedrop.intake.verdict import RefusedByCase, RefusedForm, Steers
from casedrop.language.problem import Answers, Problem

OfOrder = Steers | RefusedByCase | RefusedForm


def judge(book: Definitions, steering: Steering, records: Records, submission: Submission, stamp: Stamp) -> OfOrder:
    """What is decided about an order; that its case is closed or held is no reason against it.

    The folder it lies in is looked at first, then what the form says by itself, then the case and what it allows.
    """
    drop = submission.drop(stamp)
    wrong = None if drop.role in book.waiving else forbidden(book, steering.roles, drop.role)
    if wrong:
        return RefusedForm(stamp.lang, (wrong,), drop)
    answers, problems = validate.judge(
        book.forms[drop.form], drop.part, submission.reading, {}, around(book, submission.now)
    )
    if problems:
        return RefusedForm(stamp.lang, problems, drop)
    return _of_case(book, steering, records, submission, drop, answers)


def _of_case(
    book: Definitions, steering: Steering, records: Records, submission: Submission, drop: Drop, answers: Answers
) -> OfOrder:
    """The verdict on an order that says all it must."""
    wanted = order(steering, answers)
    number = named(wanted.case, records.numbers_in(wanted.case))
    if isinstance(number, Problem):
        number = named(wanted.case, records.numbers())  # all of them, for those that are alike
    if isinstance(number, Problem):
        return RefusedForm(drop.lang, (_at(submission, steering.case, number),), drop)
    past = records.past(number)
    situation = Situation.of(book, fold(past), submission.now)
    passed = tick(situation)
    past, situation = [*past, *passed], situation.after(passed)
    flow, case = situation.flow, situation.case
    barred = forbidden(book, deciders(situation, steering, wanted.way), drop.role)
    if barred:
        return RefusedByCase(drop.lang, (barred,), case, drop)
    other = mistaken(case, wanted.customer)
    if other:
        return RefusedByCase(drop.lang, (_at(submission, steering.customer, other),), case, drop)
    events = decided(situation, past, wanted, drop, answers)
    if isinstance(events, Problem):
        return RefusedByCase(drop.lang, (_at(submission, steering.way, events),), case, drop)
    return Steers(drop.lang, case, flow, drop, events)


def _at(submission: Submission, pointer: str, problem: Problem) -> Problem:
    """The problem at the field it is about."""
    return validate.placed(replace(problem, pointer=pointer), submission.reading)
