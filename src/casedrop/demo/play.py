"""Playing demos: make a workspace, run the real watcher, do what the scripts say people do, and report it."""

from __future__ import annotations

import queue
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from casedrop.demo import clerk
from casedrop.demo.report import Say, case_lines, ending, outcome_lines, seen, seen_lines
from casedrop.demo.script import DemoScript, DemoStep, in_order, read
from casedrop.demo.stage import Clock, DemoStage, drop, is_printed
from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.watch.watcher import Watcher
from casedrop.workspace.create import init, shipped
from casedrop.workspace.workspace import Workspace, usable

PATIENCE_SECONDS = 120


def play(folder: Path | None, scripts: Sequence[str], say: Say) -> int:
    """Play the scripts; gives 0 if everything they say came true on disk, else 1. `say` hears what happens as it
    happens.
    """
    root = folder or Path(tempfile.mkdtemp(prefix="casedrop-demo-"))
    init(root)
    workspace = usable(root)
    played = in_order([read(shipped() / "demos" / f"{name}.yaml", workspace.settings.zone) for name in scripts])
    stage = _stage(workspace, played[0])
    say(f"A workspace in {root}. The watcher runs; the people begin.")
    with watching(stage):
        went_well = all(run(stage, script, say) for script in played)
    for line in ending(stage.room):
        say(line)
    return 0 if went_well else 1


def run(stage: DemoStage, script: DemoScript, say: Say) -> bool:
    """Play a script; whether every step that this machine can play brought what the script says."""
    stage.script = script
    went_well = all(act(stage, step, say) for step in script.steps if is_for_us(stage, step))
    for line in case_lines(stage):
        say(line)
    return went_well


def is_for_us(stage: DemoStage, step: DemoStep) -> bool:
    """Whether a step is played: some need the PDFs of a document, some stand in for those."""
    if step.if_pdf:
        return is_printed(stage, step.if_pdf)
    return not (step.unless_pdf and is_printed(stage, step.unless_pdf))


@contextmanager
def watching(stage: DemoStage) -> Iterator[None]:
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


def act(stage: DemoStage, step: DemoStep, say: Say) -> bool:
    """Do a step; whether it brought what its script says."""
    stage.clock.now = step.at.astimezone(UTC)
    say(f"\n{step.at:%d.%m.%Y %H:%M}  {step.says}")
    before = seen(stage.workspace)
    went_well = _clerk(stage, step, say) if step.clerk else _drop(stage, step, say)
    for line in seen_lines(stage.workspace, before):
        say(line)
    return went_well


def _drop(stage: DemoStage, step: DemoStep, say: Say) -> bool:
    """Drop a file; whether it, and what casedrop itself drops after it, was taken as the script says."""
    target = stage.workspace.inbox / stage.workspace.settings.folder(step.role) / step.name
    drop(stage, step, target)
    say(f"  drops  {target.relative_to(stage.workspace.root)}")
    return all(_is_heard(stage, kind, say) for kind in (step.brings, *step.then))


def _is_heard(stage: DemoStage, kind: str, say: Say) -> bool:
    """Whether the watcher says the verdict expected, in time."""
    try:
        outcome = stage.heard.get(timeout=PATIENCE_SECONDS)
    except queue.Empty:
        say(f"  nothing came of it in {PATIENCE_SECONDS} seconds")
        return False
    stage.case_id = outcome.case_id or stage.case_id
    settle(stage)
    for line in outcome_lines(stage.room, outcome):
        say(line)
    return outcome.kind == kind


def _clerk(stage: DemoStage, step: DemoStep, say: Say) -> bool:
    """Do what the clerk does in a step; whether the register took it."""
    problems = clerk.does(stage, step.clerk)
    for line in clerk.lines(stage, step.clerk, problems):
        say(line)
    return not problems


def _stage(workspace: Workspace, script: DemoScript) -> DemoStage:
    clock = Clock(script.steps[0].at.astimezone(UTC))
    return DemoStage(open_room(workspace, clock), script, clock)


def settle(stage: DemoStage) -> None:
    """Wait until the watcher has tried all there is to do: PDFs come after the answer to a drop."""
    until = time.monotonic() + PATIENCE_SECONDS
    while any(entry.due is None for entry in stage.room.ledger.queued("due")) and time.monotonic() < until:
        time.sleep(0.05)
