"""XML of a spreadsheet package, parsed without entities or network."""

from __future__ import annotations

import re
from typing import Any, Protocol

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

EMPTY_RELS = f'<Relationships xmlns="{RELS}"/>'.encode()
SHEET_NAMES: dict[Any, str] = {None: MAIN}
"""The spreadsheet's namespace as the default one."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Switched(Protocol):
    """What has attributes: an element, or its attributes alone."""

    def get(self, name: str, default: str, /) -> str:
        """An attribute, or the default."""


def parse(part: bytes) -> etree._Element:
    """The root element of a part; raises lxml.etree.XMLSyntaxError."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def serial(root: etree._Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def attribute(tag: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace (strict and transitional files differ); "" for none."""
    return next((str(v) for k, v in tag.attrib.items() if etree.QName(str(k)).localname == name), "")


def is_on(tag: Switched) -> bool:
    """Whether a row or column is hidden."""
    return tag.get("hidden", "0") in ("1", "true")


def unescaped(text: str) -> str:
    """A string of a cell with `_xHHHH_` turned into its character (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escaped(text: str) -> str:
    """The same the other way round, for text that only looks like an escape."""
    return _ESCAPE.sub(lambda m: "_x005F" + m[0], text) if "_x" in text else text
