"""A pytest plugin: the shipped workspace with one line of some flows broken, as broken_rules.yaml says; stories begin in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from ruamel.yaml import YAML

import once
from casedrop.workspace import create


@dataclass(frozen=True)
class Break:
    """A text of a flow's file, what it becomes, and the story that must fail of it: module and test."""

    flow: str
    was: str
    becomes: str
    story: str


SAID = YAML(typ="safe").load(Path(__file__).with_name("broken_rules.yaml"))
BREAKS = {rule: Break(**said) for rule, said in SAID.items()}
"""Rules, each of a flow of its own."""


OUTER = Path(os.environ[once.RUN])
"""The folder of the run that broke the rules, in which an office was begun (`offices.started`)."""


def pytest_sessionstart() -> None:
    """Let offices begin with the shelf of the outer run: it is made of forms, of which none is broken. Of flows what is broken
    is read anew."""
    (Path(os.environ[once.RUN]) / "first").symlink_to(OUTER / "first", target_is_directory=True)


def pytest_configure() -> None:
    """Let every workspace that is made come from the broken files."""
    root = Path(mkdtemp(prefix="casedrop-broken-"))
    whole = create.shipped()
    for tree in create.TREES:
        shutil.copytree(whole / tree, root / tree)
    shutil.copyfile(whole / create.FILE, root / create.FILE)
    for broken in BREAKS.values():
        break_flow(root, broken)
    create.shipped = lambda: root  # type: ignore[assignment]


def break_flow(root: Path, broken: Break) -> None:
    """Replace the line of the flow; raises AssertionError if it does not stand there once."""
    file = root / "forms" / broken.flow / "flow.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(broken.was) == 1, (broken.flow, broken.was)
    file.write_text(text.replace(broken.was, broken.becomes), encoding="utf-8")
