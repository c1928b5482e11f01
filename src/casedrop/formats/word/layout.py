"""The geometry of a template in one language: which words stand beside or above which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from casedrop.formats import zips
from casedrop.formats.word.grid import GridCell, GridRow, GridTable, Places
from casedrop.formats.word.identity import Identity, split
from casedrop.formats.word.package import body_name
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import SDT, Element, P, parse
from casedrop.forms.form import ROW, Form

_CONDITION = re.compile(r"\{%(?:p|tr) (if|endif)\b")
_CALL = re.compile(r"\{\{\s*(label|text)\(\s*[\"'‘’“”]([^\"'‘’“”]+)[\"'‘’“”]\s*\)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a field stands: beside (right of, or below) the `nth` cell of `count` that say `label`."""

    label: str
    nth: int
    count: int
    below: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A table of rows: its heads by pattern pointer, and how many rows stand before and behind its rows."""

    heads: Mapping[str, str]
    before: int
    behind: int


@dataclass(frozen=True, slots=True)
class TemplateLayout:
    """What a template says of a document's geometry; texts are keys (see `key`).

    `pointers` are the fields the template has a place for, `certain` those of them that no condition leaves out, `alone`
    those whose cell holds nothing else, `fixed` every wording of a table cell.
    """

    pointers: frozenset[str]
    certain: frozenset[str]
    beside: Mapping[str, Beside]
    regions: Mapping[str, Region]
    alone: frozenset[str]
    fixed: frozenset[str]


def key(text: str) -> str:
    """A label as one compares it: case, blanks, width, and a closing colon or asterisk do not count."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.split()).rstrip(":*")


def layout(template: bytes, form: Form, lang: str) -> TemplateLayout:
    """The layout of a template's body; raises zips.UnreadableError."""
    parts = zips.read_parts(template)
    root = parse(parts[body_name(parts)])
    return _Surveyor(root, form, lang).layout()


def conditional(root: Element) -> set[Element]:
    """The controls that stand between an `if` of a template, over paragraphs or rows, and its end."""
    depth, unsure = 0, set[Element]()
    for element in root.iter(P, SDT):
        if element.tag == SDT:
            unsure |= {element} if depth else set()
        else:
            depth += sum(1 if word == "if" else -1 for word in _CONDITION.findall(text_of(element)))
    return unsure


class _Surveyor:
    """One walk through a template."""

    def __init__(self, root: Element, form: Form, lang: str) -> None:
        self.form, self.lang = form, lang
        self.places = Places(root)
        there = self._controls(root)
        self.pointers = frozenset(identity.pointer for _, identity, _ in there)
        unsure = conditional(root)
        self.certain = frozenset(identity.pointer for sdt, identity, _ in there if sdt not in unsure)
        self.controls = [(sdt, identity, cell) for sdt, identity, cell in there if cell]
        self.wording = {cell: self._wording(cell) for cell in self.places.cells.values()}

    def layout(self) -> TemplateLayout:
        """Everything noted."""
        alone = self._alone()
        beside: dict[str, Beside | None] = {}
        regions: dict[str, Region] = {}
        for _, identity, cell in self.controls:
            table, row, at = self._seat(cell)
            if ROW in identity.pointer:
                array = identity.pointer.split(ROW)[0]
                regions.setdefault(array, self._region(array, table, at, alone))
            elif identity.pointer not in beside and identity.pointer in alone:
                beside[identity.pointer] = self._beside(table, row, at, cell)
        return TemplateLayout(
            self.pointers,
            self.certain,
            {pointer: b for pointer, b in beside.items() if b},
            regions,
            alone,
            frozenset(w for w in self.wording.values() if w),
        )

    def _controls(self, root: Element) -> list[tuple[Element, Identity, GridCell | None]]:
        """The controls of fields, each with its cell."""
        named = ((sdt, split(tag)) for sdt, tag in fields(root))
        return [(sdt, identity, self.places.cell(sdt)) for sdt, identity in named if identity]

    def _wording(self, cell: GridCell) -> str:
        """The key of what a cell will say around its controls, "" where only rendering can tell."""
        inline = (child for p in cell.tc for child in (p if p.tag != SDT else ()))
        text = text_of(child for child in inline if child.tag != SDT)
        wording = _CALL.sub(lambda call: self._call(call[1], call[2]), text)
        return "" if "{" in wording else key(wording)

    def _call(self, function: str, name: str) -> str:
        """What a call of `label` or `text` will say."""
        try:
            texts = self.form.texts[name][self.lang] if function == "text" else self.form.label(name, self.lang)
        except KeyError:
            return "{"
        return texts

    def _seat(self, cell: GridCell) -> tuple[GridTable, GridRow, int]:
        """The table and row of a cell, and the row's number from 0."""
        for table in self.places.tables:
            for at, row in enumerate(table.rows):
                if cell in row.cells:
                    return table, row, at
        raise LookupError(cell.place)

    def _beside(self, table: GridTable, row: GridRow, at: int, cell: GridCell) -> Beside | None:
        """The words beside a field: in the cell on its left, else in the one above."""
        left = [c for c in row.cells if c.start < cell.start]
        above = table.rows[at - 1].by_start.get(cell.start) if at else None
        for label, below in ((left[-1] if left else None, False), (above, True)):
            if label and self.wording[label]:
                alike = [c for c, wording in self.wording.items() if wording == self.wording[label]]
                return Beside(self.wording[label], alike.index(label), len(alike), below)
        return None

    def _region(self, array: str, table: GridTable, at: int, alone: Collection[str]) -> Region:
        """The heads over the pattern row at a number."""
        heads = {}
        for _, identity, cell in self.controls:
            if identity.pointer.startswith(array + ROW) and cell in table.rows[at].cells:
                above = (row.by_start.get(cell.start) for row in reversed(table.rows[:at]))
                heads[identity.pointer] = next((self.wording[c] for c in above if c and self.wording[c]), "")
        known = {pointer: text for pointer, text in heads.items() if text and pointer in alone}
        return Region(known, at, len(table.rows) - at - 1)

    def _alone(self) -> frozenset[str]:
        """The fields whose every cell holds nothing but themselves, boxes with their words being one field."""
        there: dict[GridCell, set[Identity]] = {}
        for _, identity, cell in self.controls:
            there.setdefault(cell, set()).add(identity)
        shared = {
            identity.pointer for cell, those in there.items() for identity in those if not self._is_lone(cell, those)
        }
        return frozenset(identity.pointer for _, identity, _ in self.controls) - shared

    def _is_lone(self, cell: GridCell, those: Collection[Identity]) -> bool:
        """Whether a cell's fields are one field, and nothing else is said there but the words of its boxes."""
        boxes = all(identity.option for identity in those)
        return len({identity.pointer for identity in those}) == 1 and (
            boxes or not (self.wording[cell] or _jinja(cell))
        )


def _jinja(cell: GridCell) -> bool:
    """Whether a cell says something that only rendering can tell."""
    return "{" in cell.text
