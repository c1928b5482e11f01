"""The pages: what they show is run, what they list is compared with the code."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import click
import pytest

from casedrop.cli.main import Exit, group
from casedrop.language.problem import LANGS
from casedrop.store import errors as store_trouble
from casedrop.workspace import errors as config_trouble
from offices import as_begun, looked_at
from restyling import restyle

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
RUN = [p for p in PAGES if "```console" in p.read_text(encoding="utf-8")]
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def name(page):
    return page.relative_to(ROOT).as_posix()


def is_there(path):
    """Whether a path a page names is in the repository, or in the package."""
    return (ROOT / path).exists() or (ROOT / "src/casedrop" / path).exists()


def blocks(page):
    """(language, what stands behind it, text) of every fenced block of a page."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def commands(text):
    """(command, what it prints) of a console block."""
    return [
        (first, "\n".join(rest)) for first, *rest in (c.splitlines() for c in re.split(r"^\$ ", text, flags=re.M)[1:])
    ]


class Shell:
    """One shell that plays a page in a folder of its own; a file block is written when its turn comes."""

    def __init__(self, folder):
        self.folder, self.end = folder, "--- the command has ended ---"
        self.bash = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def says(self, command):
        """What the command prints."""
        self.bash.stdin.write(f"{{ {command}\n}} 2>&1 < /dev/null\necho '{self.end}'\n")
        self.bash.stdin.flush()
        lines = iter(self.bash.stdout.readline, "")
        return "".join(iter(lambda: next(lines).replace(f"{self.end}\n", ""), "")).rstrip("\n")

    def close(self):
        self.bash.stdin.close()
        self.bash.wait(timeout=30)
        self.bash.stdout.close()


def played(page, folder):
    """The folder, once every file and command block of the page was played in it."""
    shell = Shell(folder)
    try:
        for language, about, text in blocks(page):
            if language == "console":
                for command, expected in commands(text):
                    said = shell.says(command)
                    if command == "casedrop init office":
                        looked_at(folder / "office")  # that what is shipped is well, test_wheel.py sees
                    if command == "casedrop init office" and page.name != "README.md":
                        as_begun(folder / "office")  # what a first start makes, the readme shows
                    assert fnmatch(said, re.sub(r"([\[\]?*])", r"[\1]", expected).replace("…", "*")), command
            elif language in ("word", "excel", "office"):
                restyle(language, folder / about, text, folder / about.split("/")[0])
            elif about and language not in ("sh", "text"):
                (folder / about).write_text(text, encoding="utf-8")
    finally:
        shell.close()
    return folder


def drawn(text):
    """The paths of a drawn tree."""
    above, found = [], []
    for line in text.splitlines():
        depth, word = len(re.match(r"[│├└─\s]*", line)[0]) // 4, line.lstrip("│├└─ \u00a0")
        above[depth:] = [word.rstrip("/")]
        found.append("/".join(above))
    return found


@pytest.mark.parametrize("page", RUN, ids=name)
def test_what_a_page_shows_is_what_happens(page, tmp_path):
    folder = played(page, tmp_path)
    for _, _, tree in (b for b in blocks(page) if b[1] == "after"):
        assert [p for p in drawn(tree) if not (folder / p).exists()] == []
    for _, _, tree in (b for b in blocks(page) if b[1] == "before"):
        assert not (folder / drawn(tree)[-1]).exists()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_is_run_or_marked(page):
    run = {"console": [""], "sh": ["setup"], "text": ["", "before", "after"], "xml": [""]}
    assert [(lang, about) for lang, about, _ in blocks(page) if about not in run.get(lang, [about or None])] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_paths_named_on_a_page_are_there(page):
    named = re.findall(r"`((?:tests|docs|tools|forms|src)/[^`<>*]+)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not is_there(path)] == []


def test_pages_and_tools_named_in_the_code_are_there():
    files = [p for folder in ("src", "tools", "benchmarks") for p in ROOT.glob(f"{folder}/**/*.py")]
    files += [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".ci/run", ROOT / ".gitlab-ci.yml"]
    named = {(name(p), word) for p in files
             for word in re.findall(r"\b(?:docs|tools|tests)/[\w./-]+\.(?:md|py)\b", p.read_text(encoding="utf-8"))}  # fmt: skip
    assert len(named) > 5
    assert {(path, word) for path, word in named if not (ROOT / word).exists()} == set()


def test_setup_blocks_name_targets_of_the_makefile():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    shown = [
        line.split()
        for page in PAGES
        for _, about, text in blocks(page)
        if about == "setup"
        for line in text.splitlines()
    ]
    assert {words[1] for words in shown if words[:1] == ["make"]} <= set(targets)


def walk(found=group, words=("casedrop",)):
    for key, command in found.commands.items():
        if isinstance(command, click.Group):
            yield from walk(command, (*words, key))
        else:
            yield " ".join((*words, key)), command


SECTIONS = dict(
    re.findall(r"^## `(casedrop [\w -]+)`\n(.*?)(?=^## |\Z)", (ROOT / "docs/cli.md").read_text("utf-8"), re.M | re.S)
)


def test_every_command_is_documented():
    assert set(SECTIONS) == {words for words, _ in walk()}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [words for words, _ in walk() if f"`{words}" not in readme] == []


@pytest.mark.parametrize(("words", "command"), [*walk()], ids=lambda v: v if isinstance(v, str) else "")
def test_every_switch_is_documented(words, command):
    switches = {o for p in command.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])(--?[a-z]+(?:-[a-z]+)*)", SECTIONS[words].split("Exit codes:")[0])) == switches


def test_every_exit_code_is_documented():
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    told = {(int(code), what) for code, what in re.findall(r"^\| (\d+) \| `(\w+)` \|", page, re.MULTILINE)}
    classes = [*vars(config_trouble).values(), *vars(store_trouble).values()]
    raised = {(c.exit_code, c.__name__) for c in classes if isinstance(c, type) and hasattr(c, "exit_code")}
    assert told == raised | {(code.value, code.name) for code in Exit}
    shown = {int(n) for text in SECTIONS.values() for n in re.findall(r"\d+", text.rsplit("Exit codes:")[1])}
    assert shown <= {code for code, _ in told}


def test_the_page_of_errors_is_what_is_said():
    ended = subprocess.run([sys.executable, ROOT / "tools/errors.py", "--check"], check=False)
    assert ended.returncode == 0, "docs/errors.md is stale; run: python tools/errors.py"


def test_every_rule_has_its_stories_and_the_page_says_which():
    command = [sys.executable, ROOT / "tools/rules.py", "--check"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_every_fault_has_its_tests_or_a_reason_and_the_page_says_which():
    ended = subprocess.run(
        [sys.executable, ROOT / "tools/faults.py", "--check"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout


def test_every_dependency_has_its_reason():
    page = (ROOT / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    groups = PYPROJECT["dependency-groups"].values()
    wanted = [*PYPROJECT["project"]["dependencies"], *(d for g in groups for d in g if isinstance(d, str))]
    assert sorted(re.findall(r"^\| `([\w.-]+)` \|", page, re.M)) == sorted({re.match(r"[\w.-]+", d)[0] for d in wanted})


def test_what_is_imported_is_what_is_declared():
    own = {
        "ruamel": "ruamel.yaml",
        "PIL": "pillow",
        "fontTools": "fonttools",
        "zxingcpp": "zxing-cpp",
        "jsonschema_rs": "jsonschema-rs",
        "resvg_py": "resvg-py",
        "asn1crypto": "pyhanko",  # it and the next one are parts of it under names of their own
        "pyhanko_certvalidator": "pyhanko",
        "imap_tools": "imap-tools",
    }
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in ROOT.glob("src/**/*.py")]
    nodes = [n for tree in trees for n in ast.walk(tree)]
    names = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    names |= {str(n.module) for n in nodes if isinstance(n, ast.ImportFrom)}
    outside = {n.split(".")[0] for n in names} - sys.stdlib_module_names - {"casedrop"}
    declared = {re.match(r"[\w.-]+", d)[0] for d in PYPROJECT["project"]["dependencies"]}
    extras = {
        re.match(r"[\w.-]+", d)[0] for some in PYPROJECT["project"]["optional-dependencies"].values() for d in some
    }
    imported = {own.get(n, n) for n in outside}
    assert imported - extras == declared - {"tzdata", "ruamel.yaml.clib"}  # used without being imported


def test_locks_name_no_address():
    assert [p.name for p in ROOT.glob("requirements*.lock") if re.search(r"://|--index|--find", p.read_text())] == []


def properties(schema):
    """Every name a property of a schema has, also below `$defs`; not the languages of a text."""
    if isinstance(schema, list):
        return set().union(*map(properties, schema))
    if not isinstance(schema, dict):
        return set()
    below = set().union(*map(properties, schema.values()))
    return below | (set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set())


@pytest.mark.parametrize("schema", ["flow", "form", "new-form"])
def test_every_key_a_file_may_have_is_explained(schema):
    page = (ROOT / "docs/flows.md").read_text(encoding="utf-8")
    file = ROOT / f"src/casedrop/workspace/schemas/{schema}.schema.json"
    keys = properties(json.loads(file.read_text(encoding="utf-8"))) - set(LANGS)
    assert sorted(key for key in keys if not re.search(rf"[`{{ (]{key}[`:]", page)) == []
