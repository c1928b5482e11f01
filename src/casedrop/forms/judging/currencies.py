"""Amounts written in another currency than the one they are meant in: the figure alone would be another sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from casedrop.forms.form import Form, node
from casedrop.forms.pointers import pattern
from casedrop.language.habits.currencies import CurrencySaid
from casedrop.language.problem import Json, Problem


def in_another(
    form: Form, answers: Mapping[str, Json], said: Mapping[str, CurrencySaid], usual: str
) -> Iterator[Problem]:
    """An `amount.currency` for every amount whose text names a currency that it is not meant in: neither that of the choice of
    a currency (`x-currency`) nearest to it, nor, where nothing is chosen, the company's `usual` one.

    `answers` and `said` are by concrete pointer.
    """
    choices = [field.pointer for field in form.fields if "x-currency" in node(form.schema, field.pointer)]
    for pointer, beside in said.items():
        meant = answers.get(_nearest(pointer, choices), usual) if choices else usual
        if meant and meant not in beside.codes:
            yield Problem("amount.currency", pointer=pointer, args={"given": beside.text, "currency": str(meant)})


def _nearest(pointer: str, choices: list[str]) -> str:
    """The concrete pointer of the choice that has most of its way in common with an amount's; of a row, that of its own row."""
    way, steps = pattern(pointer).split("/"), pointer.split("/")
    best = max(choices, key=lambda one: _common(way, one.split("/")))
    together = _common(way, best.split("/"))
    return "/".join([*steps[:together], *best.split("/")[together:]])


def _common(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
