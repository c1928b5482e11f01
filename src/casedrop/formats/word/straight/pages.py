"""A part read straight from its letters: cut at its texts, each piece of markup between them the steps of a walk.

People's files are plain nearly everywhere: paragraphs, tables, runs of ordinary letters, controls. Such a part is the same
few pieces of markup again and again, and reading them as letters takes a fraction of what a tree of them takes. Whatever is
not known here raises Unusual, and the whole file is read as a tree, which knows everything (`formats.word.walk`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

from casedrop.formats.word.page import Names, Page
from casedrop.formats.word.straight.markup import Markup
from casedrop.formats.word.straight.properties import Unusual
from casedrop.formats.word.straight.sight import Sight
from casedrop.formats.word.straight.walk import Step, Walk
from casedrop.formats.word.xml import NS

_HEAD = re.compile(
    r"(?:<\?xml version=(?:\"1\.0\"|'1\.0') encoding=(?:\"(?:UTF|utf)-8\"|'(?:UTF|utf)-8')"
    r"(?: standalone=(?:\"yes\"|'yes'|\"no\"|'no'))?\s*\?>\s*)?(<w:(document|hdr|ftr)(?: [^<>]*)?>)"
)
_TEXT = re.compile(r'<w:t(?: xml:space="preserve")?>([^<]*)</w:t>')
_BODY, _REST = "<w:body>", re.compile(r"</w:(document|hdr|ftr)>\s*")
_BAD = re.compile(r"[\x00-\x08\x0b-\x1f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]|\]\]>")
_ENTITY = re.compile("&(amp|lt|gt|quot|apos);|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOISE = re.compile(
    r"(<w:(?:p|r|tr|sectPr))(?: w14:paraId=\"[0-9A-F]{8}\")?(?: w14:textId=\"[0-9A-F]{8}\")?(?: w:rsidR=\"[0-9A-F]{8}\")?"
    r"(?: w:rsidRPr=\"[0-9A-F]{8}\")?(?: w:rsidRDefault=\"[0-9A-F]{8}\")?(?: w:rsidP=\"[0-9A-F]{8}\")?"
    r"(?: w:rsidTr=\"[0-9A-F]{8}\")?(?=>)"
)


def straight(part: bytes, names: Names, sight: Sight, *, edge: bool = False) -> Page | None:
    """The places of a part, as `walk.page` gives them for its settled tree; None where something in it is unusual."""
    try:
        letters = part.decode()
        markup, at, end = _inside(letters)
        return _walked(letters[at:end], markup, Walk(names, sight, edge=edge))
    except (Unusual, UnicodeDecodeError, IndexError):
        return None


def _walked(letters: str, markup: Markup, walk: Walk) -> Page:
    """The page of what stands in a part."""
    if " w:rsid" in letters or " w14:paraId" in letters:
        letters = _NOISE.sub(r"\1", letters)
    pieces = _TEXT.split(letters)
    texts = pieces[1::2]
    if _BAD.search("\n".join(texts)):
        raise Unusual("letters that no tree has")
    if not texts:
        _go(walk, markup.whole(letters))
        return walk.page()
    _go(walk, markup.first(pieces[0]))
    say, steps = walk.text, markup.steps
    for text, between in zip(texts, pieces[2:-1:2], strict=False):
        say(_plain(text) if "&" in text else text)
        for act, about in steps(between):
            act(walk, about)
    say(_plain(texts[-1]) if "&" in texts[-1] else texts[-1])
    _go(walk, markup.last(pieces[-1]))
    return walk.page()


def _go(walk: Walk, steps: Iterable[Step]) -> None:
    for act, about in steps:
        act(walk, about)


def _inside(letters: str) -> tuple[Markup, int, int]:
    """The markup of a part, and where what it holds begins and ends."""
    head = _HEAD.match(letters)
    if head is None:
        raise Unusual("the head of the part")
    tail = letters.rfind(f"</w:{head[2]}>")
    rest = _REST.fullmatch(letters, tail) if tail > 0 else None
    if rest is None:
        raise Unusual("the end of the part")
    start = head.end()
    if head[2] == "document":
        if not letters.startswith(_BODY, start) or not letters.endswith("</w:body>", start, tail):
            raise Unusual("the body")
        return _markup(head[1]), start + len(_BODY), tail - len("</w:body>")
    return _markup(head[1]), start, tail


@lru_cache(64)
def _markup(head: str) -> Markup:
    """The markup of parts that begin so; raises Unusual where prefixes mean something else than everywhere."""
    try:
        known = etree.fromstring(f"{head}</{head[1:].split('>', 1)[0].split(None, 1)[0]}>").nsmap
    except etree.XMLSyntaxError as error:
        raise Unusual(str(error)) from error
    ours = {uri: prefix for prefix, uri in NS.items()}
    if known.get("w") != NS["w"] or any(ours.get(uri, prefix) != prefix for prefix, uri in known.items()):
        raise Unusual("other prefixes")
    if any(NS.get(prefix or "", uri) != uri for prefix, uri in known.items()):
        raise Unusual("prefixes with another meaning")
    return Markup(head)


def _plain(text: str) -> str:
    """A text with its entities resolved; raises Unusual for one that is not of the five."""
    return _ENTITY.sub(_resolved, text)


def _resolved(entity: re.Match[str]) -> str:
    if entity[1] is None:
        raise Unusual("an entity")
    return _ENTITIES[entity[1]]
