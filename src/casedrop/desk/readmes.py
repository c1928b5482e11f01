"""The read-me in each role's folder of the inbox, in the office's language: what to drop there, and what happens then.

It is ours: never taken as a drop, kept up to date, gone where it is not needed. One that somebody changed is theirs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from casedrop.desk.letters import as_note
from casedrop.language import messages
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.store.errors import Taken
from casedrop.store.given import Given
from casedrop.workspace.workspace import Workspace


@cache
def names() -> frozenset[str]:
    """What a read-me is called in each language."""
    return frozenset(messages.phrase("readme.name", lang) for lang in LANGS)


def refresh(workspace: Workspace) -> None:
    """Write the read-me of each role's folder that is missing or was ours and says something else now, and take away those of
    folders no role has any more, and in other languages."""
    settings, lang = workspace.settings, workspace.settings.lang
    files.make_dir(settings.state, private=True)
    given = Given(settings.state, workspace.inbox)
    given.begin()
    name = messages.phrase("readme.name", lang)
    wanted = {workspace.inbox / settings.folder(role): role for role in settings.roles}
    for folder, role in wanted.items():
        if folder.is_symlink():  # what lies beyond is not ours to write to
            continue
        files.make_dir(folder)
        _put(given, folder / name, as_note(text(workspace, role, lang)))
    for path in _ours(given, workspace.inbox):
        if path.parent not in wanted or path.name != name:
            files.remove(path)


def _put(given: Given, path: Path, data: bytes) -> None:
    given.remember(data)  # also where it stands there: what was remembered may be lost
    if path.is_symlink() or (path.exists() and (path.read_bytes() == data or not given.knows(path))):
        return
    if path.exists():
        files.replace(path, data)
    else:
        with contextlib.suppress(Taken):  # somebody put one there at this moment
            files.write_new(path, data)


def _ours(given: Given, inbox: Path) -> Iterator[Path]:
    for folder in sorted(inbox.iterdir()):
        if folder.is_dir() and not folder.is_symlink():
            there = (folder / name for name in sorted(names()))
            yield from [path for path in there if path.is_file() and given.knows(path)]


def text(workspace: Workspace, role: str, lang: str) -> str:
    """What a role's read-me says: the forms that open cases, those that go on with one, whom to ask."""
    opening, going_on = _forms(workspace, role, lang)
    parts = [messages.phrase("readme.title", lang, role=workspace.settings.roles[role][lang]), ""]
    if opening:
        parts += [messages.phrase("readme.opens", lang), *(f"  - {title}" for title in opening), ""]
    if going_on:
        parts += [messages.phrase("readme.answers", lang), *(f"  - {title}" for title in going_on), ""]
    return "\n".join([*parts, messages.phrase("readme.then", lang), ""])


def _forms(workspace: Workspace, role: str, lang: str) -> tuple[list[str], list[str]]:
    """The titles of forms a role opens cases with (empty ones lie on the shelf), and of those it is given and drops back."""
    book, opening, going_on = workspace.book, dict[str, None](), dict[str, None]()
    for flow in book.flows.values():
        for _, item in flow.items():
            if item.role in (role, None) and item.form in book.forms:
                (opening if item.opens else going_on)[book.forms[item.form].titles[lang]] = None
    if book.steering and role in book.steering.roles and book.steering.form in book.forms:
        opening[book.forms[book.steering.form].titles[lang]] = None
    return [*opening], [title for title in going_on if title not in opening]
