"""Keeping: what deeds put into the archive, and where in it they put it. Each may be done twice with the same result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from casedrop.desk.rendering.render import render
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.language import filenames
from casedrop.store.archive import DESK, case_folder

Payload = Mapping[str, Any]


def keep(room: Room, do: Payload) -> None:
    """Archive a drop with its case."""
    room.archive.keep(folder(room, do["case"]), do["file"], "in", kept_name(do["name"]), room.spooled(do["sha256"]))


def keep_stray(room: Room, do: Payload) -> None:
    """Archive a drop no case took."""
    room.archive.keep(do["desk"], do["file"], "in", kept_name(do["name"]), room.spooled(do["sha256"]))


def record_desk(room: Room, do: Payload) -> None:
    """Bring the desk's own journal and manifest up to date."""
    _record(room, do["desk"], do["desk"], with_case=False)


def record(room: Room, do: Payload) -> None:
    """Bring a case's journal, case.json and manifest up to date with the ledger."""
    _record(room, folder(room, do["case"]), do["case"]["id"], with_case=do["case"]["flow"] != DESK)


def folder(room: Room, case: Payload) -> str:
    """The archive folder of a case, by the company's year in which it was opened; of the desk, its own."""
    if case["flow"] == DESK:
        return str(case["id"])
    return case_folder(room.year(datetime.fromisoformat(case["opened"])), case["flow"], case["id"])


def archive_home(room: Room, do: Payload) -> str | None:
    """The folder of the archive a deed writes to; None if it writes to none."""
    return folder(room, do["case"]) if "case" in do else do.get("desk")


def kept_name(name: str) -> str:
    """The name a drop is archived under: its own, made safe."""
    path = PurePosixPath(name)
    return filenames.safe_name(path.stem, path.suffix)


def document(room: Room, do: Payload, made: Document) -> bytes:
    """The document as it was archived, whatever its template says since; made now if it was not yet."""
    return room.archive.read(folder(room, do["case"]), made.file) or render(room, made)


def kept(room: Room, home: str, sheet: Payload) -> list[bytes]:
    """A document and those of its PDFs that are there by now, as they were archived."""
    numbers = range(sheet["file"] - len(sheet["prints"]), sheet["file"] + 1)
    return [data for n in numbers if (data := room.archive.read(home, n)) is not None]


def _record(room: Room, home: str, case_id: str, *, with_case: bool) -> None:
    with room.ledger.transaction() as tx:
        row = tx.case(case_id)
    if row is None:
        return
    head = room.archive.record(home, room.ledger.events(case_id), row.state if with_case else None)
    with room.ledger.transaction() as tx:
        tx.anchor(home, head)
