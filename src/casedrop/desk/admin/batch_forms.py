"""Forms that are filled in beforehand for many, a row each: each is stamped like one from the shelf and comes back to open a
case of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from casedrop.desk.admin.batch import FOLDER, BatchPlan, TableRow
from casedrop.desk.outbox.blanks import lines, remember, shelved
from casedrop.desk.rendering.fill import as_file
from casedrop.desk.room import Room
from casedrop.forms.form import Form
from casedrop.language import filenames
from casedrop.store import files


def part_of(room: Room, form: Form) -> str | None:
    """The part of a form that is filled in to open a case; None of a form that opens none."""
    return next((part for one, part in shelved(room) if one.id == form.id), None)


def known(room: Room, planned: BatchPlan) -> BatchPlan:
    """The plan with those rows marked whose files lie there: somebody may be filling them in, so they are not made again."""
    rows = (replace(row, is_made=_place(room, planned, row).exists()) for row in planned.rows)
    return replace(planned, rows=tuple(rows))


def make(
    room: Room,
    planned: BatchPlan,
    part: str,
    done: Callable[[TableRow], object],
    is_enough: Callable[[], bool] = lambda: False,
) -> None:
    """Make a file of every row that is left, in the outbox; `done` hears of each. How they are stamped is recorded first, as of
    the shelf, so that they stay ours. After each `is_enough` is asked. Raises OSError."""
    remember(room, lines(room, planned.form, part, planned.lang))
    for row in planned.left:
        if is_enough():
            return
        path = _place(room, planned, row)
        files.make_dir(path.parent)
        files.write_new(path, as_file(room, planned.form, planned.lang, part, row.answers))
        done(row)


def _place(room: Room, planned: BatchPlan, row: TableRow) -> Path:
    """Where the file of a row lies: its number in the table stands before the title, so that each finds his own."""
    form = planned.form
    name = filenames.safe_name(f"{row.number:04} {form.titles[planned.lang]}", f".{form.format}")
    return room.workspace.outbox / FOLDER / filenames.safe_name(planned.name, "") / name
