"""The direction of imports, what stands nowhere in the code, and what every docstring says."""

import ast
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


CODE = [p for folder in ("src", "tools", "benchmarks", "tests") for p in sorted((ROOT / folder).rglob("*.py"))]
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


def definitions(path):
    """(name, node, whether strangers use it) of a module and every class and function in it."""

    def below(node, name, is_public):
        yield name, node, is_public
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                is_open = is_public and isinstance(node, (ast.Module, ast.ClassDef)) and not child.name.startswith("_")
                yield from below(child, f"{name}.{child.name}", is_open)

    return below(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix(), True)


@pytest.mark.parametrize("folder", ["src", "tools", "benchmarks"])
def test_whatever_strangers_use_says_what_it_is(folder):
    ours = [d for path in CODE if path.is_relative_to(ROOT / folder) for d in definitions(path)]
    assert len(ours) > 2
    assert [name for name, node, is_public in ours if is_public and not ast.get_docstring(node)] == []


def test_a_function_that_acts_says_what_it_does():
    product = [d for path in CODE if not path.is_relative_to(ROOT / "tests") for d in definitions(path)]
    functions = [(name, node) for name, node, _ in product if isinstance(node, ast.FunctionDef)]
    acting = [
        (name, ast.get_docstring(node))
        for name, node in functions
        if not node.name.startswith("__") and isinstance(node.returns, ast.Constant) and node.returns.value is None
    ]
    assert len(acting) > 100
    assert [name for name, text in acting if text and text.split()[0].rstrip(";,:.") in NO_VERB] == []


def test_no_docstring_begins_with_what_does_not_come_back():
    texts = [(name, ast.get_docstring(node) or "") for path in CODE for name, node, _ in definitions(path)]
    assert [name for name, text in texts if text.startswith(("None once", "None;", "None,", "Nothing;"))] == []
