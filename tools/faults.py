"""Write docs/faults.md, what happens to files, disks, clocks and people's hands, what casedrop does then, and which tests prove
it: tools/faults.py [--check].

The rows stand in tests/faults.toml; a test says by `@pytest.mark.fault("A1", …)` which of them it proves.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS, PAGE = "tests/faults.toml", "docs/faults.md"
HEAD = """\
# What can go wrong, and what proves that nothing is lost by it

What happens to files, disks, clocks and by people's hands; what casedrop does then; the tests that try it. Where something
cannot be tried here, or is not there yet, the reason stands beside, and the code that is written for it.

This page is made by `tools/faults.py` from `tests/faults.toml` and the marks of the tests; a test holds it to that. What
killing and failing at each system call came to stands in [crash.md](crash.md), what two thousand hostile files did in
[hostile.md](hostile.md).
"""


@dataclass(frozen=True)
class Fault:
    """A row: what happens, what is done, why no test tries all of it ("": tests do), and the files written for it then."""

    what: str
    does: str
    why: str = ""
    code: tuple[str, ...] = ()


@dataclass(frozen=True)
class Test:
    """A test, by its file (from the root) and its name."""

    file: str
    name: str


Proofs = Mapping[str, list[Test]]


def main(*words: str, root: Path = ROOT) -> int:
    """0, or 1 if a row has neither test nor reason, a test no row, or (with `--check`) the page is stale; each is said."""
    groups, faults = rows(root)
    proofs = marked(root)
    wrong, page = [*mistakes(root, faults, proofs)], made(groups, faults, proofs)
    path = root / PAGE
    if "--check" not in words:
        path.write_text(page, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != page:
        wrong.append(f"{PAGE} is stale; run: python tools/faults.py")
    for line in wrong:
        print(line)
    return int(bool(wrong))


def rows(root: Path) -> tuple[dict[str, str], dict[str, Fault]]:
    """The titles of the groups by letter, and every row by id, as they are declared."""
    told = tomllib.loads((root / ROWS).read_text(encoding="utf-8"))
    groups = dict(told.pop("groups"))
    return groups, {name: Fault(**{**row, "code": tuple(row.get("code", ()))}) for name, row in told.items()}


def marked(root: Path) -> dict[str, list[Test]]:
    """The tests that bear each id, by file and line."""
    found: dict[str, list[Test]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.fault(" in text:
            for name, faults in _marks(ast.parse(text)):
                for fault in faults:
                    found.setdefault(fault, []).append(Test(path.relative_to(root).as_posix(), name))
    return found


def _marks(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """The name of each test that is marked, with the ids it bears."""
    for test in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (one for one in test.decorator_list if isinstance(one, ast.Call)):
            if ast.unparse(call.func) == "pytest.mark.fault":
                yield test.name, [str(ast.literal_eval(word)) for word in call.args]


def mistakes(root: Path, faults: Mapping[str, Fault], proofs: Proofs) -> Iterator[str]:
    """A sentence for each row without test and reason, for each reason without code, each mark without a row, each id or file
    that is not right."""
    for name, fault in faults.items():
        if not proofs.get(name) and not fault.why:
            yield f"{name} has no test, and {ROWS} gives no reason"
        if fault.why and not fault.code:
            yield f"{name} has a reason in {ROWS} and no code that is written for it"
        yield from (f"{name} names {file}, which is not there" for file in fault.code if not (root / file).is_file())
    for name in proofs.keys() - faults.keys():
        yield f"{name} is borne by {proofs[name][0].name}, and {ROWS} has no such row"


def made(groups: Mapping[str, str], faults: Mapping[str, Fault], proofs: Proofs) -> str:
    """The page."""
    lines = [HEAD]
    for letter, title in groups.items():
        lines += [
            f"## {letter}. {title}",
            "",
            "| | what happens | what casedrop does | proven by |",
            "|---|---|---|---|",
        ]
        of_group = {name: fault for name, fault in faults.items() if name.rstrip("0123456789") == letter}
        lines += [_line(name, fault, proofs.get(name, [])) for name, fault in of_group.items()]
        lines.append("")
    return "\n".join(lines)


def _line(name: str, fault: Fault, tests: list[Test]) -> str:
    """One line of a table."""
    proven = [f"[{said(test.name)}](../{test.file})" for test in tests]
    code = ", ".join(f"[{Path(file).name}](../{file})" for file in fault.code)
    proven += [f"**Not tried:** {fault.why} Written for it: {code}."] if fault.why else []
    return f"| {name} | {fault.what} | {fault.does} | {'<br>'.join(proven)} |"


def said(name: str) -> str:
    """What the name of a test says, as words: `test_a_file_is_ready` is `a file is ready`."""
    return name.removeprefix("test_").replace("_", " ")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
