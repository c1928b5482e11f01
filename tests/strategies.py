"""Hypothesis strategies of answers, from our own walk of a form's schema."""

from __future__ import annotations

from datetime import date
from collections.abc import Mapping
from typing import Any

from casedrop.core.form import Field, Form
from hypothesis import strategies as st

NASTY = (
    "A & B <c> \"d\" 'e'",
    "{{ 7 }} {% if x %} {# y #} {_{",
    "=1+1",
    "+84 905 550 147",
    "@sum",
    "-",
    "𠮷野家 😀👨‍👩‍👧",
    "Công ty TNHH Bánh Mì Trên Mây – ừ ở ẫy",
    "臺灣「測試」：全形　空格",
    "＝１２３",
    "&amp; &#65; ]]>",
    "</w:t></w:r></w:p>",
    "C:\\Users\\a|b/c*?",
    "007",
    "1.234,5",
    "None",
    "a\u00a0b\u200bc",
    "x" * 300,
    "Dài dòng " * 60 + "hết",
)
"""Texts that have broken documents before (faults D7)."""

_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"))


def texts() -> st.SearchStrategy[str]:
    """One-line texts, hostile ones among them."""
    return st.one_of(st.sampled_from(NASTY), st.text(_LETTERS, min_size=1, max_size=30))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Values of one field as an answer may hold them before it is canonical."""
    kinds: Mapping[str, st.SearchStrategy[Any]] = {
        "text": texts(),
        "code": texts(),
        "lines": st.lists(texts(), min_size=1, max_size=4).map("\n".join),
        "date": st.dates(min_value=_day(1990), max_value=_day(2079)).map(lambda d: d.isoformat()),
        "decimal": st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4).map(_plain),
        "integer": st.integers(-(10**14), 10**14),
        "choice": st.sampled_from(sorted(field.choices) or [""]),
    }
    return kinds[field.kind]


def answers(form: Form, lang: str = "vi") -> st.SearchStrategy[dict[str, Any]]:  # noqa: ARG001
    """Answers to a form: any of its fields left out, tables of up to three rows; not yet canonical."""
    return _object(form, form.schema, "")


def _object(form: Form, schema: Mapping[str, Any], at: str) -> st.SearchStrategy[dict[str, Any]]:
    parts = {name: _any(form, sub, f"{at}/{name}") for name, sub in schema["properties"].items()}
    return st.fixed_dictionaries({}, optional=parts)


def _any(form: Form, schema: Mapping[str, Any], at: str) -> st.SearchStrategy[Any]:
    if schema.get("type") == "object":
        return _object(form, schema, at)
    if schema.get("type") == "array":
        return st.lists(_object(form, schema["items"], f"{at}/-"), max_size=min(3, schema.get("maxItems", 3)))
    return values(form.by_pointer[at])


def _day(year: int) -> date:
    return date(year, 1, 1)


def _plain(number: Any) -> str:
    return format(number, "f")
