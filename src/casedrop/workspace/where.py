"""Where a text or an expression stands in a workspace's declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casedrop.language.problem import Json
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, plain

Path = tuple[str | int, ...]


def where(workspace: Workspace, texts: Iterable[str], flow: str = "") -> str:
    """The file and line (`forms/visits/flow.yaml:12`) at which the first of the texts stands that any declaration has, those
    of a flow before others; a text that names a file of the workspace gives that. "" if none is met: an older release may
    have had it."""
    for text in texts:
        if text and (place := _place(workspace, text, flow)):
            return place
    return ""


def _place(workspace: Workspace, text: str, flow: str) -> str:
    for source in sorted(workspace.sources.values(), key=lambda source: not source.name.startswith(f"forms/{flow}/")):
        for path in _paths(plain(source.data), text):
            return _line(source, path)
    is_file = "\n" not in text and len(text) < 200 and "\0" not in text
    return text if is_file and "/" in text and (workspace.root / text).is_file() else ""


def _line(source: Source, path: Path) -> str:
    return f"{source.name}:{source.place(*path).args['line']}"


def _paths(data: Json, text: str, path: Path = ()) -> Iterator[Path]:
    """The paths at which the text stands."""
    if isinstance(data, str):
        if data.strip() == text.strip():
            yield path
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, text, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _paths(value, text, (*path, number))
