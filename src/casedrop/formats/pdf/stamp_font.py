"""The font of the letters beside a code: a face of this machine, its letters embedded, or Courier, which viewers have."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase, digits

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from casedrop.formats.pdf.form.fonts import Face, add, cut, letters_of

_USUAL = frozenset(ascii_uppercase + digits + " ·-/v")
"""What such lines are made of: embedded in every PDF, so that one subset does for most."""


@dataclass(frozen=True, slots=True)
class StampFont:
    """A font among a PDF's objects, and the string of a content stream for each text written in it."""

    made: object
    strings: dict[str, str]


def stamp_font(writer: PdfWriter, face: Face | None, texts: list[str]) -> StampFont:
    """The font in which some texts are written, once it is among a PDF's objects; a letter that it lacks is spelt `&#7889;`.

    Raises OSError or fontTools.ttLib.TTLibError for a face that cannot be read.
    """
    if face is None:
        return StampFont(writer._add_object(_courier()), {text: _escaped(text) for text in texts})
    there = letters_of(face)
    shown = {text: "".join(c if c in there else f"&#{ord(c)};" for c in text) for text in texts}
    font = cut(face, _USUAL.union(*shown.values()))
    return StampFont(add(writer, font), {text: font.encoded(said) for text, said in shown.items()})


def _courier() -> DictionaryObject:
    """Courier as every viewer has it (ISO 32000-1, 9.6.2.2)."""
    about = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Courier", "/Encoding": "/WinAnsiEncoding"}
    return DictionaryObject({NameObject(k): NameObject(v) for k, v in about.items()})


def _escaped(text: str) -> str:
    said = text.encode("cp1252", "xmlcharrefreplace").decode("cp1252")
    return "(" + said.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
