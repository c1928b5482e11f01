"""What a workbook holds beside its cells, and what nobody sees of it: told to the sender, and no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from casedrop.formats import zips
from casedrop.formats.excel.locate import FilledWorkbook
from casedrop.formats.excel.marking.mark import theirs
from casedrop.formats.excel.marking.notes import read_notes
from casedrop.formats.excel.package import no_surprises, read_book, relations
from casedrop.formats.excel.refs import a1, corner
from casedrop.formats.excel.worksheet import Worksheet
from casedrop.formats.excel.xml import parse
from casedrop.forms.reading import Provenance
from casedrop.language.letters import squeeze
from casedrop.language.problem import Answers, Place, Problem

SHOWN = 10
"""Remarks, drawings and hidden cells that are named of a sheet."""
LONGEST = 80
THREAD = "[Threaded comment]"
"""How a note begins that only stands for a conversation, which is a part of its own."""


def told(
    data: bytes, template: bytes, filled: FilledWorkbook, found: Mapping[str, Provenance], leaves: Answers
) -> list[Problem]:
    """A `cell.note` for each remark, a `sheet.drawing` for each text in a drawing that the template lacks, a `sheet.hidden` for
    the answers nobody sees; raises zips.UnreadableError."""
    with no_surprises():
        parts = zips.Parts(data)
        known = _drawn(template)
        beside = [p for sheet in filled.book.sheets for p in (*_remarks(parts, sheet), *_drawings(parts, sheet, known))]
    return beside + _unseen(filled, found, leaves)


def _remarks(parts: zips.Parts, sheet: Worksheet) -> list[Problem]:
    remarks: dict[tuple[int, int], str] = {}
    for part in relations(parts, sheet.part).values():
        if part not in parts:
            continue
        if "threadedComment" in part:
            remarks |= _threads(parts[part])
        elif "comment" in part.rpartition("/")[2]:
            notes = theirs(read_notes(parts[part]))
            remarks = {at: n.text for at, n in notes.items() if not n.text.startswith(THREAD)} | remarks
    said = ((at, squeeze(text)) for at, text in sorted(remarks.items()))
    return [Problem("cell.note", _place(sheet, at), args={"given": text[:LONGEST]}) for at, text in said if text][
        :SHOWN
    ]


def _threads(part: bytes) -> dict[tuple[int, int], str]:
    """What is said in conversations, by cell."""
    said: dict[tuple[int, int], str] = {}
    for tag in parse(part).iterfind("{*}threadedComment"):
        at = corner(tag.get("ref", ""))
        if at:
            said[at] = f"{said.get(at, '')} {tag.findtext('{*}text') or ''}"
    return said


def _place(sheet: Worksheet, at: tuple[int, int]) -> Place:
    return Place("cell", {"sheet": sheet.name, "cell": a1(*at)})


def _drawings(parts: zips.Parts, sheet: Worksheet, known: frozenset[str]) -> Iterator[Problem]:
    for text in [t for t in _drawn_in(parts, (sheet,)) if t not in known][:SHOWN]:
        yield Problem("sheet.drawing", args={"sheet": sheet.name, "given": text[:LONGEST]})


@lru_cache(maxsize=32)
def _drawn(template: bytes) -> frozenset[str]:
    """The texts of a template's drawings, looked up once."""
    return frozenset(_drawn_in(zips.Parts(template), read_book(template).sheets))


def _drawn_in(parts: zips.Parts, sheets: tuple[Worksheet, ...]) -> Iterator[str]:
    """The texts of text boxes and shapes, each with blanks squeezed; of charts, which draw cells, none."""
    for sheet in sheets:
        for part in relations(parts, sheet.part).values():
            if "drawings/drawing" not in part or part not in parts:
                continue
            bodies = parse(parts[part]).iterfind(".//{*}txBody")
            yield from filter(
                None, (squeeze(" ".join(t.text or "" for t in body.iterfind(".//{*}t"))) for body in bodies)
            )


def _unseen(filled: FilledWorkbook, found: Mapping[str, Provenance], leaves: Answers) -> list[Problem]:
    """A `sheet.hidden` that names the hidden cells with answers, unless the template hides their sheet's like itself."""
    cells = list[str]()
    if not any(s.hidden or s.hidden_rows or s.hidden_columns for s in filled.book.sheets):
        return []
    for pointer in leaves:
        place = found[pointer].place.args if pointer in found else {}
        sheet, at = filled.book.sheet(str(place.get("sheet", ""))), corner(str(place.get("cell", "")))
        if sheet and at and sheet.is_folded(*at):
            cells.append(f"{sheet.name}!{a1(*at)}")
    is_own = any(s.hidden or s.hidden_rows or s.hidden_columns for s in filled.template.sheets)
    return [Problem("sheet.hidden", args={"given": tuple(cells[:SHOWN])})] if cells and not is_own else []
