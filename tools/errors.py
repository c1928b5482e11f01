"""Write docs/errors.md from the sentences casedrop says: tools/errors.py [--check]."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "src/casedrop/language/texts/en/problems.toml"
PAGE = ROOT / "docs/errors.md"

HEAD = """\
# What casedrop says is wrong

One row a code; the code stands in square brackets behind what the command line prints. People read the sentences in the
language of their document (`vi`, `zh-Hans`, `zh-Hant` or `en`). Words in braces are filled in.

This page is made by `tools/errors.py` from `src/casedrop/language/texts/en/problems.toml`; a test holds it to that.
"""


def main(*words: str) -> int:
    """0, or 1 if `--check` was said and the page is not what the sentences make it."""
    page = made(SENTENCES.read_text(encoding="utf-8"))
    if "--check" in words:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


def made(toml: str) -> str:
    """The page for a file of sentences; its `# …` comments become headings."""
    sentences, lines = tomllib.loads(toml), [HEAD.rstrip()]
    for heading, code in re.findall(r'^# (.+)$|^\["(.+)"\]$', toml, re.MULTILINE)[1:]:
        if heading:
            lines += [f"\n## {heading}\n", "| code | what is wrong | what to do |", "| --- | --- | --- |"]
        else:
            said = sentences[code]
            lines.append(f"| `{code}` | {said['what']} | {said['do'] or '–'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
