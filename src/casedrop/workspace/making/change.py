"""Flows put into a workspace later, and taken out of it again: what goes along, what stays, what must be filled in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from casedrop.language.problem import Json
from casedrop.workspace.errors import FlowNeeded, LastFlow
from casedrop.workspace.making import settings_text
from casedrop.workspace.making.choice import Choice, chosen, forms_of, needing, people_of
from casedrop.workspace.making.files import files_of, paths_of_form
from casedrop.workspace.making.toml import blocks, written
from casedrop.workspace.reading.attachments import FILE as DOCUMENTS
from casedrop.workspace.reading.attachments import FOLDER
from casedrop.workspace.settings import FILE, Settings
from casedrop.workspace.workspace import Workspace

REMOVED = ".casedrop/removed"
"""Where the files of flows lie that were taken out: nothing an office restyled is lost."""


@dataclass(frozen=True)
class Added:
    """What came in: the flows with those they need, the roles that are new, and the files that were there already and stayed
    as they are."""

    flows: tuple[str, ...]
    roles: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Removed:
    """What went: the flows, the forms nothing else needs; where their files lie now; the roles no flow names any more."""

    flows: tuple[str, ...]
    forms: tuple[str, ...]
    folder: str
    idle: tuple[str, ...]


def add(here: Workspace, of: Workspace, wanted: Iterable[str]) -> Added:
    """Put flows of the workspace `of` into this one, in its languages, with what they need and it lacks; a file that is there
    stays as it is. Raises KeyError for a flow there is not."""
    choice, settings = chosen(of, wanted), here.settings
    files = files_of(of, choice, settings.languages, here.book.forms)
    there = {name for name in files if (here.root / name).exists()}
    texts = (data.decode() for name, data in files.items() if name.endswith((".yaml", ".outline.txt")))
    said = (here.root / FILE).read_text(encoding="utf-8")
    lacking = _lacking(settings, of.settings, choice, settings_text.read_of_company(texts))
    declared = [data.decode() for name, data in files.items() if name.endswith((".yaml", ".json"))]
    known = (*settings.titles, *choice.roles)
    lacking["titles"] = settings_text.named_only(of.settings, declared, known, settings.languages)
    new = with_tables(said, lacking)
    documents = f"{FOLDER}/{DOCUMENTS}"
    for name in files.keys() - there:
        _put(here.root / name, files[name])
    if documents in there:
        _put(here.root / documents, _more_documents(here, files[documents], choice))
    _put(here.root / FILE, new.encode())
    new_roles = tuple(role for role in choice.roles if role not in settings.roles)
    new_flows = tuple(flow for flow in choice.flows if flow not in here.book.flows)
    stayed = {name for name in there - {documents} if (here.root / name).read_bytes() != files[name]}
    return Added(new_flows, new_roles, tuple(sorted(stayed)))


def _lacking(settings: Settings, of: Settings, choice: Choice, read: set[tuple[str, str]]) -> dict[str, Json]:
    """The tables, keys and entries of lists that the chosen flows need and the settings lack."""
    roles = [role for role in choice.roles if role not in settings.roles]
    return {
        "company": _unsaid(settings_text.company(of, read), settings.company),
        "roles": settings_text.roles(of, roles, settings.languages, settings.titles),
        "slips": {name: slip for name, slip in choice.slips.items() if name not in settings.slips},
        "customers": of.customers if choice.has_register and not settings.customers else {},
        "steering": _steering(settings, of, choice),
    }


def _unsaid(wanted: Mapping[str, Json], said: Mapping[str, Json]) -> dict[str, Json]:
    """Of what is wanted, what is not said, also within what is said in part."""
    there = {key: _unsaid(value, said[key]) for key, value in wanted.items() if _both_tables(value, said.get(key))}
    new = {key: value for key, value in wanted.items() if key not in said}
    return new | {key: value for key, value in there.items() if value}


def _both_tables(one: Json, other: Json) -> bool:
    return isinstance(one, Mapping) and isinstance(other, Mapping)


def _steering(settings: Settings, of: Settings, choice: Choice) -> dict[str, Json]:
    """The table of steering where there is none; else those who steer the chosen flows and may not yet."""
    if settings.steering is None:
        return settings_text.steering(of, choice)
    new = [role for role in choice.steers if role not in settings.steering.roles]
    return {"from": new} if new else {}


def with_tables(text: str, more: Mapping[str, Json]) -> str:
    """A TOML text with more keys of its tables behind their heads, more entries in its lists, and more tables at its end;
    raises ValueError where that does not come to what was meant."""
    said = tomllib.loads(text)
    made = _with_entries(text, said, more)
    for block in blocks(_without_lists(more, said)):
        made = _with_block(made, block)
    if _read(made) != _merged(said, more):
        raise ValueError(f"{FILE} is written in a way that nothing can be added to it; add yourself:\n{written(more)}")
    return made


def _with_block(text: str, block: str) -> str:
    """The text with the keys of a table: behind the table's head if that stands there, else at the end, with the head."""
    head, _, keys = block.partition("\n")
    there = re.search(rf"^{re.escape(head)}[ \t]*(#.*)?\n", text, re.MULTILINE)
    if there is None:
        return f"{text.rstrip()}\n\n{block}\n"
    return f"{text[: there.end()]}{keys}\n{text[there.end() :]}"


def _read(text: str) -> Json:
    """What a TOML text says; nothing where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _with_entries(text: str, said: Mapping[str, Json], more: Mapping[str, Json]) -> str:
    """The text with the entries put at the end of lists that stand in its tables; it is written anew nowhere else."""
    document = tomlkit.parse(text)
    for name, table in more.items():
        for key, value in table.items():
            if isinstance(value, list) and key in said.get(name, {}):
                document[name][key].extend(value)
    return tomlkit.dumps(document)


def _without_lists(more: Mapping[str, Json], said: Mapping[str, Json]) -> dict[str, Json]:
    """What is more but for the entries of lists that are there."""
    return {
        name: {key: v for key, v in table.items() if not (isinstance(v, list) and key in said.get(name, {}))}
        for name, table in more.items()
    }


def _merged(one: Json, other: Json) -> Json:
    """A table with what another has besides; a list with the other's entries behind its own."""
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    if not _both_tables(one, other):
        return other
    joined = {key: _merged(one[key], value) if key in one else value for key, value in other.items() if value != {}}
    return {**one, **joined}


def _more_documents(here: Workspace, new: bytes, choice: Choice) -> bytes:
    """The declared documents with those besides that the chosen flows send along."""
    old = (here.root / FOLDER / DOCUMENTS).read_text(encoding="utf-8")
    blocks = new.decode().removeprefix("documents:\n").split("\n  ")
    titled = dict(zip(choice.attachments, _pairs(blocks), strict=True))
    more = [text for name, text in titled.items() if name not in here.book.attachments]
    return "".join([f"{old.rstrip()}\n", *more]).encode()


def _pairs(lines: list[str]) -> list[str]:
    """The blocks of the documents' file, two lines each."""
    flat = [line.strip() for line in lines]
    return [f"  {flat[k]}\n    {flat[k + 1]}\n" for k in range(0, len(flat), 2)]


def remove(here: Workspace, wanted: Iterable[str], day: str, *, with_dependents: bool = False) -> Removed:
    """Take flows out of a workspace, and the forms nothing else needs; their files are put away by the `day`. Raises KeyError
    for a flow there is not, FlowNeeded if another flow needs one and does not go along, LastFlow if none would be left."""
    gone = {here.book.flows[name].id for name in wanted}
    while others := {other for name in gone for other in needing(here, name)} - gone:
        if not with_dependents:
            raise FlowNeeded(sorted(gone), sorted(others))
        gone |= others
    left = [name for name in here.book.flows if name not in gone]
    if not left:
        raise LastFlow
    forms = tuple(form for form in sorted(_forms_gone(here, gone) - _needed(here, left)))
    stays = {path for form in here.book.forms.values() if form.id not in forms for path in paths_of_form(here, form)}
    paths = {here.root / "forms" / name / "flow.yaml" for name in gone}
    paths |= {path for form in forms for path in paths_of_form(here, here.book.forms[form])}
    folder = _put_away(here.root, sorted(paths - stays), f"{day}-{'-'.join(sorted(gone))}"[:80])
    steering = here.settings.steering.roles if here.settings.steering else ()
    busy = {*steering, *(role for name in left for role in people_of(here, name))}
    return Removed(tuple(sorted(gone)), forms, folder, tuple(role for role in here.settings.roles if role not in busy))


def _forms_gone(here: Workspace, gone: set[str]) -> set[str]:
    """The forms that lie with flows that go, or that these name."""
    return {form.base.id for form in here.book.forms.values() if form.flow in gone} | forms_of(here, gone)


def _needed(here: Workspace, left: Iterable[str]) -> set[str]:
    """The forms that the flows which stay name, and the settings."""
    settings = here.settings
    named = {str(slip["form"]) for slip in settings.slips.values()} | {settings.customers.get("form", "")}
    return forms_of(here, left) | named | ({settings.steering.form} if settings.steering else set())


def _put_away(root: Path, paths: Iterable[Path], name: str) -> str:
    """Move files below a new folder, by their paths; gives that folder's."""
    folders = (f"{REMOVED}/{name}{f'-{k}' if k else ''}" for k in range(1000))
    folder = next(folder for folder in folders if not (root / folder).exists())
    for path in paths:
        target = root / folder / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    for path in {path.parent for path in paths}:
        if not any(path.iterdir()):
            path.rmdir()
    return folder


def _put(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)
