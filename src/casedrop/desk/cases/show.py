"""What can be told of one case: its life, and what is still to be done."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from casedrop.cases import event_codec
from casedrop.cases.case import from_json
from casedrop.cases.events import Accepted, Enclosed, Event, Migrated, PagesScanned, Spread
from casedrop.cases.parts import Child
from casedrop.desk.cases.overview import iso, short
from casedrop.desk.outbox import todo
from casedrop.desk.recording.rows import event_of
from casedrop.desk.releases import is_behind
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.forms.signing import Proofs, told, told_of_ink
from casedrop.intake.effects import ConvertDocument, IssueDocument, OfFolder
from casedrop.language.problem import Json
from casedrop.store.records import DocumentRow, Entry, QueuedEffect

if TYPE_CHECKING:
    from casedrop.desk.recording import queueing
else:
    queueing = Late("casedrop.desk.recording.queueing")


def case_report(room: Room, case_id: str) -> dict[str, Json] | None:
    """One case: its timeline, answers, what it waits for, documents and deadline; None if there is none."""
    row = room.ledger.case(case_id)
    if row is None or not row.state:
        return None
    case = from_json(row.state)
    waits = [] if case.closed else todo.awaited(room, case, row.due)
    return {
        **short(room, row),
        "earlier": is_behind(room.workspace.book, case),
        "opened": case.opened,
        "timeline": [_line(e) for e in room.ledger.events(case_id)],
        "opened_by": asdict(case.source) if case.source else None,
        "children": [_child(number, child) for number, child in case.children.items()],
        "answers": dict(case.answers),
        "waits": [{"role": w.role, "form": w.form, "part": w.part, "since": w.since, "until": w.until} for w in waits],
        "documents": [_document(room, d) for d in room.ledger.documents(case_id)],
        "pending": [one for entry in room.ledger.queued(lane=case_id) if (one := _pending(entry, case_id))],
    }


def _line(entry: Entry) -> dict[str, Json]:
    return {"at": iso(entry.at), "event": entry.kind, **_said(event_of(entry))}


def _said(event: Event) -> dict[str, str]:
    """What a line of a case's life says of an event."""
    if isinstance(event, Migrated):
        return {"from": event.old[:8], "to": event.new[:8]}
    if isinstance(event, Spread):
        return {"cases": ", ".join([*(begun.case for begun in event.opened), *event.told])}
    _, data = event_codec.to_json(event)
    said = {k: data[k] for k in _SAID if data.get(k)}
    return {**said, **_signed(event.proofs)} if isinstance(event, Accepted | Enclosed | PagesScanned) else said


def _signed(proofs: Proofs) -> dict[str, str]:
    """What is known of who signed a file, in the codes of what is told of it; {} if nothing is."""
    codes = [f"{one.code} ({one.args['signer']})" for one in told(proofs.signatures)]
    codes += [f"{one.code} ({one.place.say('en')})" for one in told_of_ink(proofs.ink or ())]
    vouched = {"vouched": proofs.vouched} if proofs.vouched else {}
    return {"signed": ", ".join(codes), **vouched} if codes else vouched


_SAID = (
    "form",
    "part",
    "role",
    "child",
    "stage",
    "from",
    "to",
    "by",
    "number",
    "name",
    "how",
    "reason",
    "why",
    "was",
    "due",
    "person",
)
"""What is told of an event, in this order."""


def _child(number: str, child: Child) -> dict[str, Json]:
    """A case that this one opened: for which row, whose, where it stands."""
    whose = child.customer["name"]
    return {"case": number, "row": child.key, "customer": whose, "stage": child.stage, "open": child.open}


def _document(room: Room, row: DocumentRow) -> dict[str, Json]:
    there = bool(row.path) and (room.workspace.outbox / row.path).exists()
    return {"form": row.form, "number": row.number, "issue": row.issue, "path": row.path, "in_outbox": there}


def _pending(entry: QueuedEffect, case_id: str) -> dict[str, Json] | None:
    """What an entry of the queue still does for the case; None if it is done, or another's."""
    effect = queueing.effect_of(entry) if entry.state != "done" else None
    if not isinstance(effect, OfFolder) or effect.folder.id != case_id:
        return None
    name = effect.document.name if isinstance(effect, IssueDocument | ConvertDocument) else ""
    return {"kind": entry.kind, "name": name, "state": entry.state, "why": entry.why}
