"""Issuing: what effects put into the outbox and take out of it. Each may be done twice with the same result."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from casedrop.cases.events import Issued
from casedrop.cases.folder import Folder
from casedrop.cases.parts import OutboxDocument
from casedrop.desk.effects.archive import kept, place_of
from casedrop.desk.effects.export import take_back
from casedrop.desk.recording.rows import past
from casedrop.desk.rendering.render import render
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.flows.attachments import Attached
from casedrop.intake.effects import IssueDocument, UndoDrop, WithdrawDocument
from casedrop.store import files, folders
from casedrop.store.archive import DESK
from casedrop.store.beside import namesakes, put_beside
from casedrop.store.records import Note, Placed


def issue_document(room: Room, do: IssueDocument) -> list[Note]:
    """Archive a document and what goes out with it, and put both into the outbox, into the folder of each of its readers; a file
    there that is not ours stays, and ours goes beside it. What earlier issues left with others is taken out. Gives where it
    stands.
    """
    made, home = do.document, place_of(room, do.folder)
    data = as_archived(room, do.folder, made)
    bring_along(room, home, made)
    room.archive.keep(home, made.file, "out", made.name, data)
    if is_superseded(room, made):
        return []
    paths = put_out(room, home, made, data)
    return [*_called_in(room, home, made), _placed(room, made.stamp.case, made.key, paths[0], data)]


def as_archived(room: Room, folder: Folder, made: Document) -> bytes:
    """The document as it was archived, whatever its template says by now; it is made if it was not archived yet."""
    return room.archive.read(place_of(room, folder), made.file) or render(room, made)


def bring_along(room: Room, home: str, made: Document) -> None:
    """Archive what is attached to a document before it, and put it into the outbox (PRB-11).

    A copy there that somebody changed is let be, and another laid beside it.
    """
    for number, one in enumerate(made.attached, made.file - len(made.attached)):
        data = room.archive.read(home, number) or _beside(room, home, one)
        room.archive.keep(home, number, "out", one.name, data)
        if not is_superseded(room, made):
            ours = room.archive.issued(home)
            for folder in places(room, made):
                put_beside(folder / one.name, data, ours)


def withdraw_document(room: Room, do: WithdrawDocument) -> list[Note]:
    """Take a document whose number is void, and its PDFs, out of the outbox, unless someone has changed it."""
    issued = past(entry for entry in room.ledger.events(do.folder.id) if entry.kind == "issued")
    mine = (event for event in issued if isinstance(event, Issued) and event.number == do.number)
    return [_take_out(room, place_of(room, do.folder), event.outbox) for event in mine]


def undo_drop(room: Room, do: UndoDrop) -> list[Note]:
    """Take what an undone drop brought out of the outbox, where no one has changed it, and put back what stood there."""
    home = place_of(room, do.folder)
    gone: list[Note] = [_take_out(room, home, issued) for issued in do.out]
    for rows in do.rows:
        take_back(room, home, rows)
    return [*gone, *(_put_back(room, home, issued) for issued in do.back)]


def is_superseded(room: Room, made: Document) -> bool:
    """Whether the case has issued the document again since, taken this issue back or made it void: it must not come out
    late (F3).

    Another document of the form, with a number of its own, stands beside this one (ACC-3); one of the desk's own is never
    followed by another.
    """
    row = room.ledger.case(made.stamp.case)
    if row and row.flow == DESK:
        return False
    withdrawn = row.state.get("withdrawn", ()) if row else ()
    same = (d for d in room.ledger.documents(made.stamp.case) if (d.form, d.number or "") == (made.form, made.number))
    later = (d for d in same if d.issue > made.stamp.issue)
    if made.stamp.issue in withdrawn or (made.number and room.ledger.void(made.number)):
        return True
    return any(d.issue not in withdrawn for d in later)


def put_out(room: Room, home: str, made: Document, data: bytes) -> list[Path]:
    """Put a document into the outbox, for each of its readers; gives its paths. A file there is replaced only if casedrop issued
    it and nobody changed it.
    """
    ours = room.archive.issued(home)
    return [put_beside(folder / made.name, data, ours) for folder in places(room, made)]


def places(room: Room, made: Document) -> list[Path]:
    """The folders of the outbox a document goes to, one for each of its readers (W19), made if need be."""
    folders = [room.workspace.out(place) for place in made.places]
    for folder in folders:
        files.make_dir(folder, within=room.workspace.outbox)
    return folders


def all_names(issued: OutboxDocument) -> list[str]:
    """The names of a document, of its PDFs and of what went out beside it in the outbox."""
    return [issued.name, *(p.name for p in issued.prints), *(a.name for a in issued.attached)]


def _beside(room: Room, home: str, one: Attached) -> bytes:
    """The bytes of what goes out beside a document: an enclosure as it was archived, else what the workspace keeps.

    Raises FileNotFoundError if the archive has lost the enclosure.
    """
    if not one.source:
        return room.releases.attachment(one.sha256)
    data = room.archive.read(home, one.source)
    if data is None:
        raise FileNotFoundError(f"{home}/{one.source:03d}")
    return data


def _called_in(room: Room, home: str, made: Document) -> list[Note]:
    """Take the earlier issues of a document out of the folders of those who do not read this one: what they did with it is done,
    and nobody is to fill in what was issued anew. In the folders of its own readers it took their place."""
    rows = room.ledger.documents(made.stamp.case)
    if not any(row.path and row.name == made.name and row.issue < made.stamp.issue for row in rows):
        return []
    events = past(entry for entry in room.ledger.events(made.stamp.case) if entry.kind == "issued")
    issued = [event.outbox for event in events if isinstance(event, Issued) and _is_earlier(event, made)]
    elsewhere = [(one, place) for one in issued for place in one.places if place not in made.places]
    return [_take_out(room, home, one, (place,)) for one, place in elsewhere]


def _is_earlier(event: Issued, made: Document) -> bool:
    return (event.form, event.number, event.name) == (made.form, made.number, made.name) and (
        event.issue < made.stamp.issue
    )


def _take_out(room: Room, home: str, issued: OutboxDocument, places: Sequence[str] = ()) -> Note:
    """Take a document out of folders of the outbox (none named: all it lies in), where nobody changed it."""
    shas = {hashlib.sha256(data).hexdigest() for data in kept(room, home, issued)}
    shas |= {one.sha256 for one in issued.attached}
    for folder in (room.workspace.out(place) for place in places or issued.places):
        for path in (p for name in all_names(issued) for p in namesakes(folder / name)):
            if files.digest(path) in shas:
                files.remove(path)
        folders.remove_empty(folder, folder.parent)
    return Placed(issued.case, issued.key, "")


def _put_back(room: Room, home: str, issued: OutboxDocument) -> Note:
    ours, (data, *printed) = room.archive.issued(home), kept(room, home, issued)
    attached = [(one.name, _beside(room, home, one)) for one in issued.attached]
    printed_names = [paper.name for paper in issued.prints]
    paths = []
    for folder in (room.workspace.out(place) for place in issued.places):
        files.make_dir(folder, within=room.workspace.outbox)
        paths.append(put_beside(folder / issued.name, data, ours))
        for name, other in (*zip(printed_names, printed, strict=False), *attached):
            put_beside(folder / name, other, ours)
    return _placed(room, issued.case, issued.key, paths[0], data)


def _placed(room: Room, case_id: str, key: str, path: Path, data: bytes) -> Note:
    where = path.relative_to(room.workspace.outbox).as_posix()
    return Placed(case_id, key, where, hashlib.sha256(data).hexdigest())
