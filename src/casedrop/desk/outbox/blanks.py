"""The shelf of empty forms: `outbox/_blank/<lang>/<flow>/`, one file for every form that opens a case, and the one by which
cases are steered, kept up to date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from casedrop.desk.crew import Crew, cores
from casedrop.desk.outbox.fingerprint import fingerprint
from casedrop.desk.recording.desk_entries import Shelved, entries_of
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recording.rows import desk_line, desk_row
from casedrop.desk.rendering.render import fill
from casedrop.desk.room import Room
from casedrop.documents.document import facts_of
from casedrop.forms.form import Form
from casedrop.forms.judging import workdays
from casedrop.forms.stamp import ANEW, Stamp, write
from casedrop.intake.effects import RecordDesk
from casedrop.language import filenames
from casedrop.language.problem import LANGS, Json
from casedrop.store import canonical_json, files, folders
from casedrop.store.archive import SHELF_FOLDER

BLANK = "_blank"
MADE = "blanks.json"
MANY = 16
"""Empty forms from which on they are made by processes of their own: on all cores, and what that takes of memory is then free."""

Empty = tuple[Form, str, str]
"""An empty form, with the part that is filled, in a language."""


def refresh(room: Room) -> list[Path]:
    """The empty forms that were written anew: what they are made from changed, or what lay on the shelf.

    How they are stamped is recorded first, so that they stay ours should the key be lost. What is made from the same as last
    time is not made again.
    """
    there, made, langs = shelved(room), Made(room), room.workspace.settings.languages
    if made.is_as_it_was(made_of(room, there), len(there) * len(langs)):
        return []
    remember(room, [line for lang in langs for form, part in there for line in lines(room, form, part, lang)])
    wanted = [(form, part, lang) for lang in langs for form, part in there]
    ahead = made_ahead(room, [one for one in wanted if made.is_lacking(*one)])
    written = [p for one in wanted if (p := _kept_up(made, *one, ahead))]
    made.clear({shelf_name(form, lang) for lang in langs for form, _ in there})
    made.keep(made_of(room, there))
    return written


def shelf_name(form: Form, lang: str) -> str:
    """Where an empty form lies below the shelf."""
    return f"{lang}/{form.flow}/{filenames.safe_name(form.titles[lang], f'.{form.format}')}"


def made_of(room: Room, there: list[tuple[Form, str]]) -> str:
    """The fingerprint of all that the whole shelf is made from, and of what its journal holds; "" without one of the
    templates."""
    book = room.workspace.book
    try:
        papers = [(form.fingerprint, part, _templates(room, form)) for form, part in there]
    except OSError:
        return ""
    journal = [(entry.seq, entry.data) for entry in room.ledger.events(SHELF_FOLDER)]
    said = (
        book.companies,
        workdays.fact(book.calendar, room.clock().astimezone(book.zone).date()),
        hashlib.sha256(room.key).hexdigest(),
        hashlib.sha256(logo_mark(room)).hexdigest(),
    )
    return fingerprint(b"", papers, journal, *said)


def logo_mark(room: Room) -> bytes:
    """What tells the company's logo from another, by its file, which need not be looked at; empty for none."""
    data = room.workspace.logo_file()
    return hashlib.sha256(data).digest() if data else b""


def _templates(room: Room, form: Form) -> list[str]:
    """The hash of the form's template for each language."""
    paths = [room.workspace.template_path(form, lang) for lang in LANGS]
    known = {path: files.digest(path) for path in dict.fromkeys(paths)}
    return [known[path] for path in paths]


def made_ahead(room: Room, wanted: Sequence[Empty]) -> Mapping[str, bytes]:
    """The bytes of empty forms by where they lie below the shelf, made by processes of their own if they are many. What fails
    there is not among them: its own turn will show why."""
    if len(wanted) < MANY:
        return {}
    crew: Crew[int, bytes] = Crew(lambda n: blank(room, *wanted[n]), cores())
    with crew:
        made = crew.all(range(len(wanted)))
    return {shelf_name(form, lang): data for (form, _, lang), data in zip(wanted, made, strict=True) if data}


def _kept_up(made: Made, form: Form, part: str, lang: str, ahead: Mapping[str, bytes]) -> Path | None:
    """Where an empty form was written anew; None if it lies there, or cannot be made and is set aside."""
    with made.room.incidents.guarded("blank", f"{form.id}.{lang}"):
        return made.put(form, part, lang, ahead)
    return None


def remember(room: Room, lines: list[str]) -> None:
    """Write each of the stamps into the shelf's journal."""
    with room.ledger.transaction() as tx:
        entries = tx.events(SHELF_FOLDER)
        shelved = [entry for entry in entries_of(entries) if isinstance(entry, Shelved)]
        new = sorted(set(lines) - {line for entry in shelved for line in entry.stamps})
        if not new:
            return
        line, there = desk_line(Shelved(tuple(new))), desk_row(room.workspace.book, SHELF_FOLDER)
        version = tx.append(SHELF_FOLDER, len(entries), [line], room.clock(), there)
        tx.queue(None, queued([RecordDesk(SHELF_FOLDER)], f"{SHELF_FOLDER}:{version}"))


def lines(room: Room, form: Form, part: str, lang: str) -> list[str]:
    """How an empty form may be stamped: as it lies on the shelf, and as one handed back to open a case of its own."""
    own = stamp(form, part, lang)
    return [write(own, room.key), write(replace(own, number=ANEW), room.key)]


def stamp(form: Form, part: str, lang: str) -> Stamp:
    """The stamp of an empty form: it has no case."""
    return Stamp(form.id, form.version, lang, part=part)


def shelved(room: Room) -> list[tuple[Form, str]]:
    """The forms of the shelf, each with the part that is filled: those that open cases, and the one that steers them."""
    book = room.workspace.book
    opening = [(i.form, i.part) for flow in book.flows.values() for _, i in flow.items() if i.opens]
    steering = [(book.steering.form, "")] if book.steering else []
    return [(room.form(form), part) for form, part in dict.fromkeys((*opening, *steering))]


def blank(room: Room, form: Form, part: str, lang: str) -> bytes:
    """An empty form of the shelf; it bears no date, so the same form gives the same bytes."""
    return fill(room, form, lang, {}, form.writable(part), stamp(form, part, lang), _facts(room, form, part, lang))


def _facts(room: Room, form: Form, part: str, lang: str) -> dict[str, Json]:
    facts = facts_of(room.workspace.book, None, form, stamp(form, part, lang), room.key, room.clock())
    return {**facts, "doc": {**facts["doc"], "date": ""}, "today": ""}


class Made:
    """What the shelf was made from when it was last refreshed: of the whole shelf one fingerprint; by path below it, the
    fingerprint of what went in and the hash of what came out (`state/blanks.json`; where it cannot be read, everything is made
    anew)."""

    def __init__(self, room: Room) -> None:
        self.room, self.path = room, room.workspace.settings.state / MADE
        self.shelf = room.workspace.outbox / BLANK
        self.of, self.known = self._read()
        self.now: dict[str, dict[str, str]] = {}

    def _read(self) -> tuple[str, dict[str, dict[str, str]]]:
        try:
            said = json.loads(self.path.read_bytes())
            return str(said["of"]), {
                name: {"of": one["of"], "sha256": one["sha256"]} for name, one in said["made"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return "", {}

    def is_as_it_was(self, of: str, count: int) -> bool:
        """Whether the whole shelf, of so many empty forms, would be made from the same, and lies there as it was made."""
        if not of or of != self.of or len(self.known) != count:
            return False
        try:
            return all(files.digest(self.shelf / name) == one["sha256"] for name, one in self.known.items())
        except OSError:
            return False

    def is_lacking(self, form: Form, part: str, lang: str) -> bool:
        """Whether an empty form is to be made, as far as can be told without its template."""
        name = shelf_name(form, lang)
        try:
            return self.known[name] != {
                "of": self._made_of(form, part, lang),
                "sha256": files.digest(self.shelf / name),
            }
        except (OSError, KeyError):
            return True

    def put(self, form: Form, part: str, lang: str, ahead: Mapping[str, bytes]) -> Path | None:
        """Write one empty form, unless it lies there as it would be made now; gives its path if it was written. What was made
        `ahead` is not made again."""
        name = shelf_name(form, lang)
        path = self.shelf / name
        made_of = self._made_of(form, part, lang)
        there = files.digest(path) if path.is_file() else ""
        if self.known.get(name) == {"of": made_of, "sha256": there}:
            self.now[name] = self.known[name]
            return None
        data = ahead.get(name) or blank(self.room, form, part, lang)
        self.now[name] = {"of": made_of, "sha256": hashlib.sha256(data).hexdigest()}
        if there == self.now[name]["sha256"]:
            return None
        files.make_dir(path.parent, within=self.room.workspace.outbox)
        files.replace(path, data)
        return path

    def _made_of(self, form: Form, part: str, lang: str) -> str:
        line = write(stamp(form, part, lang), self.room.key)
        template = self.room.workspace.template(form, lang) + logo_mark(self.room)
        return fingerprint(template, form, part, lang, line, _facts(self.room, form, part, lang))

    def clear(self, wanted: Collection[str]) -> None:
        """Take what the shelf no longer has off it, unless somebody changed it."""
        for name in self.known.keys() - wanted:
            path = self.shelf / name
            if path.is_file() and files.digest(path) == self.known[name]["sha256"]:
                files.remove(path)
                folders.remove_empty(path.parent, self.shelf)

    def keep(self, of: str) -> None:
        """Write down what the shelf is made from now."""
        if (of, self.now) != (self.of, self.known):
            said = {"of": of, "made": self.now}
            files.replace(self.path, canonical_json.dumps(said).encode(), private=True)
