"""Carrying out: what each kind of deed does to the world. Each may be done twice with the same result."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pypdf.errors import PyPdfError

from casedrop.core import codes, names
from casedrop.core.model import Mark, Place
from casedrop.core.plan import Document
from casedrop.desk import convert
from casedrop.desk.answer import RETURNED, as_note
from casedrop.desk.render import document_from_json, render
from casedrop.desk.room import Room
from casedrop.paper.formats import FORMATS, printable
from casedrop.paper.pdf.stamp import stamp
from casedrop.paper.restamp import restamp
from casedrop.store import files, manifest
from casedrop.store.archive import case_folder
from casedrop.store.trouble import Taken

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


def issue(room: Room, do: Payload) -> None:
    """Archive a document and put it into the outbox, beside any file there that is not ours to replace."""
    made = document_from_json(do["document"])
    data = render(room, made)
    room.archive.keep(folder(room, do["case"]), made.file, "out", made.name, data)
    if not is_superseded(room, made):
        path = put_out(room, made, data)
        _remember(room, made, path.relative_to(room.workspace.outbox).as_posix(), data)


def withdraw(room: Room, do: Payload) -> None:
    """Take a document whose number is void, and its PDF, out of the outbox, unless someone has changed it."""
    ours = set(manifest.read(room.archive.root / folder(room, do["case"])).values())
    for row in (d for d in room.ledger.documents(do["case"]["id"]) if d.number == do["number"] and d.path):
        path = room.workspace.outbox / row.path
        for file in (path, path.with_suffix(".pdf")):
            if file.exists() and files.digest(file) in ours:
                files.remove(file)


def pdf(room: Room, do: Payload) -> None:
    """Make a document's PDF, archive it and put it beside the document; raises convert.NoConverter.

    A document that became void before its PDF was made needs none.
    """
    made = document_from_json(do["document"])
    if any(e.kind == "voided" and e.data["number"] == made.number for e in room.ledger.events(made.stamp.case)):
        return
    home = folder(room, do["case"])
    name = str(PurePosixPath(made.name).with_suffix(".pdf"))
    there = room.archive.root / home / f"{made.last_file:03d}-out-{name}"
    data = there.read_bytes() if there.exists() else _pdf_of(room, made)
    ours = room.archive.issued(home)
    room.archive.keep(home, made.last_file, "out", name, data)
    if not is_superseded(room, made):
        _put_beside(room.workspace.outbox / made.folder / name, data, ours)
    record(room, do)


def record(room: Room, do: Payload) -> None:
    """Bring a case's journal, case.json and manifest up to date with the ledger."""
    _record(room, folder(room, do["case"]), do["case"]["id"], with_case=True)


def hand_back(room: Room, do: Payload) -> None:
    """Put the sender's own file, marked, into `returned/` beside where it was dropped."""
    data = room.spooled(do["sha256"])
    if do["kind"] in FORMATS:
        marks = [Mark(Place(**m["place"]), m["text"]) for m in do["marks"]]
        data = FORMATS[do["kind"]].mark(data, marks) if marks else data
        data = restamp(data, do["stamp"]) if do["stamp"] else data
    _put_beside(returned(room, do["path"]) / do["name"], data, ours=frozenset())


def tell(room: Room, do: Payload) -> None:
    """Put a plain answer into `returned/`."""
    _put_beside(returned(room, do["path"]) / do["name"], as_note(do["text"]), ours=frozenset())


def clear(room: Room, do: Payload) -> None:
    """Take a file out of the inbox if its bytes are those taken in; another version of it stays and is taken in anew."""
    path = room.workspace.root / do["path"]
    if path.is_file() and files.digest(path) == do["sha256"]:
        files.remove(path)


ACTS: Mapping[str, Callable[[Room, Payload], None]] = {
    "keep": keep,
    "keep-stray": keep_stray,
    "record-desk": record_desk,
    "withdraw": withdraw,
    "issue": issue,
    "pdf": pdf,
    "record": record,
    "hand-back": hand_back,
    "tell": tell,
    "clear": clear,
}


def folder(room: Room, case: Payload) -> str:
    """The archive folder of a case, by the company's year in which it was opened."""
    return case_folder(room.year(datetime.fromisoformat(case["opened"])), case["flow"], case["id"])


def archive_home(room: Room, do: Payload) -> str | None:
    """The folder of the archive a deed writes to; None if it writes to none."""
    return folder(room, do["case"]) if "case" in do else do.get("desk")


def kept_name(name: str) -> str:
    """The name a drop is archived under: its own, made safe."""
    path = PurePosixPath(name)
    return names.safe_name(path.stem, path.suffix)


def returned(room: Room, path: str) -> Path:
    """The `returned/` folder beside a dropped file, made if need be."""
    place = (room.workspace.root / path).parent / RETURNED
    files.make_dir(place)
    return place


def is_superseded(room: Room, made: Document) -> bool:
    """Whether the case has issued the form anew since: what comes out late must not take the place of the newer (F3)."""
    return any(d.form == made.form and d.issue > made.stamp.issue for d in room.ledger.documents(made.stamp.case))


def put_out(room: Room, made: Document, data: bytes) -> Path:
    """Where the document now stands in the outbox; a file there is replaced only if it is one we issued, unchanged."""
    place = room.workspace.outbox / made.folder
    files.make_dir(place)
    ours = frozenset(d.sha256 for d in room.ledger.documents(made.stamp.case) if d.sha256)
    return _put_beside(place / made.name, data, ours)


def _put_beside(path: Path, data: bytes, ours: frozenset[str]) -> Path:
    for k in range(1, 1000):
        target = path if k == 1 else path.with_name(f"{path.stem} ({k}){path.suffix}")
        try:
            files.write_new(target, data)
        except Taken:
            if files.digest(target) not in ours:
                continue
            files.replace(target, data)
        return target
    raise Taken(path=path)


def _pdf_of(room: Room, made: Document) -> bytes:
    """The PDF of a document, every page of a Word one bearing its own code; raises what `convert.to_pdf` raises."""
    kind, code = room.form(made.form).format, codes.of(made.stamp)
    data = convert.to_pdf(printable(render(room, made), kind), made.name)
    if code is None or kind != "docx":
        return data
    try:
        return stamp(data, code, made.facts["doc"]["readable"], room.key)
    except (PyPdfError, KeyError) as error:
        raise convert.ConversionFailed(made.name) from error


def _remember(room: Room, made: Document, path: str, data: bytes) -> None:
    rows = [d for d in room.ledger.documents(made.stamp.case) if d.key == made.key]
    with room.ledger.transaction() as tx:
        for row in rows:
            tx.document(replace(row, path=path, sha256=hashlib.sha256(data).hexdigest()))


def _record(room: Room, home: str, case_id: str, *, with_case: bool) -> None:
    with room.ledger.transaction() as tx:
        row = tx.case(case_id)
    if row is None:
        return
    head = room.archive.record(home, room.ledger.events(case_id), row.state if with_case else None)
    with room.ledger.transaction() as tx:
        tx.anchor(home, head)
