"""The code in a Word header: a picture at the bookmark `_qr`, which every template keeps free for it (documents.md 1)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree
from lxml.builder import ElementMaker

from casedrop.formats import zips
from casedrop.formats.qr import SIZE, picture, white
from casedrop.formats.word.package import edge_names
from casedrop.formats.word.xml import MARK_START, NAME, NS, TC, Element, P, inside, make, must, parse, q, write
from casedrop.forms.form import Facts

PLACE = "_qr"
MEDIA = "word/media/code.png"

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_ID = "rIdCode"
_EMU, _DXA = 36_000, 1440 / 25.4
_BELOW = 1.9
"""Millimetres of white below the code beside the cell's own 1.1: the rule under the header is 3 away."""
_BESIDE = 1.5
"""Millimetres of white the code's own cell has left of it: it is 20 wide."""
_NUMBER = "900"
"""The picture's id, unlike those templates give their few header pictures."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_A = ElementMaker(namespace=f"{_DRAWING}/main", nsmap={"a": f"{_DRAWING}/main"})
_PIC = ElementMaker(namespace=f"{_DRAWING}/picture", nsmap={"pic": f"{_DRAWING}/picture"})
_WP = ElementMaker(namespace=f"{_DRAWING}/wordprocessingDrawing", nsmap={"wp": f"{_DRAWING}/wordprocessingDrawing"})


def coded(parts: Mapping[str, bytes], facts: Facts) -> dict[str, bytes]:
    """The parts with `doc.code` as a picture at every `_qr` of a header, one a paragraph (LibreOffice doubles the
    bookmark of a template); as they are without a code or a place for one."""
    text = code_of(facts)
    found = placed(parts, text, beside(text)) if text else {}
    return declared({**parts, **found, MEDIA: picture(text)}) if found else dict(parts)


def code_of(facts: Facts) -> str:
    """The text of a document's code; "" for one that bears none."""
    return str(facts.get("doc", {}).get("code") or "")


def beside(text: str) -> str:
    """The width that a code needs free of anything beside its own cell, in twentieths of a point."""
    return _dxa(max(0.0, white(text) - _BESIDE))


def placed(parts: Mapping[str, bytes], text: str, right: str) -> dict[str, bytes]:
    """The headers that show a code, with their relationships: `text` describes the picture, `right` (see `beside`) is kept
    free; nothing without a place for one."""
    changed: dict[str, bytes] = {}
    for name in edge_names(parts):
        root = parse(parts[name])
        places = {inside(m, P): m for m in root.iter(MARK_START) if m.get(NAME) == PLACE and inside(m, P) is not None}
        for mark in places.values():
            _put(mark, text, right)
        if places:
            changed |= {name: write(root), **_linked(parts, name)}
    return changed


def _put(mark: Element, text: str, right: str) -> None:
    """Put the picture behind a bookmark's start, with the white around it that a code needs."""
    mark.addnext(make("r", make("rPr", make("sz", val="2")), make("drawing", _inline(text))))
    _set_line(must(inside(mark, P)))
    cell = inside(mark, TC)
    before = None if cell is None else cell.getprevious()
    if before is not None and before.tag == TC:
        _keep_off(before, right)


def _inline(text: str) -> Element:
    """The picture as a letter of the line; without distances of 0 LibreOffice shifts it (documents.md 3)."""
    side = str(round(SIZE * _EMU))
    blip = _A.blip()
    blip.set(q("r:embed"), _ID)
    picture_ = _PIC.pic(
        _PIC.nvPicPr(_PIC.cNvPr(id=_NUMBER, name="code"), _PIC.cNvPicPr()),
        _PIC.blipFill(blip, _A.stretch(_A.fillRect())),
        _PIC.spPr(_A.xfrm(_A.off(x="0", y="0"), _A.ext(cx=side, cy=side)), _A.prstGeom(_A.avLst(), prst="rect")),
    )
    return _WP.inline(
        _WP.extent(cx=side, cy=side),
        _WP.docPr(id=_NUMBER, name="code", descr=text),
        _A.graphic(_A.graphicData(picture_, uri=f"{_DRAWING}/picture")),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
    )


def _set_line(paragraph: Element) -> None:
    """Make a paragraph one line as high as the picture (an exact one would clip it, documents.md 2) with white below.

    The white is a paragraph of its own: LibreOffice counts space after the last one of a cell twice.
    """
    auto = make("spacing", before="0", after="0", line="240", lineRule="auto")
    below = make("spacing", before="0", after="0", line=_dxa(_BELOW), lineRule="exact")
    old = paragraph.find("w:pPr", NS)
    if old is not None:
        paragraph.remove(old)
    paragraph.insert(0, make("pPr", auto, make("ind", left="0", right="0"), make("jc", val="right"), _tiny()))
    paragraph.addnext(make("p", make("pPr", below, _tiny())))


def _tiny() -> Element:
    """The properties of a paragraph's end that must not make its line higher."""
    return make("rPr", make("sz", val="2"))


def _keep_off(cell: Element, right: str) -> None:
    """Keep what stands in a cell off its right edge, by so many twentieths of a point."""
    about = cell.find("w:tcPr", NS)
    if about is None:
        about = make("tcPr")
        cell.insert(0, about)
    for old in about.findall("w:tcMar", NS):
        about.remove(old)
    at = next((n for n, e in enumerate(about) if e.tag in _AFTER), len(about))
    about.insert(at, make("tcMar", make("right", w=right, type="dxa")))


_AFTER = frozenset(map(q, ("w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")))
"""What stands behind the margins in a cell's properties (ISO/IEC 29500-1, 17.4.69)."""


def _linked(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The relationships of a header, the picture's among them."""
    rels = zips.relations_name(name)
    root = parse(parts[rels]) if rels in parts else etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    target = posixpath.relpath(MEDIA, posixpath.dirname(name))
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=_ID, Type=_IMAGE, Target=target)
    return {rels: write(root)}


def declared(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with the content type of pictures."""
    root = parse(parts[_TYPES])
    known = (d.get("Extension", "").lower() for d in root.iterfind("{*}Default"))
    if "png" not in known:
        kind = etree.Element(f"{{{root.nsmap[None]}}}Default", Extension="png", ContentType="image/png")
        root.insert(0, kind)
    return {**parts, _TYPES: write(root)}


def _dxa(mm: float) -> str:
    """Millimetres as twentieths of a point."""
    return str(round(mm * _DXA))
