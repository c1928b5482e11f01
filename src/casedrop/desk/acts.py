"""Carrying out: what each kind of deed does to the world. Each may be done twice with the same result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from casedrop.core import names
from casedrop.core.document import Document
from casedrop.core.model import Mark, Place
from casedrop.desk import effects
from casedrop.desk.answer import RETURNED, as_note
from casedrop.desk.render import document_from_json, render
from casedrop.desk.room import Room
from casedrop.paper.formats import FORMATS
from casedrop.paper.restamp import restamp
from casedrop.paper.scan.cut import cut as cut_pages
from casedrop.store import files
from casedrop.store.archive import DESK, case_folder
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
    data = document(room, do, made)
    room.archive.keep(folder(room, do["case"]), made.file, "out", made.name, data)
    if not is_superseded(room, made):
        _remember(room, made, put_out(room, folder(room, do["case"]), made, data), data)


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
    for sheet in do["back"]:
        _put_back(room, folder(room, do["case"]), sheet)


def record(room: Room, do: Payload) -> None:
    """Bring a case's journal, case.json and manifest up to date with the ledger."""
    _record(room, folder(room, do["case"]), do["case"]["id"], with_case=do["case"]["flow"] != DESK)


def hand_back(room: Room, do: Payload) -> None:
    """Put the sender's own file, marked, into `returned/` beside where it was dropped."""
    data = room.spooled(do["sha256"])
    if do["kind"] in FORMATS:
        marks = [Mark(Place(**m["place"]), m["text"]) for m in do["marks"]]
        data = FORMATS[do["kind"]].mark(data, marks) if marks else data
        data = restamp(data, do["stamp"]) if do["stamp"] else data
    put_beside(returned(room, do["path"]) / do["name"], data, ours=frozenset())


def cut(room: Room, do: Payload) -> None:
    """Put some pages of a scan, every pixel as it was, into the inbox beside it, or into `returned/`."""
    place = returned(room, do["path"]) if do["back"] else (room.workspace.root / do["path"]).parent
    put_beside(place / do["name"], cut_pages(room.spooled(do["sha256"]), do["pages"]), ours=frozenset())


def call(room: Room, do: Payload) -> None:
    """Put a parked drop back into the inbox, unless it lies there again already or was accepted meanwhile."""
    path = room.workspace.root / do["path"]
    data = room.archive.read(do["desk"], do["file"])
    is_there = path.is_file() and files.digest(path) == do["sha256"]
    if data is not None and not is_there and room.ledger.accepted(do["sha256"]) is None:
        files.make_dir(path.parent)
        put_beside(path, data, ours=frozenset())


def tell(room: Room, do: Payload) -> None:
    """Put a plain answer into `returned/`."""
    put_beside(returned(room, do["path"]) / do["name"], as_note(do["text"]), ours=frozenset())


def clear(room: Room, do: Payload) -> None:
    """Take a file out of the inbox if its bytes are those taken in; another version of it stays and is taken in anew."""
    path = room.workspace.root / do["path"]
    if path.is_file() and files.digest(path) == do["sha256"]:
        files.remove(path)


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
    return names.safe_name(path.stem, path.suffix)


def returned(room: Room, path: str) -> Path:
    """The `returned/` folder beside a dropped file, made if need be."""
    place = (room.workspace.root / path).parent / RETURNED
    files.make_dir(place)
    return place


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


def put_beside(path: Path, data: bytes, ours: frozenset[str]) -> Path:
    """Where the bytes now stand: at the path, or beside it where a file is that is not one of `ours` (sha256)."""
    for target in beside(path):
        try:
            files.write_new(target, data)
        except Taken:
            if files.digest(target) not in ours:
                continue
            files.replace(target, data)
        return target
    raise Taken(path=path)


def document(room: Room, do: Payload, made: Document) -> bytes:
    """The document as it was archived, whatever its template says since; made now if it was not yet."""
    return room.archive.read(folder(room, do["case"]), made.file) or render(room, made)


def beside(path: Path) -> Iterator[Path]:
    """A path, then the names beside it, `name (2)`, `name (3)`, for when a file of someone else stands there."""
    yield path
    yield from (path.with_name(f"{path.stem} ({k}){path.suffix}") for k in range(2, 1000))


def namesakes(path: Path) -> list[Path]:
    """The files that stand at a path or at the names beside it."""
    there = {p.name for p in path.parent.iterdir()} if path.parent.is_dir() else set()
    return [target for target in beside(path) if target.name in there]


def _take_out(room: Room, home: str, sheet: Payload) -> None:
    row = next(d for d in room.ledger.documents(sheet["case"]) if d.key == effects.key(sheet))
    place = room.workspace.outbox / sheet["folder"]
    shas = {hashlib.sha256(data).hexdigest() for data in kept(room, home, sheet)}
    for path in (p for name in all_names(sheet) for p in namesakes(place / name)):
        if files.digest(path) in shas:
            files.remove(path)
    with room.ledger.transaction() as tx:
        tx.document(replace(row, path=""))


def _put_back(room: Room, home: str, sheet: Payload) -> None:
    row = next(d for d in room.ledger.documents(sheet["case"]) if d.key == effects.key(sheet))
    place, ours = room.workspace.outbox / sheet["folder"], room.archive.issued(home)
    files.make_dir(place)
    data, *printed = kept(room, home, sheet)
    path = put_beside(place / sheet["name"], data, ours)
    for paper, pdf_data in zip(sheet["prints"], printed, strict=False):
        put_beside(place / paper["name"], pdf_data, ours)
    with room.ledger.transaction() as tx:
        tx.document(replace(row, path=_in_outbox(room, path), sha256=hashlib.sha256(data).hexdigest()))


def kept(room: Room, home: str, sheet: Payload) -> list[bytes]:
    """A document and those of its PDFs that are there by now, as they were archived."""
    numbers = range(sheet["file"] - len(sheet["prints"]), sheet["file"] + 1)
    return [data for n in numbers if (data := room.archive.read(home, n)) is not None]


def all_names(sheet: Payload) -> list[str]:
    """The names of a document and of its PDFs in the outbox."""
    return [sheet["name"], *(paper["name"] for paper in sheet["prints"])]


def _issues(room: Room, case_id: str) -> list[Payload]:
    return [e.data for e in room.ledger.events(case_id) if e.kind == "issued"]


def _in_outbox(room: Room, path: Path) -> str:
    return path.relative_to(room.workspace.outbox).as_posix()


def _remember(room: Room, made: Document, path: Path, data: bytes) -> None:
    rows = [d for d in room.ledger.documents(made.stamp.case) if d.key == made.key]
    with room.ledger.transaction() as tx:
        for row in rows:
            tx.document(replace(row, path=_in_outbox(room, path), sha256=hashlib.sha256(data).hexdigest()))


def _record(room: Room, home: str, case_id: str, *, with_case: bool) -> None:
    with room.ledger.transaction() as tx:
        row = tx.case(case_id)
    if row is None:
        return
    head = room.archive.record(home, room.ledger.events(case_id), row.state if with_case else None)
    with room.ledger.transaction() as tx:
        tx.anchor(home, head)
