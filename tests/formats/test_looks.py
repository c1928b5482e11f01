"""How templates look, as far as their files say it: each fault is told once, at its first place, and else nothing."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName

from casedrop.formats.excel.looks import looks as of_workbook
from casedrop.formats.excel.looks import tints
from casedrop.formats.word.checks.looks import looks as of_word
from casedrop.language.problem import LANGS
from formats.word_samples import NOTE, cell, control, label, leaf, package, row, table, words

FORM = replace(
    NOTE,
    schema={
        "type": "object",
        "properties": {
            "to": NOTE.schema["properties"]["to"],
            "fee": leaf(words("Phí", "费用", "費用", "Fee"), format="decimal", **{"x-money": True}),
            "tasks": NOTE.schema["properties"]["tasks"],
        },
    },
)
KEPT = "<w:trPr><w:cantSplit/></w:trPr>"


def rows(*, kept=KEPT, head="<w:tblHeader/>", fee="<w:noWrap/>", to="", said=""):
    """A template of two tables: who and the fee; the tasks under their head."""
    inside = control("/to"), control("/fee")
    who = tinted(label("/to"), said), tinted(inside[0], to)
    sum_ = tinted(label("/fee"), said), tinted(inside[1], to).replace("<w:tcPr>", f"<w:tcPr>{fee}")
    about = table(2, tr(kept, *who), tr(kept, *sum_))
    top = kept.replace("<w:cantSplit/>", f"<w:cantSplit/>{head}") if kept else f"<w:trPr>{head}</w:trPr>"
    tasks = table(1, tr(top, cell(label("/tasks/-/what"))), tr(kept, tinted(control("/tasks/-/what"), to)))
    return package(about + tasks)


def tr(about, *cells):
    return row(*cells).replace("<w:tr>", f"<w:tr>{about}")


def tinted(inside, tint):
    shade = f"<w:shd w:val='clear' w:fill='{tint}'/>" if tint else ""
    return cell(inside).replace("</w:tcPr>", f"{shade}</w:tcPr>")


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (rows(), []),
        (rows(kept=""), [("look.split", "Table 1, row 1, column 1", 4)]),
        (rows(head=""), [("look.head", "Table 2, row 1, column 1", 1)]),
        (rows(fee=""), [("look.wrap", "Table 1, row 2, column 2", 1)]),
        (rows(to="DCE7ED"), []),
        (rows(to="EEF2F4"), []),
        (rows(to="DCE7ED", said="DCE7ED"), [("look.label", "Table 1, row 1, column 1", 2)]),
        (
            rows(said="dce7ed"),
            [("look.tint", "Table 1, row 1, column 2", 3), ("look.label", "Table 1, row 1, column 1", 2)],
        ),
    ],
)
def test_a_word_template(template, told):
    found = list(of_word(template, FORM))
    assert [(p.code, str(p.place), p.args["count"]) for p in found] == told
    assert all(p.is_advice and p.say(lang) for p in found for lang in LANGS)


def test_what_nobody_sends_back_has_no_cells_to_fill():
    assert list(of_word(rows(said="DCE7ED"), replace(FORM, returns=False))) == []


def workbook(change=None):
    """A workbook of one sheet: its tasks under a head in row 4."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tasks"
    sheet["A4"], sheet["B4"] = "What", "Fee"
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 40
    sheet.print_area, sheet.print_title_rows, sheet.freeze_panes = "A1:B9", "4:4", "A5"
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    for pointer, at in (("tasks.what", "A4"), ("to", "A1"), ("fee", "B1")):
        book.defined_names[f"f.{pointer}"] = DefinedName(f"f.{pointer}", attr_text=f"'Tasks'!${at[0]}${at[1]}")
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def no_area(sheet):
    sheet.print_area = None


def fit_height(sheet):
    sheet.page_setup.fitToHeight = 1


def not_fitted(sheet):
    sheet.sheet_properties.pageSetUpPr.fitToPage = False


def wide(sheet):
    sheet.column_dimensions["B"].width = 90


def across(sheet):
    wide(sheet)
    sheet.page_setup.orientation = "landscape"


def no_titles(sheet):
    sheet.print_title_rows = "1:3"


def nothing_frozen(sheet):
    sheet.freeze_panes = "A4"


def hidden(sheet):
    no_area(sheet.parent.copy_worksheet(sheet))
    sheet.parent.worksheets[1].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (None, []),
        (no_area, [("look.area", {})]),
        (fit_height, [("look.width", {})]),
        (not_fitted, [("look.width", {})]),
        (wide, [("look.scale", {"given": "71"})]),
        (across, []),
        (no_titles, [("look.titles", {})]),
        (nothing_frozen, [("look.freeze", {})]),
        (hidden, []),
    ],
)
def test_a_workbook(change, told):
    found = list(of_workbook(workbook(change), replace(FORM, format="xlsx")))
    assert [(p.code, p.args) for p in found] == told
    assert [str(p.place) for p in found] == ["Sheet 1"] * len(told)
    assert all(p.is_advice and p.line(lang) for p in found for lang in LANGS)


def painted(**cells):
    """A change that opens and tints cells: `A5="open"`, `"tint"`, or both."""

    def paint(sheet):
        for at, how in cells.items():
            sheet[at].protection = Protection(locked="open" not in how)
            if "tint" in how:
                sheet[at].fill = PatternFill("solid", fgColor="DCE7ED")

    return paint


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"A5": "open tint", "B5": "open tint"}, []),
        ({"A5": "open", "B5": "open"}, []),
        ({"A5": "open tint", "B5": "open", "B6": "open"}, [("look.tint", "Tasks!B5", 2)]),
        ({"A5": "open tint", "A4": "tint"}, [("look.label", "Tasks!A4", 1)]),
    ],
)
def test_open_cells_are_the_tinted_ones(cells, told):
    assert [(p.code, str(p.place), p.args["count"]) for p in tints(workbook(painted(**cells)))] == told
