"""Pages laid out by hand, in millimetres from their upper left corner: texts, rules, as a printed document has them."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from formats.pdf_samples import written

MM = 72 / 25.4
HIGH = 297.0
Text = tuple[float, float, str] | tuple[float, float, str, float]
"""Left, the line it stands on, what it says, its size in points if it is not 10."""
Rule = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def printed(*pages: tuple[Sequence[Text], Sequence[Rule]]) -> bytes:
    """A PDF whose pages, upright A4, have these texts and these rules."""
    writer = PdfWriter()
    face = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    font = writer._add_object(DictionaryObject({NameObject(k): NameObject(v) for k, v in face.items()}))
    for texts, rules in pages:
        page = writer.add_blank_page(210 * MM, HIGH * MM)
        fonts = DictionaryObject({NameObject("/F"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = StreamObject()
        content.set_data("\n".join([*map(_text, texts), *map(_rule, rules)]).encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(content)
    return written(writer)


def _text(text: Text) -> str:
    left, base, said, *size = text
    inside = said.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F {size[0] if size else 10} Tf {left * MM:.2f} {(HIGH - base) * MM:.2f} Td ({inside}) Tj ET"


def _rule(rule: Rule) -> str:
    left, top, right, bottom = (side * MM for side in rule)
    return f"{left:.2f} {HIGH * MM - bottom:.2f} {right - left:.2f} {bottom - top:.2f} re f"
