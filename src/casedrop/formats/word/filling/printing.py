"""A document as it is printed: no controls, and nothing where nothing was filled (documents.md 4)."""

from __future__ import annotations

from casedrop.formats import zips
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.xml import NS, SDT, SDT_CONTENT, Element, drop, is_on, parse, unwrap, write


def printable(data: bytes) -> bytes:
    """A copy for a PDF: controls are their text, those that show a placeholder are blank; all other parts as they are.

    For documents as `fill` made them. Raises zips.UnreadableError, etree.XMLSyntaxError.
    """
    parts = zips.read_parts(data)
    names = (body_name(parts), *edge_names(parts))
    return zips.patch(data, {name: write(_bare(parse(parts[name]))) for name in names})


def _bare(root: Element) -> Element:
    """The tree without its controls, the innermost first."""
    for sdt in reversed(list(root.iter(SDT))):
        content = sdt.find(SDT_CONTENT)
        if content is None:
            drop(sdt)
            continue
        if is_on(sdt, "w:sdtPr/w:showingPlcHdr"):
            for run in content.findall(".//w:r", NS):
                drop(run)
        sdt[:] = list(content)
        unwrap(sdt)
    return root
