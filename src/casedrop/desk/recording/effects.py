"""What events mean for numbers, documents and drops: the same when they happen and when an archive is read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casedrop.cases.calendar_opening import series
from casedrop.cases.events import Event, FoundInArchive, Issued, Opened, Undone, Voided
from casedrop.cases.parts import Drawn, FromCalendar
from casedrop.store.ledger import Transaction
from casedrop.store.ledger.blank import Gathered
from casedrop.store.records import DocumentRow, NumberRow

Register = Transaction | Gathered
"""What is written into: a ledger, or what is gathered for a blank one."""


def write(register: Register, events: Iterable[Event]) -> None:
    """Write into the ledger what a case's events, in their order, say of numbers, documents and drops."""
    for event in events:
        _write(register, event)


def write_new(tx: Transaction, events: Sequence[Issued]) -> None:
    """Write into the ledger many new documents at once, each with the number that was drawn for it in this transaction."""
    drawn = [(event, event.drawn) for event in events if event.drawn]
    numbers = [NumberRow(at.series, at.year, at.n, text=event.number, document=event.key) for event, at in drawn]
    tx.issue([row(event) for event in events], numbers)


def row(issued: Issued) -> DocumentRow:
    """The document that was issued, before it is in the outbox."""
    return DocumentRow(
        key=issued.key,
        case_id=issued.case,
        form=issued.form,
        version=issued.version,
        lang=issued.lang,
        stage=issued.part,
        issue=issued.issue,
        number=issued.number or None,
        code=issued.facts["doc"]["readable"].rsplit(" ", 1)[-1],
        name=issued.name,
    )


def _write(register: Register, event: Event) -> None:
    match event:
        case Opened():
            _opened(register, event)
        case Issued():
            register.document(row(event))
            _bind(register, event.drawn, event.number, event.key)
        case Voided():
            register.withdraw(event.number, event.reason)
        case Undone():
            _undone(register, event)
        case FoundInArchive():
            for lost in event.void:
                _bind(register, lost.drawn, lost.text, lost.key)
                register.withdraw(lost.text, "lost")
        case _:
            pass  # the others draw no number, issue no document and take back no drop


def _opened(register: Register, event: Opened) -> None:
    owner = f"case:{event.case}"
    _bind(register, event.drawn, event.case, owner)
    source = event.begun.source if event.begun else None
    if isinstance(source, FromCalendar):
        place = series(event.flow, source)
        register.bind(place, 0, source.period, f"{place}:{source.period}", owner)


def _undone(register: Register, event: Undone) -> None:
    for number in event.void:
        register.withdraw(number, "undone")
    for number in event.restore:
        register.restore(number)
    register.unaccept(event.sha256, event.stands.id)


def _bind(register: Register, drawn: Drawn | None, text: str, owner: str) -> None:
    if drawn:
        register.bind(drawn.series, drawn.year, drawn.n, text, owner)
