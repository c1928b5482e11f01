"""Playing a demo: a workspace is made, the real watcher runs, people take, change and drop files, and all is told."""

from __future__ import annotations

import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from casedrop.config.init import init, shipped
from casedrop.config.workspace import Workspace, usable
from casedrop.core import names
from casedrop.demo import hands
from casedrop.demo.script import Script, Step, read
from casedrop.desk.desk import Desk, Outcome
from casedrop.desk.room import Room, open_room
from casedrop.desk.shelf import BLANK
from casedrop.desk.todo import TODO
from casedrop.store.values import DocumentRow
from casedrop.watch.watcher import Watcher

Say = Callable[[str], object]
PATIENCE_SECONDS = 120


@dataclass
class Clock:
    """A clock that shows the time of the step being played."""

    now: datetime

    def __call__(self) -> datetime:
        """The time it shows (UTC)."""
        return self.now


@dataclass
class Stage:
    """Where a demo is played: the workspace, its ledger, and what the watcher says of each drop."""

    room: Room
    script: Script
    clock: Clock
    heard: queue.Queue[Outcome] = field(default_factory=queue.Queue)
    case_id: str | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.room.workspace


def play(folder: Path | None, script: str, say: Say) -> int:
    """0 if everything the script says came true on disk, else 1; `say` is told what happens as it happens."""
    root = folder or Path(tempfile.mkdtemp(prefix="casedrop-demo-"))
    init(root)
    workspace = usable(root)
    played = read(shipped() / "demos" / f"{script}.yaml", workspace.settings.zone)
    clock = Clock(played.steps[0].at.astimezone(UTC))
    stage = Stage(open_room(workspace, clock), played, clock)
    say(f"A workspace in {root}. The watcher runs; the people begin.")
    with watching(stage):
        went_well = all(act(stage, step, say) for step in played.steps)
    finish(stage, say)
    return 0 if went_well else 1


@contextmanager
def watching(stage: Stage) -> Iterator[None]:
    """A context in which the real watcher takes in what is dropped."""
    watcher = Watcher(Desk(stage.room), lambda _path, outcome: stage.heard.put(outcome))
    watcher.desk.start()
    thread = threading.Thread(target=watcher.run, name="watcher", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watcher.stop()
        thread.join()


def act(stage: Stage, step: Step, say: Say) -> bool:
    """Whether the step brought what its script says."""
    stage.clock.now = step.at.astimezone(UTC)
    say(f"\n{step.at:%d.%m.%Y %H:%M}  {step.says}")
    before = seen(stage.workspace)
    target = stage.workspace.inbox / step.role / step.name
    drop(stage, step, target)
    say(f"  drops  {target.relative_to(stage.workspace.root)}")
    outcome = stage.heard.get(timeout=PATIENCE_SECONDS)
    stage.case_id = outcome.case_id or stage.case_id
    settle(stage)
    say(f"  {outcome.kind}" + (f"  case {outcome.case_id}" if outcome.case_id else ""))
    for path, moment in sorted(seen(stage.workspace).items()):
        if before.get(path) != moment:
            say(f"  {'anew ' if path in before else 'new  '}  {path.relative_to(stage.workspace.root)}")
    return outcome.kind == step.brings


def settle(stage: Stage) -> None:
    """None once the watcher has tried all there is to do: PDFs come after the answer to a drop."""
    until = time.monotonic() + PATIENCE_SECONDS
    while any(deed.due is None for deed in stage.room.ledger.deeds("due")) and time.monotonic() < until:
        time.sleep(0.05)


def drop(stage: Stage, step: Step, target: Path) -> None:
    """None once the file the step takes, changed, lies in the role's folder: written aside, then moved, as programs do."""
    source = taken(stage, step)
    aside = Path(tempfile.mkdtemp(prefix="casedrop-hand-")) / f"work{source.suffix}"
    hands.write(source, step.writes, aside)
    shutil.move(aside, target.with_suffix(source.suffix))
    shutil.rmtree(aside.parent)


def taken(stage: Stage, step: Step) -> Path:
    """The file a step begins with; raises LookupError if there is none."""
    if step.takes["from"] == "returned":
        place = stage.workspace.inbox / step.takes["role"] / "returned"
        return max((p for p in place.iterdir() if p.suffix != ".txt"), key=lambda p: p.stat().st_mtime_ns)
    form = stage.room.form(step.takes["form"])
    if step.takes["from"] == "blank":
        name = names.safe_name(form.titles[stage.script.lang], f".{form.format}")
        return stage.workspace.outbox / BLANK / stage.script.lang / name
    return stage.workspace.outbox / _last_issued(stage, form.id).path


def _last_issued(stage: Stage, form: str) -> DocumentRow:
    """The case's last document of a form; of two issued at once, the one it goes on with."""
    state = next(row.state for row in stage.room.ledger.cases() if row.id == stage.case_id)
    part = state["documents"].get(form, {}).get("part")
    there = [d for d in stage.room.ledger.documents(stage.case_id or "") if d.form == form and d.path]
    return max(there, key=lambda d: (d.issue, d.stage == part))


def seen(workspace: Workspace) -> dict[Path, int]:
    """The documents people can see now, and when each was last written: those that came out and those that came back."""
    places = (workspace.outbox, workspace.inbox)
    found = (p for place in places for p in place.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p: p.stat().st_mtime_ns for p in found if TODO not in p.parts}


def finish(stage: Stage, say: Say) -> None:
    """None; says where to look."""
    row = next(r for r in stage.room.ledger.cases() if r.id == stage.case_id)
    say(f"\nCase {row.id}: {row.state['closed'] or row.stage}.")
    waiting = stage.room.ledger.waiting("pdf")
    if waiting:
        say(f"Documents still without a PDF: {len(waiting)}. {waiting[0].why} Then run: casedrop run")
    root = stage.workspace.root
    say("Look here:")
    for part in ("outbox", "archive", "outbox/_todo", "outbox/_blank"):
        say(f"  {root / part}")
    say(f"  casedrop -w {root} case {row.id}")
