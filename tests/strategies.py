"""Hypothesis strategies of answers, from our own walk of a form's schema."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from casedrop.forms.form import Field, Form
from casedrop.language.problem import LANGS

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


def examples(ordinarily: int) -> int:
    """How many examples of a law are tried of each form; CASEDROP_SWEEP=all tries five times as many."""
    return ordinarily * (5 if os.environ.get("CASEDROP_SWEEP") == "all" else 1)


def languages(turn: int) -> Sequence[str]:
    """The languages in which the turn-th of many cases is tried by LibreOffice or in new processes: one after the other; with
    CASEDROP_SWEEP=all, all of them."""
    return LANGS if os.environ.get("CASEDROP_SWEEP") == "all" else (LANGS[turn % len(LANGS)],)


def texts() -> st.SearchStrategy[str]:
    """One-line texts, hostile ones among them."""
    return st.one_of(st.sampled_from(NASTY), st.text(_LETTERS, min_size=1, max_size=30))


def amounts() -> st.SearchStrategy[Decimal]:
    """Decimals that a sum of any money may be: those can be said in words."""
    return st.integers(0, 10**11).map(Decimal)


def decimals() -> st.SearchStrategy[Decimal]:
    """Any decimals of four places."""
    return st.decimals(-(10**11), 10**11, places=4)


def values(field: Field, sub: Mapping[str, Any], *, money: bool = False) -> st.SearchStrategy[Any]:
    """Values of one field as an answer may hold them before it is canonical; of `sub`, its schema, whole-number bounds."""
    kinds: Mapping[str, st.SearchStrategy[Any]] = {
        "text": texts(),
        "code": texts(),
        "lines": st.lists(texts(), min_size=1, max_size=4).map("\n".join),
        "date": st.dates(min_value=_day(1990), max_value=_day(2079)).map(lambda d: d.isoformat()),
        "decimal": (amounts() if money else decimals()).map(_plain),
        "integer": st.integers(sub.get("minimum", -(10**14)), sub.get("maximum", 10**14)),
        "choice": st.sampled_from(sorted(field.choices) or [""]),
    }
    return kinds[field.kind]


def answers(form: Form, lang: str = "vi") -> st.SearchStrategy[dict[str, Any]]:  # noqa: ARG001
    """Answers to a form: any of its fields left out, tables of up to three rows; not yet canonical.

    In one draw all decimals are sums of money and nothing the schema requires is left out, or neither.
    """
    return st.booleans().flatmap(_made(_Same(form)).__getitem__)


class _Same:
    """A form as what is kept for it goes by: this very one, which is held."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.form is other.form


@cache
def _made(same: _Same) -> Mapping[bool, st.SearchStrategy[dict[str, Any]]]:
    """Of each kind, the answers to a form, put together once: that takes as long as to draw some."""
    return {money: _object(same.form, same.form.schema, "", money=money) for money in (False, True)}


def _object(form: Form, schema: Mapping[str, Any], at: str, *, money: bool) -> st.SearchStrategy[dict[str, Any]]:
    parts = {
        name: _any(form, sub, f"{at}/{name}", money=money)
        for name, sub in schema["properties"].items()
        if "x-bulk" not in sub
    }
    always = {name: part for name, part in parts.items() if money and name in schema.get("required", ())}
    return st.fixed_dictionaries(always, optional={name: p for name, p in parts.items() if name not in always})


def _any(form: Form, schema: Mapping[str, Any], at: str, *, money: bool) -> st.SearchStrategy[Any]:
    if schema.get("type") == "object":
        return _object(form, schema, at, money=money)
    if schema.get("type") == "array":
        return st.lists(
            _object(form, schema["items"], f"{at}/-", money=money), max_size=min(3, schema.get("maxItems", 3))
        )
    return values(form.by_pointer[at], schema, money=money)


def _day(year: int) -> date:
    return date(year, 1, 1)


def _plain(number: Any) -> str:
    return format(number, "f")
