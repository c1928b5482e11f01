"""Typed documents on disk: each with what was typed beside it, so that a run goes on where the last one stopped."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casedrop.desk.libreoffice.convert import to_copy
from casedrop.desk.reading.copies import COPIES
from casedrop.language.problem import Json
from typist.compare import Result, compared
from typist.excel_habits import EXCEL_HABITS
from typist.habits import HABITS
from typist.offices import Office, OfficeLost
from typist.sheets import Sheet
from typist.typing import Typing, in_excel, in_word

FILTERS = {
    "docx": "MS Word 2007 XML",
    "doc": "MS Word 97",
    "odt": "writer8",
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
}
"""What LibreOffice calls each format it saves."""


@dataclass(frozen=True, slots=True)
class Task:
    """One sheet to be typed into by one habit in one program."""

    version: str
    habit: str
    sheet: Sheet

    @property
    def ending(self) -> str:
        """What it is saved as."""
        return (HABITS.get(self.habit) or EXCEL_HABITS[self.habit]).ending

    def path(self, root: Path) -> Path:
        """Where the typed document lies below a folder."""
        return root / self.version / self.habit / f"{self.sheet.name}.{self.ending}"

    def typing(self) -> Typing:
        """What is done."""
        if self.habit in HABITS:
            return in_word(self.sheet, HABITS[self.habit])
        return in_excel(self.sheet, EXCEL_HABITS[self.habit])


def is_done(task: Task, typing: Typing, root: Path) -> bool:
    """Whether this very typing was carried out before."""
    beside = task.path(root).with_suffix(".json")
    return beside.is_file() and json.loads(beside.read_text(encoding="utf-8"))["digest"] == typing.digest


def carry_out(task: Task, typing: Typing, office: Office, root: Path) -> None:
    """Type, save the document and write down beside it what was typed, or that the program was lost."""
    path = task.path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="typist-") as place:
        blank = Path(place) / f"{task.sheet.name}.{task.sheet.api.format}"
        blank.write_bytes(typing.data)
        try:
            failed: list[object] = office.type(blank, [*typing.steps, ("save", str(path), FILTERS[task.ending])])
        except OfficeLost:
            failed = ["lost"]
    sheet = task.sheet
    noted: dict[str, object] = {
        "form": sheet.form,
        "stage": sheet.stage,
        "lang": sheet.lang,
        "digest": typing.digest,
        "failed": failed,
    }
    noted |= {"typed": dict(typing.typed), "there": dict(typing.there)}
    path.with_suffix(".json").write_text(json.dumps(noted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def typed(root: Path) -> Iterator[Path]:
    """The typed documents below a folder, in order, that were saved and in which no step of the hands failed: of others nobody
    knows what was typed."""
    for note in sorted(root.glob("*/*/*.json")):
        habit = note.parent.name
        path = note.with_suffix(f".{(HABITS.get(habit) or EXCEL_HABITS[habit]).ending}")
        if path.is_file() and not json.loads(note.read_text(encoding="utf-8"))["failed"]:
            yield path


def results(path: Path) -> Iterator[Result]:
    """What casedrop reads of a typed document, by the note beside it."""
    noted: Mapping[str, Json] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    sheet = Sheet(noted["form"], noted["stage"], noted["lang"])
    reading = sheet.api.read(_readable(path), sheet.lang)
    yield from compared(noted["typed"], noted["there"], reading)


def _readable(path: Path) -> Path:
    """The document, or of another format the copy it is read from, which is made once and kept beside it."""
    was = path.suffix.removeprefix(".")
    if was not in COPIES:
        return path
    copy = path.with_suffix(f".{was}.{COPIES[was]}")
    if not copy.is_file() or copy.stat().st_mtime_ns < path.stat().st_mtime_ns:
        copy.write_bytes(to_copy(path.read_bytes(), was, COPIES[was]))
    return copy
