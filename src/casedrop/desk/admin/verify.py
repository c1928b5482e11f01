"""Looking after a workspace: its declarations and templates, and its archive."""

from __future__ import annotations

from itertools import chain

from casedrop.cases.case import from_json
from casedrop.cases.events import Issued
from casedrop.desk.authoring.templates import check_templates, check_view
from casedrop.desk.effects.archive import place_of
from casedrop.desk.recording.rows import past
from casedrop.desk.releases import run_by
from casedrop.desk.room import Room
from casedrop.language.problem import Problem
from casedrop.store.archive import Archive
from casedrop.store.audit.verify import verify as verify_archive
from casedrop.store.audit.witness import KnownFile
from casedrop.store.records import Fault
from casedrop.workspace.checks.check import check as check_declarations
from casedrop.workspace.checks.names import NamesInScope
from casedrop.workspace.checks.remembered import keeping
from casedrop.workspace.workspace import Workspace


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of the workspace's files, those of its templates last."""
    forms, seen = workspace.book.forms.values(), NamesInScope(workspace)
    papers = (check_view(workspace, f) if f.whole else check_templates(workspace, f, seen) for f in forms)
    with keeping(workspace.settings.state / "checked.json"):
        return [*check_declarations(workspace), *chain.from_iterable(papers)]


def verify(room: Room) -> list[Fault]:
    """Everything wrong with the archive. What the ledger remembers of journals and documents is compared too, and what
    is missing of the releases by which cases ran.
    """
    archive: Archive = room.archive
    found = verify_archive(archive.root, room.ledger.heads(), issued=issued(room))
    cases = [row.id for row in room.ledger.cases() if row.state]
    shas = {sha for case_id in cases for sha in run_by(room.ledger.events(case_id))}
    return [*found, *room.releases.missing(shas)]


def issued(room: Room) -> dict[str, dict[int, KnownFile]]:
    """What the ledger knows of the bytes of the documents it issued: by folder of the archive, then by file number."""
    cases = (from_json(row.state) for row in room.ledger.cases() if row.state)
    return {place_of(room, case.place): _of_case(room, case.id) for case in cases}


def _of_case(room: Room, case_id: str) -> dict[int, KnownFile]:
    shas = {row.key: row.sha256 for row in room.ledger.documents(case_id)}
    issued = (event for event in past(room.ledger.events(case_id)) if isinstance(event, Issued))
    made = {event.first_file: event for event in issued if shas.get(event.key)}
    return {n: KnownFile(shas[event.key], f"{n:03d}-out-{event.name}", "the ledger") for n, event in made.items()}
