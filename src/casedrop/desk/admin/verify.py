"""Looking after a workspace: its declarations and templates, and its archive."""

from __future__ import annotations

from itertools import chain

from casedrop.desk.authoring.templates import check_templates, check_view
from casedrop.desk.effects.archive import folder
from casedrop.desk.recording import effects
from casedrop.desk.releases import run_by
from casedrop.desk.room import Room
from casedrop.language.problem import Problem
from casedrop.store.archive import Archive
from casedrop.store.audit.verify import verify as verify_archive
from casedrop.store.audit.witness import Told
from casedrop.store.records import Fault
from casedrop.workspace.checks.check import check as check_declarations
from casedrop.workspace.checks.names import Seen
from casedrop.workspace.workspace import Workspace


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of the workspace's files, those of its templates last."""
    forms, seen = workspace.book.forms.values(), Seen(workspace)
    papers = (check_view(workspace, f) if f.whole else check_templates(workspace, f, seen) for f in forms)
    return [*check_declarations(workspace), *chain.from_iterable(papers)]


def verify(room: Room) -> list[Fault]:
    """Everything wrong with the archive, held also against the heads and the documents the ledger remembers, and what it
    lacks of the releases by which cases ran."""
    archive: Archive = room.archive
    found = verify_archive(archive.root, room.ledger.heads(), issued=issued(room))
    cases = [row.id for row in room.ledger.cases() if row.state]
    shas = {sha for case_id in cases for sha in run_by(room.ledger.events(case_id))}
    return [*found, *room.releases.missing(shas)]


def issued(room: Room) -> dict[str, dict[int, Told]]:
    """What the ledger tells of the bytes of the documents it issued, by folder of the archive and file number."""
    cases = (row.state for row in room.ledger.cases() if row.state)
    return {folder(room, case): _of_case(room, case["id"]) for case in cases}


def _of_case(room: Room, case_id: str) -> dict[int, Told]:
    shas = {row.key: row.sha256 for row in room.ledger.documents(case_id)}
    made = [e.data for e in room.ledger.events(case_id) if e.kind == "issued" and shas.get(effects.key(e.data))]
    numbered = {said["file"] - len(said["prints"]): said for said in made}
    return {n: Told(shas[effects.key(s)], f"{n:03d}-out-{s['name']}", "the ledger") for n, s in numbered.items()}
