"""What is wrong with an office's own settings: places never filled, languages that do not go together, folders of roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.language.filenames import fold, safe_name
from casedrop.language.problem import LANGS, Json, Problem
from casedrop.workspace.checks.toml_lines import TomlLines, settings_lines
from casedrop.workspace.settings import PLACEHOLDER
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import unknown


def check_office(workspace: Workspace) -> Iterator[Problem]:
    """`settings.placeholder` for each place of `[company]` that was never filled, a language of the staff the office does not
    write, folders of roles that cannot be told apart or made, and notices to roles there are not."""
    settings, lines = workspace.settings, settings_lines(workspace.root)
    for at in _empty(settings.company):
        yield Problem("settings.placeholder", lines.exactly("company", *at), args={"name": ".".join(("company", *at))})
    yield from unknown(settings.lang, list(settings.languages), lines.exactly("company", "language"))
    yield from _folders(workspace, lines)
    for role in settings.notify.get("roles", {}):
        yield from unknown(role, list(settings.roles), lines.exactly("notify", "roles", role))


def _empty(table: Mapping[str, Json], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of texts that still say nothing but the placeholder; a text in several languages counts once."""
    for key, value in table.items():
        if value == PLACEHOLDER:
            yield at if key in LANGS else (*at, key)
            if key in LANGS:
                return
        elif isinstance(value, Mapping):
            yield from _empty(value, (*at, key))


def _folders(workspace: Workspace, lines: TomlLines) -> Iterator[Problem]:
    """Folders with names that some system cannot keep, and those that several roles would share: a role's id counts too,
    for its folder may still be called so."""
    settings = workspace.settings
    taken = {fold(role): role for role in settings.roles}
    for role, folder in settings.folders.items():
        place = lines.exactly("roles", role, "folder")
        if safe_name(folder) != folder or fold(folder) in RESERVED:
            yield Problem("role.folder", place, args={"folder": folder, "suggestion": safe_name(folder)})
        elif taken.get(fold(folder), role) != role:
            yield Problem("role.folders", place, args={"folder": folder, "roles": [taken[fold(folder)], role]})
        taken.setdefault(fold(folder), role)


RESERVED = frozenset({"returned"})
"""What lies beside drops and is no role's."""
