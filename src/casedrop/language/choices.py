"""Choices by the words people pick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from casedrop.language.letters import loose
from casedrop.language.parsed import Bad, Ok
from casedrop.language.problem import LANGS, Texts

Choices = Mapping[str, Texts]

_WORDS = {
    "yes": ("yes", "y", "true", "có", "đúng", "đồng ý", "là", "是", "有", "对", "對", "真"),
    "no": ("no", "n", "false", "không", "ko", "sai", "không đồng ý", "否", "无", "無", "没有", "沒有", "不是", "假"),
}
"""What people write for the two choices `yes` and `no` beside the form's own words."""


def show_choice(key: str, lang: str, choices: Choices) -> str:
    """The chosen text in a language; the key itself where the form has no such text."""
    return choices.get(key, {}).get(lang, key)


def read_choice(text: str, lang: str, choices: Choices) -> Ok | Bad:
    """The key of a text: first in the form's language, then in any other, then as a key; `choice.unknown` otherwise.

    The problem's `allowed` holds every choice's texts, so that each reader sees them in the own language.
    """
    wanted = loose(text)
    if not wanted:
        return Ok(None)
    for spelling, key in _spellings(lang, choices):
        if _loose(spelling) == wanted:
            return Ok(key)
    return Bad("choice.unknown", {"given": text, "allowed": tuple(choices.values())})


@lru_cache(4096)
def _loose(spelling: str) -> str:
    """A spelling of a form's choice as it is compared; remembered, for it is the same in every document."""
    return loose(spelling)


def _spellings(lang: str, choices: Choices) -> Iterator[tuple[str, str]]:
    for tongue in (lang, *(other for other in LANGS if other != lang)):
        yield from ((texts[tongue], key) for key, texts in choices.items() if tongue in texts)
    yield from ((key, key) for key in choices)
    if set(choices) == set(_WORDS):
        yield from ((word, key) for key, words in _WORDS.items() for word in words)
