"""The sample office of examples/, and a folder of its own to play in."""

import shutil
from pathlib import Path

import pytest

import casedrop

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The current folder: `office` is a workspace, `visit-note.yaml` a form's list of fields."""
    shutil.copytree(EXAMPLES / "office", tmp_path / "office")
    shutil.copy(EXAMPLES / "visit-note.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def office(folder):
    """The workspace, as Python has it."""
    return casedrop.Workspace(folder / "office")
