"""Bringing out rows, and lists of what is wrong with them: what effects do with the bulk tables of a workbook.

Each may be done twice with the same result: the files follow from the workbook's bytes and its form alone.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedrop.cases import audience
from casedrop.cases.parts import OutboxRows
from casedrop.desk.effects.archive import place_of
from casedrop.desk.effects.reply import give_back
from casedrop.desk.reading.bulk import FAULTS, Task, Wanted, file_in, unroll
from casedrop.desk.room import Room
from casedrop.forms.form import Form
from casedrop.intake.effects import ExportRows, ListProblems
from casedrop.store import files
from casedrop.store.beside import namesakes, put_beside


def export_rows(room: Room, do: ExportRows) -> None:
    """Archive the rows of a drop as files and put them into the outbox; a file there that is not ours stays, and ours
    goes beside it.
    """
    home = place_of(room, do.folder)
    data = room.archive.read(home, do.source)
    if data is None:
        raise FileNotFoundError(f"{home}/{do.source:03d}")
    with _unrolled(room, data, do, "rows") as made:
        for one in do.files:
            rows = file_in(made, one.table, one.kind).read_bytes()
            room.archive.keep(home, one.file, "out", one.name, rows)
            for place in audience.places(do.to, do.outbox):
                files.make_dir(room.workspace.out(place), within=room.workspace.outbox)
                put_beside(room.workspace.out(place) / one.name, rows, room.archive.issued(home))


def list_problems(room: Room, do: ListProblems) -> None:
    """Put a list of all that is wrong with a workbook's tables into `returned/`, beside where it was dropped."""
    with _unrolled(room, room.spooled(do.sha256), do, "faults") as made:
        give_back(room, do.path, do.name, (made / FAULTS).read_bytes())


def take_back(room: Room, home: str, rows: OutboxRows) -> None:
    """Take rows that an undone drop brought out of the outbox, where no one has changed them."""
    for one in rows.files:
        kept = room.archive.read(home, one.file)
        for place in audience.places(rows.to, rows.folder):
            for path in namesakes(room.workspace.out(place) / one.name):
                if kept is not None and files.digest(path) == hashlib.sha256(kept).hexdigest():
                    files.remove(path)


@contextmanager
def _unrolled(room: Room, data: bytes, do: ExportRows | ListProblems, wanted: Wanted) -> Iterator[Path]:
    """A folder with what was made of a workbook; it is gone afterwards. Raises ChildProcessError."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "book"
        book.write_bytes(data)
        unroll(Task(str(book), _form(room, do), do.lang, place, wanted, room.limits))
        yield Path(place)


def _form(room: Room, do: ExportRows | ListProblems) -> Form:
    """The form by which the workbook was read: that of the case's release, or the present one."""
    return room.releases.form(do.release, do.form) or room.form(do.form)
