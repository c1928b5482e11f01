"""Rows that are scanned as text and rows that are parsed: the same rows, and the same parts refused."""

import io
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

import casedrop
from casedrop.formats import zips
from casedrop.formats.excel.cells import Cell, valued
from casedrop.formats.excel.package import main_part, relations, strings_in, styles_in
from casedrop.formats.excel.scan import Scanner
from casedrop.formats.excel.styles import Style
from shipped import ROOT
from strategies import examples

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS, STYLES = ("một", "hai", Cell("text", "struck", mark="struck")), (Style(), Style("0.00"), Style(mark="struck"))


def told(scanner, rows):
    """The rows as cells with what stands beside them, or the kind of what the road raises."""
    beside = {}  # columns may be told twice
    scanner._beside = lambda tag: beside.setdefault((etree.QName(tag).localname, *tag.attrib.items(), tag.text))
    look = scanner._look
    try:
        seen = [
            (number, hidden, [(at, raw if isinstance(raw, Cell) else valued(*raw, *look)) for at, raw in cells])
            for number, hidden, cells in rows(scanner)
        ]
    except (etree.XMLSyntaxError, ValueError, IndexError):
        return "refused"
    return [row for row in seen if any(cell for _, cell in row[2])], list(beside)


def both(opener, strings=STRINGS, styles=STYLES):
    """What is read by the road of `rows` and what by parsing alone."""
    roads = (Scanner.rows, Scanner.parsed)
    return [told(Scanner(opener, strings, styles, None), road) for road in roads]


def forms():
    office = casedrop.Workspace(ROOT)
    return [form for form in office.forms.values() if form.format == "xlsx"]


def saved_again(data):
    out = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


def test_the_sheets_of_every_form_are_scanned_and_say_what_parsing_says():
    for n, form in enumerate(forms()):
        data = form.fill(form.sample("vi"), lang="vi").data
        for document in (data, saved_again(data)) if n % 4 == 0 else (data,):
            parts = zips.Parts(document)
            targets = relations(parts, main_part(parts))
            look = strings_in(parts, targets), styles_in(parts, targets)
            for sheet in (part for part in parts if part.startswith("xl/worksheets/sheet")):
                opener = partial(parts.open, sheet)
                scanned, parsed = both(opener, *look)
                assert scanned == parsed
                assert not parsed[0] or list(Scanner(opener, *look, lambda _: None).scanned())


ATTRIBUTES = [
    "", ' s="1"', ' s="2"', ' s="99"', ' t="s"', ' t="str"', ' s="1" t="n"', ' t="b" s="2"', ' t="e"', ' t="d"', ' t="inlineStr"',
]  # fmt: skip
TEXTS = [
    "1", "0", "-1", "7", "1.50", "TRUE", "2026-03-04", "#N/A", "a b", " a ", "", "Đà Nẵng", "𠮷", "_x000D_", "&amp;", "&#233;",
    "&#x41;", "&#13;", "&#0;", "&nope;", "&", "a\r\nb", "a\tb", "\x01", "]]>", "\ufffe", "<![CDATA[a]]>", "<!-- c -->",
]  # fmt: skip
INSIDES = [
    "<v>{}</v>", "<v/>", "", "<is><t>{}</t></is>", '<is><t xml:space="preserve">{}</t></is>', "<f>A1</f><v>{}</v>",
    "<f>A1</f><v></v>", "<f>{}</f>", '<f t="shared" ref="A1:A9" si="0">A1</f><v>{}</v>', '<f t="shared" si="0"/><v>{}</v>',
    "<is><r><t>{}</t></r><r><rPr><strike/></rPr><t>b</t></r></is>", "<v>1</v><v>{}</v>", "<is><t>{}</t></is><v>1</v>",
]  # fmt: skip
ROWS = [
    "", ' r="3"', ' r="{}"', ' r="{}" hidden="1"', ' r="{}" spans="1:9" ht="12.5"', ' hidden="1" r="{}"', ' r="x"',
    ' r="{}" x:a="1"', ' r="{}" y:a="1"', ' r="{}" s="1" s="1"', " r='{}'", ' r="{}" xmlns="u"',
]  # fmt: skip
HEADS = ["", '<cols><col min="2" max="3" hidden="1"/></cols>', "<!-- <sheetData> -->", '<x:row r="1"/>', "<broken>"]
TAILS = ["", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells><headerFooter><oddFooter>&amp;P</oddFooter></headerFooter>',
         "<!-- x -->", "<rowBreaks/>", '<row r="9"><c r="A9"><v>1</v></c></row>', "<broken>"]  # fmt: skip
BETWEEN = ["", "", "", "", "\n", "<!-- x -->", "text", "<x:c/>", "<?pi x?>", "</row>"]


def mostly(plain, odd):
    """One of the plain ones, and now and then any."""
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(odd if n == 0 else plain))


CELLS = st.builds(
    lambda column, row, attributes, inside, text, after: (
        f'<c r="{column}{row}"{attributes}>{inside.format(text)}</c>{after}'
    ),
    st.sampled_from(["A", "B", "AA", "XFD", "C"]),
    st.integers(1, 9),
    st.sampled_from(ATTRIBUTES),
    mostly(INSIDES[:6], INSIDES),
    mostly(TEXTS[:12], TEXTS),
    mostly([""], BETWEEN),
)
LINES = st.builds(
    lambda attributes, number, cells, after: f"<row{attributes.format(number)}>{''.join(cells)}</row>{after}",
    mostly(ROWS[2:5], ROWS),
    st.integers(1, 99),
    st.lists(CELLS, max_size=3),
    mostly(["", "\n", '<row r="7"/>', '<row r="8" s="1"><c r="A8" s="1"/></row>'], BETWEEN),
)
SHEETS = st.builds(
    lambda head, rows, tail: (
        f'<worksheet xmlns="{MAIN}" xmlns:x="u">{head}<sheetData>{"".join(rows)}</sheetData>{tail}</worksheet>'
    ),
    mostly(HEADS[:2], HEADS),
    st.lists(LINES, max_size=4),
    mostly(TAILS[:2], TAILS),
)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(SHEETS)
def test_any_sheet_says_by_both_roads_the_same(sheet):
    scanned, parsed = both(lambda: io.BytesIO(sheet.encode()))
    assert scanned == parsed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_any_encoding_says_by_both_roads_the_same(encoding):
    head = "" if encoding.startswith("utf-") else f'<?xml version="1.0" encoding="{encoding}"?>'
    sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="A2" t="str"><v>é</v></c></row></sheetData></worksheet>'
    scanned, parsed = both(lambda: io.BytesIO(sheet.encode(encoding)))
    assert scanned == parsed == ([(2, False, [(1, Cell("text", "é"))])], [])


def test_rows_cut_anywhere_by_chunks_are_the_same_rows(monkeypatch):
    monkeypatch.setattr("casedrop.formats.excel.chunks.CHUNK", 7)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>Đ{n}</v></c></row><row r="{n + 1}"/>' for n in range(1, 40, 2))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    scanned, parsed = both(lambda: io.BytesIO(sheet))
    assert scanned == parsed
    assert len(scanned[0]) == 20
