"""The parts of a workbook's package that hold notes, and what ties them to their sheet."""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from typing import cast

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.marking.notes import Address, Note, comments_part, read_notes, shapes_part
from casedrop.formats.excel.package import relations
from casedrop.formats.excel.xml import EMPTY_RELS, OFFICE, RELS, TYPES, parse, serial

CONTENT = "[Content_Types].xml"
PROGRAM = "docProps/app.xml"
"""The part that names the program which saved the workbook last: by that it will be printed, too."""

_AFTER_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_REFERS = re.compile(rb"<(?:\w+:)?legacyDrawing\b")
_BEHIND = re.compile(rb"</?(\w+:)?(?:" + "|".join((*_AFTER_DRAWING, "worksheet")).encode() + rb")\b")
_AFTER_SETUP = (
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    *_AFTER_DRAWING,
)
_SETUP = re.compile(rb"(<(?:\w+:)?pageSetup)\b[^>]*>")
_BEHIND_SETUP = re.compile(rb"</?(\w+:)?(?:" + "|".join((*_AFTER_SETUP, "worksheet")).encode() + rb")\b")
LARGE = 4_000_000
"""Bytes of a sheet beyond which it is not parsed as a whole to be marked: its tree would take many times as much."""

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class Package:
    """A package's parts and those that were changed; the rest is never written again."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._made: dict[str, bytes] = {}
        self.parts: Mapping[str, bytes] = ChainMap(self._made, cast(MutableMapping[str, bytes], parts))
        self.changed: dict[str, bytes | None] = {}

    def put(self, name: str, part: bytes) -> None:
        """Set a part."""
        if self.parts.get(name) != part:
            self._made[name] = self.changed[name] = part

    def related(self, sheet: str, kind: str) -> str | None:
        """The part of a kind (the relationship type's last word) that a sheet has, or None."""
        rels = self.parts.get(zips.relations_name(sheet))
        targets = relations(self.parts, sheet)
        for tag in parse(rels).iterfind("{*}Relationship") if rels else ():
            if tag.get("Type", "").endswith(f"/{kind}") and targets.get(tag.get("Id", "")) in self.parts:
                return targets[tag.get("Id", "")]
        return None

    def notes(self, sheet: str) -> dict[Address, Note]:
        """The notes of a sheet by cell."""
        part = self.related(sheet, "comments")
        return read_notes(self.parts[part]) if part else {}

    def set_notes(self, sheet: str, notes: Mapping[Address, Note]) -> None:
        """Write all notes of a sheet, and the boxes they are drawn in."""
        comments = self.related(sheet, "comments") or self.attach(sheet, "comments", "xl/comments{}.xml")
        shapes = self.related(sheet, "vmlDrawing") or self.attach(sheet, "vmlDrawing", "xl/drawings/vmlDrawing{}.vml")
        self.put(comments, comments_part(notes))
        self.put(shapes, shapes_part(self.parts.get(shapes), notes))
        self.declare(comments)
        self.refer(sheet, shapes)
        if notes:
            is_office = b"LibreOffice" in self.parts.get(PROGRAM, b"")
            self.put(sheet, printing_notes(self.parts[sheet], "asDisplayed" if is_office else "atEnd"))

    def attach(self, sheet: str, kind: str, pattern: str) -> str:
        """The name of a new part, tied to the sheet by a relationship."""
        name = next(n for i in range(1, 10_000) if (n := pattern.format(i)) not in self.parts)
        rels = self.parts.get(zips.relations_name(sheet))
        root = parse(rels) if rels else parse(EMPTY_RELS)
        taken = {tag.get("Id") for tag in root}
        free = next(i for n in range(1, 10_000) if (i := f"rId{n}") not in taken)
        target = posixpath.relpath(name, posixpath.dirname(sheet))
        etree.SubElement(root, f"{{{RELS}}}Relationship", Id=free, Type=f"{OFFICE}/{kind}", Target=target)
        self.put(zips.relations_name(sheet), serial(root))
        return name

    def declare(self, comments: str) -> None:
        """Make the package say what kind of parts notes are."""
        root = parse(self.parts[CONTENT])
        if not any(tag.get("Extension", "").lower() == "vml" for tag in root.iterfind("{*}Default")):
            root.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension="vml", ContentType=_VML))
        if not any(tag.get("PartName") == f"/{comments}" for tag in root.iterfind("{*}Override")):
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{comments}", ContentType=_COMMENTS)
        if len(root) != len(parse(self.parts[CONTENT])):
            self.put(CONTENT, serial(root))

    def refer(self, sheet: str, shapes: str) -> None:
        """Make the sheet point at its boxes, at the place the schema gives (ECMA-376 part 1, 18.3.1.99)."""
        ids = {target: name for name, target in relations(self.parts, sheet).items()}
        if len(self.parts[sheet]) > LARGE:
            self.put(sheet, referring(self.parts[sheet], ids[shapes]))
            return
        root = parse(self.parts[sheet])
        if root.find("{*}legacyDrawing") is not None:
            return
        made = etree.Element(f"{{{etree.QName(root).namespace}}}legacyDrawing", {f"{{{OFFICE}}}id": ids[shapes]})
        after = next((n for n, tag in enumerate(root) if etree.QName(tag).localname in _AFTER_DRAWING), len(root))
        root.insert(after, made)
        self.put(sheet, serial(root))


def printing_notes(sheet: bytes, how: str) -> bytes:
    """A sheet's part that has its notes printed on a page behind it, unless it says itself whether they are printed: whoever has
    a refused sheet on paper sees what is wrong (ECMA-376 part 1, 18.3.1.63).

    Excel puts hidden notes behind the sheet where it is told `atEnd`; LibreOffice does so where it is told `asDisplayed`, and
    prints none else.
    """
    made = f'cellComments="{how}"'.encode()
    rows = max(sheet.rfind(b"</sheetData>"), sheet.rfind(b":sheetData>"), sheet.rfind(b"<sheetData/>"))
    setup = _SETUP.search(sheet, max(rows, 0))
    if setup:
        said = b"" if b"cellComments" in setup[0] else b" " + made
        return sheet[: setup.end(1)] + said + sheet[setup.end(1) :]
    at = _BEHIND_SETUP.search(sheet, rows) if rows >= 0 else None
    if at is None:
        return sheet
    return sheet[: at.start()] + b"<%spageSetup %s/>" % (at[1] or b"", made) + sheet[at.start() :]


def referring(sheet: bytes, number: str) -> bytes:
    """A sheet's part with the reference to its boxes put in as text, behind its rows, which are not looked at."""
    rows = max(sheet.rfind(b"</sheetData>"), sheet.rfind(b":sheetData>"))
    if rows < 0 or _REFERS.search(sheet, rows):
        return sheet
    at = _BEHIND.search(sheet, rows)
    if at is None:
        return sheet
    made = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (at[1] or b"", OFFICE.encode(), number.encode())
    return sheet[: at.start()] + made + sheet[at.start() :]
