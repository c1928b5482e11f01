"""Moving running cases to the present release of their flow: first listed case by case, then done, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casedrop.cases import migrate
from casedrop.cases.case import Case, from_json
from casedrop.cases.deadline import deadline
from casedrop.cases.events import Event
from casedrop.cases.evolve import fold
from casedrop.cases.steering.control import Decided
from casedrop.desk.desk import Desk
from casedrop.desk.recording.by_hand import write_by_hand
from casedrop.desk.releases import is_behind
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK
from casedrop.store.records import CaseRow


@dataclass(frozen=True, slots=True)
class Move:
    """A case that could move: how it stands, which versions its flow has (old, new), when its deadline ends by each (None if
    none runs), and why it cannot move."""

    case: Case
    versions: tuple[int, int]
    was: datetime | None
    due: datetime | None
    problems: tuple[Problem, ...] = ()


def unknown(room: Room, words: Collection[str]) -> list[str]:
    """Those of the words that are neither a flow nor a case."""
    rows = [row for row in room.ledger.cases() if row.flow != DESK]
    return sorted(set(words) - {row.id for row in rows} - {row.flow for row in rows} - set(room.workspace.book.flows))


def planned(room: Room, words: Collection[str]) -> list[Move]:
    """The running cases of the flows and numbers named (of all, if none is) that go by another release than the present one,
    and a closed one if its number is named; nothing is changed."""
    rows = [row for row in room.ledger.cases() if row.flow != DESK and _is_meant(row, words)]
    cases = [(row, from_json(row.state)) for row in rows]
    return [_move(room, row, case) for row, case in cases if is_behind(room.workspace.book, case)]


def applied(desk: Desk, words: Collection[str], done: Callable[[Move], object]) -> list[Move]:
    """The moves with what became of each: those without problems are done. `done` hears of each in its turn.

    Deadlines that are over by now count first. Raises what carrying out may raise.
    """
    desk.pass_deadlines()
    moves = []
    for move in planned(desk.room, words):
        problem = None if move.problems else carried(desk, move)
        moves.append(replace(move, problems=(problem,)) if problem else move)
        done(moves[-1])
    desk.carrier.finish()
    return moves


def carried(desk: Desk, move: Move) -> Problem | None:
    """Move a case as planned, with all that follows; or give the Problem that kept it where it was."""
    now = desk.room.clock()

    def decide(_flow: Flow, past: Sequence[Event]) -> Decided:
        case = fold(past)
        if case.version != move.case.version:
            return Problem("migrate.changed", args={"case": case.id})
        return migrate.events(desk.room.workspace.book, case, move.was, now)

    return write_by_hand(desk.writer, move.case.id, decide, now, correction=False)


def _is_meant(row: CaseRow, words: Collection[str]) -> bool:
    return row.id in words or (not row.closed and (not words or row.flow in words))


def _move(room: Room, row: CaseRow, case: Case) -> Move:
    book, now = room.workspace.book, room.clock()
    problems = tuple(migrate.problems(book, case, now))
    old, new = book.of(case).flows[case.flow], book.flows.get(case.flow)
    due = row.due if problems else deadline(migrate.target(book, case, now))
    return Move(case, (old.version, new.version if new else old.version), row.due, due, problems)
