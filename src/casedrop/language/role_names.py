"""What roles are called in texts: `{{ roles.sales }}` is read as the settings call it, and titles typed as they are now are
found. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from casedrop.language.problem import LANGS, Json, Texts

SLOT = re.compile(r"\{\{ *roles\.([a-z0-9_]+) *\}\}")
"""Where a text says what a role is called; a dash in its id is written `_`, as in every name."""
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SPACED = ("vi", "en")
"""Languages that set blanks between words: a title within a longer word is none."""


def name_of(role: str) -> str:
    """How texts name a role: its id, with `_` for each dash."""
    return role.replace("-", "_")


def spelled(data: Json, roles: Mapping[str, Texts], lang: str = "") -> Json:
    """The data of a file with the title of each role that its texts name, in the text's own language; a text that stands for
    all of them becomes one for each. A role there is not stays as it is written."""
    if isinstance(data, Mapping):
        return {key: spelled(value, roles, key if key in LANGS else lang) for key, value in data.items()}
    if isinstance(data, list):
        return [spelled(one, roles, lang) for one in data]
    if not isinstance(data, str) or "{{" not in data or not SLOT.search(data):
        return data
    titles = {name_of(role): texts for role, texts in roles.items()}
    return _said(data, titles, lang) if lang else {one: _said(data, titles, one) for one in LANGS}


def named_in(texts: Iterable[str]) -> frozenset[str]:
    """The roles that texts name, as they name them."""
    return frozenset(found[1] for text in texts for found in SLOT.finditer(text))


def _said(text: str, titles: Mapping[str, Texts], lang: str) -> str:
    return SLOT.sub(lambda slot: titles[slot[1]][lang] if slot[1] in titles else slot[0], text)


class TypedTitles:
    """Finds titles of roles that are typed into texts of a language; `ordinary` are phrases that hold one and do not mean the
    role."""

    def __init__(self, titles: Mapping[str, str], ordinary: Sequence[str], lang: str) -> None:
        self.roles = {title.casefold(): role for role, title in titles.items()}
        told = sorted({*self.roles, *(one.casefold() for one in ordinary)}, key=len, reverse=True)
        words = "|".join(map(re.escape, told))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)" if lang in _SPACED else words)
        self._ordinary = {one.casefold() for one in ordinary}

    @classmethod
    def of(cls, roles: Mapping[str, Texts], ordinary: Sequence[str], lang: str) -> TypedTitles:
        """The one that was made for the same before, for making one takes as long as looking through many texts."""
        return _made(json.dumps({role: texts[lang] for role, texts in roles.items()}), tuple(ordinary), lang)

    def __call__(self, text: str) -> Iterator[tuple[str, str]]:
        """(role, its title) of each that is typed into the text; what stands in braces is none."""
        for found in self._pattern.finditer(_TAGS.sub(" ", text).casefold()):
            if found[0] not in self._ordinary:
                yield self.roles[found[0]], found[0]


@lru_cache(maxsize=64)
def _made(titles: str, ordinary: tuple[str, ...], lang: str) -> TypedTitles:
    return TypedTitles(json.loads(titles), ordinary, lang)
