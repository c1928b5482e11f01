"""Changes of the register of customers written down: in the journal that says who and why, and in the ledger's index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from casedrop.cases.case import Case, from_json
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Accepted, Undone
from casedrop.cases.steering.reach import OutOfReach
from casedrop.customers.amended import Amended, amended
from casedrop.customers.entries import Entry, Row
from casedrop.customers.learned import learned
from casedrop.customers.taken_back import Written, rewritten, told
from casedrop.desk import customers
from casedrop.desk.recording.desk_entries import CustomerStands, RegisterChanged
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recording.rows import desk_line, desk_row, version_of
from casedrop.desk.recording.unregistering import written
from casedrop.intake.cascade import Step
from casedrop.intake.effects import RecordDesk
from casedrop.store.archive import CUSTOMERS_FOLDER
from casedrop.store.ledger import Ledger, Snapshot, Transaction

SHEET = "register sheet"
"""The name under which the ledger remembers how many changes the last sheet that came out had seen."""


def version(tx: Snapshot) -> int:
    """How many changes the register has seen."""
    return version_of(tx, CUSTOMERS_FOLDER)


def write(tx: Transaction, book: Definitions, change: RegisterChanged, now: datetime) -> None:
    """Write a change of the register down; one that changes nobody is none."""
    if not change.customers:
        return
    there = version(tx)
    seen = tx.append(CUSTOMERS_FOLDER, there, [desk_line(change)], now, desk_row(book, CUSTOMERS_FOLDER))
    index(tx, book, change)
    tx.queue(None, queued([RecordDesk(CUSTOMERS_FOLDER)], f"{CUSTOMERS_FOLDER}:{seen}"))


def index(tx: Transaction, book: Definitions, change: RegisterChanged) -> None:
    """Bring the ledger's index of the register up to a change."""
    for one in change.customers:
        tx.put_customer(customers.row_of(book.customers, Entry(one.key, one.rows, one.listed)))


def hand_in(
    tx: Transaction, book: Definitions, case: Case, rows: Sequence[Row], by: tuple[str | None, str], now: datetime
) -> None:
    """Write down what a sheet of these rows changes, which was held against the register as it stands; `by` are the role and
    the name of the sheet."""
    register = customers.as_it_stands(tx, book)
    issued = [row for entry in register.there.entries() if entry.listed for row in entry.rows]
    changes = amended(register, issued, rows).changes
    write(tx, book, RegisterChanged(_stand(changes), by[0], case.id, by[1]), now)


def follow(tx: Transaction, book: Definitions, steps: Iterable[Step], now: datetime, *, correction: bool) -> None:
    """Write down what the events of cases mean for the register: what flows learned, that what a case wrote counts no more,
    and, of the case that keeps it, that it ended, stands again, or took a sheet back.

    `correction`: the first step corrects what its case said before. Raises OutOfReach if others have written otherwise since
    what was to be taken out or amended.
    """
    for n, step in enumerate(steps):
        earlier = written(tx, step, is_corrected=correction and n == 0) if book.customers.form else []
        if earlier:
            _amend(tx, book, step, earlier, now)
        else:
            _learn(tx, book, step, now)
        is_kept = bool(book.customers.form) and step.before.flow and book.customers.form in step.before.answers
        if is_kept and not any(isinstance(event, Accepted) for event in step.decided):
            _keeper(tx, book, step, now)
        if any(made.form == book.customers.form for made in step.out.made):
            tx.memorize(SHEET, str(version(tx)))


def _learn(tx: Transaction, book: Definitions, step: Step, now: datetime) -> None:
    """Write down what a case learned."""
    for news in step.learned:
        changed = learned(customers.as_it_stands(tx, book), news)
        if changed:
            write(tx, book, _by_flow(step, [changed], step.out.case.stage), now)


def _amend(tx: Transaction, book: Definitions, step: Step, earlier: Sequence[Written], now: datetime) -> None:
    """Write down that what a case wrote earlier is out of the register, and what it learned stands in its place."""
    changes, problems = rewritten(customers.as_it_stands(tx, book), earlier, step.learned)
    if problems:
        raise OutOfReach(problems[0])
    why = next((one.why for one in step.decided if isinstance(one, Undone)), step.out.case.stage)
    write(tx, book, replace(_by_flow(step, changes, why), taken_back=True), now)


def _by_flow(step: Step, changes: Iterable[Entry], why: str) -> RegisterChanged:
    case = step.out.case
    return RegisterChanged(_stand(changes), None, case.id, why, version=case.version)


def _keeper(tx: Transaction, book: Definitions, step: Step, now: datetime) -> None:
    """Write down what becomes of the register when the case that keeps it ends, is opened again, or a sheet is taken back."""
    was, rows = _rows(book, step.before), _rows(book, step.out.case)
    if was == rows:
        return
    register = customers.as_it_stands(tx, book)
    listed = [entry for entry in register.there.entries() if entry.listed]
    is_over = not rows and step.out.case.closed != "undone"
    said = Amended([Entry(one.key, ()) for one in listed]) if is_over else amended(register, was, rows)
    if said.problems and not is_over:
        raise OutOfReach(told(str(step.before.customer.get("name", "")), said.problems[0]))
    how = step.out.case.closed or step.out.case.stage
    write(tx, book, replace(_by_flow(step, said.changes, str(how)), taken_back=not is_over), now)


def _rows(book: Definitions, case: Case) -> tuple[Row, ...]:
    """The rows of the sheet that counts in a case that keeps the register; () once it is closed."""
    said = case.answers.get(book.customers.form, {}) if not case.closed else {}
    return tuple(said.get(book.customers.table, ()))


def _stand(entries: Iterable[Entry]) -> tuple[CustomerStands, ...]:
    return tuple(CustomerStands(one.key, one.rows, one.listed) for one in entries)


def adopt(ledger: Ledger, book: Definitions, now: datetime) -> None:
    """Write down the register that an older casedrop kept in its case alone, once."""
    opener = book.opener(book.customers.form) if book.customers.form else None
    with ledger.snapshot() as there:
        kept = there.open_cases(opener[0].id, "") if opener and not version(there) else []
    for row in kept:
        with ledger.transaction() as tx:
            case = from_json(row.state)
            hand_in(tx, book, case, _rows(book, case), (None, case.stage), now)
