"""The bulk tables of a workbook: every row read, judged and let go, whatever was moved, renamed or hidden around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.locate import plain_text
from casedrop.formats.excel.names import field_name
from casedrop.formats.excel.reading.answers import answer
from casedrop.formats.excel.reading.plain_cells import is_plain_text, plain_number
from casedrop.formats.excel.reading.stream import Stream, opened
from casedrop.formats.excel.refs import a1
from casedrop.formats.excel.scan import Raw, RowCells
from casedrop.formats.excel.styles import Style, style_of
from casedrop.forms.bulk.sieve import Sieve, sieve
from casedrop.forms.bulk.tables import BulkColumn, BulkRow, BulkTable, tables
from casedrop.forms.form import COUNT, Form
from casedrop.language import Bad
from casedrop.language.filenames import fold
from casedrop.language.problem import Json, Place, Problem

HEAD_ROWS = 40
"""The first rows of a sheet, among which the head of its table is looked for."""
KNOWN = 20_000
"""Values of one column whose meaning is remembered: most tables say the same few things over and over."""
FEW = 1000
"""Values from which on plain ones are not remembered, which are understood as quickly as found again."""

Answer = tuple[Json, tuple[Problem, ...]]
"""What a cell says (None: nothing), and what is wrong with it; the pointers of these Problems are not set yet."""


@dataclass
class Reader:
    """Reads the cells of one column."""

    column: BulkColumn
    stream: Stream
    lang: str
    known: dict[Raw | Cell, Answer] = field(default_factory=dict)
    looks: dict[str, Style] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """The name of the column."""
        return self.column.field.column

    def read(self, raw: Raw | Cell) -> Answer:
        """What a cell of the column says that has not been seen before, or not lately."""
        plain = None if isinstance(raw, Cell) else self.plain(raw)
        if plain is not None:
            said = plain, () if self.column.is_short(plain) else self.column.wrong(plain)
            if len(self.known) < FEW:
                self.known[raw] = said
            return said
        if len(self.known) >= KNOWN:
            self.known.clear()
        return self.known.setdefault(raw, self.understood(self.stream.cell(raw)))

    def plain(self, raw: Raw) -> str | int | None:
        """What a plain cell says, without making one of it; None for any other."""
        kind, value, style = raw
        look = self.looks.get(style) or self.looks.setdefault(style, style_of(style, self.stream.styles))
        if look.mark:
            return None
        if kind == "n":
            return plain_number(value, look.format, self.column.field.kind)
        text = value if kind == "str" else self.stream.strings[int(value)] if kind == "s" else None
        if not isinstance(text, str) or (kind == "str" and "_x" in text):
            return None
        return text if is_plain_text(text, self.column.field.kind) else None

    def understood(self, cell: Cell | None) -> Answer:
        """What a cell says."""
        result = answer(cell, self.column.field, self.lang, since_1904=self.stream.since_1904)
        if isinstance(result, Bad):
            return None, (Problem(result.code, args=result.args),)
        return result.value, () if result.value is None else self.column.wrong(result.value)


@dataclass(frozen=True)
class Home:
    """Where a table stands: its sheet, the row of its head, and its columns' places (from 1) by name."""

    sheet: str
    head: int
    columns: Mapping[str, int]

    def place(self, no: int, name: str) -> Place:
        """The cell of a row of the table."""
        return Place("cell", {"sheet": self.sheet, "cell": a1(self.head + 1 + no, self.columns.get(name, 1))})


def go_through(data: bytes, form: Form, lang: str) -> Iterator[BulkRow | Problem]:
    """Every row of every bulk table, in the order of `tables`, each after the Problems it has; at the end of each table
    those that only all its rows together show. Blank rows are passed over.

    Raises zips.UnreadableError when the package cannot be opened or read.
    """
    with opened(data) as stream:
        judged = sieve(form)
        for table in tables(form):
            home = find(stream, table, lang)
            if home is None:
                yield Problem("field.missing", pointer=table.pointer)
                continue
            yield from _lost(table, home)
            yield from _table(stream, table, home, judged, lang)


def find(stream: Stream, table: BulkTable, lang: str) -> Home | None:
    """Where a table stands in a workbook; None if nothing of it is left.

    A column is known by what its head says, else (it was renamed) by its defined name, wherever it was moved; a table without
    names stands where most of its heads do.
    """
    named = {
        n: at for n, c in table.columns.items() if (at := stream.names.get(field_name(c.field.pointer).casefold()))
    }
    sheet = next((at[0] for at in named.values() if at[0] in stream.sheets), None)
    labels = {fold(column.field.labels[lang]): name for name, column in table.columns.items()}
    homes = [_home(stream, name, labels, named) for name in ([sheet] if sheet else stream.sheets)]
    return max((home for home in homes if home), key=lambda home: len(home.columns), default=None)


def _home(
    stream: Stream, sheet: str, labels: Mapping[str, str], named: Mapping[str, tuple[str, int, int]]
) -> Home | None:
    """Where a table stands in a sheet, if it may be that."""
    head = _head(stream, sheet, labels, [at[1] for at in named.values() if at[0] == sheet])
    if head is None:
        return None
    row, columns = head
    rest = {n: at[2] for n, at in named.items() if at[:2] == (sheet, row) and n not in columns}
    return Home(sheet, row, columns | {n: c for n, c in rest.items() if c not in columns.values()})


def _head(
    stream: Stream, sheet: str, labels: Mapping[str, str], named: Sequence[int]
) -> tuple[int, dict[str, int]] | None:
    """The row of a table's head and the columns whose labels stand there: the row its names point at, else the first that
    has at least half of the labels."""
    for number, _, cells in takewhile(lambda line: line[0] <= HEAD_ROWS, islice(stream.lines(sheet), HEAD_ROWS)):
        columns = _labelled(stream, cells, labels)
        if (number in named) if named else (2 * len(columns) >= len(labels)):
            return number, columns
    return (named[0], {}) if named else None


def _labelled(stream: Stream, cells: RowCells, labels: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, raw in cells:
        cell = stream.cell(raw)
        name = labels.get(plain_text(cell.value)) if cell and cell.kind == "text" else None
        if name:
            columns.setdefault(name, column)
    return columns


def _lost(table: BulkTable, home: Home) -> Iterator[Problem]:
    """A `field.missing`, told at the head, for each column a table must have and has not."""
    place = Place("cell", {"sheet": home.sheet, "cell": a1(home.head, 1)})
    for name in table.required:
        if name not in home.columns:
            yield Problem("field.missing", place, f"{table.pointer}/-/{name}")


def _table(stream: Stream, table: BulkTable, home: Home, judged: Sieve, lang: str) -> Iterator[BulkRow | Problem]:
    """The rows of a table below its head; reading stops at the row that is one too many."""
    readers = {home.columns[n]: Reader(c, stream, lang) for n, c in table.columns.items() if n in home.columns}
    lost, count = frozenset(table.columns) - frozenset(home.columns), 0
    for number, _, cells in stream.lines(home.sheet):
        if number <= home.head:
            continue
        row, wrong = _row(number - home.head - 1, cells, table, readers)
        if not row.values and not wrong:
            continue
        count += 1
        if count > table.most:
            yield Problem("too-many-rows", home.place(row.no, ""), table.pointer, {"limit": table.most})
            return
        unread = lost | {p.pointer.rsplit("/", 1)[1] for p in wrong} if wrong else lost
        wrong += judged.row(table, row, unread)
        if wrong:
            yield from (_placed(p, home) for p in wrong)
        yield row
    yield from (_placed(p, home) for p in judged.end(table))


def _row(no: int, cells: RowCells, table: BulkTable, readers: Mapping[int, Reader]) -> tuple[BulkRow, list[Problem]]:
    """What a row says in the table's columns, in the order of the file, and what is wrong with its cells."""
    values, wrong = dict[str, Json](), list[Problem]()
    for column, raw in cells:
        reader = readers.get(column)
        if reader is None:
            continue
        value, problems = reader.known.get(raw) or reader.read(raw)
        if value is not None:
            values[reader.name] = value
        if problems:
            wrong += [Problem(p.code, pointer=table.at(no, reader.name), args=p.args) for p in problems]
    return BulkRow(table.pointer, no, values), wrong


def _placed(problem: Problem, home: Home) -> Problem:
    """The problem at its cell; a row it names is the sheet's, an amount or a table is called as the reader calls it."""
    _, _, no, name = problem.pointer.split("/", 3)
    args = dict(problem.args)
    if "row" in args:
        args["row"] = args["row"] + home.head
    return Problem(problem.code, home.place(int(no), name), problem.pointer, args)


@dataclass
class Count:
    """What a reading keeps of the bulk tables: the number of rows of each, the first Problems, and how many there are."""

    shown: int
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    wrong: int = 0

    def take(self, one: BulkRow | Problem) -> None:
        """Count one row, or one Problem."""
        if isinstance(one, BulkRow):
            self.rows[one.table + COUNT] = self.rows.get(one.table + COUNT, 0) + 1
            return
        self.wrong += 1
        if len(self.problems) < self.shown:
            self.problems.append(one)


def counted(data: bytes, form: Form, lang: str, shown: int) -> Count:
    """How many rows each bulk table has and the first `shown` Problems of them; raises zips.UnreadableError."""
    count = Count(shown)
    for one in go_through(data, form, lang):
        count.take(one)
    return count
