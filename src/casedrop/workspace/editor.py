"""What editors need to complete and check a workspace's files: copies of our schemas, and in each file a line naming
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from importlib import resources
from pathlib import Path

HOME = ".casedrop/schemas"
"""Where a workspace keeps the copies."""

KINDS = {
    "casedrop.toml": "settings",
    "calendars/*.yaml": "calendar",
    "demos/*.yaml": "demo",
    "forms/wording.yaml": "wording",
    "forms/*/flow.yaml": "flow",
    "forms/*/*.yaml": "form",
    "schemas/*.schema.json": "form-schema",
    "schemas/*/*.schema.json": "form-schema",
}
"""The schema of a file, by the first pattern that its path fits."""

_YAML = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
_TOML = re.compile(r"#:schema (\S+)\n")
_JSON = re.compile(r'(?<="\$schema": ")([^"]*)(?=")')


def copies() -> Mapping[str, bytes]:
    """The schemas a workspace is given, by their path in it."""
    ours = sorted(resources.files("casedrop.workspace.schemas").iterdir(), key=lambda one: one.name)
    return {f"{HOME}/{one.name}": one.read_bytes() for one in ours if one.name.endswith(".schema.json")}


def declared(root: Path) -> Iterator[str]:
    """The paths below `root` of all files that have a schema of ours, each once."""
    paths = {path.relative_to(root).as_posix() for pattern in KINDS for path in root.glob(pattern)}
    return iter(sorted(paths))


def schema_of(path: str) -> str | None:
    """How the file at a path of the workspace names its schema; None if it has none of ours."""
    kind = next((kind for pattern, kind in KINDS.items() if _fits(path, pattern)), None)
    up = "../" * path.count("/") or "./"
    return f"{up}{HOME}/{kind}.schema.json" if kind else None


def named(path: str, text: str) -> str | None:
    """The schema that a file names, as it stands there; None if it names none."""
    match = _JSON.search(text) if path.endswith(".json") else _line(path).search(text)
    return match[1] if match else None


def naming(path: str, text: str) -> str:
    """The text of a file with the line that names its schema: first, or what stands there now put right. JSON without
    `$schema` is left as it is."""
    schema = schema_of(path)
    if schema is None or named(path, text) == schema:
        return text
    if path.endswith(".json"):
        return _JSON.sub(schema, text, count=1)
    return modeline(path, schema) + _line(path).sub("", text, count=1)


def modeline(path: str, schema: str) -> str:
    """The line, with its end, by which editors find the schema of a YAML or TOML file."""
    return f"#:schema {schema}\n" if path.endswith(".toml") else f"# yaml-language-server: $schema={schema}\n"


def _line(path: str) -> re.Pattern[str]:
    return _TOML if path.endswith(".toml") else _YAML


def _fits(path: str, pattern: str) -> bool:
    return path.count("/") == pattern.count("/") and fnmatch(path, pattern)
