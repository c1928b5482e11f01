"""What a demo says to a newcomer: what became of each step, how the cases ended, where to look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from casedrop.demo.stage import DemoStage
from casedrop.desk.admin import originals
from casedrop.desk.admin.originals import OriginalRow
from casedrop.desk.desk import Outcome
from casedrop.desk.outbox.pages import TODO
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.workspace.workspace import Workspace

Say = Callable[[str], object]
PLACES = ("outbox", "outbox/_customers", "outbox/_blank", "archive")


def seen(workspace: Workspace) -> dict[Path, int]:
    """The documents people can see now, and when each was last written: those that came out and those that came back."""
    places = (workspace.outbox, workspace.inbox)
    found = (p for place in places for p in place.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p: p.stat().st_mtime_ns for p in found if p.name != TODO}


def seen_lines(workspace: Workspace, before: dict[Path, int]) -> Iterator[str]:
    """A line for each document that was not there, or not so, before."""
    for path, moment in sorted(seen(workspace).items()):
        if before.get(path) != moment:
            yield f"  {'anew ' if path in before else 'new  '}  {path.relative_to(workspace.root)}"


def outcome_lines(room: Room, outcome: Outcome) -> Iterator[str]:
    """What became of a drop, where its case stands then, and what was wrong with it or is still missing."""
    yield f"  {outcome.kind}" + (
        f"  case {outcome.case_id}: {stands(room, outcome.case_id)}" if outcome.case_id else ""
    )
    for problem in outcome.problems:
        yield f"         {messages.say(problem, 'en')}"


def stands(room: Room, case_id: str) -> str:
    """The stage at which a case stands, or how it closed."""
    row = next(r for r in room.ledger.cases() if r.id == case_id)
    return str(row.state["closed"] or row.stage)


def case_lines(stage: DemoStage) -> Iterator[str]:
    """Where the case just played stands, and what the register knows of each of its paper originals; nothing if none opened."""
    if stage.case_id is None:
        return
    yield f"\nCase {stage.case_id}: {stands(stage.room, stage.case_id)}."
    rows = [r for r in originals.listed(stage.room) if r.case == stage.case_id]
    if rows:
        yield "The register of its paper originals:"
    yield from (_original(row) for row in rows)


def _original(row: OriginalRow) -> str:
    scan = f"scan seen {row.scan}" if row.scan else "no scan"
    paper = f"paper filed {row.paper} at {row.shelf}" if row.paper else f"paper sent {row.sent or 'to no one'}"
    return f"  {row.number} {row.copy}/{row.of}  {row.holder}: {scan}, {paper}"


def ending(room: Room) -> Iterator[str]:
    """What waits for LibreOffice, and where to look."""
    waiting = room.ledger.waiting("pdf")
    if waiting:
        yield f"Documents still without a PDF: {len(waiting)}. {waiting[0].why} Then run: casedrop run"
    root = room.workspace.root
    yield "\nLook here:"
    yield from (f"  {root / place}" for place in PLACES)
    yield from (
        f"  casedrop -w {root} case {row.id}" for row in room.ledger.cases() if row.flow in room.workspace.book.flows
    )
    if originals.listed(room):
        yield f"  casedrop -w {root} original list"
