"""One document being read: each field's places found, agreed and kept, then what belongs to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casedrop import language
from casedrop.formats.word.layout import TemplateLayout
from casedrop.formats.word.looks.doubts import judged
from casedrop.formats.word.looks.options import other_marks
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.page import Page, Spot
from casedrop.formats.word.reading.boxes import ticked
from casedrop.formats.word.reading.entry import FieldReading, put
from casedrop.formats.word.reading.leftover import leftover
from casedrop.formats.word.reading.outside import outside
from casedrop.formats.word.reading.owners import Owners
from casedrop.formats.word.reading.rows import RowFinder, RowLine
from casedrop.formats.word.reading.share import Share
from casedrop.formats.word.reading.values import Question, answer
from casedrop.forms.form import Field, Form
from casedrop.forms.reading import Provenance
from casedrop.forms.wording import Printed
from casedrop.language.habits.currencies import CurrencySaid, said_in
from casedrop.language.problem import Json, Problem

_COUNTS = ("decimal", "integer")


class Reader:
    """One document being read: what comes of it is gathered in `answers`, `found`, `problems` and `notices`."""

    def __init__(self, form: Form, lang: str, plan: TemplateLayout, pages: Sequence[Page]) -> None:
        self.form, self.lang, self.plan, self.pages = form, lang, plan, pages
        self.rows = RowFinder(pages[0].tables, plan)
        self.owners = Owners(plan, pages)
        self.answers: dict[str, Json] = {}
        self.found: dict[str, Provenance] = {}
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.currencies: dict[str, CurrencySaid] = {}
        self.in_rows: set[Spot] = set()

    def printed(self) -> Iterator[Printed]:
        """What the document prints outside its fields and around them."""
        return outside(self.pages, self.owners.owned, self.in_rows)

    def read(self) -> None:
        """Gather every field in the form's order, then what belongs to none."""
        lines = {array: self.rows.lines(array) for array in self.form.tables}
        in_rows = {cell for rows in lines.values() for row in rows for line in row for cell, _ in line.cells}
        self.in_rows = in_rows
        self.owners.divide(in_rows)
        done: set[str] = set()
        for field in self.form.fields:
            if field.rows is None:
                self._field(field)
            elif field.rows not in done:
                done.add(field.rows)
                self._rows(field.rows, lines[field.rows])
        self.problems += leftover(self.pages, self.owners.owned, self.plan.fixed)

    def _field(self, field: Field) -> None:
        """Read a field that is there once, or printed more than once."""
        entries = self._entries(field, self.owners.shares.get(field.pointer, ()))
        if not entries and field.required and field.pointer in self.plan.certain:
            self.problems.append(Problem("field.missing", pointer=field.pointer))
        self._agree(field, field.pointer, entries)

    def _agree(self, field: Field, pointer: str, entries: Sequence[FieldReading]) -> None:
        """Keep what all places of a field say together; places left blank do not count."""
        if len(entries) == 1 and entries[0].question is None:
            self._keep(field, pointer, entries[0])
            return
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

    def _entries(self, field: Field, there: Sequence[tuple[Spot, Share]]) -> list[FieldReading]:
        """What the shares of a field say; those known by alias only where there are no better ones."""
        best = [(spot, s) for spot, s in there if s.how != "alias"] or there
        boxes = [(spot, s) for spot, s in best if s.identity.option]
        texts = [self._text(field, spot, s) for spot, s in best if not s.identity.option]
        return [self._ticked(field, boxes), *texts] if boxes else texts

    def _ticked(self, field: Field, boxes: Sequence[tuple[Spot, Share]]) -> FieldReading:
        """What the boxes of one choice say together."""
        words = {option: texts.get(self.lang, option) for option, texts in field.choices.items()}
        spots = dict.fromkeys(spot for spot, _ in boxes)
        if not any(share.span for _, share in boxes):
            written = language.read(boxes[0][0].text, "choice", self.lang, field.choices)
            if isinstance(written, language.Ok):
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
        said = answer(share, field, self.plan.hints)
        if isinstance(said, Question):
            return FieldReading(share.how, spot.place, question=said)
        return FieldReading(share.how, spot.place, said, doubts=share.doubts)

    def _rows(self, array: str, rows: Sequence[Sequence[RowLine]]) -> None:
        """Read the rows of an array; a row that says nothing is none (canonical answers have no blank rows)."""
        at = 0
        for lines in rows:
            shares = [self.owners.in_line(line) for line in lines]
            columns = [
                (f, [e for there in shares if f.pointer in there for e in self._entries(f, there[f.pointer])])
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
            language.read(
                entry.text, field.kind, self.lang, field.choices, percent=field.kind in _COUNTS and field.percent
            )
            if not entry.keys
            else language.Ok(entry.keys[0])
        )
        if isinstance(result, language.Bad):
            self.problems.append(Problem(result.code, entry.place, pointer, result.args))
        elif result.value is not None:
            put(self.answers, pointer, result.value)
            if field.money and (beside := said_in(entry.text)):
                self.currencies[pointer] = beside

    def _doubted(self, field: Field, pointer: str, entry: FieldReading) -> bool:
        """Whether something in a field's place must be asked about; it is, and what need only be told is noted."""
        if not entry.doubts:
            return False
        text = entry.text or " ".join(field.choices[k].get(self.lang, k) for k in entry.keys)
        judgement = judged(
            entry.doubts,
            field.kind,
            text,
            entry.place,
            pointer,
            lambda seen: self.plan.hints.holds(field.pointer, seen),
        )
        self.problems += judgement.asked
        self.notices += judgement.told
        return bool(judgement.asked)
