"""Typed documents on disk: each with what was typed beside it, so that a run goes on where the last one stopped."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from casedrop.desk.libreoffice.convert import to_copy
from casedrop.desk.reading.copies import COPIES
from casedrop.forms.wording import changes
from typist.compare import RESULTS, Result, compared
from typist.excel_habits import EXCEL_HABITS
from typist.habits import HABITS
from typist.offices import Office, OfficeLost
from typist.reader import fingerprint
from typist.record import Entry
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


def hands_failed(task: Task, root: Path) -> bool:
    """Whether a step of the hands failed, or the program was lost: nobody knows then what was typed."""
    noted = json.loads(task.path(root).with_suffix(".json").read_text(encoding="utf-8"))
    return bool(noted["failed"]) or not task.path(root).is_file()


def results(task: Task, typing: Typing, root: Path) -> tuple[tuple[Result, ...], int]:
    """What casedrop reads of a typed document, field by field, and how many of its printed words are said to be changed."""
    api, lang = task.sheet.api, task.sheet.lang
    reading = api.read(_readable(task.path(root)), lang)
    told = changes(api.read(typing.data, lang).printed, reading.printed)
    return tuple(compared(typing.typed, typing.there, reading)), len(told)


def entry(task: Task, typing: Typing, root: Path) -> Entry:
    """What is to be kept of a typed document."""
    name = task.version, task.habit, task.sheet.name, typing.digest, fingerprint()
    if hands_failed(task, root):
        return Entry(*name, (0, 0, 0, 0), notes="hands failed")
    read, reworded = results(task, typing, root)
    counts = Counter(r.result for r in read)
    notes = sorted(r.code if r.result == "asked" else f"{r.result}:{r.pointer}" for r in read if r.result != "right")
    right, asked, missing, wrong = (counts[result] for result in RESULTS)
    return Entry(*name, (right, asked, missing, wrong), reworded, " ".join(notes))


def _readable(path: Path) -> Path:
    """The document, or of another format the copy it is read from, which is made once and kept beside it."""
    was = path.suffix.removeprefix(".")
    if was not in COPIES:
        return path
    copy = path.with_suffix(f".{was}.{COPIES[was]}")
    if not copy.is_file() or copy.stat().st_mtime_ns < path.stat().st_mtime_ns:
        copy.write_bytes(to_copy(path.read_bytes(), was, COPIES[was]))
    return copy
