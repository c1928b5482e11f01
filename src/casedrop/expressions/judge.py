"""Expressions and templates judged without being worked out: what each comes to, and everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from casedrop.expressions import filter_shapes, guards, names_read
from casedrop.expressions.compare import unfit
from casedrop.expressions.resolve import Functions, Resolver
from casedrop.expressions.shapes import ANY, NameShape, Shape
from casedrop.expressions.unresolved import Unresolved


@dataclass(frozen=True, slots=True)
class Judged:
    """The shape of what comes out, and what is wrong."""

    shape: Shape
    faults: tuple[Unresolved, ...] = ()


_OF_GUARDS, _OF_TEMPLATES = filter_shapes.for_guards(), filter_shapes.for_templates()


def expression(expr: str, names: NameShape, *, is_guard: bool = False) -> Judged:
    """An expression that sees exactly these names; a guard must be true or false."""
    try:
        tree = guards.parsed(expr)
    except guards.GuardRefusedError as error:
        return Judged(ANY, (Unresolved(error.code, 1, error.facts),))
    look = Resolver(names, _OF_GUARDS)
    if is_guard:
        look.condition(tree)
        return Judged(ANY, tuple(look.faults))
    return Judged(look.shape(tree), tuple(look.faults))


def filling(expr: str, names: NameShape, target: Shape) -> tuple[Unresolved, ...]:
    """What is wrong with an expression that sees exactly these names, and fills what may hold this only."""
    judged = expression(expr, names)
    wrong = None if judged.faults else unfit(expr, judged.shape, target)
    return (Unresolved(wrong[0], 1, wrong[1]),) if wrong else judged.faults


_MARKUP = re.compile(r"<!--.*?-->|</?[a-z]+:[^>]*>")
SHOWN = 60
"""How many letters of a line are told."""


def template(text: str, names: NameShape, functions: Functions | None = None) -> tuple[Unresolved, ...]:
    """What is wrong with a template that sees exactly these names and may call these functions."""
    if "{" not in text:
        return ()
    syntax = tree(text)
    return (syntax,) if isinstance(syntax, Unresolved) else of_tree(syntax, names, functions)


def of_tree(syntax: nodes.Template, names: NameShape, functions: Functions | None = None) -> tuple[Unresolved, ...]:
    """The same of a template that is parsed already."""
    look = Resolver(names, _OF_TEMPLATES, functions)
    look.shape(syntax)
    return tuple(look.faults)


def tree(text: str, *, anew: bool = False) -> nodes.Template | Unresolved:
    """The syntax of a template, or what keeps it from being one; `anew` for one who compiles it, which changes the tree."""
    try:
        return names_read.parsed_anew(text) if anew else names_read.parsed(text)
    except TemplateSyntaxError as error:
        args = {"message": str(error.message).rstrip("."), "text": _around(text, error.lineno)}
        return Unresolved("template.syntax", error.lineno, args)


def _around(text: str, line: int) -> str:
    """What stands on a line of a template, without markup, short enough to be told."""
    there = _MARKUP.sub("", text.split("\n")[line - 1] if line <= text.count("\n") + 1 else "").strip()
    return there if len(there) <= SHOWN else f"{there[:SHOWN]}…"


def names(text: str) -> frozenset[str]:
    """The names a template reads at all; none of one that is no template."""
    syntax = tree(text)
    return frozenset() if isinstance(syntax, Unresolved) else frozenset(n.name for n in syntax.find_all(nodes.Name))
