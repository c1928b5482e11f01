"""The list of a flow's cases: one line a case, by the columns the flow declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from casedrop.cases.case import from_json
from casedrop.cases.columns import cells, in_words, stands
from casedrop.cases.situation import Situation
from casedrop.desk.cases import overview
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.language import messages
from casedrop.language.problem import Json
from casedrop.store.records import CaseRow


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case on its flow's list: its number, whether it is closed, and where it stands (`stage`; in words `stands`); the
    `values` of the flow's columns, and the same in `words`; `short` is what is told of a case of any flow (`overview.short`)."""

    case: str
    closed: bool
    stage: str
    stands: str
    values: Mapping[str, Json]
    words: Mapping[str, str]
    short: Mapping[str, Json] = field(default_factory=dict)


def lines(room: Room, flow: Flow, lang: str, *, closed: bool | None = None) -> Iterator[CaseLine]:
    """The cases of a flow, the oldest first; only those closed, or only those open, if asked for.

    A case that cannot be worked out stands there without values, and the keeper is told; it hides no other.
    """
    for row in room.ledger.cases(closed=closed, flow=flow.id):
        yield _line(room, flow, row, lang) or _unclear(flow, row, lang)


def _line(room: Room, flow: Flow, row: CaseRow, lang: str) -> CaseLine | None:
    """The line of a case; None, and the keeper is told, where it cannot be worked out."""
    with room.incidents.guarded("line", f"{row.id}/columns", subject=row.id, flow=flow.id):
        case = from_json(row.state)
        situation = Situation.of(room.workspace.book, case, room.clock())
        values = cells(flow, situation)
        where = stands(situation.flow.stages.get(case.stage), case, lang)
        words = in_words(room.workspace.book, flow, values, lang)
        short = {} if flow.columns else overview.short(room, row)
        return CaseLine(case.id, bool(case.closed), case.closed or case.stage, where, values, words, short)
    return None


def _unclear(flow: Flow, row: CaseRow, lang: str) -> CaseLine:
    names = [column.name for column in flow.columns]
    where = messages.phrase("keeper.unclear", lang)
    return CaseLine(row.id, row.closed, row.stage, where, dict.fromkeys(names), dict.fromkeys(names, ""))
