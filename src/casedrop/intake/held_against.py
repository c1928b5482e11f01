"""What a form says, held against what is known beside it: the register of customers, and what other flows know (W14, W15)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from casedrop.cases import knowledge
from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Issued
from casedrop.cases.situation import Situation
from casedrop.customers.amended import after, amended
from casedrop.customers.entries import Row
from casedrop.forms.reading import Reading
from casedrop.forms.validate import placed
from casedrop.intake.submission import Records, Submission
from casedrop.language.problem import Answers, Problem


@dataclass(frozen=True, slots=True)
class Held:
    """The answers that stand, what in them contradicts what is known, and how many changes the register had seen."""

    answers: Answers
    problems: tuple[Problem, ...] = ()
    register: int = 0


def held(book: Definitions, records: Records, case: Case, drop: Drop, answers: Answers, submission: Submission) -> Held:
    """The answers of a drop for a case, held against all that is known: a sheet of the register against what others changed since
    it was issued, any other form against what its flow `knows`."""
    known = replace(book, customers=records.customers(book))
    if drop.form == book.customers.form:
        return _sheet(known, records, case, drop, answers, submission.reading)
    situation = _situation(known, case, drop, submission.now)
    told = knowledge.contradictions(situation, book.forms[drop.form], drop.part, answers) if situation else ()
    return Held(answers, tuple(placed(problem, submission.reading) for problem in told))


def completed(book: Definitions, records: Records, case: Case, drop: Drop, said: Reading, now: datetime) -> Reading:
    """What a file says, with what its flow knows where it says nothing (W14)."""
    situation = _situation(replace(book, customers=records.customers(book)), case, drop, now)
    form = book.forms[drop.form]
    return replace(said, answers=knowledge.completed(situation, form, drop.part, said.answers)) if situation else said


def _situation(book: Definitions, case: Case, drop: Drop, now: datetime) -> Situation | None:
    """The case as a form is held against it; None if its flow knows nothing of that form."""
    flow = book.flows[case.flow]
    return Situation(book, flow, case, now) if any(one.form == drop.form for one in flow.knows) else None


def _sheet(book: Definitions, records: Records, case: Case, drop: Drop, answers: Answers, reading: Reading) -> Held:
    """The whole register as a sheet leaves it, and what its sender is asked."""
    register, seen = book.customers, records.register_changes()
    found = amended(register, _issued(records, case, drop, register.table), answers.get(register.table, ()))
    if found.problems:
        return Held(answers, tuple(placed(problem, reading) for problem in found.problems))
    return Held({**answers, register.table: list(after(register, found.changes))}, (), seen)


def _issued(records: Records, case: Case, drop: Drop, table: str) -> tuple[Row, ...]:
    """The rows with which the sheet came out that was amended; () of one from the shelf."""
    past = records.past(case.id) if case.id and drop.issue else []
    issued = [e for e in past if isinstance(e, Issued) and e.form == drop.form and e.issue <= drop.issue]
    return tuple(issued[-1].answers.get(table, ())) if issued else ()
