"""A look at a document whose form is not known yet, and a template as text for review."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.properties import FirstLook, stamp
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.revisions import settle
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import Element, P, parse

TEXTS = 40
"""How many texts a peek shows."""


def peek(data: bytes) -> FirstLook:
    """The stamp, the text of headers and footers, and the first texts; all empty when the document cannot be opened."""
    try:
        parts = zips.read_parts(data)
        edges = [line for name in edge_names(parts) for line in _lines(parse(parts[name]))]
        return FirstLook(stamp(parts), "\n".join(edges), _Texts(parts[body_name(parts)]))
    except (zips.UnreadableError, etree.XMLSyntaxError, KeyError):
        return FirstLook(None, "", ())


@dataclass(frozen=True, slots=True)
class _Texts:
    """The first texts of a body, looked up when they are asked for: whoever finds a stamp never asks. None of what is no XML."""

    body: bytes

    def __iter__(self) -> Iterator[str]:
        """Text after text."""
        with contextlib.suppress(etree.XMLSyntaxError):
            yield from islice(_lines(parse(self.body)), TEXTS)


def _lines(root: Element) -> Iterator[str]:
    """The texts of a part's paragraphs, blank ones left out."""
    settle(root)
    texts = (text_of([p]).strip() for p in root.iter(P))
    return (text for text in texts if text)
