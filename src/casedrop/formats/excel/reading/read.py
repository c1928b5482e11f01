"""What a filled workbook says: every field found, every cell understood or named as a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from casedrop.formats import zips
from casedrop.formats.excel.locate import CellSpot, FilledWorkbook, locate
from casedrop.formats.excel.package import Workbook, glanced, read_book
from casedrop.formats.excel.reading.answers import answer, currency_beside
from casedrop.formats.excel.reading.bulk import Count, counted
from casedrop.formats.excel.reading.match import pairs
from casedrop.formats.excel.reading.outside import outside
from casedrop.formats.excel.reading.rows import end_of, rows_to_read
from casedrop.formats.excel.reading.strays import is_unseen, strays
from casedrop.formats.excel.reading.told import told
from casedrop.formats.excel.refs import in_cell
from casedrop.formats.excel.worksheet import Worksheet
from casedrop.forms.form import Field, Form
from casedrop.forms.pointers import unflatten
from casedrop.forms.reading import Provenance, Reading
from casedrop.forms.wording import Printed
from casedrop.language import Bad
from casedrop.language.habits.currencies import CurrencySaid
from casedrop.language.problem import Json, Place, Problem

SHOWN = 200
"""Problems of bulk tables that are marked in the sender's own workbook; a list tells all."""


@dataclass
class Tally:
    """What has been read so far in a language."""

    lang: str
    leaves: dict[str, Json] = field(default_factory=dict)
    found: dict[str, Provenance] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    taken: set[tuple[str, int, int]] = field(default_factory=set)
    currencies: dict[str, CurrencySaid] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Take in what else was read."""
        self.leaves |= other.leaves
        self.found |= other.found
        self.problems += other.problems
        self.currencies |= other.currencies


def read(data: bytes, form: Form, lang: str, template: bytes) -> Reading:
    """The canonical answers of a filled workbook, where each field was found, and all that is wrong with what is there.

    Defined names are followed first, labels beside or above the cell next; a table goes on to what stands below it.
    Nothing is calculated: an error or a formula without a stored result is a Problem (faults B9).
    """
    try:
        return _read(data, form, lang, template)
    except zips.UnreadableError:
        return Reading(form.id, lang, problems=(Problem("file.damaged"),))


def warm(template: bytes, form: Form, lang: str) -> None:
    """Work out what is known of a template in a language, so that the next workbook made of it is read without; raises
    zips.UnreadableError."""
    blank = _template(template)
    locate(FilledWorkbook(blank, blank, form, lang))
    told(template, template, FilledWorkbook(blank, blank, form, lang), {}, {})


def _read(data: bytes, form: Form, lang: str, template: bytes) -> Reading:
    book, pattern = glanced(data), _template(template)
    if book.too_large and not form.bulk:
        book = read_book(data)
    if book.too_large and not form.bulk:
        return Reading(form.id, lang, book.stamp, problems=(Problem("file.too-complex"),))
    count = counted(data, form, lang, SHOWN) if form.bulk else Count(SHOWN)
    filled, tally = FilledWorkbook(book, pattern, form, lang), Tally(lang)
    printed = _take_all(filled, tally)
    tally.leaves |= count.rows
    tally.problems += [*count.problems, *_more(count, book)]
    notices = (*tally.notices, *told(data, template, filled, tally.found, tally.leaves))
    answers, problems = unflatten(tally.leaves), tuple(tally.problems)
    return Reading(form.id, lang, book.stamp, answers, tally.found, problems, notices, printed, tally.currencies)


def _take_all(filled: FilledWorkbook, tally: Tally) -> tuple[Printed, ...]:
    """Read every field and table into the tally, and what stands outside of them; what the workbook prints there."""
    form, spots = filled.form, locate(filled)
    for asked in form.fields:
        if asked.rows is None and asked.pointer in spots:
            take(filled.book, asked, asked.pointer, spots[asked.pointer], tally)
    for rows in form.tables:
        take_table(filled, rows, spots, tally)
    missing = (p for p in filled.sites if p not in spots and form.by_pointer[p].required)
    tally.problems += [Problem("field.missing", pointer=p) for p in missing]
    known = pairs(filled, spots)
    for one in strays(filled, known):
        (tally.notices if is_unseen(one, filled) else tally.problems).append(one)
    return tuple(outside(filled, known))


def _more(count: Count, book: Workbook) -> list[Problem]:
    """A `rows.more`, at the first cell, where bulk tables have more Problems than are marked in them."""
    if count.wrong <= len(count.problems):
        return []
    place = Place("cell", {"sheet": book.sheets[0].name, "cell": "A1"})
    table = f"/{count.problems[-1].pointer.split('/')[1]}"
    return [Problem("rows.more", place, table, args={"count": count.wrong, "shown": len(count.problems)})]


@lru_cache(maxsize=32)
def _template(data: bytes) -> Workbook:
    """The template's workbook, read once."""
    return read_book(data)


def take(book: Workbook, one: Field, pointer: str, spot: CellSpot, tally: Tally) -> None:
    """Read one cell into the tally under a concrete pointer.

    A cell merged over several rows of a table says what it says for its first row only: a sum must not count twice.
    """
    sheet = book.sheet(spot.site.sheet)
    if sheet is None:
        return
    _take_at(book, sheet, one, pointer, (spot.site.row, spot.site.column, spot.how), tally)


def _take_at(
    book: Workbook, sheet: Worksheet, one: Field, pointer: str, spot: tuple[int, int, str], tally: Tally
) -> None:
    """Read the cell in a row and a column, found so, into the tally."""
    here, there, how = spot
    row, column = sheet.home(here, there)
    if one.rows and row != here:
        row, column = here, there
    place = in_cell(sheet.name, row, column)
    tally.found[pointer] = Provenance(how, place)
    if (sheet.name, row, column) in tally.taken and sheet.cells.get((row, column)):
        tally.problems.append(Problem("cell.merged", place, pointer))
        return
    tally.taken.add((sheet.name, row, column))
    result = answer(sheet.cells.get((row, column)), one, tally.lang, since_1904=book.since_1904)
    if isinstance(result, Bad):
        tally.problems.append(Problem(result.code, place, pointer, result.args))
    elif result.value is not None:
        tally.leaves[pointer] = result.value
        if one.money and (beside := currency_beside(sheet.cells[row, column])):
            tally.currencies[pointer] = beside


def take_table(filled: FilledWorkbook, rows: str, spots: Mapping[str, CellSpot], tally: Tally) -> None:
    """Read the rows of one table; a row that says nothing is passed over, as `canonical` does."""
    columns = {f.pointer: spots[f.pointer] for f in filled.form.tables[rows] if f.pointer in spots}
    sheet = filled.book.sheet(next(iter(columns.values())).site.sheet) if columns else None
    if sheet is None:
        return
    number = 0
    for row in rows_to_read(sheet, columns, end_of(filled, sheet, rows, columns)):
        row_tally = Tally(tally.lang)
        for pointer, spot in columns.items():
            one = filled.form.by_pointer[pointer]
            _take_at(filled.book, sheet, one, one.at(number), (row, spot.site.column, spot.how), row_tally)
        if row_tally.leaves or row_tally.problems:
            tally.add(row_tally)
            number += 1
        else:
            tally.found |= row_tally.found
