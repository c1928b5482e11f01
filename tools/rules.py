"""Write docs/rules.md, where each rule of the flows stands and which stories prove it: tools/rules.py [--check]."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = "docs/rules.md"
RULE = re.compile(r"\b([A-Z]{2,5})[-_](\d+)(?:(?:…|–|_to_| to )(?:\1[-_])?(\d+))?(?![\d-])")
COMMENT = re.compile(r"(?:^|\s)#(.*)$")
KEY = re.compile(r"^[\s{-]*([\w-]+)\s*:")

HEAD = """\
# The rules of the flows, and what proves them

Of every rule: the lines of the declarations that follow it, and the stories that prove it. A line cites a rule in a comment or a
key, a story in its name or docstring.

This page is made by `tools/rules.py` from `forms/` and `tests/stories/`; a test holds it to that.
"""


@dataclass
class Rule:
    """What is known of a rule: the lines that follow it, as (file, line, what is said there); the stories, as (file, name);
    where it was declared as one of many."""

    lines: list[tuple[str, int, str]] = field(default_factory=list)
    stories: list[tuple[str, str]] = field(default_factory=list)
    declared: str = ""


def main(*words: str, root: Path = ROOT) -> int:
    """0, or 1 if a rule has no story, a story no rule, or (with `--check`) the page is stale; each is said."""
    rules = found(root)
    wrong, page = [*mistakes(rules)], made(rules)
    path = root / PAGE
    if "--check" not in words:
        path.write_text(page, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != page:
        wrong.append(f"{PAGE} is stale; run: python tools/rules.py")
    for line in (*wrong, *waiting(rules)):
        print(line)
    return int(bool(wrong))


def found(root: Path) -> dict[str, Rule]:
    """Every rule that a declaration or a story cites, by id, in the order of their numbers."""
    rules: dict[str, Rule] = {}
    for path in sorted(root.glob("forms/*/*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number in range(len(lines)):
            _follow(rules, path.relative_to(root).as_posix(), number + 1, lines[number:])
    for path in sorted(root.glob("tests/stories/test_*.py")):
        for story, text in stories(path.read_text(encoding="utf-8")):
            for rule in dict.fromkeys(cited(text)):
                rules.setdefault(rule, Rule()).stories.append((path.relative_to(root).as_posix(), story))
    return dict(sorted(rules.items(), key=lambda entry: _order(entry[0])))


def cited(text: str) -> Iterator[str]:
    """The ids in a text: `CUS-2`, `test_CUS_2_…`, and every one of `CUS-2 to CUS-5`, `CUS-2…5`, `test_CUS_2_to_5_…`."""
    for flow, first, last in RULE.findall(text.replace("test_", "", 1)):
        yield from (f"{flow}-{n}" for n in range(int(first), int(last or first) + 1))


def stories(source: str) -> Iterator[tuple[str, str]]:
    """(name, name and docstring) of every test of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, f"{node.name} {ast.get_docstring(node) or ''}"


def mistakes(rules: dict[str, Rule]) -> Iterator[str]:
    """A sentence for each rule that is not followed anywhere or not proven, and for each story of no rule.

    A flow none of whose rules has a story yet is not held to it: `waiting` tells of those.
    """
    begun = {flow_of(rule) for rule, known in rules.items() if known.stories}
    for rule, known in rules.items():
        if not known.lines and known.declared:
            yield f"{rule} is declared by {known.declared}, and no line follows it"
        elif not known.lines:
            yield f"{rule} is cited by {known.stories[0][1]}, and no declaration has it"
        elif not known.stories and flow_of(rule) in begun:
            yield f"{rule} is followed by {known.lines[0][0]}, and no story proves it"


def waiting(rules: dict[str, Rule]) -> Iterator[str]:
    """A line for each flow that has no story at all."""
    flows = {flow_of(rule) for rule in rules}
    for flow in sorted(flows - {flow_of(rule) for rule, known in rules.items() if known.stories}):
        yield f"no story yet: {', '.join(rule for rule in rules if flow_of(rule) == flow)}"


def made(rules: dict[str, Rule]) -> str:
    """The page."""
    lines = [HEAD]
    for rule, known in rules.items():
        lines += [f"## {rule}", ""]
        lines += [f"- [{file}, line {n}](../{file}#L{n}){': ' * bool(said)}{said}" for file, n, said in known.lines]
        lines += [f"- `{name}` in [{Path(file).name}](../{file})" for file, name in known.stories]
        lines += ["- **no story proves it yet**"] * (not known.stories) + [""]
    return "\n".join(lines)


def flow_of(rule: str) -> str:
    """`CUS` of `CUS-2`."""
    return rule.split("-", maxsplit=1)[0]


def _follow(rules: dict[str, Rule], name: str, number: int, lines: list[str]) -> None:
    """Add what the first of the lines cites; a head line like `(rules CUS-1 to CUS-10)` only declares them."""
    comment, key = COMMENT.search(lines[0]), KEY.match(lines[0])
    said = comment[1].strip() if comment else key[1] if key else ""
    for rule in dict.fromkeys(cited(said)):
        known = rules.setdefault(rule, Rule())
        if re.search(r"\brules? [A-Z]", said):
            known.declared = f"{name}, line {number}"
        else:
            known.lines.append((name, number, " ".join([said, *_further(lines)]) if comment else ""))


def _further(lines: list[str]) -> Iterator[str]:
    """The comment lines that go on with the comment of the first line."""
    if lines[0].lstrip().startswith("#"):
        yield from (line.strip("# ") for line in takewhile(lambda line: line.lstrip().startswith("#"), lines[1:]))


def _order(rule: str) -> tuple[str, int]:
    flow, number = rule.split("-")
    return flow, int(number)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
