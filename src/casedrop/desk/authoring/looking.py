"""How the templates that an office made or changed look, as far as their files say it: advice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casedrop.formats.excel import looks as of_sheets
from casedrop.formats.word.checks import looks as of_words
from casedrop.forms.form import Form
from casedrop.language.problem import Place, Problem
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.create import shipped
from casedrop.workspace.workspace import Workspace

PREVIEWED = ("look.scale", "look.freeze")
"""What `preview` alone tells: drafts of many columns are small, and LibreOffice without a window forgets frozen panes."""


def of_file(template: bytes, form: Form) -> Iterator[Problem]:
    """How a template looks, as far as its file says it. Raises zips.UnreadableError."""
    return of_sheets.looks(template, form) if form.format == "xlsx" else of_words.looks(template, form)


def own_looks(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """How those templates of a form look that are not as casedrop comes with them, each with its file and place."""
    paths = {workspace.template_path(form, lang) for lang in workspace.settings.languages}
    for path in sorted(path for path in paths if path.exists()):
        file, template = path.relative_to(workspace.root).as_posix(), path.read_bytes()
        if template != _bytes(shipped() / file):
            yield from _told(template, form, file)


@remembered
def _told(template: bytes, form: Form, file: str) -> Iterator[Problem]:
    """How a template looks, with its file; not how small a sheet prints, which a preview shows."""
    for problem in of_file(template, form):
        kind = "file" if problem.place.kind == "sheet" else problem.place.kind  # a sheet's place does not say its file
        place = Place(kind, {**problem.place.args, "file": file})
        if problem.code not in PREVIEWED:
            yield Problem(problem.code, place, args={"where": file, **problem.args})


def _bytes(path: Path) -> bytes:
    """What a file holds; nothing if it is not there."""
    return path.read_bytes() if path.exists() else b""
