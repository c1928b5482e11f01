"""Write docs/wording.md from the words the office chose: tools/wording.py [--check]."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from casedrop.language.glossary import Glossary, Term, glossaries
from casedrop.workspace.yaml.source import plain, read_text

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "forms/wording.yaml"
PAGE = ROOT / "docs/wording.md"

HEAD = """\
# Which words the forms write

Of several words for one thing the forms write one, in each language. `casedrop check` tells every text of a form, flow, schema,
sample or document that holds another ([`wording.other`](errors.md)), as advice. An office has words of its own: it changes
`forms/wording.yaml` in its workspace, or takes the file away, and then is held to none.

This page is made by `tools/wording.py` from `forms/wording.yaml`; a test holds it to that.
"""
TITLES = {"vi": "Tiếng Việt", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


def main(*words: str) -> int:
    """0, or 1 if `--check` was said and the page is not what the words make it."""
    page = made(WORDS.read_text(encoding="utf-8"))
    if "--check" in words:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


def made(said: str) -> str:
    """The page for a file of words."""
    return (
        "\n".join([HEAD.rstrip(), *(line for one in glossaries(plain(read_text(said))).values() for line in _of(one))])
        + "\n"
    )


def _of(words: Glossary) -> Iterator[str]:
    yield f"\n## {TITLES[words.lang]} ({words.lang})\n"
    yield words.manner.strip()
    yield "\n| write | not | except in; why |\n| --- | --- | --- |"
    yield from (f"| {term.word} | {_listed(term.avoid)} | {_besides(term)} |" for term in words.terms)


def _besides(term: Term) -> str:
    """Where the other words may stand, and why one was chosen."""
    forms = _listed(tuple(f"`{form}`" for form in term.but_in))
    return "; ".join(said for said in (_listed(term.ordinary), forms, term.why) if said) or "–"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
