"""Drafts that are to go out: approved by hand, by being moved into a folder, or by the settings; as they lie, edited or not."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from email.parser import BytesParser
from email.policy import compat32
from pathlib import Path

from casedrop.cases.audience import CUSTOMERS
from casedrop.desk.effects.drafts import OUT, is_outdated
from casedrop.desk.room import Room
from casedrop.formats.mail import headers
from casedrop.formats.mail.writing import MARK, released
from casedrop.language import messages
from casedrop.language.problem import LANGS, Problem
from casedrop.mail import keeping
from casedrop.store import files
from casedrop.store.records import LetterRow
from casedrop.store.writers import is_being_written
from casedrop.watch.leftovers import is_leftover

SEND = "_send"
"""The folder below that of all customers' papers into which an office moves the drafts that are to go out."""

UNSENT = ("draft", "withdrawn", "failed", "doubtful")
"""From where a letter may be sent, or once more: whoever approves it again has looked."""


def approve_all(room: Room) -> int:
    """Let go out what lies in the folder for that, and every draft where letters go out at once; gives how many. One that cannot
    is set aside by itself, and stays where it is."""
    _forget_what_is_gone(room)
    approved = sum(_approved(room, path) for path in _moved(room))
    # Only now: what was moved no longer lies where it was laid.
    if room.workspace.settings.mail.get("send") == "at once":
        approved += sum(_approved(room, path) for path in [*_laid(room)])
    return approved


def drafts(room: Room) -> list[LetterRow]:
    """The drafts that nobody has approved yet, the oldest first."""
    return room.ledger.letters_in(("draft",), room.clock())


def withdraw_outdated(room: Room) -> None:
    """Take the drafts out of the outbox whose papers were replaced, taken back or made void, where nobody has changed them."""
    for row in drafts(room):
        path = room.workspace.root / row.facts["path"]
        if is_outdated(room, row) and (not path.is_file() or files.digest(path) == row.facts["laid"]):
            files.remove(path)
            room.ledger.put_letter(replace(row, state="withdrawn"))


def approve(room: Room, path: Path) -> Problem | None:
    """Let the draft at a path go out as it lies there, and take it out of the outbox; the Problem that keeps it from that. Doing
    it twice sends it once. Raises OSError."""
    data = path.read_bytes()
    message = BytesParser(policy=compat32).parsebytes(data, headersonly=True)
    marked = headers.said(message, MARK)
    key = marked if marked.startswith(OUT) else f"own:{hashlib.sha256(data).hexdigest()}"
    to = [one for name in ("To", "Cc", "Bcc") for one in headers.addresses(headers.said(message, name))]
    if not to:
        return Problem("mail.no-address")
    _write(room, key, data, to, headers.said(message, "Subject"))
    if path.resolve().is_relative_to(room.workspace.outbox.resolve()):
        files.remove(path)
    return None


def _write(room: Room, key: str, data: bytes, to: list[str], subject: str) -> None:
    """Write down that a letter goes out, and its bytes as they are sent; unless it goes, or has gone, already."""
    sender = str(room.workspace.settings.mail["address"])
    sha = keeping.keep(room, released(data, key, sender))
    with room.ledger.transaction() as tx:
        row = tx.letter(key) or LetterRow(key, "", "draft", "", "", room.clock(), facts={})
        if row.state in UNSENT:
            facts = {**row.facts, "to": to, "subject": subject, "from": sender}
            tx.put_letter(replace(row, state="ready", sha256=sha, address=to[0], due=None, tries=0, facts=facts))


def _laid(room: Room) -> Iterator[Path]:
    """The drafts that still lie where they were laid and have somebody to go to; those that were taken away are nobody's."""
    for row in drafts(room):
        path = room.workspace.root / row.facts["path"]
        if not path.is_file():
            room.ledger.put_letter(replace(row, state="withdrawn"))
        elif row.address:
            yield path


def _moved(room: Room) -> list[Path]:
    """The drafts that were moved to where they go out; what is still written, or a program left behind, is none, nor is a link,
    by which whatever we may read could be sent."""
    there = sorted((room.workspace.out(CUSTOMERS) / SEND).glob("*.eml"))
    return [one for one in there if not is_leftover(one.name) and not one.is_symlink() and not _is_young(room, one)]


def _is_young(room: Room, path: Path) -> bool:
    """Whether a file was touched so lately that it may still be written."""
    try:
        touched = path.lstat().st_mtime
        return 0 <= time.time() - touched < room.workspace.settings.quiet_seconds or is_being_written(path)
    except FileNotFoundError:
        return True
    except OSError:  # whoever reads it is told
        return False


def _approved(room: Room, path: Path) -> bool:
    """Whether a draft goes out by now; what keeps it from that is told, once as long as it lasts."""
    name = path.relative_to(room.workspace.root).as_posix()
    try:
        problem = approve(room, path)
    except Exception as error:
        room.incidents.record("mail", name, error)
        return False
    if problem:
        said = {lang: f"{path.name}: {messages.say(problem, lang)}" for lang in LANGS}
        room.incidents.note("mail", name, said, "mail")
    else:
        room.incidents.resolve("mail", name)
    return problem is None


def _forget_what_is_gone(room: Room) -> None:
    """Forget what was told of drafts that somebody took away since."""
    for one in room.incidents.all():
        is_draft = one.kind == "mail" and one.name.endswith(".eml")
        if is_draft and not (room.workspace.root / one.name).exists():
            room.incidents.resolve("mail", one.name)
