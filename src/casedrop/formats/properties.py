"""The properties of an Office package, Word or Excel: stamp, title and dates (ISO/IEC 29500-1 §22.3, -2 §11)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

escape = partial(html.escape, quote=False)
"""A text as XML holds it; what `xml.sax` brings along to say the same takes longer than reading a document."""

STAMP = "casedrop"
"""The custom property that holds the stamp."""

CUSTOM, CORE = "docProps/custom.xml", "docProps/core.xml"

_TYPES, _RELS = "[Content_Types].xml", "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CUSTOM_NS, _VT = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_KINDS = {
    CUSTOM: (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{_OFFICE}/relationships/custom-properties",
    ),
    CORE: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE}/relationships/metadata/core-properties",
    ),
}


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a file says of itself at a glance: its stamp, the text of header and footer, and its first texts."""

    stamp: str | None
    footer: str
    texts: Iterable[str]


def stamp(parts: Mapping[str, bytes]) -> str | None:
    """The stamp's text as it stands, or None; what is no XML holds none."""
    try:
        root = _parse(parts.get(CUSTOM, b"<none/>"))
    except etree.XMLSyntaxError:
        return None
    for entry in root.iter("{*}property"):
        if entry.get("name") == STAMP and len(entry):
            return entry[0].text or None
    return None


def stamped(parts: Mapping[str, bytes], text: str) -> dict[str, bytes]:
    """The parts with the stamp set, other custom properties kept; "" takes it out."""
    empty = f'<Properties xmlns="{_CUSTOM_NS}" xmlns:vt="{_VT}"/>'.encode()
    root = _parse(parts.get(CUSTOM, empty))
    for entry in list(root.iter("{*}property")):
        if entry.get("name") == STAMP:
            root.remove(entry)
    if text:
        taken = [int(p.get("pid", "1")) for p in root.iter("{*}property")]
        root.append(_property(max(taken, default=1) + 1, text))
    return linked({**parts, CUSTOM: _write(root)}, CUSTOM)


def titled(parts: Mapping[str, bytes], title: str, author: str, day: str) -> dict[str, bytes]:
    """The parts with core properties of title, author and one date (ISO; also "modified"), nothing else in them."""
    return linked({**parts, CORE: core(title, author, day)}, CORE)


def core(title: str, author: str, day: str) -> bytes:
    """Core properties: title, author and one date (ISO; also "modified")."""
    said = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )
    return ("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n" + said).encode()


def _property(number: int, text: str) -> etree._Element:
    """A custom property of text."""
    made = etree.Element(f"{{{_CUSTOM_NS}}}property", fmtid=_FORMAT, pid=str(number), name=STAMP)
    etree.SubElement(made, f"{{{_VT}}}lpwstr", nsmap={"vt": _VT}).text = text
    return made


def linked(parts: dict[str, bytes], name: str) -> dict[str, bytes]:
    """The parts with content type and relationship of a property part, if they are not there yet."""
    kind, relation = _KINDS[name]
    types, rels = _parse(parts[_TYPES]), _parse(parts[_RELS])
    if not any(o.get("PartName") == f"/{name}" for o in types.iter("{*}Override")):
        etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", PartName=f"/{name}", ContentType=kind)
    if not any(r.get("Type") == relation for r in rels.iter("{*}Relationship")):
        etree.SubElement(rels, f"{{{rels.nsmap[None]}}}Relationship", Id=_free(rels), Type=relation, Target=name)
    return {**parts, _TYPES: _write(types), _RELS: _write(rels)}


def _free(rels: etree._Element) -> str:
    """A relationship id that is not taken."""
    numbers = [int(m) for r in rels for m in re.findall(r"\d+$", r.get("Id", ""))]
    return f"rId{max(numbers, default=0) + 1}"


def _parse(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _write(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
