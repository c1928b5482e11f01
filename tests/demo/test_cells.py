"""What is typed into a workbook by the demo is read like what openpyxl types there, form by form and cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

import casedrop
from casedrop.demo import typing
from casedrop.forms.pointers import flatten
from trees import ROOT

OFFICE = casedrop.Workspace(ROOT)
SHEETS = [name for name in OFFICE.forms if OFFICE.form(name).format == "xlsx"]
BY_HAND = {"date": date.fromisoformat, "decimal": Decimal, "integer": int}


def typed_by_openpyxl(data, values):
    """The workbook with values in the cells to which the names of their fields lead, saved by openpyxl."""
    book = load_workbook(io.BytesIO(data))
    for pointer, value in values.items():
        name = "f" + re.sub(r"/\d+(?=/)", "", pointer).replace("/", ".")
        sheet, at = next(iter(book.defined_names[name].destinations))
        book[sheet][at.replace("$", "")].offset(1 if "/0/" in pointer else 0, 0).value = value
    book.save(saved := io.BytesIO())
    return saved.getvalue()


def by_hand(form, lang):
    """What a person types of a form's sample: its first rows, dates and numbers as such, choices by their words."""
    fields = form.declared.by_pointer
    for pointer, value in flatten(form.sample(lang)):
        field = fields.get(re.sub(r"/\d+(?=/|$)", "/-", pointer))
        if field and not re.search(r"/[1-9]\d*(/|$)", pointer) and isinstance(value, str):
            yield pointer, field.choices[value][lang] if value in field.choices else BY_HAND.get(field.kind, str)(value)


@pytest.mark.parametrize("name", SHEETS)
def test_each_form_typed_by_the_demo_reads_as_typed_by_openpyxl(name, tmp_path):
    form = OFFICE.form(name)
    blank, there = form.fill({}, lang="en").save(tmp_path / "blank.xlsx"), tmp_path / "typed.xlsx"
    values = dict(by_hand(form, "en"))
    typing.write(blank, values, there)
    ours, theirs = form.read(there), form.read(typed_by_openpyxl(blank.read_bytes(), values))
    assert len(values) > 4
    assert ours.answers == theirs.answers
    assert ours.problems == theirs.problems
    assert {at: found.place for at, found in ours.found.items()} == {at: f.place for at, f in theirs.found.items()}


@pytest.fixture
def source(tmp_path):
    """A workbook of two sheets as another program made it: a sheet named with marks, a list below, a formula."""
    book = Workbook()
    book.active.title = "It's one"
    book.active["A1"], book.active["B1"] = 7, "=A1*2"
    book.create_sheet("Two")["B3"] = "When"
    for name, at in (("f.said", "'It''s one'!$A$1"), ("f.rows.on", "Two!$B$3"), ("f.far", "Two!$AB$9")):
        book.defined_names[name] = DefinedName(name, attr_text=at)
    book.save(tmp_path / "source.xlsx")
    return tmp_path / "source.xlsx"


def typed(source, values):
    """The two sheets once values were typed in, as openpyxl loads them."""
    typing.write(source, values, source.with_name("typed.xlsx"))
    return load_workbook(source.with_name("typed.xlsx")).worksheets


def test_it_is_typed_where_the_names_of_fields_lead_be_there_a_cell_or_none(source):
    one, two = typed(source, {"/said": " two words ", "/rows/0/on": "a", "/rows/2/on": "c", "/far": Decimal("1.5")})
    assert (one["A1"].value, one["B1"].value) == (" two words ", "=A1*2")
    assert [two[at].value for at in ("B3", "B4", "B5", "B6", "AB9")] == ["When", "a", None, "c", 1.5]
    with pytest.raises(LookupError):
        typed(source, {"/nowhere": "x"})


def test_a_day_is_shown_as_one_in_a_cell_that_showed_none_before(source):
    _, two = typed(source, {"/rows/0/on": date(2026, 3, 2), "/rows/1/on": date(2026, 3, 3)})
    assert [(two[at].value, two[at].number_format) for at in ("B4", "B5")] == [
        (datetime(2026, 3, 2), "yyyy-mm-dd"),
        (datetime(2026, 3, 3), "yyyy-mm-dd"),
    ]


def test_nothing_typed_leaves_a_cell_empty_and_a_formula_is_one_without_what_it_came_to(source):
    assert [typed(source, {"/said": nothing})[0]["A1"].value for nothing in ("", None)] == [None, None]
    assert typed(source, {"/said": "=B1"})[0]["A1"].value == "=B1"
    typing.write(source, {"/said": 8}, there := source.with_name("typed.xlsx"))
    with zipfile.ZipFile(there) as parts:
        assert b"<v>8</v>" in parts.read("xl/worksheets/sheet1.xml")
    assert load_workbook(there, data_only=True).worksheets[0]["B1"].value is None
