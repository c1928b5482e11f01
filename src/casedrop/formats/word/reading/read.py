"""Reading: what a document says, field by field, however the people and programs that had it have treated it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from casedrop import language
from casedrop.formats import properties, zips
from casedrop.formats.word.identity import FieldNames
from casedrop.formats.word.layout import Seat, TemplateLayout, key, layout
from casedrop.formats.word.looks.doubts import judged
from casedrop.formats.word.looks.options import other_marks
from casedrop.formats.word.looks.plain import Plain
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.page import Page, Spot, page
from casedrop.formats.word.placeholder import Placeholders, placeholder_styles
from casedrop.formats.word.reading.boxes import ticked
from casedrop.formats.word.reading.division import Share, bare, divided, likeness
from casedrop.formats.word.reading.leftover import is_fixed, is_number, leftover
from casedrop.formats.word.reading.rows import RowFinder, RowLine
from casedrop.formats.word.reading.values import Question, answer
from casedrop.formats.word.revisions import settle
from casedrop.formats.word.xml import TR, Element, parse
from casedrop.forms.form import Field, Form
from casedrop.forms.reading import Provenance, Reading
from casedrop.language.problem import Json, Place, Problem


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What a document says for one field: the text (or keys of the boxes ticked), how it was found, and where; what in it is
    no plain text; or what must be asked."""

    how: str
    place: Place
    text: str = ""
    keys: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    question: Question | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.text.strip() and not self.keys and self.question is None


def read(data: bytes, form: Form, lang: str, template: bytes) -> Reading:
    """What a document says, for all fields whether they could be written or not; what cannot be opened is a Problem.

    A field is known by tag, bookmark, alias, then the template's geometry; rows by the table they stand in. Whatever stands
    in a field's place is its own, printed there by the template, or asked about; so is text that belongs to no field. Raises
    only for a template that cannot be opened. Problems: those of `words.read`, `choice.two`, `field.twice`, `field.missing`
    (a required field of the template that is nowhere), `field.together`, `text.beside`, `hint.left`,
    `text.nowhere`, `wording.changed`, `file.damaged`.
    """
    plan = layout(template, form, lang)
    try:
        parts = zips.read_parts(data)
        roots = [parse(parts[name]) for name in (body_name(parts), *edge_names(parts))]
        styles = placeholder_styles(parts)
    except (zips.UnreadableError, etree.XMLSyntaxError, KeyError):
        return Reading(form.id, lang, problems=(Problem("file.damaged"),))
    notices = noticed(parts, roots)
    names = FieldNames(form, lang, rows=sum(1 for _ in roots[0].iter(TR)))
    pages = [page(root, names, styles, edge=n > 0) for n, root in enumerate(roots)]
    reader = _Reader(form, lang, plan, pages)
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


class _Reader:
    """One document being read."""

    def __init__(self, form: Form, lang: str, plan: TemplateLayout, pages: Sequence[Page]) -> None:
        self.form, self.lang, self.plan, self.pages = form, lang, plan, pages
        self.rows = RowFinder(pages[0].tables, plan)
        self.hints = Placeholders(form)
        self.owned: set[Spot] = set()
        self.single: dict[str, list[tuple[Spot, Share]]] = {}
        self.answers: dict[str, Json] = {}
        self.found: dict[str, Provenance] = {}
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []

    def read(self) -> None:
        """Gather every field in the form's order, then what belongs to none."""
        lines = {array: self.rows.lines(array) for array in self.form.tables}
        in_rows = {cell for rows in lines.values() for row in rows for line in row for cell, _ in line.cells}
        for spot in (s for one in self.pages for s in one.spots if s not in in_rows and s.spans):
            self._own(spot, self._seats(spot))
        self._copies()
        self._by_label()
        done: set[str] = set()
        for field in self.form.fields:
            if field.rows is None:
                self._field(field)
            elif field.rows not in done:
                done.add(field.rows)
                self._rows(field.rows, lines[field.rows])
        self.problems += leftover(self.pages, self.owned, self.plan.fixed)

    def _seats(self, spot: Spot) -> list[Seat]:
        """What the template has for the fields in a spot: of a field that is printed more than once, the place that has
        most of what stands here."""
        seats: dict[Seat, None] = {}
        for identity in dict.fromkeys(span.identity for span in spot.spans):
            there = self.plan.seats.get(identity.pointer, ())
            there = [seat for seat in there if identity in seat.fields] or there
            if there and not any(seat in seats for seat in there):
                seats[_best(spot, there)] = None
        return list(seats) or [bare(spot)]

    def _own(self, spot: Spot, seats: Sequence[Seat]) -> None:
        """Divide a spot among the fields of some seats."""
        self.owned.add(spot)
        for share in divided(spot, seats):
            self.single.setdefault(share.identity.pointer, []).append((spot, share))

    def _copies(self) -> None:
        """Leave out the printed words around a field that was copied to another place."""
        for there in self.single.values():
            clean = [share for _, share in there if not share.is_mixed]
            for _, share in there:
                if share.is_mixed and clean and is_fixed(share.around, self.plan.fixed):
                    share.before = share.behind = ""
                    share.stray.clear()

    def _by_label(self) -> None:
        """Find what lost its marks beside the labels of the template."""
        for pointer in self.plan.beside:
            if pointer not in self.single:
                spot = self._beside(pointer)
                if spot and spot not in self.owned:
                    self._own(spot, self.plan.seats[pointer][:1])

    def _beside(self, pointer: str) -> Spot | None:
        """The cell beside a field's label, if the label stands there as often as in the template."""
        seat = self.plan.beside[pointer]
        rows = [row for table in self.pages[0].tables for row in table.rows]
        labels = [(n, cell) for n, row in enumerate(rows) for cell in row.cells if key(cell.text) == seat.label]
        if len(labels) != seat.count:
            return None
        at, label = labels[seat.nth]
        if seat.below:
            return rows[at + 1].by_start.get(label.start) if at + 1 < len(rows) else None
        return next((cell for cell in rows[at].cells if cell.start > label.start), None)

    def _field(self, field: Field) -> None:
        """Read a field that is there once, or printed more than once."""
        entries = list(self._entries(field, self.single.get(field.pointer, ())))
        if not entries and field.required and field.pointer in self.plan.certain:
            self.problems.append(Problem("field.missing", pointer=field.pointer))
        self._agree(field, field.pointer, entries)

    def _agree(self, field: Field, pointer: str, entries: Sequence[FieldReading]) -> None:
        """Keep what all places of a field say together; places left blank do not count."""
        full = [s for s in entries if not s.empty]
        questions = [(s.place, s.question) for s in full if s.question]
        if questions:
            self.found[pointer] = Provenance(full[0].how, full[0].place)
            self.problems += [Problem(asked.code, place, pointer, asked.args) for place, asked in questions]
        elif len({(s.text.strip(), s.keys) for s in full}) > 1:
            args = {"given": [s.text or s.keys for s in full]}
            self.problems.append(Problem("field.twice", full[1].place, pointer, args))
        elif entries:
            doubts = tuple(doubt for s in entries for doubt in s.doubts)
            self._keep(field, pointer, replace((full or entries)[0], doubts=doubts))

    def _entries(self, field: Field, there: Sequence[tuple[Spot, Share]]) -> Iterator[FieldReading]:
        """What the shares of a field say; those known by alias only where there are no better ones."""
        best = [(spot, s) for spot, s in there if s.how != "alias"] or there
        boxes = [(spot, s) for spot, s in best if s.identity.option]
        if boxes:
            yield self._ticked(field, boxes)
        for spot, share in best:
            if not share.identity.option:
                yield self._text(field, spot, share)

    def _ticked(self, field: Field, boxes: Sequence[tuple[Spot, Share]]) -> FieldReading:
        """What the boxes of one choice say together."""
        words = {option: texts.get(self.lang, option) for option, texts in field.choices.items()}
        spots = dict.fromkeys(spot for spot, _ in boxes)
        written = language.read(boxes[0][0].text, "choice", self.lang, field.choices)
        if not any(share.span for _, share in boxes) and isinstance(written, language.Ok):
            return FieldReading("label", boxes[0][0].place, keys=(written.value,) if written.value else ())
        states = [(spot, share, *ticked(share)) for spot, share in boxes]
        on = [(spot, share) for spot, share, is_on, _ in states if is_on]
        keys = tuple(dict.fromkeys(share.identity.option for _, share in on))
        inner = dict.fromkeys(
            Doubt(d.kind, f"{d.seen} {words.get(share.identity.option, '')}".strip())
            for _, share, _, marks in states
            for d in (*(share.span.doubts if share.span else ()), *marks)
        )
        around = [doubt for spot in spots for _, doubt in spot.doubts]
        others = other_marks(words, {share.identity.option for _, share in boxes}, keys, around)
        first, share = (on or boxes)[0]
        return FieldReading(share.how, first.place, keys=keys, doubts=(*inner, *others))

    def _text(self, field: Field, spot: Spot, share: Share) -> FieldReading:
        """What a share says."""
        said = answer(share, field, self.hints)
        if isinstance(said, Question):
            return FieldReading(share.how, spot.place, question=said)
        return FieldReading(share.how, spot.place, said, doubts=share.doubts)

    def _rows(self, array: str, rows: Sequence[Sequence[RowLine]]) -> None:
        """Read the rows of an array; a row that says nothing is none (canonical answers have no blank rows)."""
        at = 0
        for lines in rows:
            shares = [self._in_line(line) for line in lines]
            columns = [
                (f, [e for there in shares for e in self._entries(f, there.get(f.pointer, ()))])
                for f in self.form.tables[array]
            ]
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

    def _in_line(self, line: RowLine) -> dict[str, list[tuple[Spot, Share]]]:
        """The shares of one row's fields."""
        shares: dict[str, list[tuple[Spot, Share]]] = {}
        self.owned |= {cell for cell in line.row.cells if is_number(cell.text)}
        for cell, seat in line.cells:
            self.owned.add(cell)
            for share in divided(cell, [seat]):
                shares.setdefault(share.identity.pointer, []).append((cell, share))
        return shares

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
            entry.doubts, field.kind, text, entry.place, pointer, lambda seen: self.hints.holds(field.pointer, seen)
        )
        self.problems += judgement.asked
        self.notices += judgement.told
        return bool(judgement.asked)


def _best(spot: Spot, seats: Sequence[Seat]) -> Seat:
    """Of the seats of one field the one that has most of what stands in a spot, and prints what stands around it."""
    here = {span.identity for span in spot.spans}
    return max(seats, key=lambda seat: (len(here.intersection(seat.fields)), likeness(spot, seat)))


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
