"""What a PDF says: its pages, its properties, and every text among its objects (notes, fields, bookmarks, attachments)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from casedrop.formats.pdf.unlocked import BROKEN, unlocked
from casedrop.forms.reading import Piece
from casedrop.language.problem import Place

_DEEPEST = 40


def of_pdf(data: bytes) -> Iterator[Piece]:
    """The pieces of a PDF, locked against changing or not; of one that cannot be read, none but what could be read before."""
    try:
        reader = PdfReader(io.BytesIO(unlocked(data)))
        for number, page in enumerate(reader.pages, 1):
            yield Piece(Place("page", {"page": number}), page.extract_text())
        yield from (Piece(Place("property"), str(value)) for value in (reader.metadata or {}).values())
        for number in range(1, int(str(reader.trailer.get("/Size", 1)))):
            yield from _texts(reader.get_object(number), 0)
    except BROKEN:
        return


def is_silent(data: bytes) -> bool:
    """Whether no page of a PDF has any words: it is a picture of paper."""
    return not any(piece.text.strip() for piece in of_pdf(data) if piece.place.kind == "page")


def _texts(thing: object, deep: int) -> Iterator[Piece]:
    """The texts in an object and what it holds directly; streams that hold XML or an attached file, too."""
    if deep > _DEEPEST:
        return
    if isinstance(thing, TextStringObject | ByteStringObject):
        text = thing if isinstance(thing, str) else thing.decode("utf-8", errors="replace")
        yield Piece(Place("property"), str(text))
    elif isinstance(thing, ArrayObject):
        for one in list(thing):
            yield from _texts(one, deep + 1) if not hasattr(one, "idnum") else ()
    elif isinstance(thing, DictionaryObject):
        yield from (p for v in thing.values() if not hasattr(v, "idnum") for p in _texts(v, deep + 1))
        if isinstance(thing, StreamObject) and thing.get("/Type") in (
            NameObject("/Metadata"),
            NameObject("/EmbeddedFile"),
        ):
            yield Piece(Place("property"), thing.get_data().decode("utf-8", errors="replace"))
