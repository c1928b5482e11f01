"""Wordings in four languages, from `texts/<lang>/*.toml`: looked up by file and key, their slots filled, one behind the other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGS = ("vi", "zh-Hans", "zh-Hant", "en")

_SLOT = re.compile(r"\{([a-z_]+)\}")
_ENDS = ".!?…。！？"
_CLOSERS = "”’\"'」』)）]】"


_GAPS = [
    (re.compile(gap, re.MULTILINE), filling)
    for gap, filling in (
        (r"(?:\s+\(\s*\)|（\s*）|「\s*」|“\s*”|《\s*》)", ""),
        (r"\s+(?=[,;](?:\s|$)|\.(?:\s|$))", ""),
        (r"[,，、;；:：–]\s*(?=[,，、;；。]|\.(?:\s|$))", ""),
        (r"(?<=\S) {2,}(?=\S)", " "),
        (r"[ \t,，、;；:：–—]+$", ""),
    )
]
"""What to leave out, and what stands there instead."""


def phrase(key: str, lang: str, **args: object) -> str:
    """A fixed wording by file and key (`answers.mend`, `paper.page`), its slots filled; raises KeyError."""
    file, *path = key.split(".")
    here: object = table(lang, file)
    for name in path:
        if not isinstance(here, Mapping):
            raise KeyError(key)
        here = here[name]
    if not isinstance(here, str):
        raise KeyError(key)
    return filled(here, lang, args)


def words_for(key: str, lang: str) -> list[str]:
    """The words of a fixed wording that lists several, `|` between them; raises KeyError."""
    return phrase(key, lang).split("|")


def placeholder(kind: str, label: str, lang: str) -> str:
    """What stands in an empty control of a `Field.kind`: `Nhập họ tên`, `Choose a date`."""
    start = label[:1].lower() if not label[1:2].isupper() else label[:1]
    return phrase(f"fields.{kind}", lang, label=start + label[1:] if lang in ("vi", "en") else label)


def filled(text: str, lang: str, args: Mapping[str, object]) -> str:
    """The text with its slots filled: lists with the language's mark, texts per language in this one.

    A slot nothing was given for shows …, so that a person always gets a sentence.
    """
    return _SLOT.sub(lambda slot: _shown(args.get(slot[1], "…"), lang), text)


def slots(text: str) -> tuple[str, ...]:
    """The names of a wording's slots, in their order."""
    return tuple(_SLOT.findall(text))


def joined(pieces: Iterable[str], lang: str) -> str:
    """The pieces that say something, one behind the other; where several do, each is ended. One alone stays as it is: it may be
    no sentence but a name or a number."""
    said = [piece.strip() for piece in pieces if piece.strip()]
    if len(said) < 2:
        return "".join(said)
    return phrase("marks.space", lang).join(ended(piece, lang) for piece in said)


def without_gaps(text: str) -> str:
    """The text without what a value that is not there leaves around its place: empty brackets, marks before another mark or at
    the end, double spaces. Brackets right behind a Latin word stay: `f()` is somebody's own (W32)."""
    for gap, filling in _GAPS:
        text = gap.sub(filling, text)
    return text.strip()


def ended(sentence: str, lang: str) -> str:
    """The sentence with a full stop of the language behind it, unless it has ended."""
    is_ended = sentence.rstrip(_CLOSERS)[-1:] in _ENDS or sentence[-1:] in _ENDS
    return sentence if is_ended else sentence.rstrip(" ,;:，；：、") + phrase("marks.stop", lang)


def _shown(value: object, lang: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(lang) or next((value[other] for other in LANGS if value.get(other)), "…"))
    if isinstance(value, list | tuple | set | frozenset):
        return str(table(lang, "marks")["list"]).join(_shown(item, lang) for item in value)
    return "—" if value is None or value == "" else str(value)


@cache
def table(lang: str, name: str) -> Mapping[str, Any]:
    """One file of a language; raises KeyError if there is none."""
    file = files("casedrop.language").joinpath("texts", lang, f"{name}.toml")
    if not file.is_file():
        raise KeyError(f"{lang}/{name}")
    return tomllib.loads(file.read_text(encoding="utf-8"))
