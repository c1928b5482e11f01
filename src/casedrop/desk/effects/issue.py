"""Issuing: what deeds put into the outbox and take out of it. Each may be done twice with the same result."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from casedrop.desk.effects.archive import document, folder, kept
from casedrop.desk.effects.export import take_back
from casedrop.desk.effects.place import namesakes, put_beside
from casedrop.desk.rendering.render import document_from_json
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.store import files
from casedrop.store.archive import DESK

Payload = Mapping[str, Any]


def issue(room: Room, do: Payload) -> None:
    """Archive a document and what goes out beside it, and put them into the outbox, beside any file there that is not ours
    to replace."""
    made = document_from_json(do["document"])
    data = document(room, do, made)
    bring_along(room, folder(room, do["case"]), made)
    room.archive.keep(folder(room, do["case"]), made.file, "out", made.name, data)
    if not is_superseded(room, made):
        _remember(room, made, put_out(room, folder(room, do["case"]), made, data), data)


def bring_along(room: Room, home: str, made: Document) -> None:
    """None once what is attached to a document is archived before it and lies in the outbox (PRB-11).

    A copy there that somebody changed is let be, and another laid beside it.
    """
    for number, one in enumerate(made.attached, made.file - len(made.attached)):
        data = room.archive.read(home, number) or room.releases.attachment(one.sha256)
        room.archive.keep(home, number, "out", one.name, data)
        if not is_superseded(room, made):
            put_beside(place(room, made) / one.name, data, room.archive.issued(home))


def withdraw(room: Room, do: Payload) -> None:
    """Take a document whose number is void, and its PDFs, out of the outbox, unless someone has changed it."""
    home = folder(room, do["case"])
    for said in _issues(room, do["case"]["id"]):
        if said["number"] == do["number"]:
            _take_out(room, home, said)


def undo(room: Room, do: Payload) -> None:
    """Take what an undone drop brought out of the outbox, where no one has changed it, and put back what stood there."""
    for sheet in do["out"]:
        _take_out(room, folder(room, do["case"]), sheet)
    for said in do.get("rows", ()):
        take_back(room, folder(room, do["case"]), said)
    for sheet in do["back"]:
        _put_back(room, folder(room, do["case"]), sheet)


def is_superseded(room: Room, made: Document) -> bool:
    """Whether the case has issued the document again since, taken this issue back or made it void: it must not come out
    late (F3).

    Another document of the form, with a number of its own, stands beside this one (ACC-3); one of the desk's own is never
    followed by another.
    """
    with room.ledger.transaction() as tx:
        row = tx.case(made.stamp.case)
    if row and row.flow == DESK:
        return False
    withdrawn = row.state.get("withdrawn", ()) if row else ()
    same = (d for d in room.ledger.documents(made.stamp.case) if (d.form, d.number or "") == (made.form, made.number))
    later = (d for d in same if d.issue > made.stamp.issue)
    if made.stamp.issue in withdrawn or (made.number and room.ledger.void(made.number)):
        return True
    return any(d.issue not in withdrawn for d in later)


def put_out(room: Room, home: str, made: Document, data: bytes) -> Path:
    """Where the document now stands in the outbox; a file there is replaced only if it is one we issued, unchanged."""
    return put_beside(place(room, made) / made.name, data, room.archive.issued(home))


def place(room: Room, made: Document) -> Path:
    """The folder of the outbox a document goes to, made if need be."""
    folder_ = room.workspace.outbox / made.folder
    files.make_dir(folder_)
    return folder_


def all_names(sheet: Payload) -> list[str]:
    """The names of a document, of its PDFs and of what went out beside it in the outbox."""
    return [one["name"] for one in (sheet, *sheet["prints"], *sheet.get("attached", ()))]


def _take_out(room: Room, home: str, sheet: Payload) -> None:
    row = next(d for d in room.ledger.documents(sheet["case"]) if d.key == _key(sheet))
    place = room.workspace.outbox / sheet["folder"]
    shas = {hashlib.sha256(data).hexdigest() for data in kept(room, home, sheet)}
    shas |= {one["sha256"] for one in sheet.get("attached", ())}
    for path in (p for name in all_names(sheet) for p in namesakes(place / name)):
        if files.digest(path) in shas:
            files.remove(path)
    with room.ledger.transaction() as tx:
        tx.document(replace(row, path=""))


def _put_back(room: Room, home: str, sheet: Payload) -> None:
    row = next(d for d in room.ledger.documents(sheet["case"]) if d.key == _key(sheet))
    place, ours = room.workspace.outbox / sheet["folder"], room.archive.issued(home)
    files.make_dir(place)
    data, *printed = kept(room, home, sheet)
    path = put_beside(place / sheet["name"], data, ours)
    for paper, pdf_data in zip(sheet["prints"], printed, strict=False):
        put_beside(place / paper["name"], pdf_data, ours)
    for one in sheet.get("attached", ()):
        put_beside(place / one["name"], room.releases.attachment(one["sha256"]), ours)
    with room.ledger.transaction() as tx:
        tx.document(replace(row, path=_in_outbox(room, path), sha256=hashlib.sha256(data).hexdigest()))


def _key(sheet: Payload) -> str:
    return f"{sheet['case']}:{sheet['form']}:{sheet['issue']}:{sheet['part']}"


def _issues(room: Room, case_id: str) -> list[Payload]:
    return [e.data for e in room.ledger.events(case_id) if e.kind == "issued"]


def _in_outbox(room: Room, path: Path) -> str:
    return path.relative_to(room.workspace.outbox).as_posix()


def _remember(room: Room, made: Document, path: Path, data: bytes) -> None:
    rows = [d for d in room.ledger.documents(made.stamp.case) if d.key == made.key]
    with room.ledger.transaction() as tx:
        for row in rows:
            tx.document(replace(row, path=_in_outbox(room, path), sha256=hashlib.sha256(data).hexdigest()))
