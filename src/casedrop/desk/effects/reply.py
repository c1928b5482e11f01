"""Answering: what effects do about a dropped file, beside where it lay. Each may be done twice with the same result."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from casedrop.desk import letters
from casedrop.desk.letters import as_note, refusal
from casedrop.desk.reading.copies import in_format
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.formats.registry import MARKS, PDF, restamped
from casedrop.formats.scan.limits import UnusableError
from casedrop.formats.zips import UnreadableError
from casedrop.intake.effects import ClearInbox, CutPages, DropAgain, HandBack, Reply
from casedrop.language.problem import Problem
from casedrop.store import files
from casedrop.store.beside import put_beside
from casedrop.store.writers import is_being_written

if TYPE_CHECKING:
    from casedrop.formats.scan import cut as cutting
else:
    cutting = Late("casedrop.formats.scan.cut")


_TOO_BROKEN = (UnreadableError, SyntaxError, LookupError, ValueError, AttributeError, TypeError)
"""What comes up where a package lacks what marks are written into; of XML that is none, a SyntaxError."""


def hand_back(room: Room, do: HandBack) -> None:
    """Put the sender's own file, marked, into `returned/` beside where it was dropped: a copy of it in the format that can
    be marked, if it is of another office's. One that is read and yet too broken to be written into comes back as it came, and
    what its marks say beside it. Raises ConversionFailed, NoConverter."""
    data = room.spooled(do.sha256)
    try:
        given = _written_into(data, do)
    except _TOO_BROKEN:
        text = refusal(PurePosixPath(do.path).name, room.workspace.settings.lang, [mark.text for mark in do.marks])
        give_back(room, do.path, f"{PurePosixPath(do.name).stem}.txt", as_note(text))
        given = data
    give_back(room, do.path, do.name, given)


def marked(data: bytes, do: HandBack) -> bytes:
    """A sender's file as it is given back: the same bytes, whenever that is asked. Raises ConversionFailed, NoConverter."""
    try:
        return _written_into(data, do)
    except _TOO_BROKEN:
        return data


def _written_into(data: bytes, do: HandBack) -> bytes:
    """A sender's file with marks and stamp; as it came, if it is of a format without."""
    if do.format == PDF and do.stamp:
        return restamped(data, PDF, do.stamp)
    if do.format is None or do.format not in MARKS:
        return data
    data = in_format(data, do.format)
    data = MARKS[do.format](data, do.marks) if do.marks else data
    return restamped(data, do.format, do.stamp) if do.stamp else data


def cut_pages(room: Room, do: CutPages) -> None:
    """Put some pages of a scan, every pixel as it was, into the inbox beside it, or into `returned/`; a scan that cannot be
    cut comes back whole, with a word."""
    data = room.spooled(do.sha256)
    try:
        pages = cutting.cut(data, do.pages)
    except UnusableError:
        _uncut(room, do, data)
        return
    if do.comes_back:
        give_back(room, do.path, do.name, pages)
    else:
        put_beside((room.workspace.root / do.path).parent / do.name, pages, ours=frozenset())


def _uncut(room: Room, do: CutPages, data: bytes) -> None:
    """Give a scan back as it came, once for all its parts, and say that it could not be taken apart."""
    name, lang = PurePosixPath(do.path), room.workspace.settings.lang
    give_back(room, do.path, name.name, data)
    text = as_note(refusal(name.name, lang, [Problem("scan.uncut").say(lang)]))
    give_back(room, do.path, f"{name.stem}.txt", text)


def drop_again(room: Room, do: DropAgain) -> None:
    """Put a parked drop back into the inbox, unless it lies there again already or was accepted meanwhile."""
    path = room.workspace.root / do.path
    data = room.archive.read(do.desk, do.file)
    is_there = path.is_file() and files.digest(path) == do.sha256
    if data is not None and not is_there and room.ledger.accepted(do.sha256) is None:
        files.make_dir(path.parent, within=room.workspace.inbox)
        put_beside(path, data, ours=frozenset())


def reply(room: Room, do: Reply) -> None:
    """Put a plain answer into `returned/`."""
    give_back(room, do.path, do.name, as_note(do.text))


def clear_inbox(room: Room, do: ClearInbox) -> None:
    """Take a file out of the inbox if its bytes are those taken in; another version of it stays and is taken in anew.

    Raises OSError (EBUSY) while another program has it open for writing: what that writes must not be lost with it.
    """
    path = room.workspace.root / do.path
    if path.is_file() and files.digest(path) == do.sha256:
        if is_being_written(path):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
        files.settle()  # what was archived of it lasts before it goes
        files.remove(path)
    is_answered = letters.plain_stem(path.stem) != path.stem
    if is_answered and room.ledger.accepted(do.sha256) is not None:
        _tidy(room, path)


def _tidy(room: Room, accepted: Path) -> None:
    """Take away what had come back of a file that was mended and is accepted by now: the one of its name in `returned/`, and the
    answer or the page beside that. Only what is as it was given back goes. Raises OSError."""
    place = letters.place_of_answers(accepted)
    for name in (accepted.name, f"{accepted.stem}.txt", f"{accepted.stem}.html"):
        there = place / name
        if there.is_file() and room.given.gave(there):
            files.remove(there)


def give_back(room: Room, path: str, name: str, data: bytes) -> None:
    """Put bytes by a name into the `returned/` folder beside the dropped file `path`; into the same one, if it was mended in one.
    They are remembered first, so that what a crash leaves is not taken for a drop."""
    dropped = room.workspace.root / path
    place = letters.place_of_answers(dropped)
    files.make_dir(place, within=room.workspace.inbox)
    room.given.remember(data)
    put_beside(place / name, data, ours=frozenset(), but=dropped)
