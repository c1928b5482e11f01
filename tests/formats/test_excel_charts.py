"""Charts and pictures of a template: what they show and where they stand follows the rows of the document."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from openpyxl.chart import LineChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, StrRef
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.drawing.image import Image

from casedrop.formats import excel, zips
from casedrop.formats.qr import picture
from formats.excel_samples import FACTS, FORMS, edited, sample

FORM, TEMPLATE = FORMS["customization-analysis"]
"""A sheet with a table whose head is row 15 and whose pattern row is 16; the sample has four rows."""


def chart(values: str, label: str | None = None) -> LineChart:
    made = LineChart()
    series = Series(val=NumDataSource(NumRef(f=f"'{{{{ title }}}}'!{values}", numCache=NumData(ptCount=1))))
    series.cat = AxDataSource(strRef=StrRef(f=f"'{{{{ title }}}}'!{values}"))
    series.tx = SeriesLabel(strRef=StrRef(f=f"'{{{{ title }}}}'!{label}")) if label else None
    made.series.append(series)
    return made


def filled(*drawn: tuple[str, object]):
    """The only sheet of a document whose template has charts and pictures at these cells."""

    def draw(book):
        for cell, one in drawn:
            (book.worksheets[0].add_chart if isinstance(one, LineChart) else book.worksheets[0].add_image)(one, cell)

    answers = sample(FORM, "zh-Hant")
    data = excel.fill(edited(TEMPLATE, draw), FORM, "en", answers, writable=frozenset(), stamp="S", facts=FACTS)
    return load_workbook(io.BytesIO(data)).worksheets[0]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("$H$16", "$H$16:$H$19"),
        ("$H$16:$H$16", "$H$16:$H$19"),
        ("$H$17", "$H$20:$H$20"),
        ("$H$8:$H$9", "$H$8:$H$9"),
    ],
)
def test_a_chart_shows_the_rows_of_the_document(values, shown):
    (made,) = filled(("A30", chart(values)))._charts
    sheet = filled().title
    assert (made.ser[0].val.numRef.f, made.ser[0].cat.strRef.f) == (f"'{sheet}'!{shown}",) * 2


def test_the_name_of_a_series_stays_one_cell_and_remembered_values_are_let_go():
    (made,) = filled(("A30", chart("$H$16", "$H$15")))._charts
    assert made.ser[0].tx.strRef.f == f"'{filled().title}'!$H$15"
    assert made.ser[0].val.numRef.numCache is None


@pytest.mark.parametrize(("cell", "row"), [("A5", 5), ("A17", 20), ("A30", 33)])
def test_what_stands_below_a_table_moves_down_with_its_rows(cell, row):
    sheet = filled((cell, chart("$H$16")), (cell, Image(io.BytesIO(picture("casedrop")))))
    anchors = [drawn.anchor._from.row + 1 for drawn in (*sheet._charts, *sheet._images[1:])]  # the first is the logo
    assert anchors == [row, row]


@pytest.mark.parametrize(
    ("rows", "figures", "names"), [(3, 2, "low"), (16, 2, "low"), (17, 0, "none"), (40, 0, "none")]
)
def test_figures_and_names_of_a_chart_are_left_to_the_table_where_they_would_meet(rows, figures, names):
    form, template = FORMS["service-analysis"]
    said = {"standard": "4"}
    said["consultants"] = [{"consultant": f"A{n}", "count": 9, "mean": "4.5", "below": "no"} for n in range(rows)]
    said["trend"] = [{"month": "2026-07", "count": 9, "mean": "4.5"}]
    data = excel.fill(template, form, "en", said, writable=frozenset(), stamp="S", facts=FACTS)
    charts = [part.decode() for name, part in zips.read_parts(data).items() if name.startswith("xl/charts/chart")]
    (columns,) = (chart for chart in charts if "<barChart>" in chart)
    assert columns.count("<dLbls>") == figures
    assert re.findall(r'<tickLblPos val="([a-z]+)"', columns)[0] == names
    assert sum(chart.count("<dLbls>") for chart in charts if chart != columns) == 1, "the months have room"
