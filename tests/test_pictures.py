"""The pictures of the README: each is there, small, and drawn by the tool from a sample that is shipped."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
LARGEST = 150_000


def drawn():
    """The names of the pictures the tool draws, as keys of its two tables."""
    tree = ast.parse((ROOT / "tools/pictures.py").read_text(encoding="utf-8"))
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    return {ast.literal_eval(key) for table in tables for key in table.keys}


def test_every_picture_is_there_and_small():
    assert SHOWN
    assert [p for p in SHOWN if not 0 < (ROOT / p).stat().st_size < LARGEST] == []


def test_the_tool_draws_what_is_shown_and_nothing_else_lies_there():
    assert {Path(p).name for p in SHOWN} == drawn() == {p.name for p in (ROOT / "docs/pictures").iterdir()}
