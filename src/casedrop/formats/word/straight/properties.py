"""What is said of runs, paragraphs, cells, rows, tables and controls: a piece of markup each, parsed once, and all that the
walk asks of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from casedrop.formats.word.controls import Box, box_of
from casedrop.formats.word.identity import Identity
from casedrop.formats.word.looks.plain import is_apart
from casedrop.formats.word.looks.styles import fill_of
from casedrop.formats.word.page import Span
from casedrop.formats.word.xml import NS, SDT, SDT_CONTENT, TBL, TC, TR, VAL, Element, P, R, T, is_on, q, value


class Unusual(Exception):  # noqa: N818 - the situation is the name
    """Something that is not read straight: the part is read as a tree."""


_NAMES = (
    "w:ins w:del w:moveFrom w:moveTo w:cellIns w:cellDel w:rPrChange w:pPrChange w:numberingChange w:customXml w:smartTag "
    "w:fldChar w:instrText w:fldSimple w:sym w:footnoteReference w:endnoteReference w:drawing w:pict w:object "
    "w:bookmarkStart w:bookmarkEnd w:ffData w:delText mc:AlternateContent mc:Choice"
)
_CONTENT = frozenset((P, R, T, TBL, TR, TC, SDT, SDT_CONTENT, *map(q, _NAMES.split())))
"""What stands for text or changes it: within properties it is unusual."""
_SHADE, _STYLE, _RULED = q("w:shd"), q("w:pStyle"), q("w:tblStyle")
_MANY = 5_000
_RULE = "{urn:schemas-microsoft-com:office:office}hr"


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """What a run says of its letters: its properties as an element, its character style, whether they set it apart."""

    direct: Element | None = None
    style: str | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Surface:
    """What a paragraph, a cell or a table says of itself: its style, the colour it paints, whether it is numbered, and of a
    cell how many columns it spans."""

    style: str = ""
    fill: str = ""
    numbered: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """What a row says of itself: the grid columns before it, and whether it is repeated on each page."""

    before: int = 0
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """What a control says of itself: its tag and title, the box it is, and whether it says that it shows a hint."""

    tag: str | None = None
    title: str | None = None
    box: Box | None = None
    is_hint: bool = False

    def span(self, identity: Identity, how: str, start: int) -> Span:
        """The span of a field that begins with it."""
        box = self.box
        return Span(identity, how, start, checked=box.checked, signs=box.signs) if box else Span(identity, how, start)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The properties of the parts that begin with the same head, where the prefixes of names are declared; each piece of
    markup is parsed once. Raises Unusual for what is no XML, or holds more than properties."""

    head: str
    _letters: dict[str, Letters] = field(default_factory=dict)
    _others: dict[str, Element] = field(default_factory=dict)
    _sound: set[str] = field(default_factory=set)

    def letters(self, markup: str) -> Letters:
        """Of `w:rPr`."""
        if markup not in self._letters:
            one = self._parsed(markup)
            _make_room(self._letters)
            self._letters[markup] = Letters(one, value(one, "w:rStyle"), is_apart(one))
        return self._letters[markup]

    def paragraph(self, markup: str) -> Surface:
        """Of `w:pPr`."""
        one = self._parsed(markup)
        numbered = value(one, "w:numPr/w:numId") not in (None, "0", "")
        return Surface(_named(one, _STYLE), fill_of(one.find(_SHADE)), numbered)

    def cell(self, markup: str) -> Surface:
        """Of `w:tcPr`."""
        one = self._parsed(markup)
        return Surface("", fill_of(one.find(_SHADE)), span=_whole(value(one, "w:gridSpan"), 1))

    def row(self, markup: str) -> Band:
        """Of `w:trPr`."""
        one = self._parsed(markup)
        if is_on(one, "w:hidden"):
            raise Unusual("a hidden row")
        return Band(_whole(value(one, "w:gridBefore"), 0), one.find("w:tblHeader", NS) is not None)

    def table(self, markup: str) -> Surface:
        """Of `w:tblPr`."""
        one = self._parsed(markup)
        return Surface(_named(one, _RULED), fill_of(one.find(_SHADE)))

    def control(self, markup: str) -> Control:
        """Of `w:sdtPr`."""
        one = self._parsed(markup)
        return Control(value(one, "w:tag"), value(one, "w:alias"), box_of(one), is_on(one, "w:showingPlcHdr"))

    def silent(self, markup: str) -> None:
        """Of what says nothing of any place."""
        self._parsed(markup)

    def sound(self, markup: str) -> None:
        """Of an element whose attributes say nothing: no more than that they can be read."""
        if markup not in self._sound:
            if "xmlns" in markup:
                raise Unusual("prefixes that mean something else from here on")
            self._within(markup)
            _make_room(self._sound)
            self._sound.add(markup)

    def bookmark(self, markup: str) -> tuple[str | None, str | None]:
        """The number and the name of a bookmark's beginning or end."""
        one = self._within(markup)
        return one.get(q("w:id")), one.get(q("w:name"))

    def picture(self, markup: str) -> None:
        """Of a drawing that holds no text and is no mere line."""
        one = self._within(markup)
        if any(part.tag in _CONTENT for part in one.iterdescendants()) or any(p.get(_RULE) for p in one.iter()):
            raise Unusual("a drawing that says something")

    def _parsed(self, markup: str) -> Element:
        """The properties in a piece of markup."""
        if markup not in self._others:
            one = self._within(markup)
            if any(part.tag in _CONTENT for part in one.iter()):
                raise Unusual("more than properties")
            _make_room(self._others)
            self._others[markup] = one
        return self._others[markup]

    def _within(self, markup: str) -> Element:
        """The one element of a piece of markup, under the head of its part."""
        name = self.head[1:].split(None, 1)[0]
        try:
            root = etree.fromstring(f"{self.head}{markup}</{name}>", _parser())
        except etree.XMLSyntaxError as error:
            raise Unusual(str(error)) from error
        if len(root) != 1 or not all(isinstance(part.tag, str) for part in root.iter()):
            raise Unusual("more than one element")
        if root[0].prefix != "w" or root[0].nsmap["w"] != NS["w"]:
            raise Unusual("another meaning of the prefix")
        return root[0]


def _make_room(known: dict[str, Letters] | dict[str, Element] | set[str]) -> None:
    """Forget what is known once it is more than the forms of an office make."""
    if len(known) > _MANY:
        known.clear()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _named(properties: Element, name: str) -> str:
    one = properties.find(name)
    return one.get(VAL, "") if one is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    """A number as the tree's reader takes it; what that one cannot take is its business."""
    try:
        return int(text or otherwise)
    except ValueError as error:
        raise Unusual(text) from error
