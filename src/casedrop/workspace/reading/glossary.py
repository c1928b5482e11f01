"""The words an office chose, from `forms/wording.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from casedrop.language.glossary import Glossary, glossaries
from casedrop.language.problem import LANGS, Problem
from casedrop.workspace.yaml.source import load, plain

FILE = "forms/wording.yaml"
"""Where an office says which words it writes; one without it is held to none."""

_LANGUAGE = re.compile(rf"^({'|'.join(LANGS)}):\n(?:[ \t#].*\n|\n)*", re.MULTILINE)
"""What the file says of one language."""


def read_glossaries(root: Path, languages: Collection[str]) -> tuple[dict[str, Glossary], tuple[Problem, ...]]:
    """The words chosen for each of the languages, and what is wrong with the file that says them."""
    path = root / FILE
    if not path.is_file():
        return {}, ()
    source = load(path, FILE, "wording")
    known = {} if source.problems else glossaries(plain(source.data))
    return {lang: one for lang, one in known.items() if lang in languages}, source.problems


def in_languages(text: str, languages: Collection[str]) -> str:
    """The text of such a file without what it says of other languages."""
    return _LANGUAGE.sub(lambda said: said[0] if said[1] in languages else "", text)
