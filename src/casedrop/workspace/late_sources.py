"""The declaration files of a workspace without a mistake, read again only if somebody asks what stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from casedrop.workspace.yaml.cache import keeping
from casedrop.workspace.yaml.source import Source, of_bytes


class LateSources(Mapping[str, Source]):
    """The sources by name: `schemas` names the files and the schema each is held against, `files` has their bytes, and `file`
    keeps what was read before."""

    def __init__(self, schemas: Mapping[str, str], files: Mapping[str, bytes], file: Path) -> None:
        self._schemas, self._file = schemas, file
        self._data = {name: files[name] for name in schemas}

    def __getitem__(self, name: str) -> Source:
        """The source; raises KeyError."""
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)

    @cached_property
    def _read(self) -> dict[str, Source]:
        with keeping(self._file):
            return {name: of_bytes(self._data[name], name, schema) for name, schema in self._schemas.items()}


def schema_of(name: str) -> str:
    """The schema that a declaration file is held against, by its path in the workspace."""
    if name.startswith("forms/"):
        return "flow" if name.endswith("/flow.yaml") else "form"
    return "documents" if name.startswith("documents/") else "calendar"
