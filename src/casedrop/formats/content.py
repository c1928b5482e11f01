"""All that a file holds, piece by piece: what it shows and what it does not (comments, properties, deleted and hidden text,
other parts), for whoever looks for something in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.content import WORKSHEET, cells
from casedrop.formats.pdf.content import of_pdf
from casedrop.formats.sniff import sniff
from casedrop.formats.word.content import of_story
from casedrop.forms.reading import Piece
from casedrop.language.problem import Place

SEARCHABLE = ("docx", "xlsx", "pdf", "text", "zip")
"""The kinds of files (as `sniff` names them) whose words can be found; pictures and locked files keep theirs."""

DEEPEST = 3
"""Files within files that are looked into."""

_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments\w*|glossary/document)\.xml")
_SPOKEN = {"descr", "title", "alt", "tooltip", "prompt", "promptTitle", "error", "author", "initials"}
"""The attributes that people write."""
_COUNTED = {"Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "Pages", "TotalTime", "AppVersion"}
"""What a program counts in a file."""


def pieces(data: bytes, kind: str = "", deep: int = 0) -> Iterator[Piece]:
    """The pieces of a file, of a `kind` of `sniff`; of one that cannot be read, its bytes as text."""
    kind = kind or sniff(data).kind
    if kind == "pdf":
        yield from of_pdf(data)
    elif kind in ("docx", "xlsx", "zip"):
        try:
            yield from _of_package(zips.read_parts(data), data, kind, deep)
        except (zips.UnreadableError, etree.XMLSyntaxError):
            yield from _raw(Place(), data)
    else:
        yield from _raw(Place(), data)


def _of_package(parts: dict[str, bytes], data: bytes, kind: str, deep: int) -> Iterator[Piece]:
    if kind == "xlsx":
        yield from cells(data)
    for name, part in parts.items():
        yield Piece(Place("part", {"part": name}), name, "words")
        if not name.endswith((".xml", ".rels", ".vml")):
            yield from _inner(name, part, deep)
            continue
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        if _STORY.fullmatch(name):
            yield from of_story(root, name)
        yield from _of_xml(root, name)


def _inner(name: str, part: bytes, deep: int) -> Iterator[Piece]:
    """The pieces of a file within a file, all at that part's place."""
    here = Place("part", {"part": name})
    kind = sniff(part).kind
    if kind in ("docx", "xlsx", "pdf", "zip") and deep < DEEPEST:
        yield from (Piece(here, piece.text, piece.kind) for piece in pieces(part, kind, deep + 1))
    elif kind != "image":
        yield from _raw(here, part)


def _raw(place: Place, data: bytes) -> Iterator[Piece]:
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        yield Piece(place, data.decode(encoding, errors="replace"), "text" if encoding == "utf-8" else "words")


def _of_xml(root: etree._Element, name: str) -> Iterator[Piece]:
    """What any part says in texts, attributes and remarks, beside what is read of it as a page."""
    place = Place("property") if name.startswith("docProps/") else Place("part", {"part": name})
    is_sheet = WORKSHEET.fullmatch(name) or name.endswith("haredStrings.xml")
    for element in root.iter():
        local = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if element.text and not (is_sheet and local in ("v", "t")):
            is_counted = local in _COUNTED or bool(_STORY.fullmatch(name))
            yield Piece(place, element.text, "words" if is_counted else "text")
        for attribute, value in element.attrib.items():
            spoken = etree.QName(attribute).localname in _SPOKEN
            yield Piece(place, str(value), "text" if spoken else "words")
    if name.endswith("haredStrings.xml"):
        for item in root.iterfind("{*}si"):
            yield Piece(place, "".join(t.text or "" for t in item.iter("{*}t")))
    yield Piece(place, "".join(t for t in root.itertext() if isinstance(t, str)), "words")
