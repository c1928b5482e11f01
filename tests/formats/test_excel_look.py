"""How workbooks look: the head and its code, rows that reckon for themselves, charts in the house's faces, what is tinted."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from casedrop.formats import excel, zips
from casedrop.formats.drafts.excel.book import make
from casedrop.formats.excel.filling.printed import across, room, scale
from casedrop.formats.qr import SIZE
from formats.excel_samples import FACTS, FORMS, LANGS, edited, hands, sample

ANALYSIS, REGISTER, PLAN = "service-analysis", "customer-register", "training-plan"
LISTS = (REGISTER, "payment-record")
MILLIMETRE = 36_000
LEAST = 0.8


def filled(name, lang="vi", *, template=None, writable=frozenset(), said=None, code=""):
    form, own = FORMS[name]
    facts = {**FACTS, "doc": {**FACTS["doc"], "code": code}}
    answers = sample(form, lang) if said is None else said
    return excel.fill(template or own, form, lang, answers, writable=writable, stamp="", facts=facts)


def first(data):
    return load_workbook(io.BytesIO(data)).worksheets[0]


def parts(data, folder):
    return [part.decode() for name, part in zips.read_parts(data).items() if name.startswith(folder)]


@pytest.mark.parametrize("name", FORMS)
def test_the_code_is_as_large_on_paper_as_it_must_be_and_stands_at_the_right_edge(name):
    sheet = first(filled(name, code="CD1:PT-2026-0118.R6TB"))
    anchor = sheet._images[-1].anchor
    side, left = anchor.ext.width / MILLIMETRE, across(sheet, 1, anchor._from.col) + anchor._from.colOff / MILLIMETRE
    columns = [across(sheet, 1, column) for column in range(1, sheet.max_column + 1)]
    assert SIZE - 0.01 <= side * scale(sheet) <= SIZE * 1.1
    assert any(left + side == pytest.approx(edge, abs=1) for edge in columns)


@pytest.mark.parametrize("name", FORMS)
def test_a_template_has_a_place_for_a_code_and_one_for_a_logo(name):
    for template in (FORMS[name][1], make(FORMS[name][0])):
        assert "_qr" in load_workbook(io.BytesIO(template)).defined_names
        assert sum(text.count('name="logo"') for text in parts(template, "xl/drawings/drawing")) == 1


@pytest.mark.parametrize("name", FORMS)
def test_a_template_is_ready_to_be_looked_at_and_to_be_printed(name):
    book = load_workbook(io.BytesIO(FORMS[name][1]))
    normal = book._named_styles["Normal"].font
    assert (normal.name, normal.sz, book.active) == ("Arial", 10, book.worksheets[0])
    for sheet in book.worksheets:
        assert not sheet.sheet_view.showGridLines
        assert {s.activeCell for s in sheet.sheet_view.selection} == {"A1"}
        assert (sheet.page_setup.fitToHeight or 0) == 0
        assert len({s.page_setup.orientation for s in book.worksheets}) == 1, "all sheets lie, or all stand"
    assert bool(book.worksheets[0].auto_filter.ref) == (name in LISTS)


@pytest.mark.parametrize("name", [name for name in FORMS if name not in (REGISTER, "implementation-schedule")])
def test_a_sheet_is_printed_large_enough_to_be_read(name):
    sheet = load_workbook(io.BytesIO(FORMS[name][1])).worksheets[0]
    wide = across(sheet, 1, sheet.max_column)
    assert room(sheet, int(sheet.page_setup.paperSize)) / wide >= LEAST


def test_a_filter_of_a_list_takes_in_every_row():
    said = {"rows": [{"customer": {"code": f"KH-{n}", "short_name": "A", "name": "A"}} for n in range(7)]}
    sheet = first(filled(REGISTER, said=said))
    head = int(re.search(r"[0-9]+", sheet.auto_filter.ref)[0])
    assert sheet.auto_filter.ref == f"A{head}:AB{head + 7}"
    assert sheet.protection.autoFilter is False, "a protected sheet may be filtered"


def test_a_formula_of_the_pattern_row_looks_at_its_own_row_but_for_what_is_fixed():
    def reckon(book):
        (_, head), *_ = book.defined_names["f.rows.seats"].destinations
        row = int(head.rpartition("$")[2]) + 1
        book.worksheets[0][f"Z{row}"] = f"=$B{row}+B$3"

    template = edited(FORMS[PLAN][1], reckon)
    sheet = first(filled(PLAN, template=template, said={"rows": [{"seats": 1}] * 3}))
    row = next(cell.row for cell in sheet["Z"] if cell.value)
    assert [sheet.cell(n, 26).value for n in range(row, row + 3)] == [f"=$B{n}+B$3" for n in range(row, row + 3)]


def test_the_number_of_an_empty_row_is_not_seen():
    form, _ = FORMS[PLAN]
    sheet = first(filled(PLAN, writable=form.writable(None), said={"rows": [{"seats": 1}]}))
    rules = {str(kept.sqref): kept.rules[0] for kept in sheet.conditional_formatting}
    (area,) = (area for area in rules if area.startswith("A"))
    top, last = (int(n) for n in re.findall(r"[0-9]+", area))
    assert last - top == 5
    assert rules[area].formula[0].startswith(f'AND($B{top}="",')
    assert rules[area].dxf.font.color.rgb == "00FFFFFF"


@pytest.mark.parametrize(("lang", "face"), [("zh-Hans", "Microsoft YaHei"), ("zh-Hant", "Microsoft JhengHei")])
def test_charts_speak_in_the_faces_of_the_language(lang, face):
    charts = parts(filled(ANALYSIS, lang), "xl/charts/chart")
    assert set(re.findall(r'<a:ea typeface="([^"]*)"', "".join(charts))) == {face}
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', "".join(charts))) == {"Arial"}


def test_labels_of_a_chart_are_written_as_the_chart_says_not_as_the_cells():
    (labels,) = {re.sub(r'"[^"]*"', '""', x) for c in parts(filled(ANALYSIS), "xl/charts/chart") for x in labelled(c)}
    assert labels == '<dLbls><numFmt formatCode="" sourceLinked=""/>'


def labelled(chart):
    return re.findall(r"<dLbls><numFmt[^>]*>", chart)


@pytest.mark.parametrize("name", FORMS)
def test_only_what_may_be_written_is_tinted(name):
    form, _ = FORMS[name]
    for writable in hands(form):
        sheet = first(filled(name, writable=writable))
        tinted = {
            cell.protection.locked for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "00DCE7ED"
        }
        assert tinted <= {False}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [ANALYSIS, "survey-summary", "problem-summary", "incident-summary", "exam-result"])
def test_the_title_says_what_was_found_and_is_not_taken_for_something_typed(name, lang):
    form, template = FORMS[name]
    data = filled(name, lang)
    title = first(data)["A2"].value
    assert title != form.titles[lang]
    assert re.search(r"[0-9]", title)
    assert excel.read(data, form, lang, template).problems == ()
    assert first(filled(name, lang, said={}))["A2"].value == form.titles[lang]
