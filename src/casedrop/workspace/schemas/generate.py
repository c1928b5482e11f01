"""The JSON Schemas of flow and form files, made of the tables of keywords; `tools/keywords.py` writes them beside this."""

from __future__ import annotations

import json
from functools import singledispatch
from typing import Any

from casedrop.forms.keyword import (
    Block,
    Choice,
    Either,
    Expression,
    ExpressionTree,
    Flag,
    Keyword,
    Many,
    Named,
    Pattern,
    Reference,
    WholeNumber,
    Word,
    Wording,
)
from casedrop.language.problem import LANGS

Json = dict[str, Any]
_TONGUES = ("Vietnamese", "simplified Chinese", "traditional Chinese, as written in Hong Kong", "English")
_HERE = {"$ref": "#/$defs/value"}
_VALUE = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "additionalProperties": _HERE},
        {"type": "array", "items": _HERE},
    ]
}


def schema(block: Block, title: str) -> Json:
    """The JSON Schema (2020-12) of a file whose keywords are those of a block."""
    shared: Json = {}
    body = _object(block, shared)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body, "$defs": shared}


@singledispatch
def _of(kind: Any, shared: Json) -> Json:
    """The subschema of a kind; what several have in common is put into `shared` and referred to."""
    raise TypeError(kind, shared)


@_of.register
def _block(kind: Block, shared: Json) -> Json:
    said = _object(kind, shared)
    return _shared(kind.id, said, shared) if kind.shared else said


@_of.register
def _many(kind: Many, shared: Json) -> Json:
    rules = ({"minItems": kind.least} if kind.least else {}) | ({"uniqueItems": True} if kind.is_unique else {})
    said: Json = {"type": "array", **rules, "items": _of(kind.of, shared)}
    said = {"anyOf": [_of(kind.of, shared), said]} if kind.or_one else said
    return _shared(kind.shared, said, shared) if kind.shared else said


@_of.register
def _named(kind: Named, shared: Json) -> Json:
    names = kind.names.pattern if isinstance(kind.names, Reference) else kind.names
    rules: Json = {"minProperties": kind.least} if kind.least else {}
    rules |= {"propertyNames": {"pattern": names}} if names else {}
    return {"type": "object", **rules, "additionalProperties": _of(kind.of, shared)}


@_of.register
def _either(kind: Either, shared: Json) -> Json:
    return {"anyOf": [_of(one, shared) for one in kind.kinds]}


@_of.register
def _wording(kind: Wording, shared: Json) -> Json:
    end, rule = ("; may be empty.", {}) if kind.may_be_empty else (".", {"minLength": 1})
    said = {
        lang: {"description": f"In {name}{end}", "type": "string", **rule}
        for lang, name in zip(LANGS, _TONGUES, strict=True)
    }
    texts = {
        "type": ["string", "object"],
        **rule,
        "minProperties": 1,
        "additionalProperties": False,
        "properties": said,
    }
    return _shared("maybe" if kind.may_be_empty else "texts", texts, shared)


@_of.register
def _value(_: ExpressionTree, shared: Json) -> Json:
    return _shared("value", _VALUE, shared)


@_of.register
def _number(kind: WholeNumber, _: Json) -> Json:
    return {"type": "integer", "minimum": kind.least, **({} if kind.most is None else {"maximum": kind.most})}


@_of.register
def _choice(kind: Choice, _: Json) -> Json:
    return {"enum": [*kind.values]}


@_of.register
def _flag(_: Flag, __: Json) -> Json:
    return {"type": "boolean"}


@_of.register(Expression)
@_of.register(Pattern)
def _text(_: Expression | Pattern, __: Json) -> Json:
    return {"type": "string"}


@_of.register(Word)
@_of.register(Reference)
def _word(kind: Word | Reference, _: Json) -> Json:
    shortest = kind.shortest if isinstance(kind, Word) else 0
    more = ({"pattern": kind.pattern} if kind.pattern else {}) | ({"minLength": shortest} if shortest else {})
    return {"type": "string", **more}


def _object(block: Block, shared: Json) -> Json:
    required = [keyword.name for keyword in block.keywords if keyword.required]
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {keyword.name: _keyword(keyword, shared) for keyword in block.keywords},
        **block.rules,
    }


def _keyword(keyword: Keyword, shared: Json) -> Json:
    examples = {"examples": json.loads(json.dumps(keyword.examples))} if keyword.examples else {}
    return {"description": keyword.about, **examples, **_of(keyword.kind, shared)}


def _shared(name: str, said: Json, shared: Json) -> Json:
    shared.setdefault(name, said)
    return {"$ref": f"#/$defs/{name}"}
