"""What is read when people did with a workbook what people do."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import MultiCellRange

from casedrop.formats import excel, zips
from casedrop.formats.excel.locate import _rendered
from casedrop.formats.excel.reading.read import _template
from casedrop.formats.excel.reading.told import _drawn
from casedrop.language.problem import Place
from formats.excel_samples import ANALYSIS, FACTS, SHEET, edited, nameless, where

ITEM = {"content": "Báo cáo", "explanation": "Theo ngày", "purpose": "Xem nhanh"}


def form_of(lang="vi", answers=None, stage=None):
    """A workbook to be filled."""
    return excel.fill(SHEET, ANALYSIS, lang, answers or {}, writable=ANALYSIS.writable(stage), stamp="S-7", facts=FACTS)


def typed(data, pointer, value, row=0, style=None):
    """The workbook after someone typed into a field's cell."""
    sheet, at = where(data, "f." + pointer.replace("/-/", "/").strip("/").replace("/", "."))

    def change(book):
        cell = book[sheet][at].offset(1 + row if "/-/" in pointer else 0, 0)
        cell.value = value
        if style:
            cell.number_format = style

    return edited(data, change)


def read(data, lang="vi"):
    return excel.read(data, ANALYSIS, lang, SHEET)


def told(reading):
    """(code, pointer, cell) of each problem."""
    return [(p.code, p.pointer, p.place.args.get("cell")) for p in reading.problems]


@pytest.mark.parametrize(
    ("lang", "pointer", "value", "style", "answer"),
    [
        ("vi", "/budget", "1.234.567,5", "@", "1234567.5"),
        ("vi", "/budget", 50000000, None, "50000000"),
        ("vi", "/budget", 0.1 + 0.2, None, "0.3"),
        ("en", "/budget", "1,234,567.5", "@", "1234567.5"),
        ("vi", "/created_on", "23/6/2026", "@", "2026-06-23"),
        ("zh-Hans", "/created_on", "2026年6月23日", "@", "2026-06-23"),
        ("vi", "/created_on", 46196, "m/d/yyyy", "2026-06-23"),
        ("vi", "/created_on", 46196.75, "dd/mm/yyyy hh:mm", "2026-06-23"),
        ("vi", "/sales_person", 905550147, "General", "905550147"),
        ("vi", "/sales_person", 46196, "dd/mm/yyyy", "23/06/2026"),
        ("vi", "/server_case", "máy chủ RIÊNG", "@", "dedicated"),
        ("zh-Hant", "/server_case", "共用服务器", "@", "shared"),
        ("vi", "/summary", "một\r\nhai  ", "@", "một\nhai"),
    ],
)
def test_what_people_type_is_understood(lang, pointer, value, style, answer):
    reading = read(typed(form_of(lang), pointer, value, style=style), lang)
    assert (reading.answers, reading.problems) == ({pointer.strip("/"): answer}, ())


@pytest.mark.fault("B9")
@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/budget", "1.5", "number.ambiguous"),
        ("/budget", "1.5 triệu", "number.ambiguous"),
        ("/budget", 1.01e17, "number.too-long"),
        ("/budget", 1.23456789, "number.too-long"),
        ("/product/users", 2.5, "number.whole"),
        ("/created_on", "31/02/2026", "date.impossible"),
        ("/created_on", 60, "date.implausible"),
        ("/created_on", -4, "date.implausible"),
        ("/created_on", "#REF!", "cell.error"),
        ("/budget", "=A1*2", "cell.uncalculated"),
        ("/customer/code", 1.01e17, "number.too-long"),
        ("/server_case", "cái khác", "choice.unknown"),
    ],
)
def test_what_is_not_sure_is_a_problem_with_its_cell(pointer, value, code):
    data = form_of()
    reading = read(typed(data, pointer, value))
    assert (reading.answers, told(reading)) == (
        {},
        [(code, pointer, where(data, "f." + pointer[1:].replace("/", "."))[1])],
    )


def test_a_formula_with_its_stored_result_is_the_result():
    data = form_of()
    at = where(data, "f.budget")[1]
    part = zips.read_parts(data)["xl/worksheets/sheet1.xml"].decode()
    head, found, rest = part.partition(f'<c r="{at}"')
    style, _, rest = rest.partition("></c>")
    part = f"{head}{found}{style}><f>2*25000000</f><v>50000000</v></c>{rest}"
    assert read(zips.patch(data, {"xl/worksheets/sheet1.xml": part.encode()})).answers == {"budget": "50000000"}


@pytest.mark.parametrize("dash", ["-", "–", "—", " / "])
def test_a_dash_says_nothing_but_in_a_text(dash):
    data = form_of(answers={"items": [ITEM]}, stage="technical")
    reading = read(typed(typed(data, "/items/-/cost", dash), "/items/-/reason", dash))
    assert (reading.answers["items"], reading.problems) == ([ITEM | {"reason": dash.strip()}], ())


def test_rows_people_put_in_are_read_and_gaps_close():
    data = form_of(answers={"items": [ITEM]})

    def change(book):
        sheet = book.worksheets[0]
        row = int(where(data, "f.items.content")[1][1:])
        for offset, content in ((3, "Hàng ba"), (5, "Hàng năm")):
            sheet.cell(row + offset, 2).value = content

    reading = read(edited(data, change))
    assert [row["content"] for row in reading.answers["items"]] == ["Báo cáo", "Hàng ba", "Hàng năm"]
    places = [reading.found[f"/items/{n}/content"].place.args["cell"] for n in range(4)]
    assert len(set(places)) == 4


def test_the_sums_below_a_table_are_none_of_its_rows():
    reading = read(nameless(form_of(answers={"items": [ITEM]}, stage="technical")))
    assert (reading.answers, reading.problems) == ({"items": [ITEM]}, ())


def test_an_answer_that_reads_like_a_label_stays_an_answer_without_names():
    said = {"sales_person": "Ý kiến", "items": [ITEM | {"content": "Ghi chú giá"}], "price": {"note": "Ý kiến"}}
    assert read(nameless(form_of(answers=said, stage="pricing"))).answers == said


@pytest.mark.fault("B6")
def test_labels_are_followed_when_rows_were_moved():
    data = nameless(form_of(answers={"sales_person": "Trần Văn Mẫu", "items": [ITEM]}))

    def down(book):
        sheet = book.worksheets[0]
        sheet.insert_rows(3, 2)
        for area in sheet.merged_cells.ranges:
            area.shift(row_shift=2 if area.min_row >= 3 else 0)
        sheet.merged_cells = MultiCellRange(list(sheet.merged_cells.ranges))

    assert read(edited(data, down)).answers == {"sales_person": "Trần Văn Mẫu", "items": [ITEM]}


def test_a_required_field_that_is_nowhere_is_named():
    data = nameless(form_of())
    book = load_workbook(io.BytesIO(data))
    cell = next(c for row in book.worksheets[0] for c in row if str(c.value).startswith("Tóm tắt yêu cầu"))
    reading = read(edited(data, lambda copy: copy.worksheets[0].__setitem__(cell.coordinate, None)))
    assert told(reading) == [("field.missing", "/summary", None)]


@pytest.mark.fault("D1")
def test_days_are_counted_from_1904_where_the_workbook_says_so():
    data = typed(form_of(), "/created_on", 46196 - 1462)
    part = zips.read_parts(data)["xl/workbook.xml"].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    assert read(zips.patch(data, {"xl/workbook.xml": part})).answers == {"created_on": "2026-06-23"}


def test_a_value_in_a_merged_area_is_found_from_any_of_its_cells():
    data = form_of(answers={"sales_person": "Trần Văn Mẫu"})
    _, at = where(data, "f.sales_person")
    reading = read(data)
    assert reading.found["/sales_person"].place == Place("cell", {"sheet": "Phiếu phân tích yêu cầu tùy", "cell": at})


def test_a_cell_merged_over_two_rows_counts_for_the_first_only():
    data = form_of(answers={"items": [ITEM | {"cost": "100"}, ITEM]}, stage="technical")
    _, head = where(data, "f.items.cost")
    column, row = head[0], int(head[1:])
    merged = edited(data, lambda book: book.worksheets[0].merge_cells(f"{column}{row + 1}:{column}{row + 2}"))
    assert read(merged).answers["items"] == [ITEM | {"cost": "100"}, ITEM]


def test_a_cell_in_the_last_corner_costs_nothing():
    reading = read(edited(form_of(answers={"items": [ITEM]}), lambda b: b.worksheets[0].__setitem__("XFD1048576", "x")))
    assert reading.answers == {"items": [ITEM]}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", form_of()[:3000]], ids=["nothing", "no zip", "cut off"])
def test_a_damaged_file_is_a_problem(data):
    assert told(read(data)) == [("file.damaged", "", None)]


@pytest.mark.fault("B12")
def test_a_sheet_with_too_many_cells_is_not_read(monkeypatch):
    monkeypatch.setattr("casedrop.formats.excel.package.LARGEST", 20)
    monkeypatch.setattr("casedrop.formats.excel.package.GLANCE", 10)
    assert told(read(form_of())) == [("file.too-complex", "", None)]


def test_another_workbook_says_what_is_missing():
    out = io.BytesIO()
    Workbook().save(out)
    reading = read(out.getvalue())
    assert (reading.answers, reading.stamp) == ({}, None)
    assert ("field.missing", "/customer/name", None) in told(reading)


def test_peek_shows_stamp_foot_and_first_texts():
    peek = excel.peek(form_of("en"))
    assert peek.stamp == "S-7"
    assert "CA-v1 · PT-2026-0118" in peek.footer
    assert "Customization Request Analysis Sheet" in peek.texts


def test_the_outline_names_fields_beside_their_labels():
    lines = excel.outline(SHEET).splitlines()
    assert lines[0] == "sheet {{ title }}"
    assert [line for line in lines if "[f.items.cost]" in line] == [
        "  H15   [f.items.cost]  \"{{ label('/items/-/cost') }}\""
    ]


def test_what_was_warmed_of_a_template_is_not_worked_out_again():
    excel.warm(SHEET, ANALYSIS, "vi")
    before = _template.cache_info().misses, _rendered.cache_info().misses, _drawn.cache_info().misses
    assert read(form_of()).problems == ()
    assert (_template.cache_info().misses, _rendered.cache_info().misses, _drawn.cache_info().misses) == before
