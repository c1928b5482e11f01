"""The logo in a Word template: an inline picture named `logo`, mostly in a cell of its own at the left of the header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.formats.letterhead.logo import Logo
from casedrop.formats.letterhead.relations import target, without
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.xml import NS, TBL, TC, Element, P, inside, must, parse, q, write

NAME = "logo"
HIGHEST, WIDE, WIDEST = 12 * 36_000, 13 * 36_000, 26 * 36_000
"""How high and how wide a logo is at most, in EMU; one more than twice as wide as it is high has the room of the last."""
EMU = 635
"""EMU in a twentieth of a point."""
BESIDE = 113
"""Twentieths of a point between a wide logo and the company's name (2 mm)."""

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def put(parts: Mapping[str, bytes], logo: Logo | None) -> dict[str, bytes]:
    """The parts that change when the logo takes its places, or when the places are closed."""
    changed: dict[str, bytes] = {}
    for name in (body_name(parts), *edge_names(parts)):
        if b'name="logo"' not in parts.get(name, b""):
            continue
        root = parse(parts[name])
        for run, picture in list(_places(root)):
            relation = next((blip.get(_EMBED, "") for blip in picture.iter(f"{_A}blip")), "")
            if logo:
                _size(run, picture, logo)
                changed[target(parts, name, relation)] = logo.png
            else:
                _close(run)
                changed |= without({**parts, **changed}, name, relation)
        changed[name] = write(root)
    changed.pop("", None)
    return changed


def _places(root: Element) -> Iterator[tuple[Element, Element]]:
    """(run, picture) of each place for a logo."""
    for about in root.iter(f"{_WP}docPr"):
        run = inside(about, q("w:r"))
        if about.get("name") == NAME and run is not None:
            yield run, must(about.getparent())


def _size(run: Element, picture: Element, logo: Logo) -> None:
    """Give the picture the logo's proportions, and its cell the room for it."""
    scale = min(HIGHEST / logo.high, (WIDEST if logo.wide > 2 * logo.high else WIDE) / logo.wide)
    x, y = round(logo.wide * scale), round(logo.high * scale)
    for extent in (*picture.iter(f"{_WP}extent"), *picture.iter(f"{_A}ext")):
        if extent.get("cx"):
            extent.set("cx", str(x))
            extent.set("cy", str(y))
    cell = inside(run, TC)
    beside = None if cell is None else _beside(cell)
    if cell is not None and beside is not None:
        by, further = max(0, round(x / EMU) + BESIDE - _width(cell)), beside.getnext()
        _shift(cell, beside, by)
        if further is not None and further.getnext() is not None:
            _shift(beside, further, by // 2)


def _close(run: Element) -> None:
    """Take a picture away; with it its paragraph if nothing else stands there, and its cell if it is the only row's."""
    paragraph, cell = inside(run, P), inside(run, TC)
    must(run.getparent()).remove(run)
    if paragraph is None or cell is None or paragraph.find("w:r", NS) is not None:
        return
    if len(cell.findall("w:p", NS)) > 1:
        cell.remove(paragraph)
        return
    beside = _beside(cell)
    if beside is not None:
        _shift(beside, cell, _width(cell))
        column = _columns(cell)[_place(cell)]
        must(column.getparent()).remove(column)
        must(cell.getparent()).remove(cell)


def _beside(cell: Element) -> Element | None:
    """The cell right of one, in a table of one row whose cells are its columns; None where widths would be a guess."""
    row, beside = must(cell.getparent()), cell.getnext()
    cells = row.findall("w:tc", NS)
    plain = all(one.find("w:tcPr/w:tcW", NS) is not None for one in cells) and len(cells) == len(_columns(cell))
    return beside if plain and len(must(row.getparent()).findall("w:tr", NS)) == 1 else None


def _shift(wider: Element, narrower: Element, by: int) -> None:
    """Move so many twentieths of a point from one cell of a row to its neighbour, in the table's grid too."""
    columns = _columns(wider)
    for cell, change in ((wider, by), (narrower, -by)):
        width = str(_width(cell) + change)
        must(cell.find("w:tcPr/w:tcW", NS)).set(q("w:w"), width)
        columns[_place(cell)].set(q("w:w"), width)


def _columns(cell: Element) -> list[Element]:
    """The columns of a cell's table."""
    return list(must(inside(cell, TBL)).findall("w:tblGrid/w:gridCol", NS))


def _place(cell: Element) -> int:
    return [one for one in must(cell.getparent()) if one.tag == TC].index(cell)


def _width(cell: Element) -> int:
    return int(must(cell.find("w:tcPr/w:tcW", NS)).get(q("w:w"), "0"))
