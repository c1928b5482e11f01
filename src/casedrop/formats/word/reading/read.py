"""Reading: what a document says, field by field, however the programs that saved it have treated it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from casedrop import language
from casedrop.formats import properties, zips
from casedrop.formats.word.grid import GridCell, Places
from casedrop.formats.word.identity import FieldNames
from casedrop.formats.word.layout import TemplateLayout, key, layout
from casedrop.formats.word.looks.doubts import doubts_of, judged
from casedrop.formats.word.looks.options import other_marks
from casedrop.formats.word.looks.plain import Plain
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import Tick, marks_in, tick
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.placeholder import Placeholders, placeholder_styles
from casedrop.formats.word.reading.places import FieldPlace, SiteFinder
from casedrop.formats.word.reading.rows import RowFinder, RowLine
from casedrop.formats.word.reduce import reduced
from casedrop.formats.word.revisions import settle
from casedrop.formats.word.xml import TR, Element, P, parse
from casedrop.forms.form import Field, Form
from casedrop.forms.reading import Provenance, Reading
from casedrop.language.problem import Json, Place, Problem


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What a document says for one field: the text (or keys of the boxes ticked), how it was found, and where; and what in
    it is no plain text."""

    how: str
    place: Place
    text: str = ""
    keys: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.text.strip() and not self.keys


def read(data: bytes, form: Form, lang: str, template: bytes) -> Reading:
    """What a document says, for all fields whether they could be written or not; what cannot be opened is a Problem.

    A field is known by tag, bookmark, alias, then the template's geometry; rows by the table they stand in. Raises only
    for a template that cannot be opened. Problems: those of `words.read`, `choice.two`, `field.twice`, `field.missing`
    (a required field of the template that is nowhere), `file.damaged`.
    """
    plan = layout(reduced(template, form), form, lang)
    try:
        parts = zips.read_parts(data)
        root, *edges = (parse(parts[name]) for name in (body_name(parts), *edge_names(parts)))
        styles = placeholder_styles(parts)
    except (zips.UnreadableError, etree.XMLSyntaxError, KeyError):
        return Reading(form.id, lang, problems=(Problem("file.damaged"),))
    notices = noticed(parts, (root, *edges))
    finder = _finder(form, lang, styles, rows=sum(1 for _ in root.iter(TR)))
    there = [site for part in (root, *edges) for site in finder.sites(part)]
    reader = _Reader(form, lang, plan, Places(root), there)
    reader.read()
    return Reading(
        form.id,
        lang,
        properties.stamp(parts),
        reader.answers,
        reader.found,
        tuple(reader.problems),
        notices=(*notices, *reader.notices),
    )


def noticed(parts: Mapping[str, bytes], roots: Sequence[Element]) -> tuple[Problem, ...]:
    """What the whole document's sender is told, found while its parts are made plain: `noted.tracked`."""
    changed = [settle(root) for root in roots]
    plain = Plain(parts)
    for root in roots:
        plain.settle(root)
    return (Problem("noted.tracked"),) if any(changed) else ()


def _finder(form: Form, lang: str, styles: Collection[str], rows: int) -> SiteFinder:
    """What tells a form's fields in a document of at most so many rows."""
    shown = Placeholders(form)
    names = FieldNames(form, lang, rows)
    return SiteFinder(names, lambda identity, text: not identity.option and shown.holds(identity.pointer, text), styles)


class _Reader:
    """One document being read."""

    def __init__(
        self, form: Form, lang: str, plan: TemplateLayout, places: Places, there: Sequence[FieldPlace]
    ) -> None:
        self.form, self.lang, self.plan, self.places = form, lang, plan, places
        self.rows = RowFinder(places, there, plan)
        self.shown = Placeholders(form)
        self.single: dict[str, list[FieldPlace]] = {}
        for site in there:
            self.single.setdefault(site.identity.pointer, []).append(site)
        self.answers: dict[str, Json] = {}
        self.found: dict[str, Provenance] = {}
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []

    def read(self) -> None:
        """Gather every field in the form's order."""
        done: set[str] = set()
        for field in self.form.fields:
            if field.rows is None:
                self._field(field)
            elif field.rows not in done:
                done.add(field.rows)
                self._rows(field.rows)

    def _field(self, field: Field) -> None:
        """Read a field that is there once, or printed more than once."""
        entries = list(self._entries(field)) or list(self._beside(field))
        if not entries and field.required and self._is_planned(field):
            self.problems.append(Problem("field.missing", pointer=field.pointer))
        self._agree(field, field.pointer, entries)

    def _agree(self, field: Field, pointer: str, entries: Sequence[FieldReading]) -> None:
        """Keep what all places of a field say together; places left blank do not count."""
        full = [s for s in entries if not s.empty]
        if len({(s.text.strip(), s.keys) for s in full}) > 1:
            args = {"given": [s.text or s.keys for s in full]}
            self.problems.append(Problem("field.twice", full[1].place, pointer, args))
        elif entries:
            doubts = tuple(doubt for s in entries for doubt in s.doubts)
            self._keep(field, pointer, replace((full or entries)[0], doubts=doubts))

    def _is_planned(self, field: Field) -> bool:
        """Whether the template has a place for the field that can be told, and leaves it out for nobody."""
        return field.pointer in self.plan.certain

    def _entries(self, field: Field) -> Iterator[FieldReading]:
        """What the sites of a field say; those known by alias only where there are no better ones."""
        there = self.single.get(field.pointer, [])
        best = [s for s in there if s.how != "alias"] or there
        boxes = [s for s in best if s.identity.option]
        if boxes:
            yield self._ticked(boxes)
        for site in best:
            if not site.identity.option:
                yield self._text(site)

    def _ticked(self, boxes: Sequence[FieldPlace]) -> FieldReading:
        """What the boxes of one choice say together."""
        ticked = [s for s in boxes if s.ticked] or list(boxes[:1])
        keys = tuple(dict.fromkeys(s.identity.option for s in boxes if s.ticked))
        field = self.form.by_pointer[boxes[0].identity.pointer]
        words = {option: texts.get(self.lang, option) for option, texts in field.choices.items()}
        lines = dict.fromkeys(p for s in boxes for p in s.element.iterancestors(P))
        inner = (Doubt(d.kind, f"{d.seen} {words.get(s.identity.option, '')}".strip()) for s in boxes for d in s.doubts)
        doubts = (*inner, *other_marks(words, {s.identity.option for s in boxes}, keys, doubts_of(lines)))
        return FieldReading(ticked[0].how, self.places.place(ticked[0].element), keys=keys, doubts=doubts)

    def _text(self, site: FieldPlace) -> FieldReading:
        """What a site says; where it is empty and alone in its cell, what was typed beside it."""
        place, cell = self.places.place(site.element), self.places.cell(site.element)
        if cell is None or site.identity.pointer not in self.plan.alone:
            return FieldReading(site.how, place, site.text, doubts=site.doubts)
        text = site.text if site.text.strip() else cell.text.replace(site.shown, "", 1).strip()
        return FieldReading(site.how, place, text, doubts=doubts_of([cell.tc]))

    def _beside(self, field: Field) -> Iterator[FieldReading]:
        """What stands beside the field's label, if the label stands there as often as in the template."""
        seat = self.plan.beside.get(field.pointer)
        rows = [row for table in self.places.tables for row in table.rows] if seat else []
        labels = [(row, cell) for row in rows for cell in row.cells if seat and key(cell.text) == seat.label]
        if seat is None or len(labels) != seat.count:
            return
        row, label = labels[seat.nth]
        below = rows[rows.index(row) + 1 :][:1] if seat.below else []
        beside = [r.by_start.get(label.start) for r in below] or [c for c in row.cells if c.start > label.start]
        if beside and beside[0]:
            yield self._cell(field, beside[0])

    def _cell(self, field: Field, cell: GridCell) -> FieldReading:
        """What a cell says for a field by geometry alone."""
        text = "" if self.shown.holds(field.pointer, cell.text) else cell.text
        doubts = doubts_of([cell.tc])
        boxes = marks_in(text) if field.kind == "choice" else []
        if not boxes:
            return FieldReading("label", cell.place, text, doubts=doubts)
        read_ = [(mark, language.read(word, "choice", self.lang, field.choices)) for mark, word in boxes]
        keys = tuple(r.value for mark, r in read_ if isinstance(r, language.Ok) and tick(mark) is Tick.TICKED)
        if not keys and any(isinstance(r, language.Bad) or tick(mark) is not Tick.CLEAR for mark, r in read_):
            doubts = (*doubts, Doubt("mark", text))
        return FieldReading("label", cell.place, keys=keys, doubts=doubts)

    def _rows(self, array: str) -> None:
        """Read the rows of an array; a row that says nothing is none (canonical answers have no blank rows)."""
        at = 0
        rows = self.rows.lines(array)
        for lines in rows:
            columns = [(f, list(self._in_lines(f, lines))) for f in self.form.tables[array]]
            if all(s.empty for _, there in columns for s in there):
                at += self._blank(columns, at)
                continue
            for field, there in columns:
                self._agree(field, field.at(at), there)
            at += 1
        if rows:
            self.found[array] = Provenance(rows[0][0].how, rows[0][0].row.cells[0].place)

    def _blank(self, columns: Sequence[tuple[Field, Sequence[FieldReading]]], at: int) -> bool:
        """Whether a row that says nothing must be asked about, for something stands in it all the same."""
        asked = [self._doubted(field, field.at(at), s) for field, there in columns for s in there if s.doubts]
        return any(asked)

    def _in_lines(self, field: Field, lines: Sequence[RowLine]) -> Iterator[FieldReading]:
        """What the lines of one row say for one column."""
        return (entry for line in lines if (entry := self._in_line(field, line)))

    def _in_line(self, field: Field, line: RowLine) -> FieldReading | None:
        """What one line says for one column."""
        there = [s for s in line.sites if s.identity.pointer == field.pointer]
        boxes = [s for s in there if s.identity.option]
        if boxes:
            return self._ticked(boxes)
        if there:
            texts = [self._text(s) for s in there]
            doubts = tuple(doubt for t in texts for doubt in t.doubts)
            return replace(next((t for t in texts if not t.empty), texts[0]), doubts=doubts)
        cell = line.cells.get(field.pointer)
        return self._cell(field, cell) if cell else None

    def _keep(self, field: Field, pointer: str, entry: FieldReading) -> None:
        """Note one field: how it was found, and its value or what is wrong with it."""
        self.found[pointer] = Provenance(entry.how, entry.place)
        if len(entry.keys) > 1:
            texts = [field.choices[k] for k in entry.keys]
            self.problems.append(Problem("choice.two", entry.place, pointer, {"given": texts}))
            return
        if self._doubted(field, pointer, entry):
            return
        result = (
            language.read(entry.text, field.kind, self.lang, field.choices, percent=field.percent)
            if not entry.keys
            else language.Ok(entry.keys[0])
        )
        if isinstance(result, language.Bad):
            self.problems.append(Problem(result.code, entry.place, pointer, result.args))
        elif result.value is not None:
            put(self.answers, pointer, result.value)

    def _doubted(self, field: Field, pointer: str, entry: FieldReading) -> bool:
        """Whether something in a field's place must be asked about; it is, and what need only be told is noted."""
        text = entry.text or " ".join(field.choices[k].get(self.lang, k) for k in entry.keys)
        judgement = judged(
            entry.doubts, field.kind, text, entry.place, pointer, lambda seen: self.shown.holds(field.pointer, seen)
        )
        self.problems += judgement.asked
        self.notices += judgement.told
        return bool(judgement.asked)


def put(answers: dict[str, Json], pointer: str, value: Json) -> None:
    """Set a value at a concrete pointer, making the objects and rows on the way; rows are begun in order."""
    path = pointer.strip("/").split("/")
    here: Json = answers
    for part, after in pairwise(path):
        fresh: Json = [] if after.isdigit() else {}
        if isinstance(here, list):
            here.extend({} for _ in range(int(part) + 1 - len(here)))
            here = here[int(part)]
        else:
            here = here.setdefault(part, fresh)
    here[path[-1]] = value
