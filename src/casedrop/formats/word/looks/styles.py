"""How letters look once styles, their ancestors and direct formatting are taken together (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from casedrop.formats.word.xml import NS, TBL, TC, VAL, Element, P, inside, parse, q, value

PART = "word/styles.xml"
_OFF = ("0", "false", "off")
_MARK = "placeholder text"
_MANY = 1_000
"""Looks remembered of one style sheet."""
_TINY = 3
"""Letters of at most this many half-points are dust to any eye."""
_NEAR = 30
"""Colours whose three parts differ by no more than this together are one colour to the eye."""
_ID, _KIND, _DEFAULT = q("w:styleId"), q("w:type"), q("w:default")
_LETTERS, _STYLE = q("w:rPr"), q("w:rStyle")
_TABLE, _RULED, _PARAGRAPH, _LINED = q("w:tblPr"), q("w:tblStyle"), q("w:pPr"), q("w:pStyle")
_SHADE, _FILL = q("w:shd"), q("w:fill")
_TOGGLES = {q("w:strike"): "struck", q("w:vanish"): "vanished"}
_DOUBLE = q("w:dstrike")
_FACES = (q("w:ascii"), q("w:hAnsi"))


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look: struck through, made invisible, raised (1) or lowered (-1); face, colour, ground ("" is none) and
    size in half-points."""

    struck: bool = False
    vanished: bool = False
    raised: int = 0
    face: str = ""
    colour: str = ""
    ground: str = ""
    size: int = 0

    @property
    def dust(self) -> bool:
        """Whether the letters are too small for any eye."""
        return 0 < self.size <= _TINY


class StyleSheet:
    """The styles of a document, as they are the same in every other one with that part; `marks` are the ids of the styles
    that it calls "Placeholder Text", as Word does in every language, and `grounds` the colours its styles paint."""

    def __init__(self, part: bytes | None) -> None:
        root = parse(part) if part is not None else None
        there = root.iterfind("w:style", NS) if root is not None else ()
        self._styles = {style.get(_ID, ""): style for style in there}
        self._usual = {
            s.get(_KIND, ""): i for i, s in self._styles.items() if s.get(_DEFAULT, "0") not in ("0", "false")
        }
        base = root.find("w:docDefaults/w:rPrDefault/w:rPr", NS) if root is not None else None
        self._base = _over(Look(), base)
        self.grounds = frozenset(("FFFFFF", *map(fill_of, root.iter(_SHADE) if root is not None else ())))
        named = root.iterfind("w:style", NS) if root is not None else ()
        self.marks = frozenset(s.get(_ID, "") for s in named if (value(s, "w:name") or "").lower() == _MARK)
        self._known: dict[tuple[str, str, str], Look] = {}

    def look(self, table: str, paragraph: str, direct: Element | None) -> Look:
        """How letters look with such properties of their own, in a paragraph and a table of such styles ("" names none)."""
        named = direct.find(_STYLE) if direct is not None else None
        letters = named.get(VAL, "") if named is not None else self._usual.get("character", "")
        look = self._styled(table, paragraph or self._usual.get("paragraph", ""), letters)
        return look if direct is None else _over(look, direct)

    def ground(self, painted: Iterable[str], named: Iterable[str]) -> str:
        """The colour behind letters: the first of those painted around them, else what styles of such names leave white;
        "" where that cannot be told."""
        first = next((fill for fill in painted if fill), "")
        if first:
            return first
        styles = (style for name in named for style in self._chain(name))
        return "" if any(fill_of(shade) for style in styles for shade in style.iter(_SHADE)) else "FFFFFF"

    def _styled(self, *names: str) -> Look:
        """The look that the styles of a table, its paragraph and its letters give together; toggles undo each other."""
        table, paragraph, letters = names
        key = (table, paragraph, letters)
        if key not in self._known:
            if len(self._known) > _MANY:
                self._known.clear()
            look = self._base
            for name in names:
                own = look
                for style in reversed(list(self._chain(name))):
                    own = _over(own, style.find("w:rPr", NS), look)
                look = own
            self._known[key] = look
        return self._known[key]

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those it is based on, each once."""
        seen = set[str]()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "w:basedOn") or ""


@lru_cache(maxsize=32)
def sheet(part: bytes | None) -> StyleSheet:
    """The style sheet of a part, or of a document without one; remembered. Raises etree.XMLSyntaxError."""
    return StyleSheet(part)


class Styles:
    """The looks of one document."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.sheet = sheet(parts.get(PART))
        self._grounds = set(self.sheet.grounds)
        self._light: dict[str, bool] = {}
        self._lines: dict[Element | None, tuple[str, str]] = {None: ("", "")}

    def look(self, run: Element) -> Look:
        """How the letters of a run look."""
        return self.sheet.look(*self._around(inside(run, P)), run.find(_LETTERS))

    def _around(self, paragraph: Element | None) -> tuple[str, str]:
        """The styles of the table around a paragraph and of the paragraph itself."""
        if paragraph is not None and paragraph not in self._lines:
            table = inside(paragraph, TBL)
            ruled = below(table, _TABLE, _RULED) if table is not None else ""
            self._lines[paragraph] = (ruled, below(paragraph, _PARAGRAPH, _LINED))
        return self._lines[paragraph]

    def note_grounds(self, root: Element) -> None:
        """Learn the colours that a part paints behind its letters, before its runs are looked at."""
        self._grounds |= {*map(fill_of, root.iter(_SHADE))}
        self._light.clear()

    def is_hidden(self, run: Element, look: Look) -> bool:
        """Whether nobody sees the letters of a run that look so: made invisible, dust, or of the colour of their ground."""
        if look.vanished or look.dust:
            return True
        if not look.colour or not self._is_a_ground(look.colour):
            return False
        return alike(look.colour, look.ground or self._ground(run))

    def _is_a_ground(self, colour: str) -> bool:
        """Whether something of that colour is painted behind letters somewhere."""
        if colour not in self._light:
            self._light[colour] = any(alike(colour, ground) for ground in self._grounds)
        return self._light[colour]

    def _ground(self, run: Element) -> str:
        """The colour behind a run as its paragraph, cell or table paints it; "" where that cannot be told."""
        paragraph, cell, table = inside(run, P), inside(run, TC), inside(run, TBL)
        painted = ((paragraph, "w:pPr/w:shd"), (cell, "w:tcPr/w:shd"), (table, "w:tblPr/w:shd"))
        fills = (fill_of(element.find(path, NS)) if element is not None else "" for element, path in painted)
        return self.sheet.ground(fills, reversed(self._around(paragraph)))


def _over(look: Look, properties: Element | None, below: Look | None = None) -> Look:
    """A look with properties laid over it; toggles of a style turn what is `below` it round."""
    if properties is None:
        return look
    for one in properties:
        tag, on = one.tag, one.get(VAL, "1") not in _OFF
        if tag in _TOGGLES:
            name = _TOGGLES[tag]
            look = _toggled(look, name, on != (below is not None and getattr(below, name)))
        elif tag == _DOUBLE:
            look = replace(look, struck=on or look.struck)
        elif tag in _READ:
            look = _READ[tag](look, one)
    return look


def _toggled(look: Look, name: str, on: bool) -> Look:
    return replace(look, struck=on) if name == "struck" else replace(look, vanished=on)


def _aligned(look: Look, one: Element) -> Look:
    return replace(look, raised={"superscript": 1, "subscript": -1}.get(one.get(VAL, ""), 0))


def _moved(look: Look, one: Element) -> Look:
    points = _number(one.get(VAL, "0"))
    return replace(look, raised=(points > 0) - (points < 0))


def _faced(look: Look, one: Element) -> Look:
    return replace(look, face=next((one.get(name, "") for name in _FACES if one.get(name)), look.face))


def _coloured(look: Look, one: Element) -> Look:
    colour = one.get(VAL, "auto")
    return replace(look, colour="" if colour == "auto" else colour)


def _shaded(look: Look, one: Element) -> Look:
    return replace(look, ground=fill_of(one))


def _lit(look: Look, one: Element) -> Look:
    lit = one.get(VAL, "none")
    return look if lit == "none" else replace(look, ground="FFFFFF" if lit == "white" else "FFFF00")


def _sized(look: Look, one: Element) -> Look:
    return replace(look, size=_number(one.get(VAL, "0")))


_READ = {
    q("w:vertAlign"): _aligned,
    q("w:position"): _moved,
    q("w:rFonts"): _faced,
    q("w:color"): _coloured,
    q("w:shd"): _shaded,
    q("w:highlight"): _lit,
    q("w:sz"): _sized,
}


def fill_of(shade: Element | None) -> str:
    """The colour a shading paints, "" if it paints none."""
    fill = shade.get(_FILL, "auto") if shade is not None else "auto"
    return "" if fill == "auto" else fill


def below(element: Element, properties: str, name: str) -> str:
    """The value of one of an element's properties, "" if it has none; a walk of two steps, for it is asked of every line."""
    held = element.find(properties)
    one = held.find(name) if held is not None else None
    return one.get(VAL, "") if one is not None else ""


def _number(text: str) -> int:
    try:
        return round(float(text.removesuffix("pt")))
    except ValueError:
        return 0


def alike(one: str, other: str) -> bool:
    """Whether two colours (RRGGBB) are one to the eye; what is no colour is like nothing."""
    try:
        pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:
        return False
    return sum(abs(a - b) for a, b in pairs) <= _NEAR
