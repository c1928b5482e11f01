"""A document's bytes are the same in every process: what a crash left half done is done again alike (house 4)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from casedrop.workspace.workspace import Workspace

TESTS = Path(__file__).parents[1]
RENDER = """
import hashlib, sys
from datetime import UTC, datetime
from pathlib import Path
from casedrop.workspace.workspace import usable
from casedrop.desk.rendering.fill import filled
from casedrop.desk.room import open_room
from strategies import languages
workspace = usable(Path(sys.argv[1]))
room = open_room(workspace, lambda: datetime(2021, 6, 23, 9, 30, tzinfo=UTC))
for turn, form in enumerate(workspace.book.forms.values()):
    for lang in languages(turn):
        made = filled(room, form, lang, "", workspace.sample(form, lang))
        print(form.id, lang, hashlib.sha256(made.data or b"").hexdigest(), len(made.data or b""))
"""


def rendered(root: Path, seed: str, zone: str) -> list[str]:
    """One line a form and language, whose turn it is: what a new process makes of the sample beside the form."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(TESTS)}
    done = subprocess.run([sys.executable, "-c", RENDER, str(root)], env=env, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def test_every_form_is_the_same_in_every_process(workspace: Workspace) -> None:
    first = rendered(workspace.root, "0", "Asia/Ho_Chi_Minh")
    assert {line.split()[0] for line in first} == {*workspace.book.forms}
    assert all(int(line.split()[-1]) > 4000 for line in first)
    assert rendered(workspace.root, "77", "America/New_York") == first
