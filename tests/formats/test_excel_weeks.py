"""A week beside a table, repeated for as long as its dates run."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from casedrop.formats import excel
from casedrop.formats.excel.measures import weeks_of
from formats.excel_samples import FACTS, FORMS, sample

FORM, TEMPLATE = FORMS["implementation-schedule"]
WORKDAYS = {"week": "1111110", "closed": ["2026-04-27"], "opened": ["2026-03-08"]}


def sheets(said):
    facts = FACTS | {"workdays": WORKDAYS}
    data = excel.fill(TEMPLATE, FORM, "en", said, writable=FORM.writable(None), stamp="S", facts=facts)
    return load_workbook(BytesIO(data))


def grid(sheet):
    """The areas in which bars are drawn."""
    return {
        str(kept.sqref) for kept in sheet.conditional_formatting if max(area.max_row for area in kept.sqref.ranges) > 20
    }


@pytest.mark.parametrize(
    ("dates", "weeks"),
    [
        ([], 20),
        ([date(2026, 3, 4)], 5),
        ([date(2026, 3, 2), date(2026, 4, 26)], 10),
        ([date(2026, 3, 1), date(2026, 4, 26)], 11),
        ([date(1990, 1, 1), date(2079, 1, 1)], 96),
    ],
    ids=["none", "one", "Monday to Sunday", "a Sunday more", "a lifetime"],
)
def test_weeks_begin_on_a_monday_and_two_are_to_spare(dates, weeks):
    assert weeks_of(dates) == weeks


def test_each_day_is_reckoned_from_the_one_before():
    sheet = sheets(sample(FORM, "en")).worksheets[0]
    head = 15
    assert [sheet.cell(head, c).value for c in (11, 79)] == [
        f'=IF(J{head}="","",J{head}+1)',
        f'=IF(BZ{head}="","",BZ{head}+1)',
    ]
    assert sheet.cell(head, 80).value is None


def test_bars_reach_over_every_row_and_week():
    sheet = sheets(sample(FORM, "en")).worksheets[0]
    assert grid(sheet) == {"J16:CA31", "F16:F31"}


def test_days_off_stand_on_a_hidden_sheet_under_their_names():
    book = sheets(sample(FORM, "en"))
    assert book["_days"]["A1"].value == "1111110"
    assert {name: book.defined_names[name].attr_text for name in ("d.week", "d.closed", "d.opened")} == {
        "d.week": "'_days'!$A$1:$A$1",
        "d.closed": "'_days'!$B$1:$B$1",
        "d.opened": "'_days'!$C$1:$C$1",
    }


@pytest.mark.parametrize(
    ("end", "paper", "scale"), [("2026-03-20", 9, None), ("2026-04-24", 8, None), ("2026-07-24", 8, 80)]
)
def test_it_prints_on_a4_on_a3_or_side_by_side(end, paper, scale):
    task = sample(FORM, "en")["tasks"][0] | {"start": "2026-03-02", "end": end}
    sheet = sheets({"tasks": [task]}).worksheets[0]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.scale) == (paper, scale)
    assert (sheet.print_title_cols, len(sheet.col_breaks.brk)) == (("$A:$I", 2) if scale else (None, 0))
