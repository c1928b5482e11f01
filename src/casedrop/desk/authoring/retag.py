"""The names of fields put back into the templates of a form that LibreOffice saved."""

from __future__ import annotations

from pathlib import Path

from casedrop.formats.drafts.retag import retag
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.workspace.workspace import Workspace


def retag_form(workspace: Workspace, form: Form) -> list[tuple[Path, int]]:
    """Each Word template of a form with how many of its fields got their names back; a file in which none did is left as it
    is. Raises FileNotFoundError, zips.UnreadableError."""
    paths = dict.fromkeys(workspace.template_path(form, lang) for lang in LANGS)
    return [(path, _retagged(path, form)) for path in paths]


def _retagged(path: Path, form: Form) -> int:
    data, mended = retag(path.read_bytes(), form)
    if mended:
        files.replace(path, data)
    return mended
