"""Receiving: a dropped file is claimed, copied, and read apart by the forms it was made with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from casedrop.desk import as_issued, causes, replies, signed_scans
from casedrop.desk.rendering.example import example
from casedrop.desk.room import Room
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.stamp import Stamp, by_foot, parse
from casedrop.intake import enclosures
from casedrop.intake.submission import Records, Submission
from casedrop.language.problem import Problem
from casedrop.store import files
from casedrop.store.errors import NotAFile, Resting, Stale, TooLarge, Trouble
from casedrop.store.records import Intake

if TYPE_CHECKING:
    from casedrop.desk.reading.examine import KnownForms

LEASE_SECONDS = 900
"""How long a claim holds: longer than reading a drop and writing it down ever takes."""
DEADLY = 3
"""Readings of one file that may die before it is given back as one that crashes readers (F7)."""
WRITTEN = frozenset({"docx", "xlsx"})
"""The kinds of which all forms are."""
FIRST = 2
"""Pages of a scan that must bear a code if its name says that it is another's paper: a contract of fifty has none."""


def claim(room: Room, drop: Path | Intake) -> Intake | None:
    """Claim a file of the inbox, or a drop that was left open, for a while; None if another desk has it, or if the file
    is gone or may not be taken.
    """
    if isinstance(drop, Intake):
        path, intake = room.workspace.root / drop.path, _claimed(room, drop.sha256, drop.path, drop.role)
    else:
        path, sha = drop, _spooled(room, drop)
        where = drop.relative_to(room.workspace.root).as_posix()
        intake = _claimed(room, sha, where, _role(room, drop)) if sha else None
    if intake and _is_done(room, path, intake):
        room.ledger.forget(intake)
        return None
    return intake


@contextlib.contextmanager
def released_in_trouble(room: Room, intake: Intake) -> Iterator[None]:
    """A context that gives the claim back, as if it had never been made, if anything is raised in it (F3); the error
    goes on.
    """
    try:
        yield
    except Exception:
        with contextlib.suppress(OSError, Trouble):
            room.ledger.release(intake, room.clock())
        raise


def set_aside(room: Room, path: str, error: Exception) -> bool:
    """Write down that the drop at a path of the workspace raised an error, and tell whether it is to be left alone until its
    cause is mended: what a disk or a lock keeps from being taken may be tried again at once."""
    if not isinstance(error, Stale):
        room.incidents.record("drop", path, error)
    return not causes.is_passing(error)


def read(room: Room, records: Records, intake: Intake) -> Examined:
    """What a claimed drop says; of a file that keeps killing its readers, only that it cannot be read."""
    if intake.strikes > DEADLY:
        return Examined("unknown", "", Reading(problems=(Problem("file.crashed"),)))
    return examined(room, records, room.spool / intake.sha256, intake.name)


def submission(room: Room, intake: Intake, seen: Examined) -> Submission:
    """A claimed drop, as it is judged now; of one that had to wait for its turn, with when it came first."""
    came = room.ledger.came(intake.sha256)
    return Submission(seen, intake.sha256, intake.name, intake.role, room.clock(), intake.path, came)


def examined(room: Room, records: Records, path: Path, name: str) -> Examined:
    """What the file called `name` says, read in a process of its own.

    A document that a case issued is read by the form and template it was issued with. Which these are is known only once it
    was read; if they differ from the present ones, it is read again.
    """
    first = _by_present_forms(room, records, path, name)
    stamp = None if first.scan else _stamp(room, records, first)
    release = records.release(stamp) if stamp else ""
    if not release:
        await_mending(room, first)
    known = room.releases.reading(room.workspace, release, stamp.form, stamp.lang) if stamp and release else None
    if stamp and not known and stamp.form != first.reading.form:
        known = room.shelf(stamp.form)
    seen = room.reader(path, replace(known, roots=room.roots), room.limits) if known else first
    if first.scan:
        return as_issued.of_pages(room, signed_scans.looked_at(room, path, seen))
    return as_issued.beside(room, seen, stamp, known) if stamp and release else seen


def await_mending(room: Room, seen: Examined) -> None:
    """Raise Resting for a form that only a flow that rests could take, or that may be one of it for all that can be told."""
    rests, form = room.workspace.resting, room.workspace.book.forms.get(seen.reading.form or "")
    waits_for = [flow for flow in rests if (form.flow == flow if form else seen.kind in WRITTEN)]
    if waits_for:
        raise Resting(flows=", ".join(waits_for))


def _by_present_forms(room: Room, records: Records, path: Path, name: str) -> Examined:
    """What the file says by the present forms. Of a file that is called like an enclosure, and whose first pages have
    no code, only the beginning is read.
    """
    book = room.workspace.book
    case = enclosures.named(book, records, name)
    if case:
        shelf = replace(_shelf(room), pages=FIRST, pieces=enclosures.hides(book, case))
        begins = room.reader(path, shelf, room.limits)
        if begins.pieces is not None or (begins.scan and not any(page.codes for page in begins.scan.pages)):
            return begins
    return room.reader(path, _shelf(room), room.limits)


def _shelf(room: Room) -> KnownForms:
    """The present forms, and how a document of them is made."""
    return replace(room.shelf(), example=partial(example, room))


def _stamp(room: Room, records: Records, first: Examined) -> Stamp | None:
    """The stamp the file claims to bear, genuine or not: it only decides how the file is read."""
    if first.reading.stamp:
        return parse(first.reading.stamp)
    form = room.workspace.book.forms.get(first.reading.form or "")
    return by_foot(first.foot, form.code, records.stamps(first.foot)) if form else None


def _spooled(room: Room, path: Path) -> str | None:
    """The sha256 of a file, once its bytes are in the spool; None if there is none that may be taken.

    One that is too large stays where it is, with an answer beside it (B12).
    """
    try:
        return files.copy_in(path, room.spool, room.workspace.settings.file_mb * 1_000_000)
    except (FileNotFoundError, NotAFile):
        return None
    except TooLarge:
        replies.too_large(room, path)
        return None


def _claimed(room: Room, sha256: str, path: str, role: str | None) -> Intake | None:
    name = PurePosixPath(path).name
    return room.ledger.claim(sha256, path, role, name, room.owner, room.clock(), LEASE_SECONDS)


def _is_done(room: Room, path: Path, intake: Intake) -> bool:
    """Whether another desk decided this very drop, and took it away, while it was copied here, perhaps by one that died of it
    before it could see that (G1)."""
    if not room.ledger.is_repeated(intake):
        return False
    return not path.is_file() or files.digest(path) != intake.sha256


def _role(room: Room, path: Path) -> str | None:
    """The role whose folder of the inbox a path lies in; None for the inbox itself."""
    first = path.relative_to(room.workspace.inbox).parts[0]
    return room.workspace.settings.role(first) if path.name != first else None
