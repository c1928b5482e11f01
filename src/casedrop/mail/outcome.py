"""What became of a file that came by mail, in sentences for whoever sent it, with the files that come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from casedrop.calendar.dates import last_day
from casedrop.cases.case import from_json
from casedrop.desk import letters
from casedrop.desk.effects.reply import marked
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter
from casedrop.desk.recording.desk_entries import not_taken
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.room import Room
from casedrop.formats.mail.letter import Attachment
from casedrop.forms.messages import sentence
from casedrop.intake.effects import ArchiveStray, Effect, HandBack, ListProblems
from casedrop.language import messages, show
from casedrop.language.plain import plain
from casedrop.mail.landing import Part, came
from casedrop.store.beside import namesakes
from casedrop.store.records import Intake, LetterRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the lines that say so, and what comes back of it."""

    lines: tuple[str, ...]
    back: tuple[Attachment, ...] = ()


def outcome(room: Room, row: LetterRow, part: Part, lang: str, *, is_staff: bool) -> Outcome | None:
    """What became of a file of a letter; None as long as that is not decided, or not carried out yet."""
    drop = came(room, row, part)
    if drop is None or drop.state == "open":
        return None
    effects = room.ledger.effects_of_drop(drop.id)
    if any(one.state != "done" for one in effects if one.blocking):
        return None
    name = plain(PurePosixPath(part.path).name)
    if drop.state in ("accepted", "undone"):
        return Outcome(tuple(_accepted(room, drop, name, lang, is_staff=is_staff)))
    back = _back(room, part, [effect_of(one) for one in effects])
    return Outcome(tuple(_not_accepted(room, drop, name, lang, is_marked=bool(back))), tuple(back))


def _accepted(room: Room, drop: Intake, name: str, lang: str, *, is_staff: bool) -> Iterator[str]:
    """That a file was accepted, and what follows; where the case stands in the house is no customer's business."""
    yield messages.phrase("mail.accepted", lang, file=name, case=drop.case_id)
    row = room.ledger.case(drop.case_id or "")
    if not is_staff:
        yield messages.phrase("mail.accepted_mail", lang)
    elif row and row.state:
        stage = room.situation(from_json(row.state)).stage.titles[lang]
        day = last_day(row.due, room.workspace.settings.zone).isoformat() if row.due else ""
        limit = messages.phrase("mail.limit", lang, day=show(day, "date", lang)) if day else ""
        yield messages.phrase("mail.accepted_next", lang, stage=stage, limit=limit)


def _not_accepted(room: Room, drop: Intake, name: str, lang: str, *, is_marked: bool) -> Iterator[str]:
    known = drop.state if drop.state in ("parked", "split", "duplicate") else "refused"
    yield messages.phrase(f"mail.{known}", lang, file=name)
    entry = not_taken(drop)
    form = room.workspace.book.forms.get(entry.fills.form) if entry and entry.fills else None
    if known == "refused":
        for problem in entry.problems if entry else ():
            yield f"– {plain(sentence(form, problem, lang))}"
        if is_marked:
            yield messages.phrase("mail.mend", lang)


def _back(room: Room, part: Part, effects: Sequence[Effect]) -> list[Attachment]:
    """What was given back of a drop, as it was given; nothing of what somebody took or changed."""
    found = list[Attachment]()
    for effect in effects:
        if isinstance(effect, HandBack):
            found += _own(room, effect, _dropped(room, part, effects))
        elif isinstance(effect, ListProblems):
            there = _given(room, effect.path, effect.name)
            found += [Attachment(effect.name, there[0])] if len(there) == 1 else []
    return found


def _own(room: Room, do: HandBack, dropped: bytes | None) -> list[Attachment]:
    """The marked copy of a drop, if it lies there; one of the same name beside it may be of another sender."""
    if dropped is None:
        return []
    there = _given(room, do.path, do.name)
    if PurePosixPath(do.name).suffix.casefold() != PurePosixPath(do.path).suffix.casefold():
        # A copy in another format is not the same bytes twice.
        return [Attachment(do.name, there[0])] if len(there) == 1 else []
    with suppress(ConversionFailed, NoConverter):
        its = marked(dropped, do)
        return [Attachment(do.name, its)] if its in there else []
    return []


def _dropped(room: Room, part: Part, effects: Sequence[Effect]) -> bytes | None:
    """The bytes of a drop, from the archive once they are no longer in the spool; None if from nowhere."""
    with suppress(FileNotFoundError):
        return room.spooled(part.sha256)
    kept = (one for one in effects if isinstance(one, ArchiveStray) and one.sha256 == part.sha256)
    return next((room.archive.read(one.desk, one.file) for one in kept), None)


def _given(room: Room, path: str, name: str) -> list[bytes]:
    """What lies there as it was given back, by a name or one beside it."""
    place = letters.place_of_answers(room.workspace.root / path)
    return [one.read_bytes() for one in namesakes(place / name) if room.given.gave(one)]
