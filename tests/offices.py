"""New workspaces for tests: the shelf of empty forms takes seconds to make, so it is made once a run and copied."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from casedrop.desk.admin.check import check
from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.workspace.create import begin, init
from casedrop.workspace.making.settings_text import Office
from casedrop.workspace.workspace import usable
from once import once
from trees import share

MAY = Office("Mây Mẫu", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND", {"technical": "Phòng Kỹ thuật"})
"""An office of one language; `may` makes its workspace."""
MADE = ("outbox/_blank", "state/key", "state/blanks.json", "state/declarations.json", "state/workspace.json")
"""What a start makes of declarations and templates, and finds there the next time."""

COMPILED = "state/compiled"
"""Templates made ready, each under all it was made from: what one office compiles, no other has to."""


def begun(root: Path) -> Path:
    """A new workspace as `init` makes it, with what its first start would make, but nothing written down of it: a start
    there still records what it finds, and makes again what a test changed."""
    init(root)
    return as_begun(root)


def as_begun(root: Path) -> Path:
    """A workspace just made by `init`, with what its first start would make."""
    first = started()
    for name in MADE:
        (root / name).parent.mkdir(mode=0o700, exist_ok=True)
        copy = shutil.copytree if (first / name).is_dir() else shutil.copy2
        copy(first / name, root / name)
    share(first / COMPILED, root / COMPILED)
    return root


def started() -> Path:
    """A workspace as `init` makes it after its first start, which nobody may change."""
    return once("first", _started)


def looked_at(root: Path) -> Path:
    """A workspace of which it is known what of the shipped files `check` found nothing wrong with, as if it had looked at them
    here: it looks again at all that a test changes."""
    (root / "state").mkdir(mode=0o700, exist_ok=True)
    shutil.copy2(once("checked", _checked) / "state/checked.json", root / "state")
    return root


def _checked(root: Path) -> None:
    init(root)
    assert not [problem for problem in check(usable(root)) if not problem.is_advice]


def _started(root: Path) -> None:
    init(root)
    workspace = usable(root)
    assert [*workspace.sources.values()]  # each is read, so that all are kept
    desk = Desk(open_room(workspace, lambda: datetime(2021, 6, 14, 2, tzinfo=UTC)))
    desk.start()
    desk.room.ledger.close()
    if desk.sign:
        desk.sign.close()


def may(place: Path) -> Path:
    """An office's own workspace in `place`: of one language, with two flows and what they need."""
    made = once("may", lambda root: begin(root / "may", MAY, ["customization", "acceptance"], 2026))
    return Path(shutil.copytree(made / "may", place / "may"))
