"""W10: what people type outside a workbook's fields: asked about or told, never passed over."""

from __future__ import annotations

import re

import pytest
from openpyxl.comments import Comment

from casedrop.formats import excel, zips
from casedrop.formats.excel.package import read_book
from casedrop.forms.reading import Mark
from casedrop.language.problem import Place
from formats.excel_samples import ANALYSIS, FACTS, FORMS, SHEET, edited, nameless, where

ITEM = {"content": "Báo cáo", "explanation": "Theo ngày", "purpose": "Xem nhanh"}
SAID = {"customer": {"name": "Bánh Mì Trên Mây"}, "sales_person": "Trần Văn Mẫu", "items": [ITEM]}


@pytest.fixture(scope="module")
def filled():
    """A filled analysis sheet."""
    return excel.fill(SHEET, ANALYSIS, "en", SAID, writable=ANALYSIS.writable(None), stamp="S-7", facts=FACTS)


def read(data):
    return excel.read(data, ANALYSIS, "en", SHEET)


def told(reading):
    """(code, cell, what is shown of it) of each problem."""
    return [(p.code, p.place.args.get("cell"), p.args.get("given")) for p in reading.problems]


def put(data, at, value):
    """The workbook with a value in a cell of its first sheet."""
    return edited(data, lambda book: book.worksheets[0].__setitem__(at, value))


@pytest.mark.parametrize(
    ("at", "value"),
    [("L7", "mã KH-00561"), ("M1", "gấp!"), ("L16", "bổ sung"), ("A40", "Ghi chú thêm"), ("C39", 12), ("N20", "x2")],
)
def test_what_stands_beside_the_fields_is_asked_about(filled, at, value):
    reading = read(put(filled, at, value))
    assert (reading.answers, told(reading)) == (SAID, [("cell.beside", at, str(value))])


@pytest.mark.parametrize(
    ("at", "value"), [("A8", "12 Mây"), ("G7", 561), ("A13", "Xem phụ lục"), ("B15", "Yêu cầu khác"), ("D26", "x")]
)
def test_what_is_typed_over_a_label_is_asked_about(filled, at, value):
    assert ("cell.beside", at, str(value)) in told(read(put(filled, at, value)))


@pytest.mark.parametrize("value", [" ", "-", "—", "\u200b", "\u00a0", "*"])
def test_blanks_and_strokes_beside_the_fields_say_nothing(filled, value):
    assert told(read(put(filled, "L7", value))) == []


def test_rows_below_a_table_are_asked_about():
    form, template = FORMS["payment-record"]
    data = excel.fill(template, form, "en", {}, writable=form.writable(None), stamp="S-7", facts=FACTS)
    last = max(row for row, _ in read_book(data).sheets[0].cells)
    typed = edited(data, lambda book: [book.worksheets[0].cell(last + n, 2, f"Hàng {n}") for n in (1, 2)])
    assert [given for code, _, given in told(excel.read(typed, form, "en", template)) if code == "cell.beside"] == [
        "Hàng 1",
        "Hàng 2",
    ]


def test_rows_put_into_a_table_are_not_astray(filled):
    reading = read(put(filled, "B18", "Hàng ba"))
    assert [row["content"] for row in reading.answers["items"]] == ["Báo cáo", "Hàng ba"]
    assert told(reading) == []


def copied(data, change=None, *, hide=False):
    """The workbook with its form's sheet copied inside, and changed there."""

    def copy(book):
        sheet = book.copy_worksheet(book.worksheets[0])
        if change:
            change(sheet)
        if hide:
            sheet.sheet_state = "hidden"

    return edited(data, copy)


@pytest.mark.parametrize("hide", [False, True], ids=["seen", "hidden"])
def test_two_filled_copies_are_asked_about(filled, hide):
    at = where(filled, "f.customer.name")[1]
    reading = read(copied(filled, lambda sheet: sheet.__setitem__(at, "Tiệm Bánh Số Hai"), hide=hide))
    assert [code for code, _, _ in told(reading)] == ["sheet.copied"]


def test_a_copy_that_says_the_same_or_nothing_is_no_question(filled):
    at = where(filled, "f.customer.name")[1]
    assert told(read(copied(filled))) == []
    assert told(read(copied(filled, lambda sheet: sheet.__setitem__(at, None)))) == []


def test_a_copy_that_alone_is_filled_is_asked_about(filled):
    at = where(filled, "f.sales_person")[1]
    blank = put(filled, at, None)
    reading = read(copied(blank, lambda sheet: sheet.__setitem__(at, "Trần Văn Mẫu")))
    assert [code for code, _, _ in told(reading)] == ["sheet.copied"]


def test_entries_on_another_sheet_are_asked_about(filled):
    reading = read(edited(filled, lambda book: book.create_sheet("Phụ lục").__setitem__("B2", "Yêu cầu thêm")))
    assert told(reading) == [("sheet.foreign", "B2", "Yêu cầu thêm")]
    assert told(read(edited(filled, lambda book: book.create_sheet("Sheet2")))) == []


def test_a_hidden_sheet_of_a_program_is_told(filled):
    def keep(book):
        sheet = book.create_sheet("WpsReserved_CellImgList")
        sheet["A1"], sheet.sheet_state = "=DISPIMG", "veryHidden"
        sheet["A1"].data_type = "s"

    reading = read(edited(filled, keep))
    assert (told(reading), [n.code for n in reading.notices]) == ([], ["sheet.foreign"])


def test_names_of_a_copied_sheet_do_not_take_the_place_of_the_forms_own(filled):
    name = where(filled, "f.customer.name")
    book = zips.read_parts(filled)["xl/workbook.xml"].decode()
    local = f'<definedName name="f.customer.name" localSheetId="0">\'{name[0]}\'!$A$1</definedName>'
    for there in (
        book.replace("</definedNames>", local + "</definedNames>"),
        book.replace("<definedNames>", "<definedNames>" + local),
    ):
        assert read(zips.patch(filled, {"xl/workbook.xml": there.encode()})).answers == SAID


def test_remarks_are_told_and_ours_are_not(filled):
    at = where(filled, "f.customer.name")[1]
    noted = edited(filled, lambda book: setattr(book.worksheets[0][at], "comment", Comment("Hỏi lại khách", "An")))
    reading = read(noted)
    assert (reading.answers, reading.problems) == (SAID, ())
    assert [(n.code, n.place.args["cell"], n.args["given"]) for n in reading.notices] == [
        ("cell.note", at, "Hỏi lại khách")
    ]
    marked = excel.mark(
        filled, [Mark(Place("cell", {"sheet": where(filled, "f.customer.name")[0], "cell": at}), "Điền")]
    )
    assert read(marked).notices == ()


def test_the_text_of_a_text_box_is_told(filled):
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r><a:t>Giao trước'
        "</a:t></a:r><a:r><a:t>15/6</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="http://x/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
    )
    parts = {"xl/drawings/drawing9.xml": drawing.encode(), "xl/worksheets/_rels/sheet1.xml.rels": rels.encode()}
    notices = read(zips.patch(filled, parts)).notices
    assert [(n.code, n.args["given"]) for n in notices] == [("sheet.drawing", "Giao trước 15/6")]


@pytest.mark.parametrize("fold", ["row", "column", "sheet"])
def test_hidden_answers_count_and_are_told(filled, fold):
    sheet_name, at = where(filled, "f.sales_person")

    def hide(book):
        sheet = book.worksheets[0]
        if fold == "row":
            sheet.row_dimensions[int(at[1:])].hidden = True
        elif fold == "column":
            sheet.column_dimensions[at[0]].hidden = True
        else:
            book.create_sheet("Trống")
            sheet.sheet_state = "hidden"
            book.active = 1

    reading = read(edited(filled, hide))
    assert reading.answers == SAID
    assert [n.code for n in reading.notices] == ["sheet.hidden"]
    assert f"{sheet_name}!{at}" in reading.notices[0].args["given"]


def test_fields_merged_into_one_cell_are_asked_about(filled):
    one, other = where(filled, "f.customer.name")[1], where(filled, "f.customer.short_name")[1]

    def merge(book):
        sheet = book.worksheets[0]
        for area in list(sheet.merged_cells.ranges):
            if area.min_row <= int(one[1:]) <= area.max_row:
                sheet.unmerge_cells(area.coord)
        sheet.merge_cells(f"{one}:{other}")

    reading = read(edited(filled, merge))
    assert ("cell.merged", "/customer/short_name") in [(p.code, p.pointer) for p in reading.problems]
    assert "short_name" not in reading.answers["customer"]


@pytest.mark.parametrize("name", FORMS)
def test_a_document_of_ours_has_nothing_astray(name):
    form, template = FORMS[name]
    data = excel.fill(template, form, "en", {}, writable=form.writable(None), stamp="S-7", facts=FACTS)
    for one in (data, nameless(data)):
        reading = excel.read(one, form, "en", template)
        assert (reading.problems, reading.notices) == ((), ())


def padded(data, rows, cells='<c r="A{n}" s="1"/><c r="B{n}" s="1"/>'):
    """The workbook with so many rows behind its last that are formatted and empty."""
    part = zips.read_parts(data)["xl/worksheets/sheet1.xml"]
    more = "".join(f'<row r="{n}" ht="15" customHeight="1">{cells.format(n=n)}</row>' for n in range(2000, 2000 + rows))
    return zips.patch(
        data, {"xl/worksheets/sheet1.xml": part.replace(b"</sheetData>", more.encode() + b"</sheetData>")}
    )


def test_formatted_empty_rows_are_passed_over_and_what_stands_behind_them_is_not(filled):
    assert read(padded(filled, 30_000)).answers == SAID
    last = padded(filled, 30_000, '<c r="A{n}" s="1"/>')
    part = zips.read_parts(last)["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="900000"><c r="B900000" t="inlineStr"><is><t>cuoi</t></is></c></row></sheetData>'
    )
    reading = read(zips.patch(last, {"xl/worksheets/sheet1.xml": part}))
    assert told(reading) == [("cell.beside", "B900000", "cuoi")]


def test_very_many_merged_areas_cost_little(filled):
    areas = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(3000, 33_000))
    part = zips.read_parts(filled)["xl/worksheets/sheet1.xml"].decode()
    merged = part.replace("</mergeCells>", f"{areas}</mergeCells>")
    assert read(zips.patch(filled, {"xl/worksheets/sheet1.xml": merged.encode()})).answers == SAID


RICH = "<is><r><t>{0}</t></r><r><rPr><{1}/></rPr><t>{2}</t></r></is>"


@pytest.mark.parametrize(
    ("pointer", "runs", "code"),
    [
        ("/budget", ("500000", "strike", "450000"), "cell.struck"),
        ("/budget", ("10", 'vertAlign val="superscript"', "6"), "cell.raised"),
        ("/customer/code", ("KH-0", 'vertAlign val="subscript"', "1"), "cell.lowered"),
        ("/summary", ("10", 'vertAlign val="superscript"', "6"), "cell.raised"),
        ("/summary", ("cũ ", "strike", "mới"), "cell.struck"),
        ("/summary", ("12 m", 'vertAlign val="superscript"', "2"), None),
        ("/sales_person", ("Nguy", 'rFont val=".VnTime"', "Ôn"), "text.encoding"),
    ],
)
def test_letters_that_are_struck_or_raised_within_a_cell(filled, pointer, runs, code):
    at = where(filled, "f." + pointer.strip("/").replace("/", "."))[1]
    part = zips.read_parts(put(filled, at, "zzz"))["xl/worksheets/sheet1.xml"].decode()
    rich = re.sub(
        rf'(<c r="{at}"[^>]*t=")[^"]*("[^>]*>).*?</c>', lambda m: f"{m[1]}inlineStr{m[2]}{RICH.format(*runs)}</c>", part
    )
    reading = read(zips.patch(filled, {"xl/worksheets/sheet1.xml": rich.encode()}))
    assert [p.code for p in reading.problems] == ([code] if code else [])
