"""What a filled workbook looks like to whoever opens it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from jinja2 import TemplateError
from openpyxl import load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from casedrop.formats import excel, zips
from formats.excel_samples import ANALYSIS, FACTS, LANGS, SHEET, edited, sample, where


def filled(answers, lang="vi", stage=None, writable=None, template=SHEET):
    """The workbook made for a stage."""
    open_to = ANALYSIS.writable(stage) if writable is None else writable
    return excel.fill(template, ANALYSIS, lang, answers, writable=open_to, stamp="S-7", facts=FACTS)


def cell(data, pointer, row=0):
    """The cell of a field, a column's in a row of its table."""
    book = load_workbook(io.BytesIO(data))
    sheet, at = where(data, "f." + pointer.replace("/-/", "/").strip("/").replace("/", "."))
    found = book[sheet][at]
    return found.offset(1 + row, 0) if "/-/" in pointer else found


ITEM = {"content": "Báo cáo", "explanation": "Theo ngày", "purpose": "Xem nhanh"}


@pytest.mark.parametrize(
    ("pointer", "answers", "value", "style"),
    [
        ("/created_on", {"created_on": "2026-03-09"}, "2026-03-09 00:00:00", "dd/mm/yyyy"),
        ("/created_on", {"created_on": "1899-05-01"}, "01/05/1899", "@"),
        ("/budget", {"budget": "50000000"}, "50000000", "[$-42A]#,##0"),
        ("/budget", {"budget": "1234.5"}, "1234.5", "[$-42A]#,##0.00"),
        ("/budget", {"budget": "123456789012345.123"}, "123.456.789.012.345,123", "@"),
        ("/product/users", {"product": {"users": 35}}, "35", "[$-42A]#,##0"),
        ("/server_case", {"server_case": "dedicated"}, "Máy chủ riêng", "@"),
        ("/customer/code", {"customer": {"code": "00482"}}, "00482", "@"),
    ],
)
def test_a_value_is_written_as_what_it_is(pointer, answers, value, style):
    made = cell(filled(answers), pointer)
    assert (str(made.value), made.number_format) == (value, style)


@pytest.mark.fault("D7", "K4")
@pytest.mark.parametrize("text", ["=1+1", "+84 905 550 147", "-5", "@SUM(A1)", '=HYPERLINK("x")', "#REF!"])
def test_a_text_never_becomes_a_formula(text):
    made = cell(filled({"sales_person": text}), "/sales_person")
    assert (made.value, made.data_type) == (text, "s")
    assert made.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_a_formula_sees_no_answer():
    template = edited(SHEET, lambda book: book.worksheets[0].__setitem__("A1", '="{{ sales_person }}"'))
    with pytest.raises(TemplateError):
        filled({"sales_person": '"&HYPERLINK("https://x.example")&"'}, template=template)


def test_only_what_the_stage_may_write_is_open_and_tinted():
    data = filled(sample(ANALYSIS, "vi"), stage="technical")
    cost, content = cell(data, "/items/-/cost"), cell(data, "/items/-/content")
    assert (cost.protection.locked, cost.fill.fgColor.rgb) == (False, "00DCE7ED")
    assert (content.protection.locked, content.fill.fill_type) == (True, None)
    protection = load_workbook(io.BytesIO(data)).worksheets[0].protection
    assert (protection.sheet, protection.password, protection.insertRows, protection.formatRows) == (
        True,
        None,
        False,
        False,
    )


def test_an_outgoing_workbook_is_locked_without_tints_or_instructions():
    data = filled(sample(ANALYSIS, "vi"), writable=frozenset())
    made = cell(data, "/items/-/cost")
    assert (made.protection.locked, made.fill.fill_type) == (True, None)
    assert not any(
        "Điền vào ô trắng" in str(c.value) for row in load_workbook(io.BytesIO(data)).worksheets[0] for c in row
    )


@pytest.mark.parametrize(
    ("stage", "count", "rows"),
    [(None, 0, 5), (None, 3, 8), (None, 48, 50), (None, 50, 50), ("technical", 0, 1), ("technical", 3, 3)],
)
def test_blank_rows_are_for_those_who_may_add_rows(stage, count, rows):
    data = filled({"items": [ITEM] * count}, stage=stage)
    head, end = where(data, "f.items.content")[1], where(data, "e.items")[1]
    assert int(end[1:]) - int(head[1:]) - 1 == rows


def test_what_stands_below_a_table_moves_with_everything_it_has():
    one, many = (
        load_workbook(io.BytesIO(filled({"items": [ITEM] * n}, stage="technical"))).worksheets[0] for n in (1, 7)
    )
    top = next(r for r in range(1, 60) if one.cell(r, 1).value == "Cộng các mục khả thi")
    assert [one.row_dimensions[r].height for r in range(top, top + 8)] == [
        many.row_dimensions[r].height for r in range(top + 6, top + 14)
    ]
    moved = {str(a) for a in many.merged_cells.ranges if a.min_row > top + 6}
    for area in one.merged_cells.ranges:
        if area.min_row > top:
            area.shift(row_shift=6)
            assert str(area) in moved
    assert one.print_area.endswith(str(one.max_row))
    assert many.print_area.endswith(str(one.max_row + 6))
    assert many.cell(top + 6, 8).value == f"=SUM(H{top - 1}:H{top + 5})"


def test_rules_and_formulas_of_the_template_follow_their_cells():
    def own_rules(book):
        sheet = book.worksheets[0]
        rule = DataValidation("list", "=$M$16:$M$20", sqref=MultiCellRange("C16 C25"), prompt="{{ label('/summary') }}")
        sheet.data_validations.dataValidation.append(rule)
        sheet.conditional_formatting.add("H16", FormulaRule(formula=["H16>$H$17"]))
        sheet["M30"] = '=H16+H17+LEN("H17")'
        book.create_sheet("Khác")["A1"] = "='{{ title }}'!H17"

    book = load_workbook(
        io.BytesIO(filled({"items": [ITEM] * 4}, writable=frozenset(), template=edited(SHEET, own_rules)))
    )
    sheet = book.worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.prompt) == ("C16:C19 C28", "=$M$16:$M$23", "Tóm tắt yêu cầu")
    (area,) = (kept for kept in sheet.conditional_formatting if str(kept.sqref).startswith("H"))
    assert (str(area.sqref), area.rules[0].formula) == ("H16:H19", ["H16>$H$20"])
    assert sheet["M33"].value == '=H16+H20+LEN("H17")'
    assert book["Khác"]["A1"].value == "='Phiếu phân tích yêu cầu tùy'!H20"


def test_choices_are_lists_in_the_language_and_only_they_stop():
    sheet = load_workbook(io.BytesIO(filled(sample(ANALYSIS, "zh-Hans"), "zh-Hans", "technical"))).worksheets[0]
    rules = {r.promptTitle: r for r in sheet.data_validations.dataValidation}
    assert (rules["可行"].formula1, rules["可行"].errorStyle, rules["可行"].prompt) == (
        '"是,否,待澄清"',
        "stop",
        "选择一项",
    )
    assert (rules["费用"].type, rules["费用"].errorStyle) == ("decimal", "warning")
    assert rules["启动期（工作日）"].prompt == "自收到客户同意通知起的工作日数，如5"


def test_a_long_list_stands_on_a_hidden_sheet():
    form = replaced_choices(ANALYSIS, {f"k{n}": dict.fromkeys(LANGS, f"Phương án, số {n}") for n in range(40)})
    data = excel.fill(SHEET, form, "vi", {"server_case": "k7"}, writable=form.writable(None), stamp="S-7", facts=FACTS)
    book = load_workbook(io.BytesIO(data))
    assert book["_lists"].sheet_state == "hidden"
    assert book.defined_names["l.server_case"].attr_text == "'_lists'!$A$1:$A$40"
    assert excel.read(data, form, "vi", SHEET).answers == {"server_case": "k7"}


def replaced_choices(form, choices):
    """The form with other choices of the server."""
    leaf = form.schema["properties"]["server_case"] | {"enum": list(choices), "x-choices": choices}
    return replace(form, schema=form.schema | {"properties": form.schema["properties"] | {"server_case": leaf}})


@pytest.mark.parametrize(
    ("lang", "face", "sheet"),
    [
        ("vi", "Arial", "Phiếu phân tích yêu cầu tùy"),
        ("zh-Hans", "Microsoft YaHei", "定制需求分析表"),
        ("zh-Hant", "Microsoft JhengHei", "客製化需求分析表"),
        ("en", "Arial", "Customization Request Analysis"),
    ],
)
def test_faces_and_sheet_names_are_the_languages_own(lang, face, sheet):
    book = load_workbook(io.BytesIO(filled(sample(ANALYSIS, lang), lang)))
    faces = {c.font.name for row in book.worksheets[0] for c in row if c.value}
    assert (faces, book.sheetnames[0]) == ({face}, sheet)


def test_the_footer_says_which_document_it_is_and_doubles_ampersands():
    data = filled({})
    assert excel.peek(data).footer == "CA-v1 · PT-2026-0118 & R6TB\nLưu hành nội bộ\nTrang /"
    assert b" &amp;&amp; R6TB" in zips.read_parts(data)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", [None, "pricing", "nobody"])
def test_no_wording_is_left_unrendered(lang, stage):
    texts = excel.outline(filled(sample(ANALYSIS, lang), lang, stage))
    assert not [word for word in ("{{", "{%", "None", "Undefined") if word in texts]


@pytest.mark.fault("D6")
def test_rows_grow_with_their_text():
    long = {"items": [ITEM | {"explanation": "Một câu khá dài để xuống dòng nhiều lần. " * 6}, ITEM]}
    data = filled(long, writable=frozenset())
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    row = cell(data, "/items/-/content").row
    assert sheet.row_dimensions[row].height > 3 * sheet.row_dimensions[row + 1].height


@pytest.mark.parametrize(("count", "pages_high", "breaks"), [(1, 1, []), (3, 0, [19]), (12, 0, [28])])
def test_a_print_is_one_page_or_breaks_before_a_block(count, pages_high, breaks):
    data = filled({"items": [ITEM] * count}, writable=frozenset())
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert (sheet.page_setup.fitToHeight, [b.id for b in sheet.row_breaks.brk]) == (pages_high, breaks)
    assert all(sheet.cell(row + 1, 1).value == "3. Ý kiến và quyết định" for row in breaks)


@pytest.mark.fault("D8")
def test_wording_with_an_unknown_name_is_refused():
    template = edited(SHEET, lambda book: book.worksheets[0].__setitem__("A1", "{{ compnay.name }}"))
    with pytest.raises(TemplateError):
        filled({}, template=template)
