"""What belongs to a flow's release: its own file, and of each form it names declaration, schema and templates."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from casedrop.flows import release
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS, Json
from casedrop.workspace.yaml.source import Source


@dataclass(frozen=True)
class Release:
    """The files of a flow's release by their path in the workspace, as they were when it was read."""

    files: Mapping[str, bytes]

    @cached_property
    def manifest(self) -> bytes:
        """Their manifest."""
        return release.written(self.files)

    @cached_property
    def id(self) -> str:
        """The id by which a case remembers the release: the sha256 (hex) of its manifest."""
        return release.id_of(self.manifest)


def read_release(root: Path, flow: Source, forms: Mapping[str, Form]) -> Release:
    """The release of the flow in a file: every form counts whose id stands there as a value."""
    named = [forms[word] for word in sorted(set(words(flow.data)) & set(forms))]
    paths = {root / flow.name, *(path for form in named for path in form_files(root, form))}
    return Release({p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(paths) if p.is_file()})


def form_files(root: Path, form: Form) -> Iterator[Path]:
    """The files a form is read from, and those it would be filled and read with."""
    yield root / "forms" / form.flow / f"{form.id}.yaml"
    yield from _with_neighbours(root / "schemas" / form.flow / f"{form.id}.schema.json", set())
    for name in (form.id, *(f"{form.id}.{lang}" for lang in LANGS)):
        yield root / "templates" / form.flow / f"{name}.{form.format}"


def _with_neighbours(path: Path, known: set[Path]) -> set[Path]:
    """A schema and those whose blocks it takes, theirs too."""
    if path in known or not path.is_file():
        return known
    known.add(path)
    for ref in _refs_in(path.read_text(encoding="utf-8")):
        _with_neighbours(Path(os.path.normpath(path.parent / ref.partition("#")[0])), known)
    return known


@lru_cache(maxsize=512)
def _refs_in(schema: str) -> tuple[str, ...]:
    """The references to other files in a schema's text, told once for the same text."""
    return tuple(_refs(json.loads(schema)))


def _refs(value: Json) -> Iterator[str]:
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    if isinstance(value, Mapping) and isinstance(ref := value.get("$ref"), str) and not ref.startswith("#"):
        yield ref
    for one in inner:
        yield from _refs(one)


def words(data: Json) -> Iterator[str]:
    """Every text that stands as a value in a declaration."""
    if isinstance(data, str):
        yield data
    for one in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        yield from words(one)
