"""The logo in a workbook: a picture named `logo` that lies on the first cells, with the company's name right of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from casedrop.formats.excel.refs import letters
from casedrop.formats.letterhead.logo import Logo
from casedrop.formats.letterhead.relations import target, without
from casedrop.formats.word.xml import Element, parse, write

NAME = "logo"
BOX = (396_000, 335_077)
"""The size of a place that does not say its own, in EMU."""
LINES = 3
"""How many rows of a letterhead may stand right of a logo."""

_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWINGS = re.compile(r"xl/drawings/[^/]+\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")


def put(parts: Mapping[str, bytes], logo: Logo | None) -> dict[str, bytes]:
    """The parts that change when the logo takes its places, or when the places are closed."""
    changed: dict[str, bytes] = {}
    for name in filter(_DRAWINGS.fullmatch, parts):
        if b'name="logo"' not in parts[name]:
            continue
        root = parse(parts[name])
        for anchor in list(_places(root)):
            relation = next((blip.get(f"{_R}embed", "") for blip in anchor.iter(f"{_A}blip")), "")
            if logo:
                _size(anchor, logo)
                changed[target(parts, name, relation)] = logo.png
            else:
                root.remove(anchor)
                changed |= without({**parts, **changed}, name, relation)
                changed |= _closed({**parts, **changed}, name, anchor)
        changed[name] = write(root)
    changed.pop("", None)
    return changed


def _places(root: Element) -> Iterator[Element]:
    """The anchor of each place for a logo."""
    for anchor in root:
        if any(about.get("name") == NAME for about in anchor.iter(f"{_XDR}cNvPr")):
            yield anchor


def _size(anchor: Element, logo: Logo) -> None:
    """Anchor the logo at its first cell alone, in its own proportions, as large as the place has room for."""
    wide, high = _box(anchor)
    scale = min(wide / logo.wide, high / logo.high)
    size = {"cx": str(round(logo.wide * scale)), "cy": str(round(logo.high * scale))}
    for old in (*anchor.findall(f"{_XDR}to"), *anchor.findall(f"{_XDR}ext")):
        anchor.remove(old)
    anchor.tag = f"{_XDR}oneCellAnchor"
    anchor.attrib.pop("editAs", "")
    anchor.insert(1, etree.Element(f"{_XDR}ext", size))
    for extent in anchor.iter(f"{_A}ext"):
        if extent.get("cx"):
            extent.set("cx", size["cx"])
            extent.set("cy", size["cy"])


def _box(anchor: Element) -> tuple[int, int]:
    """The room of a place, in EMU."""
    said = (*anchor.findall(f"{_XDR}ext"), *anchor.iter(f"{_A}ext"))
    return next(((int(e.get("cx", 0)), int(e.get("cy", 0))) for e in said if int(e.get("cx", 0))), BOX)


def _closed(parts: Mapping[str, bytes], drawing: str, anchor: Element) -> dict[str, bytes]:
    """The sheet of a drawing, the lines right of an empty place moved into it; nothing where none stand there."""
    for name in filter(_SHEETS.fullmatch, parts):
        root = parse(parts[name])
        link = root.find(f"{_S}drawing")
        if link is None or target(parts, name, link.get(f"{_R}id", "")) != drawing:
            continue
        column, row = (int(anchor.findtext(f"{_XDR}from/{_XDR}{part}") or 0) for part in ("col", "row"))
        moved = [_moved(root, letters(column + 1), letters(column + 2), row + n) for n in range(1, LINES + 1)]
        return {name: write(root)} if any(moved) else {}
    return {}


def _moved(root: Element, empty: str, full: str, row: int) -> bool:
    """Change the places of an empty cell and the one right of it, and let a merged range begin there; whether it was so."""
    cells = {cell.get("r"): cell for cell in root.iterfind(f"{_S}sheetData/{_S}row[@r='{row}']/{_S}c")}
    here, there = cells.get(f"{empty}{row}"), cells.get(f"{full}{row}")
    if there is None or not len(there) or (here is not None and len(here)):
        return False
    if here is not None:
        here.set("r", f"{full}{row}")
        there.addnext(here)
    there.set("r", f"{empty}{row}")
    for merged in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        if first == f"{full}{row}":
            merged.set("ref", f"{empty}{row}:{last}")
    return True
