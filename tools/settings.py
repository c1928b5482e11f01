"""Write docs/settings.md from the schema of the settings: tools/settings.py [--check]."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from casedrop.language.problem import Json
from casedrop.workspace.setting_words import allowed, resolved
from casedrop.workspace.yaml.source import validator

ROOT = Path(__file__).resolve().parents[1]
PAGE = "docs/settings.md"
HEAD = """# Settings

Everything that may stand in `casedrop.toml`, the file at the root of a workspace. `casedrop check` tells every mistake in it with
line and column, and what may stand there; editors that know TOML schemas help while one writes (`.casedrop/schemas`).
Keys with a star must be there. `<name>` is a name of your own.

This page is made by `tools/settings.py` from `src/casedrop/workspace/schemas/settings.schema.json`; a test holds it to that.
"""


def main(*words: str, root: Path = ROOT) -> int:
    """0, or 1 if `--check` was said and the page is not what the schema makes it."""
    path, text = root / PAGE, page()
    if "--check" not in words:
        path.write_text(text, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        print(f"{PAGE} is stale; run: python tools/settings.py")
        return 1
    return 0


def page() -> str:
    """The text of the page: a section for each table."""
    whole: Json = validator("settings").schema
    tables = whole["properties"].items()
    return "\n".join([HEAD, *(line for name, said in tables for line in section(f"[{name}]", said, whole))])


def section(head: str, said: Mapping[str, Json], whole: Json) -> Iterator[str]:
    """The lines of one table: what it is, and a row for each key it may have."""
    yield from (
        f"## {head}",
        "",
        said.get("description", ""),
        "",
        "| key | what may stand there | what it says |",
        "| --- | --- | --- |",
    )
    yield from rows("", said, whole)
    yield ""


def rows(before: str, said: Mapping[str, Json], whole: Json) -> Iterator[str]:
    """A row for each key of a table and of the tables in it."""
    table = resolved(said, whole)
    required = table.get("required", ())
    named = table.get("additionalProperties")
    entries = [(key, one, key in required) for key, one in table.get("properties", {}).items()]
    entries += [("<name>", named, False)] if isinstance(named, Mapping) else []
    for key, one, must in entries:
        inner = resolved(one, whole)
        star = " *" if must else ""
        yield f"| `{before}{key}`{star} | {allowed(one, whole)['en']} | {one.get('description', inner.get('description', ''))} |"
        if "x-words" not in inner:
            yield from rows(f"{before}{key}.", inner, whole)
        if inner.get("type") == "array" and resolved(inner["items"], whole).get("type") == "object":
            yield from rows(f"{before}{key}[].", inner["items"], whole)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
