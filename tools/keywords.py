"""Write the editors' schemas and the tables of docs/flows.md from the tables of keywords: tools/keywords.py [--check]."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from casedrop.flows.keywords import FLOW
from casedrop.forms.keyword import (
    Block,
    Choice,
    Either,
    Expression,
    ExpressionTree,
    Flag,
    Keyword,
    Kind,
    Many,
    Named,
    Pattern,
    Reference,
    WholeNumber,
    Word,
    Wording,
)
from casedrop.forms.keywords import FORM
from casedrop.forms.uses import blocks_of
from casedrop.workspace.schemas.generate import schema

ROOT = Path(__file__).resolve().parents[1]
PAGE = "docs/flows.md"
SCHEMAS = ("src/casedrop/workspace/schemas", ".casedrop/schemas")
TABLES = {"flow": (FLOW, "casedrop flow"), "form": (FORM, "casedrop form declaration")}
SLOT = re.compile(r"(<!-- keywords: ([a-z.]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(*words: str, root: Path = ROOT) -> int:
    """0, or 1 if `--check` was said and a file is not what the tables make it; each is named."""
    stale = 0
    for name, text in made(root).items():
        path = root / name
        if "--check" not in words:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            print(f"{name} is stale; run: python tools/keywords.py")
    return stale


def made(root: Path) -> dict[str, str]:
    """The text of each file that the tables make, by its path below `root`."""
    schemas = {name: json.dumps(schema(*table), indent=2, ensure_ascii=False) + "\n" for name, table in TABLES.items()}
    files = {f"{home}/{name}.schema.json": text for home in SCHEMAS for name, text in schemas.items()}
    return {**files, PAGE: page((root / PAGE).read_text(encoding="utf-8"))}


def page(text: str) -> str:
    """The page with the table of each block, `<!-- keywords: flow.stage -->` to `<!-- end -->`, as it is now."""
    return SLOT.sub(lambda slot: f"{slot[1]}{table(block_at(slot[2]))}{slot[3]}", text)


def block_at(name: str) -> Block:
    """The block that a slot of the page names by its file and id: `flow.stage`, `form.checks`; raises StopIteration."""
    file, _, block = name.partition(".")
    return next(one for one in blocks_of(TABLES[file][0]) if one.id == (block or file))


def table(block: Block) -> str:
    """The table of a block's keywords: key, what may stand there, what it says."""
    rows = (f"| {_key(k)} | {words(k.kind)} | {_about(k)} |" for k in block.keywords)
    return "\n".join(["| key | what may stand there | what it says |", "| --- | --- | --- |", *rows, ""])


def words(kind: Kind) -> str:
    """What may stand behind a keyword, in words."""
    if isinstance(kind, Many):
        return f"{words(kind.of)}, or a list of such" if kind.or_one else f"list: {words(kind.of)}"
    if isinstance(kind, Named):
        return f"by name: {words(kind.of)}"
    if isinstance(kind, Either):
        return ", or ".join(map(words, kind.kinds))
    return _choices(kind) if isinstance(kind, Choice) else _PLAIN[type(kind)](kind)


def _choices(kind: Choice) -> str:
    return ", ".join(f"`{json.dumps(value) if isinstance(value, bool) else value}`" for value in kind.values)


_TARGETS = {"given": "name of `given`", "reader": "role, or `customer`"}
_PLAIN: Mapping[type, Callable[[Any], str]] = {
    Block: lambda kind: f"the keys of `{kind.id}`",
    Expression: lambda kind: "condition" if kind.is_guard else "expression",
    Flag: lambda _: "`true`, `false`",
    WholeNumber: lambda _: "whole number",
    Pattern: lambda _: "text with expressions in braces",
    Reference: lambda kind: _TARGETS.get(kind.to, kind.to),
    ExpressionTree: lambda _: "value",
    Word: lambda kind: kind.label,
    Wording: lambda kind: f"text per language{' with expressions in braces' * kind.is_template}",
}


def _about(keyword: Keyword) -> str:
    """The keyword's line, without what the column before it says already."""
    line = re.sub("^A condition: |^An expression; ", "", keyword.about)
    return line[0].upper() + line[1:] if line[0].isalpha() else line


def _key(keyword: Keyword) -> str:
    return f"**`{keyword.name}`**" if keyword.required else f"`{keyword.name}`"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
