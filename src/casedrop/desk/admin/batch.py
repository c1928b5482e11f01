"""A document for each row of a table: planned as a whole, then made one by one, so that it may be stopped and continued."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from casedrop.cases.context import around
from casedrop.cases.events import BatchRow, Issued
from casedrop.desk.admin import batch_table
from casedrop.desk.crew import Crew, cores
from casedrop.desk.desk import Desk
from casedrop.desk.effects.together import Laid, bring_out, hold, lay_down
from casedrop.desk.recording.by_hand import write_papers
from casedrop.desk.recording.desk_entries import entries_of
from casedrop.desk.room import Room
from casedrop.desk.startup import free_the_dead
from casedrop.documents.document import Document
from casedrop.documents.sheet import PlannedDocument
from casedrop.formats.sniff import sniff
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Field, Form
from casedrop.forms.judging.currencies import in_another
from casedrop.forms.pointers import leaves_of, unflatten
from casedrop.forms.validate import broken_rules, invalid
from casedrop.language import Bad, Ok, filenames, read
from casedrop.language.habits.currencies import CurrencySaid, said_in
from casedrop.language.problem import LANGS, Answers, Json, Place, Problem
from casedrop.store import canonical_json
from casedrop.store.archive import desk_folder

AT_ONCE = 200
"""Documents that are written down, and made durable, together: what waits for them waits a second or less."""
FOLDER = "_batch"
"""The folder of the outbox in which batches come out, each in one of its own."""

EMPTY = "required"
"""The code of what must be filled in and is still empty."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table: its number, what it says, what is wrong with it cell by cell, and whether its document exists
    already.
    """

    number: int
    answers: Answers
    problems: tuple[Problem, ...] = ()
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What a batch would do: its own name, its rows, and what is wrong with the table's head."""

    name: str
    form: Form
    lang: str
    rows: tuple[TableRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> list[TableRow]:
        """The rows no document can be made of."""
        return [row for row in self.rows if row.problems]

    @property
    def left(self) -> list[TableRow]:
        """The rows still to be made."""
        return [row for row in self.rows if not row.problems and not row.is_made]

    @property
    def made(self) -> list[TableRow]:
        """The rows whose documents were made before."""
        return [row for row in self.rows if row.is_made]


def plan(room: Room, form: Form, lang: str, path: Path, name: str = "") -> BatchPlan:
    """What making a document of the form in a language for each row of an Excel table would do; nothing is changed.

    A column's head is a pointer (`/customer/name`) or a field's label in any language. A row that says what one of the
    batch of that name (the table's own, unless told) said before was made: the table may be mended and given again.
    """
    data = path.read_bytes()
    empty = BatchPlan(name or path.stem, form, lang)
    seen = sniff(data)
    if seen.kind != "xlsx" or seen.problems:
        return replace(empty, problems=seen.problems or (Problem("file.kind"),))
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        title, table = book.worksheets[0].title, book.worksheets[0].iter_rows(values_only=True)
        columns, problems = _columns(form, title, next(table, ()))
        usual = str(around(room.workspace.book)["currency"] or "")
        rows = () if problems else tuple(_rows(form, lang, usual, title, columns, table))
    finally:
        book.close()
    return replace(empty, rows=tuple(_known(room, empty, rows)), problems=problems)


def make(
    desk: Desk, planned: BatchPlan, done: Callable[[TableRow], object], is_enough: Callable[[], bool] = lambda: False
) -> None:
    """Make a document of every row that is left, into the outbox, on all cores; `done` hears of each, in order. PDFs come at the
    end. After some documents and some PDFs `is_enough` is asked.

    Stopped at any moment, also by force, and begun again, it goes on with the rows that are left. What others drop meanwhile
    does not wait for it: between some documents and the next all that is due is done.
    """
    room = desk.room
    folder = f"{FOLDER}/{filenames.safe_name(planned.name, '')}"
    desk.begin()
    room.ledger.free(room.owner, room.clock())
    free_the_dead(room)
    desk.carrier.carry_out()
    home = desk_folder(room.year(room.clock()))
    with Crew[Document, Laid](lambda made: lay_down(room, home, made), cores()) as crew:
        for at in range(0, len(planned.left), AT_ONCE):
            if is_enough():
                return
            rows, now = planned.left[at : at + AT_ONCE], room.clock()
            wanted = [(_wanted(planned, row), BatchRow(planned.name, _identity(planned, row))) for row in rows]
            bring_out(room, write_papers(desk.writer, wanted, folder, now, hold(room, now)), crew.all)
            for row in rows:
                done(row)
            desk.carrier.carry_out()
    if not is_enough():
        desk.carrier.make_pdfs(is_enough)


def _wanted(planned: BatchPlan, row: TableRow) -> PlannedDocument:
    """The document a row asks for."""
    form = planned.form
    return PlannedDocument(form=form.id, part="", lang=planned.lang, to="", pdf=not form.internal, answers=row.answers)


def _columns(form: Form, sheet: str, head: Sequence[Json]) -> tuple[dict[int, str], tuple[Problem, ...]]:
    """The pointer of each column (from 0) that has a head, and the heads that name no field, or several."""
    known = _names(form)
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    strange: list[str] = []
    for at, title in enumerate(str(cell).strip() if cell is not None else "" for cell in head):
        pointers = known.get(filenames.fold(title), ())
        if len(pointers) == 1:
            columns[at] = pointers[0]
        elif title:
            problems.append(_strange(form, title, pointers, known, _cell(sheet, at, 1)))
            strange += [] if pointers else [title]
    if not columns and not problems:
        return columns, (Problem("batch.empty", Place("file", {})),)
    lacking = () if form.returns else batch_table.missing(form, sheet, columns.values(), strange)
    return columns, (*problems, *lacking)


def _strange(
    form: Form, title: str, pointers: Sequence[str], known: Mapping[str, Sequence[str]], place: Place
) -> Problem:
    """What is wrong with a head that names no field, or several."""
    every = sorted({p for ps in known.values() for p in ps})
    near = "" if pointers else batch_table.nearest(title, [label for f in form.fields for label in f.labels.values()])
    code = "batch.ambiguous" if pointers else "batch.unknown-near" if near else "batch.unknown"
    return Problem(code, place, args={"name": title, "like": near, "pointers": ", ".join(pointers or every)})


def _names(form: Form) -> dict[str, tuple[str, ...]]:
    """By folded name, the pointers of the fields called so; rows within a document are no columns of a table."""
    known: dict[str, dict[str, None]] = {}
    for field in (f for f in form.fields if not f.rows):
        for name in (field.pointer, *field.labels.values()):
            known.setdefault(filenames.fold(name), {})[field.pointer] = None
    return {name: tuple(pointers) for name, pointers in known.items()}


def _rows(
    form: Form, lang: str, usual: str, sheet: str, columns: Mapping[int, str], table: Iterator[Sequence[Json]]
) -> Iterator[TableRow]:
    at = {pointer: column for column, pointer in columns.items()}
    for number, cells in enumerate(table, 2):
        row = {columns[k]: cell for k, cell in enumerate(cells) if k in columns and cell not in (None, "")}
        if row:
            answers, problems = _answers(form, lang, usual, row)
            yield TableRow(number, answers, tuple(_placed(p, sheet, at, number) for p in problems))


def _answers(form: Form, lang: str, usual: str, row: Answers) -> tuple[Answers, Sequence[Problem]]:
    """What a row says, and its problems; a cell that cannot be read is not reported as missing too. `usual` is the company's
    currency."""
    words = {pointer: _word(form.by_pointer[pointer], lang, cell) for pointer, cell in row.items()}
    wrong = [Problem(w.code, pointer=p, args=w.args) for p, w in words.items() if isinstance(w, Bad)]
    given = {p: w for p, w in words.items() if not isinstance(w, Bad)}
    answers, problems = canonical(unflatten(given), form)
    faults = [*wrong, *problems]
    faults += in_another(form, leaves_of(answers), _currencies(form, row), usual)
    faults += [p for p in invalid(form, "", answers) if p.pointer not in {f.pointer for f in faults}]
    if form.returns:  # whoever gets it fills in what is still empty
        return answers, [p for p in faults if p.code != EMPTY]
    return answers, faults or [*broken_rules(form, "", answers)]


def _currencies(form: Form, row: Answers) -> dict[str, CurrencySaid]:
    """What is written beside the amounts of a row."""
    amounts = {p: cell for p, cell in row.items() if form.by_pointer[p].money and isinstance(cell, str)}
    return {pointer: beside for pointer, cell in amounts.items() if (beside := said_in(cell))}


def _word(field: Field, lang: str, value: Json) -> Json:
    """The value of a cell: a text as people write it in the language; a choice in the words of any language."""
    if not isinstance(value, str):
        return value
    words = [
        read(value, field.kind, one, field.choices, percent=field.percent)
        for one in (lang, *(LANGS if field.choices else ()))
    ]
    good = [w for w in words if isinstance(w, Ok)]
    return good[0].value if good else words[0]


def _placed(problem: Problem, sheet: str, at: Mapping[str, int], number: int) -> Problem:
    """The problem at its cell; at the row's first cell if the table has no column for the field."""
    return replace(problem, place=_cell(sheet, at.get(problem.pointer, 0), number))


def _cell(sheet: str, column: int, row: int) -> Place:
    return Place("cell", {"sheet": sheet, "cell": f"{get_column_letter(column + 1)}{row}"})


def _known(room: Room, planned: BatchPlan, rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """The rows, marked where a document was made before; of several rows that are equal, as many are marked as were
    made.
    """
    year = room.year(room.clock())
    known = (entry for y in (year - 1, year) for entry in entries_of(room.ledger.events(desk_folder(y))))
    batches = (entry.batch for entry in known if isinstance(entry, Issued) and entry.batch)
    made = Counter(one.row for one in batches if one.batch == planned.name)
    for row in rows:
        identity = _identity(planned, row)
        yield replace(row, is_made=made[identity] > 0)
        made[identity] -= 1


def _identity(planned: BatchPlan, row: TableRow) -> str:
    """A hash (hex) of a row's form, language and answers, by which its document is known again."""
    identity = [planned.form.id, planned.form.version, planned.lang, row.answers]
    return hashlib.sha256(canonical_json.dumps(identity).encode()).hexdigest()
