"""What a ledger knows, in plain values: two ledgers that know the same give equal dumps."""

from __future__ import annotations

from dataclasses import asdict

from casedrop.desk.effects.pdfs import is_void
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.room import Room
from casedrop.intake.effects import ConvertDocument
from casedrop.language.problem import Json
from casedrop.store import canonical_json, files
from casedrop.store.records import DocumentRow, Intake, QueuedEffect


def dump(room: Room) -> dict[str, Json]:
    """Everything that must be the same in a rebuilt ledger: events, cases, numbers and counters, documents, drops, heads,
    and what is still to be done.

    Left out is what only a living ledger knows: its own ids, who holds what, until when and for which time, when a drop
    was taken, effects that are done or that nothing is left to do for, drops not yet decided. A document's path and sha256
    count as far as the outbox has it.
    """
    ledger = room.ledger
    rows = ledger.cases()
    return {
        "events": {row.id: [asdict(e) for e in ledger.events(row.id)] for row in rows},
        "cases": [asdict(row) for row in rows],
        "numbers": [asdict(n) for n in ledger.all_numbers()],
        "series": ledger.counters(),
        "documents": [_document(room, d) for row in rows for d in ledger.documents(row.id)],
        "intakes": sorted((_intake(i) for i in ledger.intakes() if i.state != "open"), key=canonical_json.dumps),
        "due": sorted((_entry(d) for d in ledger.queued() if _is_left(room, d)), key=canonical_json.dumps),
        "heads": ledger.heads(),
        "customers": [asdict(row) for row in ledger.all_customers()],
    }


def _document(room: Room, row: DocumentRow) -> dict[str, Json]:
    path = room.workspace.outbox / row.path
    is_there = bool(row.path) and path.is_file() and files.digest(path) == row.sha256
    return asdict(row) if is_there else {**asdict(row), "path": "", "sha256": ""}


def _intake(row: Intake) -> dict[str, Json]:
    return {k: getattr(row, k) for k in ("sha256", "path", "role", "name", "state", "case_id", "note")}


def _is_left(room: Room, row: QueuedEffect) -> bool:
    effect = effect_of(row) if row.state != "done" else None
    return effect is not None and not (isinstance(effect, ConvertDocument) and is_void(room, effect.document))


def _entry(row: QueuedEffect) -> dict[str, Json]:
    return {k: getattr(row, k) for k in ("kind", "payload", "blocking", "lane")}
