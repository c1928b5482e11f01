"""What is stamped on every page of a PDF: its own code, and the same in letters."""

from __future__ import annotations

import io
import shutil

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from casedrop.formats.pdf.pages import picture_of
from casedrop.formats.pdf.stamp import line, stamp
from casedrop.formats.qr import SIZE, seen
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import KEY, READABLE, issued

COPY = Code("PL-2026-0031", 9, "3/4")
MM = 300 / 25.4


@pytest.fixture(scope="module")
def appendix():
    """A really converted document of two pages, stamped."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    return issued([("contract-appendix", "vi", COPY)])[0]


def empty(*, pages=1, size=(595.3, 841.9)):
    """A PDF of empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*size)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_every_page_of_a_converted_document_bears_its_own_code(appendix):
    pages = [picture_of(page, 100) for page in pypdfium2.PdfDocument(appendix)]
    assert [[s.text for s in seen(page)] for page in pages] == [
        [page_code.write(COPY.at(1, 2), KEY)],
        [page_code.write(COPY.at(2, 2), KEY)],
    ]


def test_the_same_stands_beside_it_in_letters(appendix):
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(appendix)]
    assert ["CX-v1 · PL-2026-0031 · R6TB-2HXE · 3/4 · 1/2" in texts[0], f"{READABLE} · 3/4 · 2/2" in texts[1]] == [
        True
    ] * 2


@pytest.mark.parametrize("size", [(595.3, 841.9), (841.9, 595.3)])
def test_the_code_is_18_5_mm_wide_pure_black_and_18_mm_from_the_right_edge(size):
    data = stamp(empty(size=size), Code("BG-2026-0001", 1), "", KEY)
    page = picture_of(pypdfium2.PdfDocument(data)[0], 300)
    rows, columns = ((page < 128)[: int(32 * MM)]).nonzero()
    wide, high = (columns.max() - columns.min() + 1) / MM, (rows.max() - rows.min() + 1) / MM
    assert (round(wide, 1), round(high, 1), page.min()) == (SIZE, SIZE, 0)
    assert round((page.shape[1] - columns.max() - 1) / MM, 1) == 18


def test_what_was_on_the_page_stays_as_it_was(appendix):
    text = pypdfium2.PdfDocument(appendix)[0].get_textpage().get_text_range()
    assert all(words in text for words in ("PHỤ LỤC", "46.350.000", "Trang 1/2"))


def test_stamping_the_same_pdf_gives_the_same_bytes():
    assert stamp(empty(), COPY, READABLE, KEY) == stamp(empty(), COPY, READABLE, KEY)


def test_a_number_courier_cannot_show_is_spelt_and_brackets_are_kept():
    data = stamp(empty(), Code("Số(7)\\", 1), "Số(7)\\", KEY)
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "S&#7889;(7)\\ · 1/1" in text


def test_a_single_document_says_no_copy():
    assert line(Code("BG-1", 1).at(1, 2), "CQ-v1 · BG-1 · R6TB-2HXE") == "CQ-v1 · BG-1 · R6TB-2HXE · 1/2"


def test_every_page_has_courier_once_and_keeps_its_own_fonts(appendix):
    fonts = PdfReader(io.BytesIO(appendix)).pages[1]["/Resources"]["/Font"]
    assert [str(f.get_object()["/BaseFont"]) for f in fonts.values()].count("/Courier") == 1
    assert len(fonts) > 3
