"""WordprocessingML as trees: names, safe parsing, and the few questions everyone asks of an element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element
"""An lxml element."""

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
"""What `write` begins a part with."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", NS["w"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", NS["r"].encode()),
    (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"),
)
"""Namespaces of Strict Open XML (ISO/IEC 29500-1) and the transitional ones that mean the same."""


def q(name: str) -> str:
    """The full name of `w:p` and the like."""
    prefix, local = name.split(":")
    return f"{{{NS[prefix]}}}{local}"


_CUSTOM = q("w:customXml")
P, R, T, TBL, TR, TC = q("w:p"), q("w:r"), q("w:t"), q("w:tbl"), q("w:tr"), q("w:tc")
SDT, SDT_PR, SDT_CONTENT = q("w:sdt"), q("w:sdtPr"), q("w:sdtContent")
MARK_START, MARK_END, VAL, ID, NAME = (
    q("w:bookmarkStart"),
    q("w:bookmarkEnd"),
    q("w:val"),
    q("w:id"),
    q("w:name"),
)


def parse(part: bytes) -> Element:
    """The root of an XML part, Strict names made transitional; raises etree.XMLSyntaxError.

    No entity is resolved, nothing is fetched, and what is nested deeper than any document is refused (faults K2).
    """
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def write(root: Element) -> bytes:
    """The bytes of a part as Word writes its head: UTF-8, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def escape(text: str) -> str:
    """A text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attr(text: str) -> str:
    """A text as it stands in an attribute, between double quotation marks."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def markup(element: Element) -> str:
    """An element's markup without the namespaces it declares: those of the part it will stand in are the same."""
    return _SPACE.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def markup_of(root: Element) -> str:
    """A part's markup without its head."""
    return str(etree.tostring(root, encoding="unicode", with_tail=False))


def elements(written: str, near: Element) -> list[Element]:
    """The elements of markup whose prefixes mean what they mean near an element, else Word's usual; raises ValueError for
    letters that XML cannot hold."""
    spaces = {**NS, **{prefix: space for prefix, space in near.nsmap.items() if prefix}}
    del spaces["xml"]
    declared = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
    try:
        return list(parse(f"<w:body{declared}>{written}</w:body>".encode()))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


_SPACE = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')


def make(kind: str, /, *children: Element, **attributes: str) -> Element:
    """A new element of the `w` namespace, its attributes of the same namespace."""
    element = etree.Element(q(f"w:{kind}"), nsmap={"w": NS["w"]})
    for key, value in attributes.items():
        element.set(q(f"w:{key}"), value)
    element.extend(children)
    return element


def value(element: Element, path: str) -> str | None:
    """The `w:val` of what is found at a path of `w:` names below an element; None if it is not there."""
    there = element.find(path, NS)
    return None if there is None else str(there.get(VAL, ""))


def is_on(element: Element, path: str) -> bool:
    """Whether a toggle below an element is there and not switched off."""
    toggle = element.find(path, NS)
    return toggle is not None and toggle.get(VAL, "1") not in ("0", "false", "off")


def inside(element: Element, name: str) -> Element | None:
    """The nearest ancestor of that full name, or None."""
    return next(element.iterancestors(name), None)


def flat(parent: Element, name: str) -> Iterator[Element]:
    """The children of that full name, also those in content controls around them; deleted table rows are left out."""
    return (child for child in unfolded(parent) if child.tag == name and child.find("w:trPr/w:del", NS) is None)


def unfolded(parent: Element) -> Iterator[Element]:
    """The children of an element, those in wrappers without a look of their own among them."""
    for child in parent:
        if child.tag in (SDT, SDT_CONTENT, _CUSTOM):
            yield from unfolded(child)
        else:
            yield child


def holder(element: Element) -> Element:
    """The element that an element lies in; raises LookupError for a root."""
    parent = element.getparent()
    if parent is None:
        raise LookupError(f"{element.tag} is a root")
    return parent


def must(element: Element | None) -> Element:
    """An element that this markup always has; raises LookupError where it is not there."""
    if element is None:
        raise LookupError("an element that must be there is missing")
    return element


def cell_property(cell: Element, name: str) -> Element:
    """A cell's property of that name; one that is not there is made, where the standard wants it (ISO/IEC 29500-1, 17.4.69)."""
    about = cell.find("w:tcPr", NS)
    if about is None:
        about = make("tcPr")
        cell.insert(0, about)
    there = about.find(f"w:{name}", NS)
    if there is None:
        there = make(name)
        behind = [q(f"w:{other}") for other in _CELL[_CELL.index(name) + 1 :]]
        about.insert(next((n for n, e in enumerate(about) if e.tag in behind), len(about)), there)
    return there


_CELL = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd"),
    *("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"),
)


def drop(element: Element) -> None:
    """Take an element out of its tree; text after it does not occur in this markup."""
    holder(element).remove(element)


def unwrap(element: Element) -> None:
    """Put an element's children in its own place."""
    parent = holder(element)
    at = parent.index(element)
    parent[at : at + 1] = list(element)
