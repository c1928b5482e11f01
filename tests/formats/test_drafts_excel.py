"""A first template from a form alone is a template at once."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import product

import pytest
from openpyxl import load_workbook

from casedrop.formats import excel
from casedrop.formats.drafts.excel.book import make
from casedrop.formats.excel.names import field_name
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form
from formats.excel_samples import FACTS, FORMS, LANGS, hands, sample
from strategies import examples

FOUR = ("vi", "zh-Hans", "zh-Hant", "en")
A3 = 8
A3_TO_A4 = 420 / 297


def labels(text):
    return dict.fromkeys(FOUR, text)


def leaf(label, **more):
    return {"type": "string", "x-labels": labels(label), **more}


def form_of(properties, **more):
    """A small form; no texts, no table unless the properties have one."""
    schema = {"type": "object", "properties": properties, "required": [], **more}
    names = dict.fromkeys(FOUR, "{{ title }}")
    return Form("small", 1, "demo", "SM", "xlsx", labels("Phiếu nhỏ"), schema, names=names)


PLAIN = form_of(
    {"name": leaf("Họ tên"), "born": leaf("Ngày sinh", format="date"), "note": leaf("Ghi chú", **{"x-lines": True})}
)
TWO_TABLES = form_of(
    {
        rows: {
            "type": "array",
            "x-labels": labels(rows),
            "items": {
                "type": "object",
                "properties": {"what": leaf("Việc " + rows), "fee": leaf("Phí " + rows, format="decimal")},
            },
        }
        for rows in ("first", "second")
    }
)
NARROW = form_of(
    {
        "name": leaf("Họ tên"),
        "born": leaf("Ngày sinh", format="date"),
        "rows": {
            "type": "array",
            "x-labels": labels("Việc"),
            "items": {"type": "object", "properties": {"what": leaf("Việc"), "fee": leaf("Phí", format="decimal")}},
        },
    }
)


def turns(form):
    """Each hand and each language at least once, one beside the other in turn; with CASEDROP_SWEEP=all, each in each."""
    each = hands(form)
    if examples(1) > 1:
        return [*product(LANGS, each)]
    return [(LANGS[n % len(LANGS)], each[n % len(each)]) for n in range(max(len(each), len(LANGS)))]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_can_be_filled_in_its_first_template(name):
    form = FORMS[name][0]
    template = make(form)
    for lang, writable in turns(form):
        said = canonical(sample(form, lang), form)[0]
        data = excel.fill(template, form, lang, said, writable=writable, stamp="S-7", facts=FACTS)
        assert excel.read(data, form, lang, template).answers == said


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (PLAIN, {"name": "Trần Văn Mẫu", "born": "1990-02-03", "note": "một\nhai"}),
        (NARROW, {"name": "Trần Văn Mẫu", "born": "1990-02-03", "rows": [{"what": "A", "fee": "1"}]}),
        (TWO_TABLES, {"first": [{"what": "A", "fee": "1"}] * 7, "second": [{"what": "B", "fee": "2.5"}] * 3}),
    ],
    ids=["no table", "a narrow table under fields", "two tables"],
)
@pytest.mark.parametrize("all_open", [True, False])
def test_other_shapes_of_forms_too(form, said, all_open):
    template, open_to = make(form), frozenset(form.by_pointer) if all_open else frozenset()
    data = excel.fill(template, form, "vi", said, writable=open_to, stamp="S-7", facts=FACTS)
    reading = excel.read(data, form, "vi", template)
    assert (reading.answers, reading.problems) == (said, ())


def test_a_template_prints_on_a4_across_one_page_wide():
    sheet = load_workbook(io.BytesIO(make(TWO_TABLES))).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    ) == (1, 0, True)


@pytest.mark.parametrize("name", FORMS)
def test_no_sheet_is_wider_than_its_pages(name):
    form, template = FORMS[name]
    for data in (template, make(form)):
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        pages = 1 + len(sheet.col_breaks.brk)
        wide = 168.5 * (A3_TO_A4 if int(sheet.page_setup.paperSize) == A3 else 1)
        assert sum(d.width for d in sheet.column_dimensions.values()) <= wide * pages


@pytest.mark.parametrize("name", FORMS)
def test_the_template_of_the_workspace_has_a_cell_for_every_field(name):
    form, template = FORMS[name]
    named = {name for name in load_workbook(io.BytesIO(template)).defined_names if not name.startswith("_")}
    columns = [column.pointer for table in form.bulk.values() for column in table]
    assert named == {field_name(pointer) for pointer in (*form.by_pointer, *columns)}


def test_the_same_form_gives_the_same_template():
    assert make(PLAIN) == make(replace(PLAIN))


def test_a_sum_is_one_still_once_libreoffice_wrote_its_function_in_capitals():
    def total(template):
        data = excel.fill(
            template, TWO_TABLES, "vi", {"first": [{"fee": "1"}]}, writable=frozenset(), stamp="", facts=FACTS
        )
        cells = (c for row in load_workbook(io.BytesIO(data)).active.iter_rows() for c in row)
        return [c.value for c in cells if c.data_type == "f"]

    book, saved = load_workbook(io.BytesIO(make(TWO_TABLES))), io.BytesIO()
    for cell in (c for row in book.active.iter_rows() for c in row if c.data_type == "f"):
        cell.value = cell.value.replace("column(", "COLUMN(")
    book.save(saved)
    assert "COLUMN" in str(
        [c.value for row in load_workbook(io.BytesIO(saved.getvalue())).active.iter_rows() for c in row]
    )
    assert total(saved.getvalue()) == total(make(TWO_TABLES))
