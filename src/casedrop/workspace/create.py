"""A new workspace from the trees casedrop comes with: all of them, or an office's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from casedrop.workspace import editor
from casedrop.workspace.errors import NotEmpty
from casedrop.workspace.making.choice import Choice, chosen
from casedrop.workspace.making.files import calendar, files_of, wording
from casedrop.workspace.making.settings_text import Office, read_of_company, settings_text
from casedrop.workspace.settings import FILE
from casedrop.workspace.workspace import Workspace, read

TREES = ("calendars", "documents", "forms", "schemas", "templates")
FOLDERS = ("inbox", "outbox", "archive")


def init(folder: Path) -> None:
    """Make `folder` a workspace with everything casedrop comes with; raises NotEmpty if it holds anything."""
    refuse_full(folder)
    source = shipped()
    for tree in TREES:
        shutil.copytree(source / tree, folder / tree)
    shutil.copyfile(source / FILE, folder / FILE)
    put(folder, editor.copies())
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    (folder / "state").mkdir(mode=0o700, exist_ok=True)  # so that what a first `check` works out is kept for the next


def begin(folder: Path, office: Office, flows: Iterable[str], year: int) -> Choice:
    """Make `folder` the workspace of an office with some of the flows casedrop comes with and what they need; gives what that
    is. `year` is the present one. Raises NotEmpty, and KeyError for a flow there is not."""
    refuse_full(folder)
    of = read(shipped())
    choice = chosen(of, flows)
    files = files_of(of, choice, office.languages)
    texts = worded(files)
    said = settings_text(of.settings, choice, office, read_of_company(words(of, files)), texts)
    calendars = {f"calendars/{office.calendar}.yaml": calendar(of, office.calendar, year)}
    own = wording(of, office.languages)
    put(folder, {**files, **calendars, **own, **editor.copies(), FILE: said.encode()})
    for name in (*FOLDERS, *(f"inbox/{name}" for name in read(folder).settings.folders.values())):
        (folder / name).mkdir(exist_ok=True)
    return choice


def words(of: Workspace, files: Iterable[str]) -> Iterable[str]:
    """The texts of declarations and of what stands in templates."""
    for name in files:
        if name.endswith((".yaml", ".outline.txt")) and (of.root / name).is_file():
            yield (of.root / name).read_text(encoding="utf-8")


def worded(files: Mapping[str, bytes]) -> list[str]:
    """The texts of the declarations among files."""
    return [data.decode() for name, data in files.items() if name.endswith((".yaml", ".json"))]


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def refuse_full(folder: Path) -> None:
    """Raise NotEmpty if a folder holds anything."""
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(folder)


def shipped() -> Path:
    """The folder that holds the trees: beside the code in the wheel, the root in a checkout."""
    inside = Path(str(resources.files("casedrop"))) / "shipped"
    return inside if inside.is_dir() else Path(str(resources.files("casedrop"))).parents[1]
