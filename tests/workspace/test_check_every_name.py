"""One name changed in any expression or text of any shipped flow or form is told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from jinja2 import Environment

from casedrop.forms.keyword import Pattern, Wording
from casedrop.forms.uses import Use
from casedrop.language.role_names import SLOT
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from casedrop.workspace.checks.expressions import ScopedUse, flow_texts, form_texts
from casedrop.workspace.checks.names import NamesInScope
from shipped import ROOT
from trees import changed, planted

LEXER = Environment(autoescape=False)  # noqa: S701 - it reads and renders nothing
HOMES = sorted({path.parent.name for path in ROOT.glob("forms/*/*.yaml")})


@cache
def shipped() -> tuple[workspace.Workspace, NamesInScope]:
    space = workspace.read(ROOT)
    return space, NamesInScope(space)


def texts(home: str) -> Iterator[tuple[str, ScopedUse]]:
    """(file, text) of all expressions, texts and patterns of a folder of forms that are worked out."""
    space, seen = shipped()
    for form in (f for f in space.book.forms.values() if f.flow == home and f.whole is None):
        source = space.sources[f"forms/{home}/{form.id}.yaml"]
        yield from ((source.name, bare(said)) for said in form_texts(seen, form, source) if is_worked_out(said.use))
    if home in space.book.flows:
        source = space.sources[f"forms/{home}/flow.yaml"]
        found = flow_texts(seen, space.book.flows[home], source)
        yield from ((source.name, bare(said)) for said in found if is_worked_out(said.use))


def bare(said: ScopedUse) -> ScopedUse:
    """The text without the roles it names, of which `test_check_roles` sees to that they are told."""
    return with_text(said, SLOT.sub("", said.use.value)) if isinstance(said.use.kind, Wording) else said


def is_worked_out(use: Use) -> bool:
    return not isinstance(use.kind, Wording) or use.kind.is_template


def with_text(said: ScopedUse, text: str) -> ScopedUse:
    return replace(said, use=replace(said.use, value=text))


def tokens(use: Use) -> list[tuple[str, str]]:
    """(kind, text) of the pieces a text is written in, as Jinja reads it."""
    is_template = isinstance(use.kind, Pattern | Wording)
    found = LEXER.lex(use.value if is_template else "{{ " + use.value + " }}")
    pieces = [(kind, piece) for _, kind, piece in found]
    return pieces if is_template else pieces[2:-2]


NAMING = {
    "where",
    "but",
    "among",
    "up_to",
    "once",
    "in_order",
    "column",
    "total",
    "tally",
    "label",
    "choice",
    "text",
    "phrase",
}
"""Filters and functions whose first constant names something."""


def is_name(pieces: list[tuple[str, str]], at: int) -> bool:
    """Whether a piece names something: it is a word of the language, or a constant that is a column or what a choice may be."""
    kind, piece = pieces[at]
    before = [text for its, text in pieces[max(0, at - 4) : at] if its != "whitespace"][-2:]
    is_column = before[-1:] == ["("] and before[0] in NAMING
    return kind == "name" or (kind == "string" and len(piece) > 2 and (is_column or before[-1:] in (["=="], ["!="])))


def misspelt(use: Use) -> Iterator[str]:
    """The text with each of its names changed, one at a time: an x at its end."""
    pieces = tokens(use)
    for at in range(len(pieces)):
        if is_name(pieces, at):
            kind, piece = pieces[at]
            changed = f"{piece}x" if kind == "name" else f"{piece[:-1]}x{piece[-1]}"
            yield "".join(changed if k == at else other for k, (_, other) in enumerate(pieces))


@pytest.mark.parametrize("home", HOMES)
def test_a_misspelt_name_is_told_of_wherever_it_stands(home):
    missed = [
        f"{file} {said.use.path}: {text}"
        for file, said in texts(home)
        for text in misspelt(said.use)
        if not with_text(said, text).faults()
    ]
    assert missed == []


def test_a_name_changed_in_the_file_is_told_at_its_line_for_every_keyword(tmp_path):
    tree, wanted, done = planted(tmp_path), set(), set[str]()
    for home in HOMES:
        for file, said in texts(home):
            kind = f"{file.endswith('flow.yaml')} {[p for p in said.use.path if isinstance(p, str)][-2:]} {said.use.keyword.name}"
            new, text = next(misspelt(said.use), ""), (tree / file).read_text(encoding="utf-8")
            if new and kind not in done and text.count(said.use.value) == 1 and "'" not in said.use.value:
                done.add(kind)
                line = changed(tree, file, said.use.value, new)
                wanted.add(f"{file}:{line}")
    told = {f"{p.place.args['file']}:{p.place.args['line']}" for p in check(workspace.read(tree))}
    assert len(wanted) > 30
    assert wanted - told == set()
