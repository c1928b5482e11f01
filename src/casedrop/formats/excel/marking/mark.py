"""Remarks as notes in a copy of a sender's workbook; every part that holds no note stays as it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casedrop.formats import zips
from casedrop.formats.excel.marking.notes import Note, noted
from casedrop.formats.excel.marking.parts import Package
from casedrop.formats.excel.package import main_part, no_surprises, relations
from casedrop.formats.excel.refs import corner
from casedrop.formats.excel.xml import attribute, parse
from casedrop.forms.reading import Mark

HEAD = "casedrop:"
"""The first line of our part of a note; what stands before it in the same note is someone else's."""


def mark(data: bytes, marks: Sequence[Mark]) -> bytes:
    """A copy of the workbook with a note at each mark's cell, a mark on the whole file at the first cell.

    Notes of an earlier return are replaced, everyone else's kept (a remark on the same cell is added below).
    Raises zips.UnreadableError when the package cannot be opened.
    """
    package = Package(zips.Parts(data))
    with no_surprises():
        annotate(package, marks)
    return zips.patch(data, package.changed) if package.changed else data


def annotate(package: Package, marks: Sequence[Mark]) -> None:
    """Put the marks into the package, in place of those of an earlier return."""
    sheets = sheets_of(package.parts)
    for number, (name, part) in enumerate(sheets.items()):
        wanted = texts_by_cell(m for m in marks if _belongs(m, name, sheets, first=number == 0))
        old = package.notes(part)
        new = noted(theirs(old), {at: f"{HEAD}\n{text}" for at, text in wanted.items()})
        if new != old:
            package.set_notes(part, new)


def sheets_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The worksheet parts by the sheets' names, in order."""
    main = main_part(parts)
    targets = relations(parts, main)
    tags = parse(parts[main]).iterfind("{*}sheets/{*}sheet")
    named = {tag.get("name", ""): targets.get(attribute(tag, "id"), "") for tag in tags}
    return {name: part for name, part in named.items() if "worksheets/" in part and part in parts}


def texts_by_cell(marks: Iterable[Mark]) -> dict[tuple[int, int], str]:
    """The remarks by cell, several on one cell under each other; a place without a cell is the first cell."""
    texts: dict[tuple[int, int], list[str]] = {}
    for one in marks:
        at = corner(str(one.place.args.get("cell", "A1"))) or (1, 1)
        texts.setdefault(at, []).append(one.text)
    return {at: "\n".join(lines) for at, lines in texts.items()}


def theirs(notes: Mapping[tuple[int, int], Note]) -> dict[tuple[int, int], Note]:
    """The notes without what we said on an earlier return; a note that held nothing else is gone."""
    kept = {at: note.before(HEAD) for at, note in notes.items()}
    return {at: note for at, note in kept.items() if note is not None}


def _belongs(one: Mark, sheet: str, sheets: Mapping[str, str], *, first: bool) -> bool:
    """Whether a mark is this sheet's: by its name, or the first sheet's if it names none that is there."""
    wanted = one.place.args.get("sheet") if one.place.kind == "cell" else None
    return wanted == sheet or (first and wanted not in sheets)
