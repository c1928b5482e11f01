"""A workbook as it stands in its file: cells, merges, names, stamp; nothing is calculated, nothing is run."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.cells import Cell, Strings, cells_of, strings_of
from casedrop.formats.excel.refs import corner, target
from casedrop.formats.excel.styles import Styles, read_styles
from casedrop.formats.excel.xml import attribute, parse

LARGEST = 2_000_000
"""Filled cells of one sheet beyond which a workbook is not read (faults B12)."""

CUSTOM = "docProps/custom.xml"
WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class Worksheet:
    """One sheet: its filled cells by (row, column) from 1, and its merged areas by their every cell."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    lines: str = ""

    def at(self, row: int, column: int) -> Cell | None:
        """The cell there; inside a merged area the cell that holds its value."""
        return self.cells.get(self.home(row, column))

    def home(self, row: int, column: int) -> tuple[int, int]:
        """The address that holds the value of a cell: the first of its merged area, or itself."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    @cached_property
    def texts(self) -> Mapping[tuple[int, int], str]:
        """The texts of the sheet by address, in reading order."""
        return {at: c.value for at, c in sorted(self.cells.items()) if c.kind == "text"}


@dataclass(frozen=True)
class Workbook:
    """A workbook: sheets in order, defined names with their targets, stamp, and its day zero."""

    sheets: tuple[Worksheet, ...]
    names: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    stamp: str | None = None
    since_1904: bool = False
    too_large: bool = False

    def sheet(self, name: str) -> Worksheet | None:
        """The sheet of a name, or None."""
        return next((s for s in self.sheets if s.name == name), None)


def read_book(data: bytes, most: int | None = None) -> Workbook:
    """The workbook in the bytes, of no sheet more than so many filled cells (None: LARGEST).

    Raises zips.UnreadableError when the package cannot be opened or is no workbook.
    """
    parts = zips.Parts(data)
    with no_surprises():
        return _book(parts, LARGEST if most is None else most)


@contextmanager
def no_surprises() -> Iterator[None]:
    """Turn whatever a broken part makes its reader raise into zips.UnreadableError."""
    try:
        yield
    except (KeyError, ValueError, IndexError, etree.XMLSyntaxError) as error:
        raise zips.UnreadableError(str(error)) from error


def _book(parts: zips.Parts, most: int) -> Workbook:
    main = main_part(parts)
    root, targets = parse(parts[main]), relations(parts, main)
    strings, styles = strings_in(parts, targets), styles_in(parts, targets)
    sheets = [
        _sheet(tag, parts[targets[attribute(tag, "id")]], strings, styles, most)
        for tag in root.iterfind("{*}sheets/{*}sheet")
        if attribute(tag, "id") in targets and targets[attribute(tag, "id")] in parts
    ]
    props = root.find("{*}workbookPr")
    return Workbook(
        sheets=tuple(sheet for sheet, _ in sheets),
        names=dict(defined_names(root)),
        stamp=stamp_of(parts.get(CUSTOM)),
        since_1904=props is not None and props.get("date1904", "0") in ("1", "true"),
        too_large=any(large for _, large in sheets),
    )


def strings_in(parts: zips.Parts, targets: Mapping[str, str]) -> Strings:
    """The shared strings of a workbook."""
    shared = next((p for p in targets.values() if p.endswith("haredStrings.xml")), "")
    if shared not in parts:
        return ()
    with parts.open(shared) as part:
        return strings_of(part)


def styles_in(parts: zips.Parts, targets: Mapping[str, str]) -> Styles:
    """The cell formats of a workbook; none if it has no styles."""
    part = next((t for t in targets.values() if t.endswith("tyles.xml")), "")
    return read_styles(parts[part]) if part in parts else ()


def main_part(parts: Mapping[str, bytes]) -> str:
    """The part that is the workbook: the package's `officeDocument`; raises KeyError."""
    root = parse(parts["_rels/.rels"])
    for tag in root.iterfind("{*}Relationship"):
        if tag.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(tag.get("Target", "").lstrip("/"))
    raise KeyError("officeDocument")


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The parts a part points to, by relationship id; external targets are left out."""
    folder, name = posixpath.split(part)
    rels = parts.get(f"{folder}/_rels/{name}.rels")
    if rels is None:
        return {}
    inner = (t for t in parse(rels).iterfind("{*}Relationship") if t.get("TargetMode") != "External")
    return {t.get("Id", ""): _resolved(folder, t.get("Target", "")) for t in inner}


def _resolved(folder: str, path: str) -> str:
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def stamp_of(part: bytes | None) -> str | None:
    """The custom property `casedrop` as it stands, or None."""
    if part is None:
        return None
    for tag in parse(part).iterfind("{*}property"):
        if tag.get("name") == "casedrop":
            return "".join(str(t) for t in tag.itertext()).strip() or None
    return None


def defined_names(root: etree._Element) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """(name in small letters, the cell it stands for) of each defined name of a workbook that stands for one."""
    for tag in root.iterfind("{*}definedNames/{*}definedName"):
        at = target(tag.text or "")
        if at:
            yield tag.get("name", "").casefold(), at


def _sheet(tag: etree._Element, part: bytes, strings: Strings, styles: Styles, most: int) -> tuple[Worksheet, bool]:
    cells: dict[tuple[int, int], Cell] = {}
    large = False
    for at, cell in cells_of(part, strings, styles):
        if len(cells) >= most:
            large = True
            break
        cells[at] = cell
    hidden = tag.get("state", "visible") != "visible"
    areas, lines = ((), "") if large else (_areas(part), _lines(part))
    return Worksheet(tag.get("name", ""), cells, areas, hidden, lines), large


def _areas(part: bytes) -> tuple[tuple[int, int, int, int], ...]:
    if b"mergeCell" not in part:
        return ()
    refs = (t.get("ref", "") for t in parse(part).iterfind("{*}mergeCells/{*}mergeCell"))
    ends = ((corner(r.partition(":")[0]), corner(r.partition(":")[2])) for r in refs)
    return tuple((*first, *last) for first, last in ends if first and last)


def _lines(part: bytes) -> str:
    """The texts of print header and footer, one after the other."""
    if b"eaderFooter" not in part:
        return ""
    root = parse(part)
    tags = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
    return "\n".join(t.text or "" for tag in tags for t in root.iterfind(f"{{*}}headerFooter/{{*}}{tag}"))
