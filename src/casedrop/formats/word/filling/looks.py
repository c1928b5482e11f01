"""How the content of a control looks: as a value, as a placeholder, as a box."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from casedrop.formats.tints import INPUT
from casedrop.formats.word.filling.language import speak
from casedrop.formats.word.xml import NS, SDT_CONTENT, SDT_PR, Element, make, markup, q

INK = "5A6970"
"""The letters of an empty field (documents.md, tokens)."""

BOX_FONT = "Segoe UI Symbol"

_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
)
"""The children of w:rPr in the order the schema asks for."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The look of what a control shows, as markup of `w:rPr`: of a value, of a placeholder, of a box; "" for none."""

    value: str
    placeholder: str
    box: str


def looks(sdt: Element, lang: str = "") -> Looks:
    """The looks of a template's control, those of a language if one is given."""
    plain_ = _look(sdt)
    three = plain_, _tinted(plain_), _boxed(plain_)
    for look in three if lang else ():
        speak(look, lang)
    return Looks(*(markup(look) if len(look) else "" for look in three))


def _look(sdt: Element) -> Element:
    """The look of a value: that of the template's control without the colours of a placeholder."""
    own = sdt.find(f"{SDT_CONTENT}//w:rPr", NS)
    if own is None:
        own = sdt.find(f"{SDT_PR}/w:rPr", NS)
    look = make("rPr") if own is None else deepcopy(own)
    for name in ("color", "shd", "highlight"):
        _take(look, name)
    style = look.find("w:rStyle", NS)
    if style is not None and "placeholder" in style.get(q("w:val"), "").lower():
        look.remove(style)
    return look


def _tinted(look: Element) -> Element:
    """The look of a placeholder."""
    tinted = deepcopy(look)
    _put(tinted, make("color", val=INK))
    _put(tinted, make("shd", val="clear", color="auto", fill=INPUT))
    return tinted


def _boxed(look: Element) -> Element:
    """The look of a check box: its own font for every script."""
    boxed = deepcopy(look)
    faces = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), BOX_FONT)
    _put(boxed, make("rFonts", **faces))
    return boxed


def _put(look: Element, element: Element) -> None:
    """Set one property of a look where the schema wants it."""
    name = element.tag.split("}")[1]
    _take(look, name)
    before = _ORDER[: _ORDER.index(name)]
    at = sum(1 for child in look if child.tag.split("}")[1] in before)
    look.insert(at, element)


def _take(look: Element, name: str) -> None:
    """Remove one property of a look."""
    for element in look.findall(f"w:{name}", NS):
        look.remove(element)
