"""`import casedrop` is light, whole and typed, and nothing inside leans on it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import casedrop

ROOT = Path(__file__).parents[2]


def python(code, cwd=None):
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=cwd)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_import_loads_nothing():
    loaded = "import sys; before = set(sys.modules); import casedrop; print(*sorted(set(sys.modules) - before))"
    new = python(loaded).split()
    assert [name for name in new if name.split(".")[0] not in sys.stdlib_module_names] == ["casedrop"]
    assert len(new) < 10


def test_a_form_alone_needs_no_ledger_and_no_converter():
    code = "import casedrop, sys; casedrop.Form; print(sorted({'sqlalchemy', 'alembic', 'watchdog', 'click'} & set(sys.modules)))"
    assert python(code) == "[]"


@pytest.mark.parametrize("name", casedrop.__all__)
def test_every_name_is_there_and_explained(name):
    value = getattr(casedrop, name)
    assert name in dir(casedrop)
    assert name in ("LANGS", "Event") or value.__doc__.strip()[-1] in ".:" or ">>>" in value.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Worksapce'"):
        casedrop.Worksapce  # noqa: B018


def test_type_checkers_see_the_same_names_at_the_same_places():
    """mypy holds `examples/` to them (pyproject.toml)."""
    assert (ROOT / "src/casedrop/py.typed").is_file()
    block = next(
        n for n in ast.parse((ROOT / "src/casedrop/__init__.py").read_text("utf-8")).body if isinstance(n, ast.If)
    )
    seen = {a.asname or a.name: f"{n.module}:{a.name}" for n in block.body for a in n.names}
    homes = {name: home if ":" in home else f"{home}:{name}" for name, home in casedrop._HOMES.items()}
    assert seen == homes
    assert sorted(seen) == sorted(casedrop.__all__)


def imports(path):
    """Whether a module imports casedrop itself, not one of its modules."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    packages = {p.name for p in (ROOT / "src/casedrop").iterdir()}
    plain = any(a.name == "casedrop" for n in nodes if isinstance(n, ast.Import) for a in n.names)
    names = {a.name for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "casedrop" for a in n.names}
    return plain or bool(names - packages)


def test_no_module_of_casedrop_imports_it():
    assert [p.name for p in (ROOT / "src/casedrop").rglob("*.py") if imports(p)] == []


def test_an_import_of_it_is_found(tmp_path):
    (tmp_path / "bad.py").write_text("from casedrop import Workspace\n")
    (tmp_path / "good.py").write_text("from casedrop import language\nimport casedrop.forms.form\n")
    assert [imports(tmp_path / name) for name in ("bad.py", "good.py")] == [True, False]
