"""A workbook as it stands in its file: cells, merges, names, stamp; nothing is calculated, nothing is run."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.cells import Strings, strings_of
from casedrop.formats.excel.refs import target
from casedrop.formats.excel.styles import Styles, read_styles
from casedrop.formats.excel.worksheet import Worksheet, gathered
from casedrop.formats.excel.xml import attribute, parse

LARGEST = 2_000_000
"""Filled cells of one sheet beyond which a workbook is not read (faults B12)."""

CUSTOM = "docProps/custom.xml"


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
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Worksheet]:
        return {sheet.name: sheet for sheet in reversed(self.sheets)}


def read_book(data: bytes, most: int | None = None) -> Workbook:
    """The workbook in the bytes, of no sheet more than so many filled cells (None: LARGEST).

    Raises zips.UnreadableError when the package cannot be opened or is no workbook.
    """
    parts = zips.Parts(data)
    with no_surprises():
        return _book(parts, LARGEST if most is None else most)


GLANCE = 100_000
"""Filled cells of a sheet that are looked at before a workbook's form is known."""


@lru_cache(maxsize=1)
def glanced(data: bytes) -> Workbook:
    """The workbook at a glance, read once of the file that is at hand; raises as `read_book`."""
    return read_book(data, GLANCE)


@contextmanager
def no_surprises() -> Iterator[None]:
    """Turn whatever a broken part makes its reader raise into zips.UnreadableError."""
    try:
        yield
    except (KeyError, ValueError, IndexError, etree.XMLSyntaxError) as error:
        raise zips.UnreadableError(str(error)) from error


def _book(parts: zips.Parts, most: int) -> Workbook:
    main = main_part(parts)
    (tags, names, since_1904), targets = _declared(parts[main]), relations(parts, main)
    strings, styles = strings_in(parts, targets), styles_in(parts, targets)
    sheets = [
        _sheet(parts, tag, targets[tag.id], (strings, styles), most)
        for tag in tags
        if tag.id in targets and targets[tag.id] in parts
    ]
    return Workbook(
        sheets=tuple(sheet for sheet, _ in sheets),
        names=names,
        stamp=stamp_of(parts.get(CUSTOM)),
        since_1904=since_1904,
        too_large=any(large for _, large in sheets),
    )


class _Tag(NamedTuple):
    """A sheet as the workbook declares it: its name, its relationship, whether it is hidden."""

    name: str
    id: str
    is_hidden: bool


@lru_cache(maxsize=16)
def _declared(main: bytes) -> tuple[tuple[_Tag, ...], Mapping[str, tuple[str, int, int]], bool]:
    """The sheets that a workbook's part declares, its defined names, and whether its days are counted from 1904; remembered,
    for it is the same in all workbooks of a form that nobody saved. Raises lxml.etree.XMLSyntaxError."""
    root = parse(main)
    tags = (
        _Tag(tag.get("name", ""), attribute(tag, "id"), tag.get("state", "visible") != "visible")
        for tag in root.iterfind("{*}sheets/{*}sheet")
    )
    props = root.find("{*}workbookPr")
    since_1904 = props is not None and props.get("date1904", "0") in ("1", "true")
    return tuple(tags), dict(defined_names(root)), since_1904


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
    return _main_in(parts["_rels/.rels"])


@lru_cache(maxsize=64)
def _main_in(rels: bytes) -> str:
    for tag in parse(rels).iterfind("{*}Relationship"):
        if tag.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(tag.get("Target", "").lstrip("/"))
    raise KeyError("officeDocument")


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """The parts a part points to, by relationship id; external targets are left out."""
    folder, rels = posixpath.dirname(part), parts.get(zips.relations_name(part))
    return {} if rels is None else dict(_pointed(rels, folder))


@lru_cache(maxsize=64)
def _pointed(rels: bytes, folder: str) -> tuple[tuple[str, str], ...]:
    inner = (t for t in parse(rels).iterfind("{*}Relationship") if t.get("TargetMode") != "External")
    return tuple((t.get("Id", ""), _resolved(folder, t.get("Target", ""))) for t in inner)


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
    """(name in small letters, the cell it stands for) of each defined name of a workbook that stands for one; those of the
    workbook come after those of a single sheet, which a copied sheet brings with it. What a program itself names, such as a
    sheet's print area, is none: each sheet has its own (ISO/IEC 29500-1, 18.2.5)."""
    tags = [t for t in root.findall("{*}definedNames/{*}definedName") if not t.get("name", "").startswith("_xlnm.")]
    for tag in sorted(tags, key=lambda tag: tag.get("localSheetId") is None):
        at = target(tag.text or "")
        if at:
            yield tag.get("name", "").casefold(), at


def _sheet(parts: zips.Parts, tag: _Tag, part: str, look: tuple[Strings, Styles], most: int) -> tuple[Worksheet, bool]:
    """The sheet that a part says, and whether it holds more than is read."""
    seen = gathered(partial(parts.open, part), *look, most)
    return seen.sheet(tag.name, part, hidden=tag.is_hidden), seen.large
