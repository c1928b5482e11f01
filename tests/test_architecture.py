"""The pages about the code: architecture, index and decisions name what is there, and leave nothing out."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOUSE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
CONTRACTS = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}


def test_every_file_the_architecture_names_is_there():
    named = [word for word in re.findall(r"`([\w./-]+)`", HOUSE) if "/" in word or word.endswith(".py")]
    assert len(named) > 50
    assert [path for path in named if not (ROOT / "src/casedrop" / path).exists() and not (ROOT / path).exists()] == []


def test_the_architecture_names_every_package_and_whether_it_is_pure():
    packages = {path.parent.name for path in ROOT.glob("src/casedrop/*/__init__.py")}
    pure = {module.split(".")[1] for module in CONTRACTS["pure"]["source_modules"]}
    told = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (yes|no) \|$", HOUSE, re.MULTILINE))
    assert told == {package: "yes" if package in pure else "no" for package in packages}
    rooms = {path.parent.name for path in ROOT.glob("src/casedrop/desk/*/__init__.py")}
    assert {room for room in rooms if f"`desk/{room}`" not in HOUSE} == set()


def test_the_architecture_shows_the_layers_that_are_held():
    shown = re.search(r"^```text\n(.*?)\n```$", HOUSE, re.MULTILINE | re.DOTALL)[1]
    assert shown.split("\n") == CONTRACTS["layers"]["layers"]


def test_every_page_is_in_the_index():
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = [p.relative_to(ROOT / "docs").as_posix() for p in ROOT.glob("docs/**/*.md") if p.parent.name != "decisions"]
    assert [page for page in pages if page != "README.md" and f"({page})" not in index] == []


DECISIONS = sorted(ROOT.glob("docs/decisions/0*.md"))


def test_decisions_are_numbered_without_gaps_and_all_in_the_index():
    assert [int(page.name[:4]) for page in DECISIONS] == [*range(1, len(DECISIONS) + 1)]
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[\d{4}\]\(([^)]+)\)", index, re.MULTILINE) == [page.name for page in DECISIONS]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_has_its_number_its_date_and_its_tests(page):
    head, date, *_, tests = page.read_text(encoding="utf-8").split("\n\n")
    assert head.startswith(f"# {page.name[:4]} ")
    assert re.match(r"\d{4}-\d{2}-\d{2}", date)
    assert tests.startswith("Tests: ")
    assert re.search(r"`tests/", tests)
