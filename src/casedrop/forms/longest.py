"""The longest answers: what people may write at the most, as far as anyone does, so that one sees what a form makes of it."""

from __future__ import annotations

from casedrop.forms.form import Field, Form, Schema, leaf
from casedrop.language import messages
from casedrop.language.problem import Json

ROWS = 8
"""Rows of a table, or as many as it may have."""
LINE, LINES, CODE = 80, 300, 20
"""Letters of a line, of a text of several lines, of a code, where the schema allows more; Chinese says the same in half."""
MONEY, DECIMAL, INTEGER, PERCENT = "987654321000", "12345.75", 9_999, 100
"""A sum in the smallest unit anyone pays in, a number, a count, a share."""


def longest_answers(form: Form, lang: str) -> dict[str, Json]:
    """An answer to every field of a form: as many letters as it may hold, the choice with the longest words, tables of many
    rows."""
    return _inside(form.schema, lang)


def _inside(schema: Schema, lang: str) -> dict[str, Json]:
    """The answers to an object's properties."""
    there = schema.get("properties", {}).items()
    return {name: _one(name, sub, lang) for name, sub in there if "x-bulk" not in sub}


def _one(name: str, sub: Schema, lang: str) -> Json:
    """The answer to one property."""
    if sub.get("type") == "object":
        return _inside(sub, lang)
    if sub.get("type") == "array":
        return [_inside(sub["items"], lang) for _ in range(min(ROWS, sub.get("maxItems", ROWS)))]
    return _leaf(name, sub, leaf(f"/{name}", sub, False, None), lang)


def _leaf(name: str, sub: Schema, field: Field, lang: str) -> Json:
    """The answer to a field."""
    match field.kind:
        case "choice":
            return max(sub["enum"], key=lambda choice: len(field.choices.get(choice, {}).get(lang, "")))
        case "date":
            return "2026-12-28"
        case "code":
            return "CASE-2026-0001-ABCDEFGHIJ"[: min(CODE, field.longest or CODE)]
        case "decimal":
            return MONEY if field.money else str(PERCENT) if field.percent else DECIMAL
        case "integer":
            return min(INTEGER, sub.get("maximum", INTEGER))
        case _:
            return _words(_which(name, sub), lang, _letters(field, lang))


def _which(name: str, sub: Schema) -> str:
    """Which of the longest wordings a field of text gets."""
    return "email" if sub.get("format") == "email" else "phone" if name == "phone" else "words"


def _letters(field: Field, lang: str) -> int:
    """How many letters a field gets."""
    most = LINES if field.kind == "lines" else LINE
    return min(field.longest or most, most // 2 if lang.startswith("zh") else most)


def _words(which: str, lang: str, most: int) -> str:
    """A wording of the longest samples, up to the last word that fits."""
    said = messages.phrase(f"samples.longest.{which}", lang)
    if len(said) <= most or which == "email":
        return said
    cut = said[:most]
    whole = cut.rpartition(" ")[0] if said[most] != " " and " " in cut else cut
    return whole.rstrip(" ,.;，、（")
