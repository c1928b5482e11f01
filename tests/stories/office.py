"""An office for stories: a real workspace whose people act through files only, and a clock the story sets."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from openpyxl import load_workbook

from casedrop.demo import typing
from casedrop.demo.stage import Clock
from casedrop.desk import readmes
from casedrop.desk.admin import verify
from casedrop.desk.desk import Desk, Outcome
from casedrop.desk.libreoffice.convert import Failure, NoConverter
from casedrop.desk.outbox import lists
from casedrop.desk.outbox.blanks import shelf_name
from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.desk.room import Converter, Room, open_room
from casedrop.formats.registry import FORMATS
from casedrop.forms.judging.day_rules import DONE, rules
from casedrop.forms.pointers import pattern
from casedrop.forms.reading import Examined
from casedrop.forms.stamp import Stamp, parse
from casedrop.store.records import StaleCase
from casedrop.watch.watcher import Watcher
from casedrop.workspace.workspace import Workspace

PARTS = ("inbox", "outbox", "archive")
RECORD = ("journal.jsonl", "manifest-sha256.txt", "case.json", "_shelf", ".recorded")
"""What every folder of the archive holds beside the files; `verify` looks at it after every story."""


@dataclass
class Office:
    """A workspace at work. `heard` is what became of every drop, in order; `before` the tree when the story began.

    No converter is on its machine unless `converter` is set to one. A hand drops what it says was done on the day it was done at
    the earliest, unless it is `hasty`.
    """

    workspace: Workspace
    hands: Path
    clock: Clock
    reader: Callable[[Path, KnownForms, Limits], Examined] | None = None
    heard: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    converter: Converter = field(default=lambda _made: no_converter())
    hasty: bool = False

    def __post_init__(self) -> None:
        room = open_room(self.workspace, self.clock)
        self.room: Room = replace(room, reader=self.reader or read_here, convert=self._convert)
        self.watcher = Watcher(Desk(self.room), self._hear)
        self.watcher.scan.unfinished_seconds = 0.0
        if not self.outbox("_keeper").exists():
            self.watcher.desk.start()
        self.before = {part: self.tree(part) for part in PARTS}

    def at(self, moment: str) -> Office:
        """The office at a moment of the company's zone."""
        told = datetime.fromisoformat(moment)
        self.clock.now = told.replace(tzinfo=self.workspace.settings.zone).astimezone(UTC)
        return self

    def blank(self, form: str, lang: str = "vi") -> Path:
        """An empty form from the shelf."""
        found = self.room.form(form)
        return self.outbox("_blank", shelf_name(found, lang))

    def latest(self, form: str, case: str | None = None) -> Path:
        """Where a case's latest issue of a form lies in the outbox; of the newest case that has one unless one is named."""
        case = case or next(c for c in reversed(self.cases()) if form in self.case(c)["documents"])
        part = self.case(case)["documents"].get(form, {}).get("part")
        there = [d for d in self.room.ledger.documents(case) if d.form in (form, f"{form}.customer") and d.path]
        return self.outbox(sorted(there, key=lambda d: (d.issue, d.stage == part))[-1].path)

    def returned(self, role: str, suffix: str | None = None, called: str = "") -> Path:
        """The file that came back last to a role's folder, `called` being in its name; the plain answer (`.txt`) only if
        asked for."""
        there = [p for p in (self.workspace.inbox / role / "returned").iterdir() if called in p.name]
        wanted = [p for p in there if (p.suffix == suffix if suffix else p.suffix != ".txt")]
        return max(wanted, key=lambda p: p.stat().st_mtime_ns)

    def letter(self, role: str) -> list[str]:
        """The lines of the plain answer that came back last, without its opening sentences."""
        text = self.returned(role, ".txt").read_bytes().decode("utf-8-sig")
        return text.replace("\r\n", "\n").strip().split("\n\n")[-1].split("\n")[1:] or [text.strip()]

    def filled(self, source: Path, writes: Mapping[str, Any], name: str = "") -> Path:
        """A copy in a person's own folder with the values typed in, named `name` or as it was."""
        self.hands.mkdir(parents=True, exist_ok=True)
        target = self.hands / (f"{name}{source.suffix}" if name else source.name)
        stamp = self.stamp(source) if writes else None
        self._wait(stamp, writes)
        typing.write(source, {p: self._typed(source.suffix, stamp, p, v) for p, v in writes.items()}, target)
        return target

    def put(self, source: Path, role: str, name: str = "") -> Path:
        """The file copied into a role's folder of the inbox (role "": the inbox itself)."""
        target = self.workspace.inbox / role / (name or source.name)
        shutil.copyfile(source, target)
        return target

    def does(self, role: str, source: Path, writes: Mapping[str, Any] | None = None, name: str = "") -> Outcome:
        """What became of one drop: a role takes a file, types something in, and drops it under `name`."""
        filled = self.filled(source, writes or {}, name) if writes is not None else source
        self.put(filled, role)
        return self.run()[-1]

    def run(self) -> list[Outcome]:
        """What became of everything that lies in the inbox, in one pass; then the clock speaks."""
        known = len(self.outcomes)
        self.watcher.round()
        return self.outcomes[known:]

    def outbox(self, *parts: str) -> Path:
        """A path in the outbox."""
        return self.workspace.outbox.joinpath(*parts)

    def tree(self, *parts: str) -> str:
        """An indented drawing of the given parts of the workspace (all three, if none is given)."""
        return "\n".join(line for part in parts or PARTS for line in drawing(self.workspace.root / part))

    def page(self, *parts: str) -> str:
        """The story so far: the tree before, the drops, the tree after."""
        before = [self.before[part] for part in parts or PARTS if self.before[part]]
        return "\n".join([*before, *self.heard, self.tree(*parts), ""])

    def cases(self) -> list[str]:
        """The numbers of all cases, the oldest first."""
        return [row.id for row in self.room.ledger.cases() if row.state]

    def case(self, case: str | None = None) -> dict[str, Any]:
        """What the ledger holds of a case (the newest unless named, amounts due left out), as `case.json` has it."""
        case = case or next(c for c in reversed(self.cases()) if not c.startswith("KPT-"))
        row = self.room.ledger.case(case)
        assert row, case
        return dict(row.state)

    def stage(self, case: str | None = None) -> str:
        """Where a case stands: its stage, or how it closed."""
        state = self.case(case)
        return str(state["closed"] or state["stage"])

    def numbers(self, series: str) -> list[tuple[str, str]]:
        """(number, state) of every number a series gave, in order."""
        return [(row.text or "", row.void or "used") for row in self.room.ledger.numbers(series)]

    def todo(self, role: str) -> str:
        """A role's page of what waits for it."""
        return self.outbox(role, "_todo.html").read_text(encoding="utf-8")

    def notes(self, path: Path) -> dict[str, str]:
        """The notes on the cells of a sheet."""
        cells = (cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row)
        return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}

    def wrong(self, outcome: Outcome) -> list[str]:
        """What was wrong with a drop: `field code`, or the code alone."""
        return [f"{p.pointer} {p.code}".strip() for p in outcome.problems]

    def stamp(self, path: Path) -> Stamp:
        """The stamp of a file people hold."""
        found = parse(FORMATS[path.suffix[1:]].peek(path.read_bytes()).stamp or "")
        assert found, path
        return found

    def outdated(self) -> list[str]:
        """The cases of which the lists say anything else than would be worked out now, though nothing is to be worked out."""
        due = {one.case_id for one in self.room.ledger.stale(self.clock(), 10**6)}
        known = [case for case in self.cases() if case not in due]
        with self.room.ledger.snapshot() as there:
            said = {case: there.lines_of(case) for case in known}
        return [case for case in known if [*lists.worked_out(self.room, StaleCase(case, 0)).lines] != said[case]]

    def faults(self) -> list[Any]:
        """What `casedrop verify` finds."""
        return verify.verify(self.room)

    def close(self) -> None:
        """Close the ledger."""
        self.room.ledger.close()

    def _convert(self, made: Sequence[tuple[bytes, str]]) -> list[bytes | Failure]:
        return self.converter(made)

    def _hear(self, path: Path, outcome: Outcome) -> None:
        place = path.relative_to(self.workspace.inbox).as_posix()
        local = self.clock.now.astimezone(self.workspace.settings.zone)
        told = " ".join([outcome.kind, *dict.fromkeys(p.code for p in outcome.problems)])
        self.heard.append(f"{local:%d.%m. %H:%M}  {place}: {told}")
        self.outcomes.append(outcome)

    def _wait(self, stamp: Stamp | None, writes: Mapping[str, Any]) -> None:
        """Let the clock come to the day of the latest thing that a hand says was done, unless it is `hasty`."""
        kinds = (
            {rule.field: rule.kind for rule in rules(self.room.form(stamp.form))} if stamp and not self.hasty else {}
        )
        done = [v for p, v in writes.items() if kinds.get(pattern(p)) == DONE and isinstance(v, date)]
        local = self.clock.now.astimezone(self.workspace.settings.zone)
        if done and max(done) > local.date():
            self.at(f"{max(done)}T{local:%H:%M}")

    def _typed(self, suffix: str, stamp: Stamp, pointer: str, value: Any) -> Any:
        """What a person types: a choice's word in the file's language; a date so that the language knows it."""
        known = self.room.form(stamp.form).by_pointer.get(re.sub(r"/\d+(?=/)", "/-", pointer))
        if known and value in known.choices:
            is_mark = value.isdigit() and suffix == ".docx"  # ticked in the column headed by the mark
            return value if is_mark else known.choices[value][stamp.lang]
        is_text = isinstance(value, date) and suffix == ".docx" and stamp.lang != "vi"
        return value.isoformat() if is_text else value


def no_converter() -> NoReturn:
    """A machine without LibreOffice."""
    raise NoConverter


def read_here(path: Path, shelf: KnownForms, _limits: Limits) -> Examined:
    """What a file says, read by the real reader without its process."""
    return examine(path.read_bytes(), shelf)


def texts(path: Path) -> str:
    """Everything that stands in any part of a document, with its markup and without."""
    with zipfile.ZipFile(path) as parts:
        raw = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return raw + re.sub(r"<[^>]+>", "", raw)


def drawing(folder: Path, depth: int = 0) -> Iterator[str]:
    """The lines of a folder's drawing; what holds no files is left out."""
    below = [line for path in sorted(folder.iterdir(), key=_order) for line in _drawn(path, depth + 1)]
    if below:
        yield "  " * depth + folder.name + "/"
        yield from below


def _drawn(path: Path, depth: int) -> Iterator[str]:
    if path.name in (*RECORD, "_blank", "_todo.html", "index.html", *readmes.names()):
        return
    if path.is_dir():
        yield from drawing(path, depth)
    else:
        yield "  " * depth + path.name


def _order(path: Path) -> tuple[bool, str]:
    return path.is_file(), path.name


def unhurried(workspace: Workspace) -> Workspace:
    """The same workspace in which the calendar starts nothing: the stories of a flow are told without the others' months."""
    flows = {name: replace(flow, starts=()) for name, flow in workspace.book.flows.items()}
    return replace(workspace, book=replace(workspace.book, flows=flows))


def moved(workspace: Workspace, root: Path) -> Workspace:
    """The same workspace at another root: its declarations need not be read again."""
    state = root / "state"
    settings = replace(workspace.settings, state=state, url=f"sqlite:///{state / 'ledger.sqlite3'}", quiet_seconds=0)
    return replace(workspace, root=root, settings=settings)
