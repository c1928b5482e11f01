"""What a declaration file says, keyword by keyword: every expression, text, pattern and reference with its place. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from casedrop.expressions.values import expressions
from casedrop.forms.keyword import Block, Either, ExpressionTree, Keyword, Kind, Many, Named, Reference, Wording
from casedrop.language.problem import LANGS, Json

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One thing said in a file: behind which keyword, of what kind, where (`Source.place(*path)` is its line), and what.

    `kind` is the leaf's: `Reference`, `Expression`, `Pattern`, `Wording`, `Word`, `WholeNumber`, `Choice` or `Flag`; an
    expression within values has the kind `ExpressionTree`. Of a text `lang` is the language ("": of all). `sees` is the
    keyword's, and "row" with it within `{for: …, each: …}`. `block` is the mapping the keyword stands in, as the file has it.
    """

    keyword: Keyword
    kind: Kind
    path: Path
    value: Json
    block: Mapping[str, Json]
    sees: tuple[str, ...] = ()
    lang: str = ""


def uses_in(block: Block, data: Mapping[str, Json], at: Path = ()) -> Iterator[Use]:
    """Every use of a keyword in a block's data that fits the block's schema, in the table's order, those of inner blocks
    among them."""
    for keyword in block.keywords:
        if keyword.name in data:
            use = Use(keyword, keyword.kind, (*at, keyword.name), data[keyword.name], data, keyword.sees)
            yield from _uses(use)


def blocks_in(
    block: Block, data: Mapping[str, Json], at: Path = ()
) -> Iterator[tuple[Block, Path, Mapping[str, Json]]]:
    """(block, path, data) of a block and all that stand in it, the outer ones first."""
    yield block, at, data
    for keyword in block.keywords:
        if keyword.name in data:
            for inner, path, value in _inner(keyword.kind, (*at, keyword.name), data[keyword.name]):
                yield from blocks_in(inner, value, path)


def blocks_of(kind: Kind) -> Iterator[Block]:
    """The blocks of a kind and all that may stand in them, the outer ones first; one that stands in several comes again."""
    if isinstance(kind, Block):
        yield kind
        for keyword in kind.keywords:
            yield from blocks_of(keyword.kind)
    elif isinstance(kind, Many | Named):
        yield from blocks_of(kind.of)
    elif isinstance(kind, Either):
        for one in kind.kinds:
            yield from blocks_of(one)


def fits(kind: Kind, value: Json) -> bool:
    """Whether a value has the shape of a kind: a list, a mapping, or neither."""
    if isinstance(kind, Many):
        return isinstance(value, list)
    if isinstance(kind, Named | Block):
        return isinstance(value, Mapping)
    return not isinstance(value, list | Mapping)


def _uses(use: Use) -> Iterator[Use]:
    """The uses within one that may still hold several things."""
    if isinstance(use.kind, Block):
        yield from uses_in(use.kind, use.value, use.path)
    elif isinstance(use.kind, Many | Named | Either):
        for inner in _within(use, use.kind):
            yield from _uses(inner)
    elif isinstance(use.kind, Wording):
        yield from _said(use)
    elif isinstance(use.kind, ExpressionTree):
        yield from _expressions(use)
    else:
        yield use


def _said(use: Use) -> Iterator[Use]:
    """A text in each language it is said in; a plain one stands for all of them."""
    if not isinstance(use.value, Mapping):
        yield use
        return
    said = ((lang, use.value[lang]) for lang in LANGS if lang in use.value)
    yield from (replace(use, path=(*use.path, lang), value=text, lang=lang) for lang, text in said)


def _within(use: Use, kind: Many | Named | Either) -> Iterator[Use]:
    """What a list or things by name hold, names that refer to something among them."""
    if isinstance(kind, Either):
        yield replace(use, kind=next(one for one in kind.kinds if fits(one, use.value)))
        return
    if isinstance(kind, Many) and not isinstance(use.value, list):
        yield replace(use, kind=kind.of)
        return
    named = use.value.items() if isinstance(kind, Named) else enumerate(use.value)
    for name, one in named:
        if isinstance(kind, Named) and isinstance(kind.names, Reference):
            yield replace(use, kind=kind.names, path=(*use.path, name), value=name)
        yield replace(use, kind=kind.of, path=(*use.path, name), value=one)


def _expressions(use: Use) -> Iterator[Use]:
    for where, text, sees_row in expressions(use.value):
        sees = tuple(dict.fromkeys((*use.sees, "row"))) if sees_row else use.sees
        yield replace(use, path=(*use.path, *where), value=text, sees=sees)


def _inner(kind: Kind, at: Path, value: Json) -> Iterator[tuple[Block, Path, Mapping[str, Json]]]:
    if isinstance(kind, Block):
        yield kind, at, value
    elif isinstance(kind, Either):
        yield from _inner(next(one for one in kind.kinds if fits(one, value)), at, value)
    elif isinstance(kind, Many) and not isinstance(value, list):
        yield from _inner(kind.of, at, value)
    elif isinstance(kind, Many | Named):
        for name, one in value.items() if isinstance(kind, Named) else enumerate(value):
            yield from _inner(kind.of, (*at, name), one)
