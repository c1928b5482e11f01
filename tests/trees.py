"""Copies of the shipped workspace for tests to break in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
DECLARED = ("calendars", "documents", "forms", "schemas")


def planted(place: Path, *more: str) -> Path:
    """A folder into which the workspace's declarations, and what `more` names, were copied."""
    for name in (*DECLARED, *more):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "casedrop.toml", place)
    return place


def changed(tree: Path, file: str, old: str, new: str) -> int:
    """The number of the line on which the first of one thing was changed into another."""
    text = (tree / file).read_text(encoding="utf-8")
    assert old in text
    (tree / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
