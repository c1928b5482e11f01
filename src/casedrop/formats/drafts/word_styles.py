"""The styles of a Word template: every size, colour and distance of the house's page stands here once."""

from __future__ import annotations

from dataclasses import dataclass

from casedrop.formats.drafts.word_xml import ACCENT, FIELD_TINT, GREY, HINT, INK, LABEL, Element, dxa, root, w

SERIF, SANS = ("Times New Roman", "SimSun"), ("Arial", "Microsoft YaHei")
MONO, BOX = ("Courier New", "SimSun"), ("Segoe UI Symbol", "Segoe UI Symbol")

Faces = tuple[str, str]
"""The faces of Latin and of Chinese letters."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """One paragraph style: sizes and distances in points; `line` is exact, 0 lets a picture have its height; a tab draws a
    line to write on as far as `tab` millimetres."""

    id: str
    faces: Faces
    size: float
    line: float
    colour: str = INK
    before: float = 0
    after: float = 0
    align: str = "left"
    bold: bool = False
    keep: bool = False
    level: int | None = None
    name: str = ""
    tab: int = 0


LOOKS = (
    TextLook("Title", SANS, 18, 27, before=6, after=2, align="center", bold=True, keep=True),
    TextLook("Subtitle", SANS, 10, 15, LABEL, after=6, align="center", keep=True),
    TextLook("Heading1", SANS, 11, 16, ACCENT, before=11, after=4, bold=True, keep=True, level=0, name="heading 1"),
    TextLook("Label", SANS, 9, 13.5, LABEL),
    TextLook("TableHead", SANS, 9, 13.5, LABEL, bold=True, keep=True),
    TextLook("Total", SANS, 10, 15.5, bold=True),
    TextLook("Sum", SERIF, 10.5, 15.5, bold=True),
    TextLook("Words", SERIF, 10.5, 16, before=6),
    TextLook("Clause", SERIF, 10.5, 18, before=4, after=4, align="both"),
    TextLook("Letter", SERIF, 12, 21, before=3, after=3, align="both"),
    TextLook("Addressee", SERIF, 12, 21, before=6, after=3, bold=True, keep=True),
    TextLook("Sender", SERIF, 12, 21, align="center", keep=True),
    TextLook("Motto1", SERIF, 12, 18, align="center", bold=True, keep=True),
    TextLook("Motto2", SERIF, 13, 18, after=4, align="center", bold=True, keep=True),
    TextLook("Party", SANS, 9, 14, ACCENT, bold=True, keep=True),
    TextLook("PartyName", SANS, 10, 15, bold=True, keep=True),
    TextLook("Sign", SERIF, 10.5, 22, keep=True, tab=70),
    TextLook("Seal", SANS, 8, 12, GREY, before=34, after=14, align="right", keep=True),
    TextLook("Signer", SERIF, 10.5, 20, align="center", bold=True, keep=True),
    TextLook("Hint", SANS, 8, 12, GREY, align="center", keep=True),
    TextLook("PartyRow", SANS, 10, 15, bold=True, keep=True),
    TextLook("Note", SANS, 8, 12, GREY, before=4),
    TextLook("Company", SANS, 10.5, 15, ACCENT, bold=True),
    TextLook("Address", SANS, 7.5, 11, GREY),
    TextLook("Meta", SANS, 8, 12, LABEL, align="right"),
    TextLook("Foot", SANS, 7.5, 11, GREY),
    TextLook("Logo", SANS, 8, 0),
    TextLook("Gap", SANS, 2, 3),
)


def styles() -> Element:
    """The styles part: the defaults, the paragraph styles and the character styles."""
    return root("styles", defaults(), normal(), *map(paragraph_style, LOOKS), *character_styles())


def defaults() -> Element:
    """Serif 10.5 pt on an exact line of 15.5, off any grid, in Vietnamese and Chinese until a language is set."""
    letters = w("rPr", fonts(SERIF), w("sz", val=21), w("szCs", val=21), w("lang", val="vi-VN", eastAsia="zh-CN"))
    lines = w("pPr", w("widowControl"), w("snapToGrid", val=0), exact(15.5, 0, 0))
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", lines))


def normal() -> Element:
    """The style of what people say."""
    return w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")


def paragraph_style(look: TextLook) -> Element:
    """One paragraph style."""
    stop = [w("tabs", w("tab", val="left", leader="underscore", pos=dxa(look.tab)))] if look.tab else []
    lines = w("pPr", *([w("keepNext")] if look.keep else []), *stop, exact(look.line, look.before, look.after))
    lines.append(w("jc", val=look.align))
    if look.level is not None:
        lines.append(w("outlineLvl", val=look.level))
    letters = w("rPr", fonts(look.faces), *([w("b")] if look.bold else []), w("color", val=look.colour))
    letters.extend([w("sz", val=round(look.size * 2)), w("szCs", val=round(look.size * 2))])
    head = (w("name", val=look.name or look.id), w("basedOn", val="Normal"), w("qFormat"))
    return w("style", *head, lines, letters, type="paragraph", styleId=look.id)


def exact(line: float, before: float, after: float) -> Element:
    """The spacing of a paragraph in points."""
    height, rule = (round(line * 20), "exact") if line else (240, "auto")
    return w("spacing", before=round(before * 20), after=round(after * 20), line=height, lineRule=rule)


def fonts(faces: Faces) -> Element:
    """All four attributes of a run's faces."""
    return w("rFonts", ascii=faces[0], hAnsi=faces[0], eastAsia=faces[1], cs=faces[0])


def character_styles() -> list[Element]:
    """The styles of runs: empty fields, check boxes, codes, words and what is bold or set apart."""
    return [
        character("Placeholder", w("color", val=HINT), w("shd", val="clear", color="auto", fill=FIELD_TINT)),
        character("Box", fonts(BOX)),
        character("Code", fonts(MONO)),
        character("Slanted", w("i")),
        character("Strong", w("b")),
        character("Caption", fonts(SANS), w("color", val=LABEL), w("sz", val=18), w("szCs", val=18)),
    ]


def character(name: str, *look: Element) -> Element:
    """One character style."""
    return w("style", w("name", val=name), w("rPr", *look), type="character", styleId=name)
