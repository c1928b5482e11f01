"""What the clock and the calendars bring about in cases, written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from casedrop.cases.calendar_opening import Beginning, series
from casedrop.cases.case import Case, from_json
from casedrop.cases.deadline import deadline, moved
from casedrop.cases.decide import begin, tick
from casedrop.cases.numbering import numbered
from casedrop.cases.situation import Situation
from casedrop.desk.recording.writer import Writer
from casedrop.flows.flow import Flow


def pass_deadline(writer: Writer, case_id: str, now: datetime) -> bool:
    """Write down what follows from a case's deadline if it is over; whether it was."""
    with writer.ledger.transaction() as tx:
        row = tx.case(case_id)
        if row is None:
            return False
        case = from_json(row.state)
        decided = tick(Situation.of(writer.book, case, now))
        if decided:
            writer.write_all(tx, case, decided, now)
    return bool(decided)


def begin_case(writer: Writer, flow: Flow, beginning: Beginning, now: datetime) -> str | None:
    """Write down a case that the calendar begins, and all it causes; its number, None if there was one of that period."""
    with writer.ledger.transaction() as tx:
        if tx.number(series(flow.id, beginning.source), 0, beginning.source.period):
            return None
        number = numbered(writer.book, flow.number, tx.draw, now)
        decided = begin(writer.book, flow, beginning.event(flow, number, now), now)
        return writer.write_all(tx, Case(), decided, now).id


def move_deadline(writer: Writer, case_id: str, now: datetime) -> bool:
    """Write down that a case's deadline has moved, from when to when and by which calendar; whether it has.

    It is reckoned as at the last decision, as a rebuild does: only calendars can have moved it.
    """
    with writer.ledger.transaction() as tx:
        row = tx.case(case_id)
        if row is None:
            return False
        case = from_json(row.state)
        situation = Situation.of(writer.book, case, now)
        due = deadline(replace(situation, now=tx.events(case_id)[-1].at))
        if due == row.due:
            return False
        writer.write_all(tx, case, [moved(situation, (row.due, due))], now)
    return True
