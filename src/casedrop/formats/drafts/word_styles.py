"""The styles of a Word template: how they are written (the looks themselves: `word_looks`)."""

from __future__ import annotations

from casedrop.formats.drafts.word_looks import BOX, LOOKS, MONO, SANS, SERIF, STRONG, Faces, TextLook
from casedrop.formats.drafts.word_looks_minutes import MINUTES_LOOKS
from casedrop.formats.drafts.word_looks_offers import OFFER_LOOKS
from casedrop.formats.drafts.word_xml import ACCENT, GREY, HINT, INK, LABEL, Element, dxa, root, w
from casedrop.formats.tints import INPUT


def styles() -> Element:
    """The styles part: the defaults, the paragraph styles, those for some languages and the character styles."""
    looks = (*LOOKS, *OFFER_LOOKS, *MINUTES_LOOKS)
    shown = [*looks, *(look.native(own) for look in looks for own in look.languages)]
    return root("styles", defaults(), normal(), *map(paragraph_style, shown), *character_styles())


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
    head = (w("name", val=look.name or look.id), w("basedOn", val="Normal"), w("qFormat"))
    return w("style", *head, lines_of(look), letters_of(look), type="paragraph", styleId=look.id.replace(" ", "-"))


def lines_of(look: TextLook) -> Element:
    """How a style's paragraphs lie."""
    made = w("pPr", *([w("keepNext")] if look.keep else []))
    if look.above or look.below:
        lines = {"top": look.above, "bottom": look.below}
        made.append(w("pBdr", *(ruled(side, line) for side, line in lines.items() if line)))
    if look.tabs:
        made.append(w("tabs", *(w("tab", val=kind, leader=leader, pos=dxa(mm)) for kind, leader, mm in look.tabs)))
    made.append(exact(look.line, look.before, look.after))
    first = {"firstLineChars": round(look.first * 100), "firstLine": round(look.first * look.size * 20)}
    made.append(w("ind", left=dxa(look.indent), right=dxa(look.right), **(first if look.first else {})))
    made.append(w("jc", val=look.align))
    if look.level is not None:
        made.append(w("outlineLvl", val=look.level))
    return made


def ruled(side: str, line: tuple[int, str, int] | tuple[int, str, int, str]) -> Element:
    """The line over or under a style's paragraphs."""
    kind = line[3] if len(line) == 4 else "single"
    return w(side, val=kind, sz=line[0], space=line[2], color=line[1])


def letters_of(look: TextLook) -> Element:
    """How a style's letters look."""
    made = w("rPr", fonts(look.faces), w("b", val=int(look.bold)), w("i", val=int(look.slanted)))
    if look.capitals:
        made.append(w("caps"))
    made.append(w("color", val=look.colour))
    if look.spaced:
        made.append(w("spacing", val=round(look.spaced * 20)))
    made.extend([w("sz", val=round(look.size * 2)), w("szCs", val=round(look.size * 2))])
    return made


def exact(line: float, before: float, after: float) -> Element:
    """The spacing of a paragraph in points; a line of 0 has the height of what stands in it."""
    height, rule = (round(line * 20), "exact") if line else (240, "auto")
    return w("spacing", before=round(before * 20), after=round(after * 20), line=height, lineRule=rule)


def fonts(faces: Faces) -> Element:
    """All four attributes of a run's faces."""
    return w("rFonts", ascii=faces[0], hAnsi=faces[0], eastAsia=faces[1], cs=faces[0])


def character_styles() -> list[Element]:
    """The styles of runs: empty fields, check boxes, codes, words and what is bold or set apart."""
    return [
        character("Placeholder", w("color", val=HINT), w("shd", val="clear", color="auto", fill=INPUT)),
        character("Box", fonts(BOX)),
        character("Code", fonts(MONO)),
        character("Slanted", w("i")),
        character("Strong", w("b")),
        character("BandBy", w("b", val=0), w("sz", val=18), w("szCs", val=18)),
        character("StrongText", fonts(STRONG), w("b")),
        character("Hushed", fonts(SANS), w("b", val=0), w("color", val=GREY), w("sz", val=17), w("szCs", val=17)),
        character(
            "Tag", fonts(SANS), w("b"), w("color", val="FFFFFF"), w("sz", val=17), w("szCs", val=17), tag_ground()
        ),
        character("Chosen", w("b"), w("color", val=INK)),
        character("Caption", fonts(SANS), w("color", val=LABEL), w("sz", val=18), w("szCs", val=18)),
    ]


def tag_ground() -> Element:
    """The ground of what is recommended."""
    return w("shd", val="clear", color="auto", fill=ACCENT)


def character(name: str, *look: Element) -> Element:
    """One character style."""
    return w("style", w("name", val=name), w("rPr", *look), type="character", styleId=name)
