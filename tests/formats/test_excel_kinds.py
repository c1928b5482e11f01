"""What people's hands do to a workbook beside its fields (R11, R12, R3), done to every Excel form: every answer is what it
was, or asked about, and what stands elsewhere is asked about or told."""

from __future__ import annotations

import re

import pytest

from casedrop.formats import excel, zips
from casedrop.forms.pointers import flatten
from formats.excel_samples import FORMS, edited
from formats.test_excel_damage import filled

MORE = "Lan Chi 7"
ALL = tuple(FORMS)


def first(book):
    """The sheet of a form that people see first."""
    return next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")


def beside(book):
    """A word is typed far beside all that is there."""
    first(book).cell(2, first(book).max_column + 3, MORE)


def below(book):
    """A line is typed far below all that is there."""
    first(book).cell(first(book).max_row + 40, 2, MORE)


def elsewhere(book):
    """Something is noted on a sheet of one's own."""
    book.create_sheet("Ghi thêm")["B2"] = MORE


def copied(book):
    """The form's sheet is copied inside the workbook, and something else is said there."""
    copy = book.copy_worksheet(first(book))
    for row in copy.iter_rows():
        for cell in row:
            if not cell.protection.locked and isinstance(cell.value, str):
                cell.value = MORE
    copy.cell(2, copy.max_column + 3, MORE)


ASKED = {"beside": beside, "below": below, "on another sheet": elsewhere, "in a copy of the sheet": copied}


@pytest.mark.parametrize("way", ASKED)
@pytest.mark.parametrize("name", ALL)
def test_what_is_typed_elsewhere_is_no_answer_and_is_asked_about(name, way):
    form, template = FORMS[name]
    document, before = filled(name, "vi")
    reading = excel.read(edited(document, ASKED[way]), form, "vi", template)
    answers = dict(flatten(reading.answers))
    said = {p: v for p, v in flatten(before.answers) if p in answers or not form.bulk}
    assert {p: v for p, v in answers.items() if p in said} == said
    codes = {p.code for p in reading.problems} - {p.code for p in before.problems}
    assert codes & {"cell.beside", "sheet.foreign", "sheet.copied", "rows.more"} or MORE in map(str, answers.values())


@pytest.mark.parametrize("name", ALL)
def test_formatted_empty_rows_and_areas_merged_over_all_columns_change_nothing(name):
    form, template = FORMS[name]
    document, before = filled(name, "vi")
    parts = zips.read_parts(document)
    sheet = min(part for part in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part))
    last = max(map(int, re.findall(rb'<row r="(\d+)"', parts[sheet])))
    rows = b"".join(
        b'<row r="%d" spans="1:9"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n)
        for n in range(last + 1, 20_000)
    )
    swollen = zips.patch(document, {sheet: parts[sheet].replace(b"</sheetData>", rows + b"</sheetData>")})
    reading = excel.read(swollen, form, "vi", template)
    assert (reading.answers, reading.problems) == (before.answers, before.problems)


@pytest.mark.parametrize("name", ALL)
def test_names_of_a_scope_of_their_own_take_no_answer_away(name):
    form, template = FORMS[name]
    document, before = filled(name, "vi")
    book = zips.read_parts(document)["xl/workbook.xml"].decode()
    own = re.findall(r'<definedName name="(f\.[^"]+)"[^>]*>(\'?[^<!]+\'?)!', book)
    local = "".join(f'<definedName name="{n}" localSheetId="0">{sheet}!$ZZ$9</definedName>' for n, sheet in own)
    scoped = zips.patch(
        document, {"xl/workbook.xml": book.replace("</definedNames>", local + "</definedNames>").encode()}
    )
    assert excel.read(scoped, form, "vi", template).answers == before.answers
