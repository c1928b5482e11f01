"""The code in a Word header or footer: a picture at the bookmark `_qr`, where the template keeps room for it (documents.md 1)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree
from lxml.builder import ElementMaker

from casedrop.formats import zips
from casedrop.formats.qr import SIZE, picture
from casedrop.formats.word.filling.code_room import beside, close_room, make_room, places, tiny
from casedrop.formats.word.package import edge_names
from casedrop.formats.word.xml import Element, make, parse, q, write
from casedrop.forms.form import Facts

MEDIA = "word/media/code.png"

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_ID = "rIdCode"
_EMU = 36_000
_NUMBER = "900"
"""The picture's id, unlike those templates give their few header pictures."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_A = ElementMaker(namespace=f"{_DRAWING}/main", nsmap={"a": f"{_DRAWING}/main"})
_PIC = ElementMaker(namespace=f"{_DRAWING}/picture", nsmap={"pic": f"{_DRAWING}/picture"})
_WP = ElementMaker(namespace=f"{_DRAWING}/wordprocessingDrawing", nsmap={"wp": f"{_DRAWING}/wordprocessingDrawing"})


def coded(parts: Mapping[str, bytes], facts: Facts) -> dict[str, bytes]:
    """The parts with `doc.code` as a picture at every `_qr` of a header or footer; without a code, footers keep no room for
    one."""
    text = code_of(facts)
    found = placed(parts, text, beside(text)) if text else {}
    return declared({**parts, **found, MEDIA: picture(text)}) if found else {**parts, **({} if text else closed(parts))}


def code_of(facts: Facts) -> str:
    """The text of a document's code; "" for one that bears none."""
    return str(facts.get("doc", {}).get("code") or "")


def placed(parts: Mapping[str, bytes], text: str, right: str) -> dict[str, bytes]:
    """The headers and footers that show a code, with their relationships: `text` describes the picture, `right` (see
    `code_room.beside`) is kept free beside it in headers; nothing without a place for one."""
    changed: dict[str, bytes] = {}
    for name in edge_names(parts):
        root = parse(parts[name])
        there = places(root)
        for mark in there:
            mark.addnext(make("r", tiny(), make("drawing", _inline(text))))
            make_room(mark, right)
        if there:
            changed |= {name: write(root), **_linked(parts, name)}
    return changed


def closed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The footers that keep room for a code, as they are where there is none."""
    roots = {name: parse(parts[name]) for name in edge_names(parts)}
    return {name: write(root) for name, root in roots.items() if close_room(root)}


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


def _linked(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The relationships of a header or footer, the picture's among them."""
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
