"""The direction of imports, and what stands nowhere in the code."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder):
    """What import-linter says of the casedrop below `folder`, held against this repository's contracts."""
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_down():
    said = lint(ROOT / "src")
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("language/problem.py", "import time", "The engine is pure"),
        ("language/problem.py", "import os", "The engine is pure"),
        ("language/problem.py", "import casedrop.store.files", "Imports go down"),
        ("formats/sniff.py", "import casedrop.store.files", "Imports go down"),
        ("attic.py", "", "attic"),
    ],
)
def test_an_import_the_other_way_is_found(module, line, broken, tmp_path):
    shutil.copytree(ROOT / "src/casedrop", tmp_path / "casedrop")
    path = tmp_path / "casedrop" / module
    path.write_text(f"{path.read_text('utf-8') if path.exists() else ''}\n{line}\n", encoding="utf-8")
    said = lint(tmp_path)
    assert said.returncode == 1
    assert broken in said.stdout


def test_no_form_is_named_in_the_code():
    forms = [p.stem for p in ROOT.glob("forms/*/*.yaml") if p.name != "flow.yaml"]
    files = [p for p in (ROOT / "src").rglob("*") if p.suffix in (".py", ".toml", ".json", ".html")]
    texts = {p: p.read_text(encoding="utf-8") for p in files}
    assert len(forms) >= 6
    assert [(p.name, form) for p, text in texts.items() for form in forms if form in text] == []
