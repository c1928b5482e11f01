"""Letters taken in: each is written down with all that is attached to it, before a file of it is dropped."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace

from casedrop.desk.recording.desk_entries import NotTaken
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recording.rows import desk_line, desk_row, version_of
from casedrop.desk.room import Room
from casedrop.formats.mail import letter as letters
from casedrop.formats.mail.letter import Attachment, Letter
from casedrop.intake.effects import ArchiveStray, Effect, RecordDesk, Reply
from casedrop.language import filenames
from casedrop.language.problem import Json, Problem
from casedrop.mail import landing, senders, telling
from casedrop.mail.accounts import LETTER_MB, Box, setting_aside
from casedrop.mail.mailbox import DONE, REFUSED, Gone, Mailbox, on_the_line, opened
from casedrop.store import files
from casedrop.store.archive import desk_folder
from casedrop.store.ledger import Transaction
from casedrop.store.records import LetterRow, VerdictWord
from casedrop.watch.landing import landing_name, may_land

AT_ONCE = 50
"""Letters that are taken in one round, so that the others wait for no flood."""
DEADLY = 3
"""Readings of one letter that may end the process before it is refused unread."""


@dataclass(frozen=True)
class Came:
    """A letter that lies in a mailbox: its key, its bytes, and what these say; of one that may not be sent, who sent it."""

    box: Box
    key: str
    data: bytes
    letter: Letter
    is_wanted: bool

    @property
    def sha256(self) -> str:
        """The sha256 (hex) of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


def fetch(room: Room, box: Box) -> list[LetterRow]:
    """Take in the letters that lie in a mailbox; gives those that are taken and filed away. One that fails is set aside by
    itself. Raises MailDown."""
    done = []
    with opened(room, box) as mailbox:
        for uid, key in _round(room, box, mailbox):
            with setting_aside(room, key), on_the_line(box):
                with suppress(Gone):
                    done.append(_take(room, box, mailbox, uid, key))
                room.incidents.resolve("mail", key)
    return done


def _round(room: Room, box: Box, mailbox: Mailbox) -> list[tuple[str, str]]:
    """The numbers and keys of the letters of one round; those that were set aside come last, so that they keep no other out."""
    aside = {one.name for one in room.incidents.all() if one.kind == "mail"}
    known = [(uid, f"in:{box.name}:{mailbox.validity}:{uid}") for uid in mailbox.uids()]
    return sorted(known, key=lambda one: one[1] in aside)[:AT_ONCE]


def _take(room: Room, box: Box, mailbox: Mailbox, uid: str, key: str) -> LetterRow:
    """Take one letter as far as it goes: written down, dropped, filed away; what was done before is not done again."""
    row = room.ledger.letter(key)
    if row is None or row.state in ("reading", "taken"):
        came, row = _read(room, box, mailbox, uid, row or _new(room, box, key))
        if row.state == "reading":
            row = _written(room, came, row)
        if row.state == "taken":
            row = landing.land(room, row, came.letter.attachments)
    mailbox.put_away(uid, REFUSED if row.facts["is_refused"] else DONE)
    if row.state == "dropped":
        row = replace(row, state="filed")
        room.ledger.put_letter(row)
    return row


def _new(room: Room, box: Box, key: str) -> LetterRow:
    return LetterRow(key, box.name, "reading", "", "", room.clock(), facts={})


def _read(room: Room, box: Box, mailbox: Mailbox, uid: str, row: LetterRow) -> tuple[Came, LetterRow]:
    """A letter's bytes and what they say, and how far it has come: as far as the same bytes under another number, if the server
    has numbered its letters anew. That it is read is written down before, so that none ends every process that tries."""
    most = room.workspace.settings.mail.get("letter_mb", LETTER_MB)
    is_large = row.state == "reading" and mailbox.size(uid) > most * 1_000_000
    data = mailbox.head(uid) if is_large else mailbox.letter(uid)
    row = _begun(room, box, row, hashlib.sha256(data).hexdigest())
    said = letters.head(data)
    is_wanted = senders.may_send(room, box, said)
    if is_large:
        said = replace(said, problems=(Problem("mail.large", args={"limit": most}),))
    elif row.state == "reading" and row.tries > DEADLY:
        said = replace(said, problems=(Problem("mail.unreadable"),))
    elif is_wanted or row.state == "taken":  # what was taken comes in, whatever the settings say by now
        said = letters.read(data)
    return Came(box, row.key, data, said, is_wanted), row


def _begun(room: Room, box: Box, row: LetterRow, sha256: str) -> LetterRow:
    """The letter of these bytes as it stood before, under whatever number; of a new one it is written down that it is read."""
    twin = room.ledger.letter_like(box.name, sha256)
    if twin and twin.facts["is_wanted"]:  # who may send now may have been refused then
        return twin
    if row.state == "reading":
        row = replace(row, sha256=sha256, tries=row.tries + 1)
        room.ledger.put_letter(row)
    return row


def _written(room: Room, came: Came, row: LetterRow) -> LetterRow:
    """The letter once it is written down; a disk or a ledger that failed says nothing against the letter."""
    try:
        return _write(room, came, row)
    except Exception:
        room.ledger.put_letter(replace(row, tries=0))
        raise


def _write(room: Room, came: Came, row: LetterRow) -> LetterRow:
    """Write down what becomes of a letter, in one transaction: where its files will lie, the letter in the archive, and what its
    role is told. Of one that may not be sent nothing is kept but that it came."""
    is_wanted = came.is_wanted
    kept, problems = _kept(room, came.letter) if is_wanted else ([], [])
    if is_wanted:
        files.write_new(room.spool / came.sha256, came.data, private=True)
    with room.ledger.transaction() as tx:
        parts = landing.planned(room, came.box.role, kept)
        facts = _facts(came, parts, problems, is_refused=not is_wanted or _is_refused(came.letter, parts))
        facts |= {"after": tx.last_drop(), "is_wanted": is_wanted}
        row = replace(row, state="taken", address=came.letter.sender, facts=facts, tries=0)
        if is_wanted:
            _archive(room, tx, came, row)
        tx.put_letter(row)
    return row


def _is_refused(letter: Letter, parts: list[landing.Part]) -> bool:
    """Whether nothing of a letter could be taken though something was meant to be."""
    return not parts and bool(letter.problems or letter.attachments)


def _kept(room: Room, letter: Letter) -> tuple[list[Attachment], list[Problem]]:
    """The attachments that are dropped, by the names they get there, and what is wrong with the others and the letter."""
    limit, kept, problems = room.workspace.settings.file_mb, list[Attachment](), list(letter.problems)
    for one in letter.attachments:
        name = landing_name(one.name)
        if len(one.data) > limit * 1_000_000:
            problems.append(Problem("mail.part-large", args={"file": name, "limit": limit}))
        elif not may_land(name):
            problems.append(Problem("mail.part-name", args={"file": name}))
        else:
            kept.append(replace(one, name=name))
    if not letter.attachments and not problems:
        problems.append(Problem("mail.empty"))
    return kept, problems


def _facts(came: Came, parts: list[landing.Part], problems: list[Problem], *, is_refused: bool) -> dict[str, Json]:
    said = came.letter
    return {
        "subject": said.subject,
        "name": said.name,
        "message_id": said.message_id,
        "references": list(said.references),
        "is_automatic": said.is_automatic,
        "is_refused": is_refused,
        "parts": [landing.to_json(one) for one in parts],
        "problems": [{"code": one.code, "args": dict(one.args)} for one in problems],
    }


def _archive(room: Room, tx: Transaction, came: Came, row: LetterRow) -> None:
    """Let a letter be archived with the desk's papers of the year, and its role be told what no file says."""
    book, now = room.workspace.book, room.clock()
    desk = desk_folder(room.year(now))
    version = version_of(tx, desk)
    name = filenames.safe_name(came.letter.subject or came.letter.sender, ".eml")
    path, problems = f"{book.inbox(came.box.role)}/{name}", telling.problems(row)
    verdict: VerdictWord = "split" if row.facts["parts"] else "stray"
    entry = NotTaken(verdict, came.sha256, name, path, came.box.role, None, tuple(problems), desk, version + 1)
    tx.append(desk, version, [desk_line(entry)], now, desk_row(book, desk))
    told: list[Effect] = [Reply(path, *telling.note(room, came.letter, came.box, problems))] if problems else []
    tx.queue(None, queued([ArchiveStray(desk, version + 1, came.sha256, name), *told, RecordDesk(desk)], row.key))
