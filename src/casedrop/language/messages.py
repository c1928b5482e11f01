"""What casedrop says to people, in their language: problems, places and fixed phrases, from `texts/<lang>/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from casedrop.language.problem import LANGS, Place, Problem

_SLOT = re.compile(r"\{([a-z_]+)\}")
_NOTHING: tuple[Any, ...] = (None, "", (), [])


def say(problem: Problem, lang: str, label: str = "") -> str:
    """One line: where, the field's label, what is wrong, what to do.

    What to do is said without details (`else`), or left out, when it would name what the problem does not know. Raises
    KeyError for a code that has no sentence.
    """
    heads = [head for head in (place(problem.place, lang), label) if head]
    marks = _table(lang, "marks")
    told = (half for half in halves(problem, lang, label) if half)
    return str(marks["colon"].join([*heads, marks["space"].join(told)]))


def halves(problem: Problem, lang: str, label: str = "") -> tuple[str, str]:
    """What is wrong, and what to do ("" if that cannot be said), without the place; raises KeyError as `say` does."""
    sentence = _table(lang, "problems")[problem.code]
    args = {"label": label or problem.pointer, **problem.args}
    what, advice = (filled(text, lang, args) for text in (sentence["what"], _advice(sentence, args)))
    return what, advice


def place(where: Place, lang: str) -> str:
    """Where, as one who looks at the document would say it; "" for the whole file without a name."""
    texts = _table(lang, "places")
    shapes = [text for name, text in texts.items() if name.split("-")[0] == where.kind]
    fitting = [text for text in shapes if set(_SLOT.findall(text)) <= set(where.args)]
    fullest = max(fitting, key=lambda text: len(_SLOT.findall(text)), default="")
    return filled(fullest, lang, where.args)


def phrase(key: str, lang: str, **args: Any) -> str:
    """A fixed wording by file and key (`answers.mend`, `paper.page`), its slots filled; raises KeyError."""
    file, *path = key.split(".")
    found: Any = _table(lang, file)
    for name in path:
        found = found[name]
    if not isinstance(found, str):
        raise KeyError(key)
    return filled(found, lang, args)


@cache
def phrases() -> list[str]:
    """The keys of all fixed wordings, as `phrase` takes them."""
    names = sorted(file.name for file in files("casedrop.language").joinpath("texts", LANGS[0]).iterdir())
    tables = ((name.removesuffix(".toml"), _table(LANGS[0], name.removesuffix(".toml"))) for name in names)
    return [f"{name}.{key}" for name, table in tables for key in _keys(table)]


def has_phrase(key: str) -> bool:
    """Whether there is a fixed wording of that key."""
    return key in phrases()


def _keys(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield from (f"{key}.{inner}" for inner in _keys(value)) if isinstance(value, Mapping) else [key]


def placeholder(kind: str, label: str, lang: str) -> str:
    """What stands in an empty control of a `Field.kind`: `Nhập họ tên`, `Choose a date`."""
    start = label[:1].lower() if not label[1:2].isupper() else label[:1]
    return phrase(f"fields.{kind}", lang, label=start + label[1:] if lang in ("vi", "en") else label)


def filled(text: str, lang: str, args: Mapping[str, Any]) -> str:
    """The text with its slots filled: lists with the language's mark, texts per language in this one.

    A slot nothing was given for shows …, so that a person always gets a sentence.
    """
    return _SLOT.sub(lambda slot: _said(args.get(slot[1], "…"), lang), text)


def codes(lang: str) -> frozenset[str]:
    """The codes of the problems that have a sentence."""
    return frozenset(_table(lang, "problems"))


def _advice(sentence: Mapping[str, str], args: Mapping[str, Any]) -> str:
    known = all(args.get(slot) not in _NOTHING for slot in _SLOT.findall(sentence["do"]))
    return sentence["do"] if known else sentence.get("else", "")


def _said(value: Any, lang: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(lang) or next((value[other] for other in LANGS if value.get(other)), "…"))
    if isinstance(value, list | tuple | set | frozenset):
        return str(_table(lang, "marks")["list"]).join(_said(item, lang) for item in value)
    return "—" if value is None or value == "" else str(value)


@cache
def _table(lang: str, name: str) -> Mapping[str, Any]:
    """One file of a language; raises KeyError if there is none."""
    file = files("casedrop.language").joinpath("texts", lang, f"{name}.toml")
    if not file.is_file():
        raise KeyError(f"{lang}/{name}")
    return tomllib.loads(file.read_text(encoding="utf-8"))
