"""What ISO 19005-2 (PDF/A-2, conformance B) demands of a PDF, as far as a file of ours can fail at it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

_XMP = {
    "id": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ACTS = {
    "/JavaScript",
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/Hide",
    "/SetOCGState",
    "/Rendition",
}
_HIDDEN, _PRINTED = 0b100011, 0b100
"""The flags of an annotation that nobody sees on paper or screen, and of one that is printed (ISO 32000-1, 12.5.3)."""


def faults(pdf: bytes) -> list[str]:
    """What keeps a PDF from being PDF/A-2b, each once; nothing for one that is, as far as is looked."""
    reader = PdfReader(io.BytesIO(pdf))
    rules = (_file(pdf, reader), _claim(reader), _colours(reader), _objects(reader), _pages(reader))
    return list(dict.fromkeys(fault for rule in rules for fault in rule))


def _file(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.1: header, trailer, streams."""
    if not re.match(rb"%PDF-1\.[4-7][\r\n]+%[\x80-\xff]{4}", pdf):
        yield "header"
    if "/Encrypt" in reader.trailer:
        yield "encryption"
    if len(reader.trailer.get("/ID", ())) != 2:
        yield "no file id"
    for match in re.finditer(rb"/Length (\d+)\b(?! \d+ R)(?:(?!endobj).)*?stream(\r?\n)", pdf, re.DOTALL):
        if not re.match(rb"\r?\n?endstream", pdf[match.end() + int(match[1]) :][:11]):
            yield "length of a stream"


def _claim(reader: PdfReader) -> Iterator[str]:
    """6.6: what it says of itself."""
    about = reader.root_object.get("/Metadata")
    if about is None:
        yield "no metadata"
        return
    stream = about.get_object()
    if "/Filter" in stream:
        yield "metadata packed"
    xmp = etree.fromstring(stream.get_data())
    said = [xmp.findtext(f".//id:{name}", "", _XMP) for name in ("part", "conformance")]
    if said != ["2", "B"]:
        yield f"claims to be {said}"
    if xmp.findtext(".//dc:title/rdf:Alt/rdf:li", "", _XMP) != (reader.metadata or {}).get("/Title", ""):
        yield "titles differ"


def _colours(reader: PdfReader) -> Iterator[str]:
    """6.2.2: what its colours mean; with it, transparency needs no colour space of its own (6.2.10)."""
    intents = [intent.get_object() for intent in reader.root_object.get("/OutputIntents", ())]
    if [intent.get("/S") for intent in intents] != ["/GTS_PDFA1"]:
        yield "no output intent"
    for intent in intents:
        profile = intent["/DestOutputProfile"].get_object()
        if profile.get_data()[36:40] != b"acsp" or profile["/N"] != 3:
            yield "no colour profile of red, green, blue"


def _objects(reader: PdfReader) -> Iterator[str]:
    """6.1.7, 6.2.4 to 6.2.8, 6.4, 6.5, 6.9: what no object may be or hold."""
    for thing in _all(reader):
        if thing.get("/S") in _ACTS and thing.get("/Type") in (None, "/Action"):
            yield f"action {thing['/S']}"
        if thing.get("/Interpolate") or "/Alternates" in thing or "/OPI" in thing or thing.get("/Subtype") == "/PS":
            yield "picture"
        if isinstance(thing, StreamObject) and ("/F" in thing or "LZW" in str(thing.get("/Filter"))):
            yield "stream outside or in LZW"
        if "CMYK" in str(thing.get("/ColorSpace")) or isinstance(thing.get("/TR"), DictionaryObject) or "/HTP" in thing:
            yield "colour"
        if "/AA" in thing or "/XFA" in thing or thing.get("/NeedAppearances") or "/EmbeddedFiles" in thing:
            yield "form or files"
        if thing.get("/Subtype") == "/Widget" or thing.get("/Type") == "/Annot":
            yield from _annotation(thing)


def _annotation(thing: DictionaryObject) -> Iterator[str]:
    flags = int(thing.get("/F", 0))
    if flags & _HIDDEN or (not flags & _PRINTED and thing.get("/Subtype") != "/Popup"):
        yield "unseen annotation"
    if "/AP" not in thing and thing.get("/Subtype") not in ("/Popup", "/Link"):
        yield "annotation without a drawing"


def _pages(reader: PdfReader) -> Iterator[str]:
    """6.2.11: fonts; and the content of pages: no colours of ink, what is opened is closed."""
    for page in reader.pages:
        fonts = page["/Resources"].get_object().get("/Font", {}).get_object()
        yield from (fault for font in fonts.values() for fault in _font(font.get_object()))
        yield from _content(page, reader, frozenset(fonts))


def _font(font: DictionaryObject) -> Iterator[str]:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    about = inner.get("/FontDescriptor", DictionaryObject()).get_object()
    if not any(file in about for file in _FILES):
        yield f"font not embedded: {font['/BaseFont']}"
    if inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
        yield f"no glyphs for codes: {font['/BaseFont']}"


def _content(page: PageObject, reader: PdfReader, fonts: frozenset[str]) -> Iterator[str]:
    content = page.get("/Contents")
    depth = {b"q": 0, b"BMC": 0}
    for operands, operator in ContentStream(content, reader).operations if content is not None else ():
        if operator in (b"k", b"K"):
            yield "colour"
        if operator == b"Tf" and operands[0] not in fonts:
            yield f"font unknown: {operands[0]}"
        opens, closes = (b"q", b"BMC", b"BDC"), (b"Q", b"EMC")
        kind = b"q" if operator in (b"q", b"Q") else b"BMC"
        depth[kind] += (operator in opens) - (operator in closes)
        if not 0 <= depth[kind] <= 28:
            yield "depth of a page"
    if any(depth.values()):
        yield "something is not closed"


def _all(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary and stream of a file, each once."""
    seen, waiting = set[int](), [reader.trailer]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield thing
        waiting += (
            thing.values() if isinstance(thing, DictionaryObject) else thing if isinstance(thing, ArrayObject) else ()
        )
