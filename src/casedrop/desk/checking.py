"""Looking after a workspace: its declarations and templates, and its archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casedrop.config.check import check as check_declarations
from casedrop.config.workspace import Workspace
from casedrop.core.form import Form
from casedrop.core.model import LANGS, Place, Problem
from casedrop.core.words.script import misplaced
from casedrop.desk import effects
from casedrop.desk.acts import folder
from casedrop.desk.releases import run_by
from casedrop.desk.room import Room
from casedrop.paper.formats import FORMATS
from casedrop.store.archive import Archive
from casedrop.store.audit import verify as verify_archive
from casedrop.store.values import Fault
from casedrop.store.witness import Told


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of the workspace's files, those of its templates last."""
    forms = workspace.book.forms.values()
    return [*check_declarations(workspace), *(p for form in forms for p in check_templates(workspace, form))]


def check_templates(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """A missing template, and every problem of those the form has, each with its file."""
    for path in sorted({workspace.template_path(form, lang) for lang in LANGS}):
        name = path.relative_to(workspace.root).as_posix()
        here = Place("file", {"file": name})
        if not path.exists():
            yield Problem("template.missing", here)
            continue
        for problem in FORMATS[form.format].check(path.read_bytes(), form):
            args = {"where": name, **problem.args}
            yield Problem(problem.code, here, problem.pointer, args)
        yield from check_wording(path, form, here)


def check_wording(path: Path, form: Form, here: Place) -> Iterator[Problem]:
    """Letters of the other Chinese script in a template that is one language's own."""
    for lang in LANGS:
        wrong = path.name == f"{form.id}.{lang}.{form.format}" and misplaced(
            FORMATS[form.format].outline(path.read_bytes()), lang
        )
        if wrong:
            yield Problem("text.script", here, args={"lang": lang, "letters": list(wrong)})


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
