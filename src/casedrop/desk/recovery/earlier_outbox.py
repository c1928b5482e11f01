"""An outbox as it was laid out before, customer by customer, sorted by those who read it (W19): done once, at the first start.

A file moves to where its document would come out now; it is written there before it leaves its old place, so that a crash leaves
both, and doing it twice comes to the same. What casedrop did not issue stays where it lies.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from casedrop.cases import audience
from casedrop.cases.case import from_json
from casedrop.cases.events import Event, Exported, Issued
from casedrop.desk.effects.issue import all_names
from casedrop.desk.recording.rows import past
from casedrop.desk.room import Room
from casedrop.documents.exports import readers
from casedrop.store import files, folders
from casedrop.store.beside import namesakes, put_beside
from casedrop.store.records import CaseRow, DocumentRow, Placed

LAID_OUT = "outbox"
"""The name under which it is remembered how the outbox is laid out."""
BY_AUDIENCE = "by audience"
LISTS = "_todo"
"""The folder in which all lists lay."""

Places = Mapping[str, tuple[str, ...]]
"""In which folders of the outbox a file belongs, by its name."""


def sort(room: Room) -> None:
    """Sort what lies in the outbox by its readers, unless that was done. A case of which it fails is set aside with a word to the
    keeper, and tried again at the next start."""
    if room.ledger.memo(LAID_OUT) == BY_AUDIENCE:
        return
    for page in (room.workspace.outbox / LISTS).glob("*.html"):
        files.remove(page)
    folders.remove_empty(room.workspace.outbox / LISTS, room.workspace.outbox)
    done = [_is_sorted(room, folder, row) for folder, row in _cases(room)]
    if all(done):
        room.ledger.memorize(LAID_OUT, BY_AUDIENCE)


def _cases(room: Room) -> Iterator[tuple[Path, CaseRow]]:
    """The folders of cases that lie below a customer's own, and their cases."""
    for folder in sorted(room.workspace.outbox.glob("*/*")):
        row = None if folder.parent.name.startswith("_") or not folder.is_dir() else room.ledger.case(folder.name)
        if row and row.state:
            yield folder, row


def _is_sorted(room: Room, folder: Path, row: CaseRow) -> bool:
    name = folder.relative_to(room.workspace.outbox).as_posix()
    with room.incidents.guarded("workspace", f"outbox/{name}"):
        _sort_case(room, folder, row, name)
        return True
    return False


def _sort_case(room: Room, folder: Path, row: CaseRow, name: str) -> None:
    """Move what a case issued out of its folder, and write down where its documents lie now."""
    events = past(one for one in room.ledger.events(row.id) if one.kind in ("issued", "exported"))
    places = {file: of for event in events for file, of in _places(room, row, event, name).items()}
    moved = {old: new for file, of in places.items() for old, new in _moved(room, folder / file, of)}
    folders.remove_empty(folder, room.workspace.outbox)
    with room.ledger.transaction() as tx:
        for document in room.ledger.documents(row.id):
            if document.path.startswith(f"{name}/"):
                tx.note(Placed(row.id, document.key, moved.get(document.path) or _now(room, document, places)))


def _places(room: Room, row: CaseRow, event: Event, folder: str) -> Places:
    """Where the files of an event belong that were put into a folder."""
    if isinstance(event, Issued) and event.folder == folder:
        return dict.fromkeys(all_names(event.outbox), event.outbox.places)
    if isinstance(event, Exported) and event.folder == folder:
        return dict.fromkeys((one.name for one in event.files), audience.places(_users(room, row, event), folder))
    return {}


def _users(room: Room, row: CaseRow, event: Exported) -> tuple[str, ...]:
    """The roles for whom rows came out when no event said so."""
    flow = room.book(from_json(row.state)).flows[row.flow]
    stages = (stage for stage in flow.stages.values() if event.form in stage.exports)
    return event.to or tuple(dict.fromkeys(role for stage in stages for role in readers(flow, stage, event.form)))


def _moved(room: Room, path: Path, places: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each file at a path or by it, with the place to which it was moved; paths as the ledger has them."""
    outbox = room.workspace.outbox
    for old in namesakes(path):
        with contextlib.suppress(FileNotFoundError):  # another desk was there first
            data = old.read_bytes()
            for place in places:
                files.make_dir(room.workspace.out(place), within=outbox)
            new, *_ = [put_beside(room.workspace.out(place) / old.name, data, frozenset()) for place in places]
            files.remove(old)
            yield old.relative_to(outbox).as_posix(), new.relative_to(outbox).as_posix()


def _now(room: Room, document: DocumentRow, places: Places) -> str:
    """Where a document lies that was moved before a crash."""
    of = places.get(document.name)
    if not of:
        return document.path
    return (room.workspace.out(of[0]) / PurePosixPath(document.path).name).relative_to(room.workspace.outbox).as_posix()
