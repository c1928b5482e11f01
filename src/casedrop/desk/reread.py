"""Reading a file apart: a document that a case issued is read by the form and template it was issued with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from casedrop.desk.room import Room
from casedrop.forms.reading import Examined
from casedrop.forms.stamp import Stamp, by_foot, parse
from casedrop.intake.enclosures import hides, is_named
from casedrop.intake.verdict import Records

FIRST = 2
"""Pages of a scan that must bear a code if its name says that it is another's paper: a contract of fifty has none."""


def examined(room: Room, path: Path, name: str, records: Records) -> Examined:
    """What a file says that is called `name`. Its stamp is known once it was read; where its form or template is another by
    now, it is read again."""
    seen = _seen(room, path, name, records)
    stamp = _stamp(room, seen, records)
    release = records.release(stamp) if stamp else ""
    known = room.releases.reading(room.workspace, release, stamp.form, stamp.lang) if stamp and release else None
    if stamp and not known and stamp.form != seen.reading.form:
        known = room.shelf(stamp.form)
    return room.reader(path, known, room.limits) if known else seen


def _seen(room: Room, path: Path, name: str, records: Records) -> Examined:
    """What the file says by the present forms; if it is called like an enclosure and begins without a code, no more than that."""
    if is_named(room.workspace.book, records, name):
        shelf = replace(room.shelf(), pages=FIRST, pieces=hides(room.workspace.book, records, name))
        begins = room.reader(path, shelf, room.limits)
        if begins.pieces is not None or (begins.scan and not any(page.codes for page in begins.scan.pages)):
            return begins
    return room.reader(path, room.shelf(), room.limits)


def _stamp(room: Room, seen: Examined, records: Records) -> Stamp | None:
    """What the file says of itself, genuine or not: it only chooses how the file is read."""
    if seen.reading.stamp:
        return parse(seen.reading.stamp)
    form = room.workspace.book.forms.get(seen.reading.form or "")
    return by_foot(seen.foot, form.code, records.stamps(seen.foot)) if form else None
