"""The list of a flow's cases: one line a case, by the columns the flow declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casedrop.cases.case import from_json
from casedrop.cases.columns import cells, in_words, stands
from casedrop.cases.situation import Situation
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.language.problem import Json


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case on its flow's list: its number, whether it is closed, and where it stands (`stage`; in words `stands`); the
    `values` of the flow's columns, and the same in `words`."""

    case: str
    closed: bool
    stage: str
    stands: str
    values: Mapping[str, Json]
    words: Mapping[str, str]


def lines(room: Room, flow: Flow, lang: str, *, closed: bool | None = None) -> Iterator[CaseLine]:
    """The cases of a flow, the oldest first; only those closed, or only those open, if asked for."""
    book, now = room.workspace.book, room.clock()
    for row in room.ledger.cases(closed=closed):
        if row.flow != flow.id or not row.state:
            continue
        case = from_json(row.state)
        situation = Situation.of(book, case, now)
        values = cells(flow, situation)
        where = stands(situation.flow.stages.get(case.stage), case, lang)
        words = in_words(book, flow, values, lang)
        yield CaseLine(case.id, bool(case.closed), case.closed or case.stage, where, values, words)
