"""What a role is told of a letter of which no file says it: what could not be taken, and the text of one without a file."""

from __future__ import annotations

from casedrop.desk.room import Room
from casedrop.formats.mail.letter import Letter
from casedrop.language import filenames, messages
from casedrop.language.plain import plain
from casedrop.language.problem import Problem
from casedrop.mail.accounts import Box
from casedrop.store.records import LetterRow


def problems(row: LetterRow) -> list[Problem]:
    """What is wrong with a letter, as it was written down."""
    return [Problem(said["code"], args=said["args"]) for said in row.facts["problems"]]


def note(room: Room, letter: Letter, box: Box, wrong: list[Problem]) -> tuple[str, str]:
    """The name and the text of a note for the role of a mailbox."""
    lang, who = room.workspace.settings.lang, letter.name or letter.sender
    phrases = [
        messages.phrase("mail.told_head", lang, box=box.address),
        messages.phrase("mail.told_from", lang, who=plain(f"{letter.name} <{letter.sender}>".strip())),
        messages.phrase("mail.told_subject", lang, subject=plain(letter.subject)),
        "",
        *(messages.say(one, lang) for one in wrong),
    ]
    said = [plain(line) for line in letter.text.splitlines()]
    text = ["", messages.phrase("mail.told_text", lang), "", *said] if letter.text else []
    name = filenames.safe_name(messages.phrase("mail.told_name", lang, who=plain(who)), ".txt")
    return name, "\n".join([*phrases, *text, ""])
