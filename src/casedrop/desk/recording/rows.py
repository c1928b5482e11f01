"""Cases and folders of the desk as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from casedrop.cases import event_codec
from casedrop.cases.case import Case, from_json, to_json
from casedrop.cases.deadline import deadline
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event
from casedrop.cases.situation import Situation
from casedrop.desk.recording import desk_entries
from casedrop.desk.recording.desk_entries import DeskEntry
from casedrop.language.problem import Json
from casedrop.store.archive import DESK
from casedrop.store.ledger import Snapshot
from casedrop.store.records import CaseRow, Entry

Line = Mapping[str, Json]
"""An event or an entry of the desk as the ledger takes it: its `kind` and its `data`."""


def event_of(entry: Entry) -> Event:
    """The event that an entry of a case's ledger or journal tells of."""
    return event_codec.from_json(entry.kind, entry.data)


def past(entries: Iterable[Entry]) -> list[Event]:
    """The events of a case, as its ledger or its journal has them."""
    return [event_of(entry) for entry in entries]


def line(event: Event) -> Line:
    """An event as the ledger takes it."""
    kind, data = event_codec.to_json(event)
    return {"kind": kind, "data": data}


def desk_line(entry: DeskEntry) -> Line:
    """An entry of a journal of the desk's own, as the ledger takes it."""
    kind, data = desk_entries.to_json(entry)
    return {"kind": kind, "data": data}


def loaded(tx: Snapshot, case_id: str) -> Case | None:
    """A case as it stands; None if there is none."""
    row = tx.case(case_id)
    return from_json(row.state) if row and row.state else None


def events_of(tx: Snapshot, case_id: str) -> list[Event]:
    """All events of a case; none if there is none."""
    return past(tx.events(case_id))


def open_cases(tx: Snapshot, flow: str, customer: str | None) -> list[Case]:
    """The open cases of a flow, and of a customer (by its key) if one is named, the oldest first."""
    return [from_json(row.state) for row in tx.open_cases(flow, customer)]


def cases_under(tx: Snapshot, flow: str, key: str) -> list[Case]:
    """The cases of a flow that another case opened under a key, open and closed, the oldest first."""
    return [from_json(row.state) for row in tx.cases_under(flow, key)]


def case_row(book: Definitions, case: Case, now: datetime) -> CaseRow:
    """Where a case stands after a decision at `now`, as the ledger keeps it; a flow that is gone gives no deadline."""
    book = book.of(case)
    flow = book.flows.get(case.flow)
    return CaseRow(
        id=case.id,
        flow=case.flow,
        lang=case.lang,
        customer=case.customer["key"],
        stage=case.stage,
        closed=bool(case.closed),
        due=deadline(Situation(book, flow, case, now)) if flow and case.stage in flow.stages else None,
        version=case.version,
        state=to_json(case),
        under=case.source.key if case.source else None,
    )


def version_of(tx: Snapshot, folder: str) -> int:
    """How many events a folder of the desk has, which is also the number of its last file; 0 for a new one."""
    row = tx.case(folder)
    return row.version if row else 0


def desk_row(book: Definitions, folder: str) -> CaseRow:
    """A folder of the desk, as the ledger keeps it: a case of no flow, which nothing waits for."""
    return CaseRow(folder, DESK, book.lang, "", "", closed=True, state={})
