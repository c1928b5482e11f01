"""What lies beside the code: CI, hooks, templates for issues. Each is parsed, and what it calls is there."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
FILES = [*ROOT.glob(".github/**/*.yml"), ROOT / ".gitlab-ci.yml", ROOT / ".pre-commit-config.yaml"]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.md")]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def name(path):
    return path.relative_to(ROOT).as_posix()


def load(path):
    """What a YAML file says; two keys of one name are refused."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def texts(value):
    """Every text in what a YAML file says."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def make_targets(text):
    return re.findall(r"^make ([a-z]+)\b", text, re.MULTILINE)


GITHUB, GITLAB = load(ROOT / ".github/workflows/ci.yml"), load(ROOT / ".gitlab-ci.yml")
HOOKS = [hook for repo in load(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_it_is_yaml_and_calls_only_targets_of_the_makefile(path):
    named = {target for text in texts(load(path)) for target in make_targets(text)}
    assert named <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_names_only_targets_of_the_makefile(page):
    quoted = re.findall(r"`(make [^`]*)`", page.read_text(encoding="utf-8"))
    assert {target for text in quoted for target in make_targets(text)} <= TARGETS


def test_both_services_and_the_machine_of_our_own_run_the_same_targets():
    github = [step["run"] for step in GITHUB["jobs"]["linux"]["steps"] if step.get("run", "").startswith("make")]
    own = re.findall(r"^make .*", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    assert github == GITLAB["linux"]["script"] == own == ["make test", "make check"]
    images = GITHUB["jobs"]["linux"]["strategy"]["matrix"]["image"]
    assert images == GITLAB["linux"]["parallel"]["matrix"][0]["IMAGE"]


def test_a_system_never_seen_green_holds_up_nothing_and_says_so():
    github = GITHUB["jobs"]["other-systems"]
    assert (github["continue-on-error"], "not yet seen green" in github["name"]) == (True, True)
    gitlab = {key: job for key, job in GITLAB.items() if "not yet seen green" in key}
    assert {key.split()[0] for key in gitlab} == {"windows", "macos"}
    assert {job["extends"] for job in gitlab.values()} == {".other-system"}
    assert GITLAB[".other-system"]["allow_failure"] is True


def test_what_other_systems_install_is_locked():
    said = [*texts(GITHUB["jobs"]["other-systems"]), *texts(GITLAB)]
    locks = {Path(text.split()[-1]).name for text in said if "--require-hashes" in text}
    assert (locks, (ROOT / "requirements-dev.lock").exists()) == ({"requirements-dev.lock"}, True)


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_calls_our_own_locked_tool(hook):
    program, *words = shlex.split(hook["entry"])
    assert (hook["language"], program.startswith(".venv/bin/")) == ("system", True)
    assert Path(sys.executable).with_name(Path(program).name).exists()
    assert [word for word in words if word.startswith("tools/") and not (ROOT / word).exists()] == []


@pytest.mark.parametrize("hook", [h for h in HOOKS if "files" in h], ids=lambda hook: hook["id"])
def test_a_hook_looks_at_files_there_are(hook):
    trees = ("src", "tests", "tools", "docs", "forms", "schemas", "templates", "calendars", ".casedrop")
    there = [name(path) for tree in trees for path in (*ROOT.iterdir(), *(ROOT / tree).rglob("*"))]
    branches = re.split(r"\|(?=\^)", hook["files"])
    assert [b for b in branches if not any(re.search(b, path) for path in there)] == []


def test_an_issue_asks_what_it_needs():
    forms = {path.stem: load(path) for path in ROOT.glob(".github/ISSUE_TEMPLATE/*.yml") if path.stem != "config"}
    assert {"bug", "form-or-flow"} == set(forms)
    for form in forms.values():
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert [f["id"] for f in fields if not f["attributes"]["label"]] == []
        assert any(f.get("validations", {}).get("required") for f in fields)


def test_changes_stand_in_the_usual_groups_the_unreleased_ones_first():
    page = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)", page, re.MULTILINE)[0] == "[Unreleased]"
    for version in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        groups = re.findall(r"^### (.+)", version, re.MULTILINE)
        assert groups == [g for g in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security") if g in groups]
