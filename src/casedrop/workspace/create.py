"""A new workspace from the trees casedrop comes with."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from casedrop.workspace import editor
from casedrop.workspace.errors import NotEmpty
from casedrop.workspace.settings import FILE

TREES = ("calendars", "documents", "forms", "schemas", "templates")


def init(folder: Path) -> None:
    """Make `folder` a workspace; raises NotEmpty if it holds anything."""
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(folder)
    source = shipped()
    for tree in TREES:
        shutil.copytree(source / tree, folder / tree)
    shutil.copyfile(source / FILE, folder / FILE)
    for path, data in editor.copies().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    for name in ("inbox", "outbox", "archive"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "state").mkdir(mode=0o700, exist_ok=True)  # so that what a first `check` works out is kept for the next


def shipped() -> Path:
    """The folder that holds the trees: beside the code in the wheel, the root in a checkout."""
    inside = Path(str(resources.files("casedrop"))) / "shipped"
    return inside if inside.is_dir() else Path(str(resources.files("casedrop"))).parents[1]
