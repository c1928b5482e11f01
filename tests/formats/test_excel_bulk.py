"""Bulk tables: rows are read one by one, judged between themselves and across sheets, whatever people did around them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from casedrop.formats import excel, zips
from casedrop.formats.excel.marking import parts
from casedrop.formats.excel.reading.bulk import go_through
from casedrop.forms.bulk.tables import BulkRow, tables
from casedrop.forms.canonical import leaf
from casedrop.forms.reading import Mark
from casedrop.language import Ok
from formats.excel_samples import FACTS, FORMS, edited, nameless
from strategies import examples, values

FORM, TEMPLATE = FORMS["data-import"]
BLANK = excel.fill(TEMPLATE, FORM, "en", {}, writable=FORM.writable("filling"), stamp="S", facts=FACTS)
HEAD = 3
GOODS = [["G1", "Abacus", "pc", "Merchandise"], ["G2", "Ledger", "pc", "Material"]]


def put(sheet, rows):
    for number, row in enumerate(rows, HEAD + 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type


def book(change=lambda _book: None, **rows):
    """The blank workbook with rows under the heads of its sheets, then changed as a person would."""

    def both(made):
        for table, several in rows.items():
            put(made[FORM.label(f"/{table}", "en")], several)
        change(made)

    return edited(BLANK, both)


def told(data):
    return [(p.code, p.place.args["cell"]) for p in go_through(data, FORM, "en") if not isinstance(p, BulkRow)]


def rows(data, table="/goods"):
    return [dict(r.values) for r in go_through(data, FORM, "en") if isinstance(r, BulkRow) and r.table == table]


CODES = ["G1", "G2"]


def test_each_row_is_read_and_none_is_kept_in_the_answers():
    data = book(goods=GOODS)
    assert rows(data) == [
        {"code": "G1", "name": "Abacus", "unit": "pc", "kind": "goods"},
        {"code": "G2", "name": "Ledger", "unit": "pc", "kind": "material"},
    ]
    assert excel.read(data, FORM, "en", TEMPLATE).answers == {"goods": {"rows": 2}}


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_rows_written_are_rows_read(data):
    """Every value of every column that a cell can hold as text comes back as its canonical self."""
    which = data.draw(st.sampled_from(["/vouchers", "/goods", "/assets"]))
    table = next(t for t in tables(FORM) if t.pointer == which)
    columns = {n: c for n, c in table.columns.items() if c.field.kind in ("text", "code", "date", "integer")}
    made = data.draw(
        st.lists(st.fixed_dictionaries({n: values(c.field, c.schema) for n, c in columns.items()}), max_size=4)
    )
    said = [{n: leaf(row[n], columns[n].field) for n in columns} for row in made]
    wanted = [{n: v.value for n, v in row.items() if isinstance(v, Ok) and v.value is not None} for row in said]

    def write(sheet):
        places = {str(c.value).removesuffix("*").strip(): c.column for c in sheet[HEAD]}
        for number, row in enumerate(wanted, HEAD + 1):
            for name, value in row.items():
                cell = sheet.cell(number, places[columns[name].field.labels["en"]])
                kind = columns[name].field.kind
                cell.value = date.fromisoformat(value) if kind == "date" else value
                cell.data_type = "s" if isinstance(value, str) and kind != "date" else cell.data_type

    filled = edited(BLANK, lambda b: write(b[table.schema["x-labels"]["en"]]))
    assert rows(filled, table.pointer) == [row for row in wanted if row]


@pytest.mark.fault("D5")
@pytest.mark.parametrize(
    ("sheet", "faults"),
    [
        ({"goods": [*GOODS, ["g1", "Again", "pc", "Service"]]}, [("key.repeated", "A6")]),
        ({"goods": [["G1", None, "pc", "Service"]]}, [("required", "B4")]),
        ({"goods": [["G1", "Abacus", "pc", "Toy"]]}, [("choice.unknown", "D4")]),
        ({"goods": [["G1", "Abacus", "pc", "Service", None, None, "W9"]]}, [("key.unknown", "G4")]),
        ({"accounts": [["1", "Cash", 10, None], ["4", "Capital", None, 9]]}, [("rows.unbalanced", "C4")]),
        ({"accounts": [["1", "Cash", 10, None], ["4", "Capital", None, 10]]}, []),
        ({"partners": [["P", "Firm", "Customer", None, None, None, None, "no mail"]]}, [("format.email", "H4")]),
        ({"assets": [["A", "Desk", "Tools", None, None, "2026-02-30", 5, 12]]}, [("date.impossible", "F4")]),
        ({"assets": [["A", "Desk", "Tools", None, None, "2026-02-03", 5, -1]]}, [("minimum", "H4")]),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(sheet, faults):
    assert told(book(**sheet)) == faults


def test_a_voucher_balances_by_itself_and_each_line_has_one_side():
    accounts, day = [["1", "Cash"], ["4", "Sales"]], date(2026, 1, 5)
    lines = [
        ["V1", day, "a", "1", 5, None],
        ["V2", day, "b", "1", 7, None],
        ["V1", day, "a", "4", None, 5],
        ["V2", day, "b", "4", None, 6],
        ["V3", day, "c", "4", 3, 3],
    ]
    assert told(book(accounts=accounts, vouchers=lines)) == [("row.either", "F8"), ("rows.unbalanced", "E5")]


def test_blank_rows_hidden_rows_and_columns_moved_renamed_or_of_their_own_do_no_harm():
    def change(made):
        sheet = made["Goods"]
        sheet.insert_rows(HEAD + 2, 2)
        sheet.row_dimensions[HEAD + 1].hidden = True
        sheet.cell(HEAD, 30, "Our own")
        sheet.cell(HEAD + 1, 30, "x")
        for row in range(HEAD, HEAD + 6):  # what they are called tells two columns that changed places
            a, b = sheet.cell(row, 1), sheet.cell(row, 2)
            a.value, b.value = b.value, a.value
        sheet.cell(HEAD, 3).value = "Measure"  # its name still tells
        made.move_sheet("Goods", 5)

    assert [r["code"] + r["name"] + r["unit"] for r in rows(book(change, goods=GOODS))] == ["G1Abacuspc", "G2Ledgerpc"]


def test_sheets_renamed_and_without_names_are_known_by_their_heads():
    def change(made):
        made["Bank balances"].title = "Sheet7"

    data = nameless(book(change, accounts=[["1", "Bank"]], bank=[["007", "B", "1", "VND", 5]]))
    assert (rows(data, "/bank"), told(data)) == (
        [{"bank_account": "007", "bank": "B", "account": "1", "currency": "VND", "amount": "5"}],
        [],
    )


def test_a_sheet_that_is_gone_is_asked_for():
    gone = edited(nameless(BLANK), lambda made: made.remove(made["Goods"]))
    assert [(p.code, p.pointer) for p in go_through(gone, FORM, "en")] == [("field.missing", "/goods")]


def test_formulas_without_a_result_errors_and_days_since_1904():
    def change(made):
        made["Goods"]["A4"] = "=1+1"
        made["Goods"]["B4"] = "#REF!"
        made["Goods"]["B4"].data_type = "e"

    assert told(book(change, goods=GOODS))[:2] == [("cell.uncalculated", "A4"), ("cell.error", "B4")]
    mac = edited(BLANK, lambda made: setattr(made, "epoch", CALENDAR_MAC_1904))
    made = load_workbook(io.BytesIO(mac))
    put(made["Assets"], [["A", "Desk", "Tools", None, None, date(2026, 2, 3), 5, 12]])
    out = io.BytesIO()
    made.save(out)
    assert rows(out.getvalue(), "/assets")[0]["in_use_from"] == "2026-02-03"


def test_one_row_too_many_ends_the_reading(monkeypatch):
    monkeypatch.setattr("casedrop.forms.bulk.tables.BulkTable.most", 1)
    assert (told(book(goods=GOODS)), len(rows(book(goods=GOODS)))) == ([("too-many-rows", "A5")], 1)


def test_a_large_sheet_is_marked_without_being_parsed_and_nothing_else_changes(monkeypatch):
    data = book(goods=GOODS)
    mark = Mark(
        next(p.place for p in go_through(book(goods=[["G1"]]), FORM, "en") if not isinstance(p, BulkRow)), "Name?"
    )
    monkeypatch.setattr(parts, "LARGE", 0)
    marked = excel.mark(data, [mark])
    assert load_workbook(io.BytesIO(marked))["Goods"]["B4"].comment.text == "casedrop:\nName?"
    before, after = zips.read_parts(data), zips.read_parts(marked)
    sheet = "xl/worksheets/sheet2.xml"
    unprinted = after[sheet].replace(b' cellComments="atEnd"', b"")  # that its notes are printed is all it says besides
    assert unprinted.replace(b"<legacyDrawing", b"|").split(b"|")[0] == before[sheet].split(b"</worksheet>")[0]
    assert excel.mark(marked, [mark]) == marked
    assert rows(marked) == rows(data)
