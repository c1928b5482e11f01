"""Where a demo is played, and how people there come by the files they work on."""

from __future__ import annotations

import queue
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from casedrop.cases.case import Case, from_json
from casedrop.cases.events import Issued
from casedrop.cases.parts import FromCase
from casedrop.demo import scanner, typing
from casedrop.demo.script import DemoScript, DemoStep
from casedrop.desk.desk import Outcome
from casedrop.desk.outbox.blanks import BLANK, shelf_name
from casedrop.desk.recording.rows import past
from casedrop.desk.room import Room
from casedrop.store.archive import DESK
from casedrop.store.records import DocumentRow
from casedrop.workspace.workspace import Workspace


@dataclass
class Clock:
    """A clock that shows the time of the step being played."""

    now: datetime

    def __call__(self) -> datetime:
        """The time it shows (UTC)."""
        return self.now


@dataclass
class DemoStage:
    """Where a demo is played: the workspace, its ledger, and what the watcher says of each drop."""

    room: Room
    script: DemoScript
    clock: Clock
    heard: queue.Queue[Outcome] = field(default_factory=queue.Queue)
    case_id: str | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.room.workspace


def drop(stage: DemoStage, step: DemoStep, target: Path) -> None:
    """Put the file of a step at `target`: made aside, then moved there, as programs do.

    Raises LookupError if what the step begins with is not there.
    """
    folder = Path(tempfile.mkdtemp(prefix="casedrop-hand-"))
    aside = _scanned(stage, step, folder) if step.scans else _filled(stage, step, folder)
    shutil.move(aside, target.with_suffix(aside.suffix))
    shutil.rmtree(folder)


def taken(stage: DemoStage, step: DemoStep) -> Path:
    """The file a step begins with; raises LookupError if there is none."""
    if step.takes["from"] == "returned":
        place = stage.workspace.inbox / stage.workspace.settings.folder(step.takes["role"]) / "returned"
        return max((p for p in place.iterdir() if p.suffix != ".txt"), key=lambda p: p.stat().st_mtime_ns)
    form = stage.room.form(step.takes["form"])
    if step.takes["from"] == "blank":
        return stage.workspace.outbox / BLANK / shelf_name(form, stage.script.lang)
    return stage.workspace.outbox / _last_issued(stage, form.id).path


def issue(stage: DemoStage, form: str) -> Issued:
    """What the case's journal says of its last document of a form; raises LookupError if there is none."""
    events = past(stage.room.ledger.events(stage.case_id or ""))
    return [event for event in events if isinstance(event, Issued) and event.form == form][-1]


def is_printed(stage: DemoStage, form: str) -> bool:
    """Whether the case's last document of a form has its PDFs."""
    return all(path.is_file() for path in prints(stage, form).values())


def prints(stage: DemoStage, form: str) -> dict[int, Path]:
    """Where the PDF of each original of the case's last document of a form lies, once it is made."""
    last = issue(stage, form)
    return {paper.copy: stage.workspace.out(last.outbox.places[0]) / paper.name for paper in last.prints}


def _filled(stage: DemoStage, step: DemoStep, folder: Path) -> Path:
    source = taken(stage, step)
    made = folder / f"work{source.suffix}"
    typing.write(source, step.writes, made)
    return made


def _scanned(stage: DemoStage, step: DemoStep, folder: Path) -> Path:
    """The path of the signed originals, one behind the other, as the machine for that kind of file scans them."""
    made, said = folder / f"work{Path(step.name).suffix}", step.scans
    there, turned = prints(stage, said["form"]), said.get("upside_down", [])
    stack = [scanner.sheets(there[n], said.get("pages", ()), upside_down=n in turned) for n in said["originals"]]
    left = [sheet for sheets in stack for sheet in sheets if sheet.page not in said.get("without", ())]
    scanner.HANDS[made.suffix](left, made)
    return made


def _last_issued(stage: DemoStage, form: str) -> DocumentRow:
    """The last document of a form, of the case or of one that opened it or was opened with it; of two issued at once, the one
    its case goes on with."""
    there = [
        (one.issue, one.stage == _part(case, form), one)
        for case in _family(stage)
        for one in stage.room.ledger.documents(case.id)
        if one.form == form and one.path
    ]
    return max(there, key=lambda found: found[:2])[2]


def _part(case: Case, form: str) -> str | None:
    """The part for which a case issued a form last."""
    return case.documents[form].part if form in case.documents else None


def _family(stage: DemoStage) -> list[Case]:
    """The case, or the one that opened it, with all the cases that one opened."""
    cases = {row.id: from_json(row.state) for row in stage.room.ledger.cases() if row.flow != DESK}
    case = cases[stage.case_id or ""]
    head = case.source.case if isinstance(case.source, FromCase) else case.id
    return [c for c in cases.values() if c.id == head or (isinstance(c.source, FromCase) and c.source.case == head)]
