"""The parts of a Word package that hold what people see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from casedrop.formats.zips import FIRST

DOCUMENT = "word/document.xml"

_TYPES = FIRST[0]
_OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
_NAME = re.compile(rb"PartName=[\"']/([^\"']+)[\"']")


def body_name(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the body; KeyError when there is none."""
    return next(iter(_of_type(parts, b"main+xml")), DOCUMENT)


def edge_names(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of the headers and footers."""
    return (*_of_type(parts, b".header+xml"), *_of_type(parts, b".footer+xml"))


def note_names(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of the footnotes."""
    return tuple(_of_type(parts, b".footnotes+xml"))


def comments_names(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of the parts that hold remarks beside the text."""
    return tuple(_of_type(parts, b".comments+xml"))


def styled_names(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of all parts that may name fonts or languages, the body among them."""
    kinds = (b".styles+xml", b".numbering+xml", b".footnotes+xml", b".endnotes+xml")
    return (body_name(parts), *edge_names(parts), *(name for kind in kinds for name in _of_type(parts, kind)))


def _of_type(parts: Mapping[str, bytes], kind: bytes) -> Iterator[str]:
    """The names of the parts whose content type ends so, in the order of [Content_Types].xml."""
    return (name for name in _named(parts.get(_TYPES, b""), kind) if name in parts)


@lru_cache(256)
def _named(types: bytes, kind: bytes) -> tuple[str, ...]:
    """The names in a table of content types of those that end so; remembered, for all documents of a form have the same."""
    wanted = re.compile(rb"ContentType=[\"'][^\"']*" + re.escape(kind) + rb"[\"']")
    named = (_NAME.search(tag) for tag in _OVERRIDE.findall(types) if wanted.search(tag))
    return tuple(name[1].decode() for name in named if name)
