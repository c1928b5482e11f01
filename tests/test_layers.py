"""The direction of imports, what stands nowhere in the code, and what every docstring says."""

import ast
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


PLANTED = (
    ("language/problem.py", "time", "The engine is pure"),
    ("language/problem.py", "os", "The engine is pure"),
    ("language/problem.py", "casedrop.store.files", "Imports go down"),
    ("formats/sniff.py", "casedrop.store.files", "Imports go down"),
)
"""Imports the other way, and the contracts they break."""


def test_imports_the_other_way_are_found(tmp_path):
    shutil.copytree(ROOT / "src/casedrop", tmp_path / "casedrop")
    for module, name, _ in PLANTED:
        with (tmp_path / "casedrop" / module).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {name}\n")
    said = lint(tmp_path)
    assert said.returncode == 1
    told = [f"casedrop.{module[:-3].replace('/', '.')} -> {name}" for module, name, _ in PLANTED]
    assert [line for line in told if line not in said.stdout] == []
    assert [broken for *_, broken in PLANTED if not re.search(f"^{broken}.* BROKEN", said.stdout, re.MULTILINE)] == []


def test_a_package_without_a_layer_is_found(tmp_path):
    shutil.copytree(ROOT / "src/casedrop", tmp_path / "casedrop")
    (tmp_path / "casedrop" / "attic.py").touch()
    said = lint(tmp_path)
    assert said.returncode == 1
    assert "attic" in said.stdout


def test_no_form_is_named_in_the_code():
    forms = [p.stem for p in ROOT.glob("forms/*/*.yaml") if p.name != "flow.yaml"]
    files = [p for p in (ROOT / "src").rglob("*") if p.suffix in (".py", ".toml", ".json", ".html")]
    texts = {p: p.read_text(encoding="utf-8") for p in files}
    assert len(forms) >= 6
    assert [(p.name, form) for p, text in texts.items() for form in forms if form in text] == []


CODE = [path for folder in ("src", "tools", "benchmarks", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
NO_VERB = (
    "None",
    "Nothing",
    "The",
    "A",
    "An",
    "What",
    "Whether",
    "Which",
    "How",
    "Why",
    "Every",
    "Each",
    "All",
    "Never",
)


class Definition(NamedTuple):
    """A module, or a class or function in it: its docstring, whether strangers use it, whether it only acts."""

    name: str
    text: str
    is_public: bool
    is_acting: bool


@cache
def product():
    """Every definition in what is not a test."""

    def below(node, name, is_public):
        is_acting = (
            isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Constant) and not node.returns.value
        )
        yield Definition(name, ast.get_docstring(node) or "", is_public, is_acting and not node.name.startswith("__"))
        for child in node.body:
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                is_open = is_public and isinstance(node, (ast.Module, ast.ClassDef)) and not child.name.startswith("_")
                yield from below(child, f"{name}.{child.name}", is_open)

    paths = [path for path in CODE if not path.is_relative_to(ROOT / "tests")]
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    return [one for name, tree in trees.items() for one in below(tree, name, True)]


def test_whatever_strangers_use_says_what_it_is():
    public = [one for one in product() if one.is_public]
    assert len(public) > 500
    assert [one.name for one in public if not one.text] == []


def test_a_function_that_acts_says_what_it_does():
    acting = [one for one in product() if one.is_acting]
    assert len(acting) > 100
    assert [one.name for one in acting if one.text and one.text.split()[0].rstrip(";,:.") in NO_VERB] == []


def test_no_docstring_begins_with_what_does_not_come_back():
    wrong = re.compile(r'"""(None once|None[;,]|Nothing;)')
    assert [path.name for path in CODE if wrong.search(path.read_text(encoding="utf-8"))] == []
    assert [one.name for one in product() if "None once" in one.text] == []
