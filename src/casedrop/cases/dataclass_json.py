"""Dataclasses as JSON and back, by their fields: one rule for events, cases and what they are made of. Pure.

A field stands under its own name, or under that of its `key`; a `BARE` one is left out where it has its default; the keys
of an `INLINE` one, a dataclass or None, stand among those of the value that holds it; a `BLANK` one is `{}` where it is
None.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from typing import TypeVar, get_args, get_origin, get_type_hints

from casedrop.language.problem import Answers, Json

BARE: Mapping[str, str] = {"how": "bare"}
INLINE: Mapping[str, str] = {"how": "inline"}
BLANK: Mapping[str, str] = {"how": "blank"}

_PLAIN = frozenset({str, int, bool, float, type(None)})
"""Kinds of values that are JSON as they stand, most of all there are."""
T = TypeVar("T")
Decode = Callable[[Json], Json]


def key(name: str) -> Mapping[str, str]:
    """The metadata of a field that stands under another name in JSON (`from`)."""
    return {"key": name}


@dataclass(frozen=True, slots=True)
class _Entry:
    """How one field stands in JSON: under which key, in which of the ways above, and how its value is read."""

    name: str
    key: str
    how: str
    default: Json
    decode: Decode


def encode(value: object) -> dict[str, Json]:
    """A dataclass as JSON values; mappings and plain values stand as they are, tuples become lists."""
    data: dict[str, Json] = {}
    cls: Json = type(value)
    for entry in _entries(cls):
        own = getattr(value, entry.name)
        if entry.how == "inline":
            data |= encode(own) if own is not None else {}
        elif entry.how != "bare" or own != entry.default:
            data[entry.key] = {} if own is None and entry.how == "blank" else plain(own)
    return data


def plain(value: Json) -> Json:
    """A value as JSON: dataclasses by their fields, in lists and mappings too."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value):
        return encode(value)
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def decode(cls: type[T], data: Answers) -> T:
    """The dataclass that `encode` wrote, also after a way through JSON text; what is not there takes the field's default.

    Raises TypeError if a field without one is missing.
    """
    kind: Json = cls
    values: dict[str, Json] = {}
    for entry in _entries(kind):
        if entry.how == "inline":
            values[entry.name] = entry.decode(data)
        elif entry.key in data:
            own = data[entry.key]
            values[entry.name] = own if entry.decode is _same else entry.decode(own)
    return cls(**values)


@cache
def _entries(cls: Json) -> tuple[_Entry, ...]:
    hints = get_type_hints(cls)
    return tuple(_entry(one, hints[one.name]) for one in fields(cls))


def _entry(one: Field[Json], kind: Json) -> _Entry:
    how = one.metadata.get("how", "")
    default = one.default if one.default_factory is MISSING else one.default_factory()
    read = _reader(kind)
    if how == "inline":
        read = _inline(next(arg for arg in get_args(kind) if _is_class(arg)))
    return _Entry(one.name, one.metadata.get("key", one.name), how, default, read)


def _is_class(kind: Json) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


def _inline(cls: Json) -> Decode:
    """Reads a dataclass whose keys stand among others: None unless those it cannot do without are there."""
    needed = _needed(cls)
    return lambda data: decode(cls, data) if needed <= set(data) else None


def _needed(cls: Json) -> set[str]:
    return {e.key for e in _entries(cls) if e.default is MISSING}


def _reader(kind: Json) -> Decode:
    """How a value of a type is read from JSON."""
    origin: Json = get_origin(kind)
    args = get_args(kind)
    if _is_class(kind):
        return lambda data: decode(kind, data)
    if origin in (types.UnionType, typing.Union):
        return _union([arg for arg in args if arg is not type(None)])
    if origin is tuple:
        return _rows(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        read = _reader(args[1])
        return _same if read is _same else (lambda data: {k: read(v) for k, v in data.items()})
    return _same


def _rows(args: tuple[Json, ...]) -> Decode:
    """Reads a tuple, of any length or of these members."""
    if args[-1] is Ellipsis:
        read = _reader(args[0])
        return tuple if read is _same else (lambda data: tuple([read(one) for one in data]))
    readers = [_reader(arg) for arg in args]
    if all(read is _same for read in readers):
        return tuple
    return lambda data: tuple(read(one) for read, one in zip(readers, data, strict=True))


def _union(kinds: list[Json]) -> Decode:
    """Reads what may be of several types: of dataclasses the first of which everything needed is there; {} is none."""
    classes = [kind for kind in kinds if _is_class(kind)]
    if not classes:
        read = _reader(kinds[0])
        return _same if read is _same else (lambda data: None if data is None else read(data))
    needs = [(cls, _needed(cls)) for cls in classes]
    return lambda data: next((decode(cls, data) for cls, needed in needs if data and needed <= set(data)), None)


def _same(data: Json) -> Json:
    return data
