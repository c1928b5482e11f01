"""Drafts that are to go out: approved by hand, by being moved into a folder, or by the settings; as they lie, edited or not."""

from __future__ import annotations

import hashlib
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

SEND = "_send"
"""The folder below that of all customers' papers into which an office moves the drafts that are to go out."""


def approve_all(room: Room) -> int:
    """Let go out what lies in the folder for that, and every draft where letters go out at once; gives how many. One that cannot
    is set aside by itself, and stays where it is."""
    moved = sorted((room.workspace.out(CUSTOMERS) / SEND).glob("*.eml"))
    approved = sum(_approved(room, path) for path in moved)
    if (
        room.workspace.settings.mail.get("send") == "at once"
    ):  # only now: what was moved no longer lies where it was laid
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
    row = room.ledger.letter(key)
    if not to:
        return Problem("mail.no-address")
    if row is None or row.state in ("draft", "withdrawn"):
        _write(room, row, key, data, to, headers.said(message, "Subject"))
    if path.resolve().is_relative_to(room.workspace.outbox.resolve()):
        files.remove(path)
    return None


def _write(room: Room, row: LetterRow | None, key: str, data: bytes, to: list[str], subject: str) -> None:
    """Write down that a letter goes out, and its bytes as they are sent."""
    sender = str(room.workspace.settings.mail["address"])
    known = row or LetterRow(key, "", "draft", "", "", room.clock(), facts={})
    sha = keeping.keep(room, released(data, key, sender))
    facts = {**known.facts, "to": to, "subject": subject, "from": sender}
    room.ledger.put_letter(replace(known, state="ready", sha256=sha, address=to[0], facts=facts))


def _laid(room: Room) -> Iterator[Path]:
    """The drafts that still lie where they were laid and have somebody to go to; those that were taken away are nobody's."""
    for row in drafts(room):
        path = room.workspace.root / row.facts["path"]
        if not path.is_file():
            room.ledger.put_letter(replace(row, state="withdrawn"))
        elif row.address:
            yield path


def _approved(room: Room, path: Path) -> bool:
    name = path.relative_to(room.workspace.root).as_posix()
    problem: Problem | None = None
    with room.incidents.guarded("mail", name):
        problem = approve(room, path)
    if problem:
        said = {lang: f"{path.name}: {messages.say(problem, lang)}" for lang in LANGS}
        room.incidents.note("mail", name, said, "mail")
    return problem is None and room.incidents.get("mail", name) is None
