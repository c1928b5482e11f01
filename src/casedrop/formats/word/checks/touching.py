"""Fields of a template that share a line with nothing printed between them: typed into, they can no longer be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from jinja2 import nodes

from casedrop.expressions import judge
from casedrop.expressions.unresolved import Unresolved
from casedrop.formats import zips
from casedrop.formats.word.grid import Places
from casedrop.formats.word.identity import split
from casedrop.formats.word.package import body_name
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import Element, P, inside, parse
from casedrop.forms.form import Form
from casedrop.language.problem import Problem

PRINTED = -1
"""Stands for something that is printed whatever the answers are; a number from 0 for a field."""

_FIELD = re.compile("\ue000(\\d+)\ue001")
_TAGS = re.compile(r"{%.*?%}", re.DOTALL)
_WORDS = {"text", "label", "phrase"}
"""What prints words of the form or of casedrop."""


def check_touching(template: bytes, form: Form) -> Iterator[Problem]:
    """`template.touch` for each field that follows another one in its line with nothing always printed between (args other:
    the pointer of that one); () for a form that nobody sends back. The boxes of one choice may touch."""
    if not form.returns:
        return
    parts = zips.read_parts(template)
    root = parse(parts[body_name(parts)])
    places, lines = Places(root), dict[Element, list[tuple[Element, str]]]()
    for sdt, tag in fields(root):
        paragraph, identity = inside(sdt, P), split(tag)
        if paragraph is not None and identity:
            lines.setdefault(paragraph, []).append((sdt, identity.pointer))
    for paragraph, there in lines.items():
        for one, other in pairwise(_printed(paragraph, [sdt for sdt, _ in there])):
            if PRINTED not in (one, other) and there[one][1] != there[other][1]:
                yield Problem(
                    "template.touch", places.place(there[other][0]), there[other][1], args={"other": there[one][1]}
                )


def _printed(paragraph: Element, controls: list[Element]) -> list[int]:
    """What a paragraph always prints and which of its controls stand in it, in their order."""
    number = {control: n for n, control in enumerate(controls)}
    wording = "".join(_wording(paragraph, number))
    syntax = judge.tree(wording, anew=True)
    if isinstance(syntax, Unresolved):  # it begins or ends what another paragraph ends or begins
        syntax = judge.tree(_TAGS.sub("", wording), anew=True)
    return [] if isinstance(syntax, Unresolved) else list(_of_all(syntax.body))


def _wording(element: Element, number: dict[Element, int]) -> Iterator[str]:
    """The wording of an element, each numbered control in it as a sign of its own."""
    for child in element:
        if child in number:
            yield f"\ue000{number[child]}\ue001"
        elif any(below in number for below in child.iter()):
            yield from _wording(child, number)
        else:
            yield text_of([child])


def _of_all(there: Iterable[nodes.Node]) -> Iterator[int]:
    for node in there:
        yield from _of(node)


def _of(node: nodes.Node) -> Iterator[int]:
    """What one piece of wording prints."""
    match node:
        case nodes.Output():
            yield from _of_all(node.nodes)
        case nodes.TemplateData():
            yield from _of_text(node.data)
        case nodes.Call(node=nodes.Name(name=name)) if name in _WORDS:
            yield PRINTED
        case nodes.If():
            yield from _of_branches(node)
        case nodes.For():
            yield from _of_all(node.body)


def _of_text(text: str) -> Iterator[int]:
    """Fields and visible letters."""
    for n, piece in enumerate(_FIELD.split(text)):
        if n % 2:
            yield int(piece)
        elif piece.strip():
            yield PRINTED


def _of_branches(node: nodes.If) -> Iterator[int]:
    """The fields of all branches; of branches without, something printed if each of them prints and one always holds."""
    branches = [node.body, *(other.body for other in node.elif_), node.else_]
    found = [list(_of_all(branch)) for branch in branches]
    if any(n != PRINTED for one in found for n in one):
        yield from (n for one in found for n in one)
    elif all(found) or (all(found[:-1]) and _tells_languages(node)):
        yield PRINTED


def _tells_languages(node: nodes.If) -> bool:
    """Whether the branches are one for each language."""
    names = {name.name for test in (node, *node.elif_) for name in test.test.find_all(nodes.Name)}
    return names == {"lang"} and len(node.elif_) > 0
