"""A look at a document whose form is not known yet, and a template as text for review."""

from __future__ import annotations

from collections.abc import Iterator

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
        texts = _lines(parse(parts[body_name(parts)]))
        return FirstLook(
            stamp(parts), "\n".join(edges), tuple(line for _, line in zip(range(TEXTS), texts, strict=False))
        )
    except (zips.UnreadableError, etree.XMLSyntaxError, KeyError):
        return FirstLook(None, "", ())


def _lines(root: Element) -> Iterator[str]:
    """The texts of a part's paragraphs, blank ones left out."""
    settle(root)
    texts = (text_of([p]).strip() for p in root.iter(P))
    return (text for text in texts if text)
