"""The documents a workspace keeps and sends along, from `documents/` (PRB-11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.flows.attachments import Attachment, Version
from casedrop.language.fallback import completed
from casedrop.language.problem import LANGS, Json, Problem, Texts
from casedrop.language.role_names import spelled
from casedrop.workspace.reading.forms import NOBODY
from casedrop.workspace.yaml.source import Source, load, plain

FOLDER, FILE = "documents", "documents.yaml"


@dataclass(frozen=True)
class Attachments:
    """What was read: the attachments by id, their bytes by sha256, and the file that declares them, if there is one."""

    known: Mapping[str, Attachment] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)
    source: Source | None = None


def read_attachments(root: Path, languages: Sequence[str] = LANGS, roles: Mapping[str, Texts] = NOBODY) -> Attachments:
    """The attachments below `root`, none if it declares none; the source has the problems of its file.

    The files are read now, so that a document and what goes out with it are of one hour even if somebody saves a new one.
    """
    path = root / FOLDER / FILE
    if not path.is_file():
        return Attachments()
    source = load(path, f"{FOLDER}/{FILE}", "documents")
    if source.problems:
        return Attachments(source=source)
    data: dict[str, bytes] = {}
    declared = spelled(plain(source.data["documents"]), roles)
    known = {name: _one(path.parent, name, entry, languages, data) for name, entry in declared.items()}
    return Attachments(known, data, source)


def of_snapshot(known: Mapping[str, Attachment], files: Mapping[str, bytes]) -> Attachments:
    """The attachments that are known, with their bytes out of the workspace's files by path."""
    wanted = {version.sha256 for one in known.values() for version in one.files.values()}
    data = {hashlib.sha256(data).hexdigest(): data for name, data in files.items() if name.startswith(f"{FOLDER}/")}
    return Attachments(known, {sha: content for sha, content in data.items() if sha in wanted})


def check_attachments(known: Mapping[str, Attachment], source: Source | None, lang: str) -> Iterator[Problem]:
    """A problem for each attachment without a file in the company's language, which stands in where another lacks; `source`
    is the file that declares them."""
    for one in known.values():
        if source and lang not in one.files:
            place = source.place("documents", one.id)
            yield Problem("attachment.missing", place, args={"name": one.id, "lang": lang})


def _one(
    folder: Path, name: str, entry: Mapping[str, Json], languages: Sequence[str], data: dict[str, bytes]
) -> Attachment:
    files = {lang: path for lang in LANGS for path in sorted(folder.glob(f"{name}.{lang}.*"), reverse=True)}
    read = {lang: path.read_bytes() for lang, path in files.items()}
    shas = {lang: hashlib.sha256(content).hexdigest() for lang, content in read.items()}
    data.update({shas[lang]: content for lang, content in read.items()})
    return Attachment(
        name,
        dict(completed(entry["titles"], languages)),
        {lang: Version(shas[lang], path.suffix) for lang, path in files.items()},
    )
