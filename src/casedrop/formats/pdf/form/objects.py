"""The objects of a PDF form: fields, their widgets, and what these show (ISO 32000-1, 12.7)."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

READ_ONLY, MULTILINE, RADIO, COMBO = 1, 1 << 12, 1 << 15, 1 << 17
"""Flags of fields (tables 221, 226, 228, 230)."""
HIDDEN, PRINTED = 2, 4
"""Flags of annotations (table 165)."""


def entries(**known: object) -> DictionaryObject:
    """A dictionary of these entries, their values made objects: text, numbers, lists; `None` is left out."""
    return DictionaryObject({NameObject(f"/{k}"): pdf_object(v) for k, v in known.items() if v is not None})


def pdf_object(value: object) -> object:
    """A value as an object: text that begins with a slash and is a NameObject already stays one, other text is a string."""
    if isinstance(value, str) and not isinstance(value, NameObject | TextStringObject):
        return text_string(value)
    if isinstance(value, float):
        return FloatObject(f"{value:.3f}")
    if isinstance(value, int) and not isinstance(value, NumberObject):
        return NumberObject(value)
    if isinstance(value, list | tuple) and not isinstance(value, ArrayObject):
        return ArrayObject(map(pdf_object, value))
    return value


def text_string(text: str) -> TextStringObject | ByteStringObject:
    """A text string: ASCII as it is, else UTF-16 with its mark, so that nothing is taken for another encoding (7.9.2.2)."""
    if text.isascii():
        return TextStringObject(text)
    return ByteStringObject(BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass"))


def drawing(
    writer: PdfWriter, content: bytes, wide: float, high: float, fonts: Mapping[str, PdfObject] | None = None
) -> IndirectObject:
    """The reference of a drawing as wide and high as its field."""
    made = StreamObject()
    made.set_data(content)
    packed = made.flate_encode()
    packed.update(
        entries(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=[0, 0, float(wide), float(high)])
    )
    if fonts:
        there = DictionaryObject({NameObject(k): v for k, v in fonts.items()})
        packed[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): there})
    return writer._add_object(packed)
