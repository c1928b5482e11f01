"""Notes in a copy of a sender's workbook."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from pypdf import PdfReader

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.formats import excel, zips
from casedrop.formats.excel.marking.parts import printing_notes
from casedrop.forms.reading import Mark
from casedrop.language.problem import Place
from formats.excel_samples import ANALYSIS, FACTS, LANGS, SHEET, edited

SOFFICE = shutil.which("soffice")
DATA = excel.fill(SHEET, ANALYSIS, "vi", {}, writable=ANALYSIS.writable(None), stamp="S-7", facts=FACTS)
NAME = load_workbook(io.BytesIO(DATA)).sheetnames[0]

APP = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>LibreOffice/25.2.3.2</Application></Properties>"
)
"""What LibreOffice says of itself in what it saves."""


def at(cell, text):
    return Mark(Place("cell", {"sheet": NAME, "cell": cell}), text)


def notes(data):
    """(cell, author, text) of every note."""
    rows = load_workbook(io.BytesIO(data)).worksheets[0]
    return [(c.coordinate, c.comment.author, c.comment.text) for row in rows for c in row if c.comment]


def with_note(cell, text, author="Chị Ví Dụ"):
    return edited(DATA, lambda book: setattr(book.worksheets[0][cell], "comment", Comment(text, author)))


@pytest.mark.fault("D4")
def test_a_remark_is_a_note_at_its_cell():
    marked = excel.mark(DATA, [at("C7", "Thiếu tên khách hàng."), at("H16", "Không phải số."), at("C7", "Hai.")])
    assert notes(marked) == [
        ("C7", "casedrop", "casedrop:\nThiếu tên khách hàng.\nHai."),
        ("H16", "casedrop", "casedrop:\nKhông phải số."),
    ]


def test_every_part_without_notes_is_the_same_to_the_byte():
    before, after = zips.read_parts(DATA), zips.read_parts(excel.mark(DATA, [at("C7", "Thiếu.")]))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
    }


def test_a_second_return_replaces_what_the_first_said():
    once = excel.mark(DATA, [at("C7", "Thiếu tên."), at("C8", "Thiếu địa chỉ.")])
    assert notes(excel.mark(once, [at("C8", "Vẫn thiếu.")])) == [("C8", "casedrop", "casedrop:\nVẫn thiếu.")]
    assert notes(excel.mark(once, [])) == []


def test_what_others_noted_is_kept_even_on_the_same_cell():
    theirs = with_note("C7", "Hỏi lại khách hàng")
    marked = excel.mark(theirs, [at("C7", "Thiếu tên."), at("C8", "Thiếu.")])
    assert notes(marked) == [
        ("C7", "Chị Ví Dụ", "Hỏi lại khách hàng\ncasedrop:\nThiếu tên."),
        ("C8", "casedrop", "casedrop:\nThiếu."),
    ]
    assert notes(excel.mark(marked, [])) == [("C7", "Chị Ví Dụ", "Hỏi lại khách hàng")]


def test_a_remark_on_the_file_stands_at_the_first_cell():
    marked = excel.mark(
        DATA, [Mark(Place(), "Bản cũ."), Mark(Place("cell", {"sheet": "Đã xóa", "cell": "B16"}), "Ở đây.")]
    )
    assert [(cell, text) for cell, _, text in notes(marked)] == [
        ("A1", "casedrop:\nBản cũ."),
        ("B16", "casedrop:\nỞ đây."),
    ]


def test_nothing_to_say_changes_nothing():
    theirs = with_note("C7", "Hỏi lại")
    assert (excel.mark(DATA, []), excel.mark(theirs, [])) == (DATA, theirs)


HAS = b"<sheetData/>"
SETUP = b'<pageSetup cellComments="atEnd"'


@pytest.mark.parametrize(
    ("there", "then"),
    [
        (HAS + b"</worksheet>", HAS + SETUP + b"/></worksheet>"),
        (HAS + b'<pageSetup scale="80"/>', HAS + SETUP + b' scale="80"/>'),
        (HAS + b'<pageSetup cellComments="none"/>', HAS + b'<pageSetup cellComments="none"/>'),
        (
            b"<x:sheetData></x:sheetData><x:drawing/>",
            b"<x:sheetData></x:sheetData><x" + SETUP[1:].join([b":", b"/><x:drawing/>"]),
        ),
    ],
)
def test_a_sheet_prints_its_notes_unless_it_says_itself_whether(there, then):
    assert printing_notes(there, "atEnd") == then


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not on the PATH")
def test_what_is_wrong_is_seen_on_paper_and_goes_when_it_is_mended():
    saved = zips.patch(DATA, {"docProps/app.xml": APP})
    once = excel.mark(saved, [at("C7", "Thiếu tên khách hàng.")])
    printed, mended = (printed_text(one) for one in (once, excel.mark(once, [])))
    assert "Thiếu tên khách hàng." in printed
    assert "casedrop:" not in mended


def printed_text(data):
    """What stands on the pages as LibreOffice prints them."""
    (pdf,) = to_pdfs([(data, "x.xlsx")])
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
def test_notes_survive_libreoffice_and_are_still_known_as_ours(tmp_path):
    (tmp_path / "in.xlsx").write_bytes(excel.mark(with_note("C9", "Của tôi"), [at("C7", "Thiếu <tên> & họ.")]))
    profile = (tmp_path / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", tmp_path / "out", tmp_path / "in.xlsx"], check=True, capture_output=True, timeout=90
    )
    saved = (tmp_path / "out" / "in.xlsx").read_bytes()

    assert [(cell, text) for cell, _, text in notes(saved)] == [
        ("C7", "casedrop:\nThiếu <tên> & họ."),
        ("C9", "Của tôi"),
    ]
    assert [text for _, _, text in notes(excel.mark(saved, []))] == ["Của tôi"]


@pytest.mark.parametrize("lang", LANGS)
def test_notes_are_no_answers(lang):
    data = excel.fill(SHEET, ANALYSIS, lang, {}, writable=ANALYSIS.writable(None), stamp="S-7", facts=FACTS)
    found = excel.read(data, ANALYSIS, lang, SHEET).found.values()
    marked = excel.mark(data, [Mark(spot.place, "Điền vào đây") for spot in found])
    assert excel.read(marked, ANALYSIS, lang, SHEET).answers == {}
