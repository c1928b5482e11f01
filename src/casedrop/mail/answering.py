"""Answers to letters: one each, once it is decided about all that came with it, and never to a program."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from casedrop.desk.room import Room
from casedrop.formats.mail.letter import Attachment
from casedrop.formats.mail.writing import Post, write
from casedrop.language import messages, show
from casedrop.mail import keeping, senders, telling
from casedrop.mail.accounts import ANSWERS_AN_HOUR, Box, boxes
from casedrop.mail.landing import parts_of
from casedrop.mail.outcome import Outcome, outcome
from casedrop.store.records import LetterRow


def answer(room: Room) -> int:
    """Decide the answers to all letters of which everything is decided; gives how many go out. One that fails is set aside by
    itself."""
    known = {box.name: box for box in boxes(room.workspace.settings)}
    decided = 0
    for row in room.ledger.letters_in(("dropped", "filed"), room.clock()):
        with room.incidents.guarded("mail", f"answer:{row.key}"):
            box = known.get(row.box)
            decided += bool(box and _decided(room, box, row))
    return decided


def _decided(room: Room, box: Box, row: LetterRow) -> bool:
    """Whether a letter is answered by this: written down together with that it is over. Of programs and of those who may not send
    nothing but that is written."""
    if not row.facts["is_wanted"] or row.facts["is_automatic"]:
        room.ledger.put_letter(replace(row, state="over"))
        return False
    is_staff = senders.customer_of(room, row.address) is None
    lang = senders.language(room, row.address)
    found = [outcome(room, row, part, lang, is_staff=is_staff) for part in parts_of(row)]
    whole = [one for one in found if one is not None]
    if len(whole) < len(found):
        return False
    data = write(_post(room, box, row, whole, lang))
    sha = keeping.keep(room, data)
    since = room.clock() - timedelta(hours=1)
    most = room.workspace.settings.mail.get("answers_an_hour", ANSWERS_AN_HOUR)
    with room.ledger.transaction() as tx:
        may: bool = tx.answers_since(row.address, since) < most
        tx.put_letter(replace(row, state="over"))
        if may:
            facts = {"from": box.address, "subject": row.facts["subject"]}
            tx.put_letter(LetterRow(_key(row), "", "ready", sha, row.address, room.clock(), facts=facts))
    return may


def _key(row: LetterRow) -> str:
    return f"answer:{row.key}"


def _post(room: Room, box: Box, row: LetterRow, found: list[Outcome], lang: str) -> Post:
    company = room.workspace.book.companies[lang]
    day = show(row.at.astimezone(room.workspace.settings.zone).date().isoformat(), "date", lang)
    wrong = [messages.say(one, lang) for one in telling.problems(row)]
    blocks = ["\n".join(one.lines) for one in found] + wrong
    head = messages.phrase("mail.answer_head", lang, day=day)
    ends = [messages.phrase("mail.automatic", lang), str(company["name"])]
    subject = row.facts["subject"] or messages.phrase("mail.letter", lang)
    back = [Attachment(one.name, one.data) for each in found for one in each.back]
    return Post(
        key=_key(row),
        sender=(str(company["name"]), box.address),
        to=(row.facts["name"], row.address),
        subject=messages.phrase("mail.subject_answer", lang, subject=subject),
        text="\n\n".join([head, *blocks, *ends]) + "\n",
        at=room.clock(),
        attachments=back,
        answers=row.facts["message_id"],
        thread=row.facts["references"],
    )
