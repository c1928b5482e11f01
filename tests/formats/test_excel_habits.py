"""Five more of each kind of workbook that people send, as Excel, WPS, Google Sheets, LibreOffice and programs leave their
cells: the right value, or the question."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from openpyxl import load_workbook

from casedrop.formats import excel, zips
from casedrop.forms.canonical import canonical
from casedrop.forms.pointers import flatten
from formats.excel_samples import ANALYSIS, FACTS, FORMS, edited, nameless, sample, where
from formats.test_excel_people import read as of_a_cell

CODE, NAME, USERS, CREATED, PHONE = (
    "/customer/code",
    "/customer/name",
    "/product/users",
    "/created_on",
    "/customer/contact/phone",
)


@cache
def filled(form):
    """A form filled with its sample, and what is read of it."""
    declared, template = FORMS[form]
    said = canonical(sample(declared, "vi"), declared)[0]
    every = frozenset(declared.by_pointer)
    data = excel.fill(template, declared, "vi", said, writable=every, stamp="S-7", facts=FACTS)
    return data, excel.read(data, declared, "vi", template)


def read(data, form=ANALYSIS.id):
    return excel.read(data, FORMS[form][0], "vi", FORMS[form][1])


def holding(pointer, inside, shown_by="", form=ANALYSIS.id):
    """The workbook with this in the place of a cell's element, as a program wrote it; `@` is its address and style."""
    data, before = filled(form)
    place = before.found[pointer].place.args
    if shown_by:
        data = edited(data, lambda book: setattr(book[place["sheet"]][place["cell"]], "number_format", shown_by))
    sheets = load_workbook(io.BytesIO(data)).sheetnames
    part = f"xl/worksheets/sheet{sheets.index(place['sheet']) + 1}.xml"
    letters = zips.read_parts(data)[part].decode()
    cell = re.compile(rf'<c (r="{place["cell"]}"(?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    found = cell.search(letters)
    letters = letters[: found.start()] + inside.replace("@", found[1]) + letters[found.end() :]
    return zips.patch(data, {part: letters.encode()})


def said(pointer, inside, shown_by="", form=ANALYSIS.id):
    """What is read of such a cell: the value, or the codes of what is asked."""
    reading = read(holding(pointer, inside, shown_by, form), form)
    return [p.code for p in reading.problems] or dict(flatten(reading.answers)).get(pointer)


def text(letters):
    return f'<c @ t="inlineStr"><is><t xml:space="preserve">{letters}</t></is></c>'


def number(value):
    return f"<c @><v>{value}</v></c>"


RICH = '<c @ t="inlineStr"><is><r><t>{}</t></r><r><rPr>{}</rPr><t>{}</t></r></is></c>'
GUIDED = '<c @ t="inlineStr"><is><t>{}</t><rPh sb="0" eb="1"><t>{}</t></rPh></is></c>'


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (text("&#x202a;05/07/2021&#x202c;"), "2021-07-05"),  # copied from Outlook's list of addresses
        (text("05&#xa0;/&#xa0;07&#xa0;/&#xa0;2021"), "2021-07-05"),
        (text("05‐07‐2021"), "2021-07-05"),
        (text("２０２１年７月５日"), "2021-07-05"),
        (text("05/_x200E_07/2021_x000D_"), "2021-07-05"),  # as Excel itself writes what XML cannot hold
        ('<c @ t="d"><v>2021-07-05T00:00:00</v></c>', "2021-07-05"),  # strict Open XML
        ('<c @ t="str"><f>TEXT(A1,"dd/mm/yyyy")</f><v>05/07/2021</v></c>', "2021-07-05"),
        (RICH.format("05/07", "<b/>", "/2021"), "2021-07-05"),
        (RICH.format("04/07/2021 ", "<strike/>", "05/07/2021"), ["cell.struck"]),
        (text("05/07/2021\n06/07/2021"), ["date.unreadable"]),
        ('<c @ t="b"><v>1</v></c>', ["date.unreadable"]),
    ],
)
def test_a_date_as_programs_write_it(cell, day):
    assert said(CREATED, cell) == day


@pytest.mark.fault("D3")
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (text("KH&#x2009;01"), "KH 01"),
        (text("KH-01&#xa0;&#x3000;"), "KH-01"),
        (text("KH&#xad;-01"), "KH-01"),
        (text("KH_x00A0_01"), "KH 01"),
        (text("KH‑01"), "KH-01"),
        (GUIDED.format("客01", "きゃく"), "客01"),  # a reading guide is no part of it
        (text("KH-01\nKH-02"), ["text.parted"]),
        (text("KH-01\tKH-02"), ["text.parted"]),
        (RICH.format("KH-1", '<vertAlign val="superscript"/>', "0"), ["cell.raised"]),
        (text("K̶H̶-01"), ["cell.struck"]),
    ],
)
def test_a_key_as_programs_write_it(cell, code):
    assert said(CODE, cell) == code


@pytest.mark.fault("D3")
@pytest.mark.parametrize(
    ("cell", "shown_by", "phone"),
    [
        (number("905550147"), r"0000\ 000\ 000", "0905 550 147"),
        (number("905550147"), '[<=9999999]###-####;"0"###" "###" "###', "0905 550 147"),
        (number("9.05550147E8"), "0000000000", "0905550147"),
        (number("84905550147"), '"+"00" "000" "000" "000', "+84 905 550 147"),
        (text("0905550147"), "0000000000", "0905550147"),
        ('<c @ t="str"><f>"0"&amp;905550147</f><v>0905550147</v></c>', "", "0905550147"),
        (number("905550147"), "[DBNum1]0", ["cell.shown"]),
        (number("905550147"), "0.00E+00", ["cell.shown"]),
    ],
)
def test_zeros_in_front_are_what_is_shown(cell, shown_by, phone):
    assert said(PHONE, cell, shown_by) == phone


@pytest.mark.fault("B9")
@pytest.mark.parametrize(
    ("cell", "users"),
    [
        (text("1 234"), 1234),
        (text("1\n234"), ["text.parted"]),
        (text("12\t34"), ["text.parted"]),
        (text("1_x000A_234"), ["text.parted"]),
        (number("12.0000000001"), ["number.whole"]),
        ('<c @ t="b"><v>1</v></c>', ["number.unreadable"]),
        ('<c @ t="e"><v>#N/A</v></c>', ["cell.error"]),
        ("<c @><f>SUM(A1:A9)</f></c>", ["cell.uncalculated"]),
    ],
)
def test_a_number_as_programs_write_it(cell, users):
    assert said(USERS, cell) == users


@pytest.mark.parametrize(
    ("kind", "value", "shown_by", "rate"),
    [
        ("number", "0.075", "0%", "7.5"),  # shown as 8 %, for want of room
        ("number", "0.1", "[$-42A]0%", "10"),
        ("number", "0.1", '0.00%;[Red]-0.00%" VAT"', "10"),
        ("number", "10", "0%", "1000"),
        ("number", "-0.1", "0%", "-10"),
        ("text", "１０ ％", "@", "10"),
        ("text", "10%\n8%", "@", "text.parted"),
        ("text", "8%-10%", "@", "number.ambiguous"),
    ],
)
def test_a_rate_in_percent(kind, value, shown_by, rate):
    assert of_a_cell("percent", value, shown_by, cell=kind) == rate


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("C&amp;#244;ng ty", ["text.encoding"]),
        ("C&amp;ocirc;ng ty", ["text.encoding"]),
        ("C%C3%B4ng ty", ["text.encoding"]),
        ("C\\u00f4ng ty", ["text.encoding"]),
        ("C=C3=B4ng ty", ["text.encoding"]),
        ("Coâng ty TNHH Baùnh", ["text.encoding"]),
        ("C□ng ty", ["text.lost"]),
        ("#REF!", ["cell.error"]),  # pasted as a value
        ("########", ["cell.error"]),
        ("# 12", "# 12"),
        ("R&amp;D; 5% = A\\B", "R&D; 5% = A\\B"),
        ("https://mau.example/?t=C%C3%B4ng", "https://mau.example/?t=C%C3%B4ng"),
        ("Công ty sửa lỗi &amp;nbsp; và %20", "Công ty sửa lỗi &nbsp; và %20"),
    ],
)
def test_letters_that_a_program_spoilt_are_named(letters, name):
    assert said(NAME, text(letters)) == name


def test_a_picture_in_a_cell_of_wps_is_asked_about():
    held = '<c @ t="str"><f>_xlfn.DISPIMG("ID_1A",1)</f><v>=DISPIMG("ID_1A",1)</v></c>'
    assert said(NAME, held) == ["text.picture"]
    assert said(CODE, held) == ["text.picture"]


def copied(change=None, state="visible", *, first=False):
    """The workbook with its form's sheet copied inside, and changed there."""

    def copy(book):
        sheet = book.copy_worksheet(book.worksheets[0])
        sheet.title, sheet.sheet_state = "Bản cuối", state
        if change:
            change(sheet)
        if first:
            book.move_sheet(sheet, -len(book.sheetnames) + 1)

    return edited(filled(ANALYSIS.id)[0], copy)


AT = where(filled(ANALYSIS.id)[0], "f.customer.name")[1]
OTHER = {
    "never to be seen": copied(lambda sheet: sheet.__setitem__(AT, "Tiệm Hai"), "veryHidden"),
    "before the form": copied(lambda sheet: sheet.__setitem__(AT, "Tiệm Hai"), first=True),
    "one row of a table": copied(lambda sheet: sheet.__setitem__("B16", "Việc khác")),
    "one answer less": copied(lambda sheet: sheet.__setitem__("I7", "KH-9")),
    "without names": nameless(copied(lambda sheet: sheet.__setitem__(AT, "Tiệm Hai"))),
}


@pytest.mark.parametrize("data", OTHER.values(), ids=OTHER)
def test_another_filled_copy_is_told_wherever_it_stands(data):
    assert "sheet.copied" in [p.code for p in read(data).problems]


def test_a_copy_that_says_the_same_asks_nothing():
    data = filled(ANALYSIS.id)[0]
    for same in (copied(), copied(state="hidden"), edited(data, lambda book: book.create_sheet("Trống", 0))):
        reading = read(same)
        assert (reading.problems, reading.answers) == ((), filled(ANALYSIS.id)[1].answers)
