"""Scans of really converted documents: codes read as office machines deliver them, and never wrongly."""

from __future__ import annotations

import io
import shutil

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter

from casedrop.formats.scan.read import read
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.forms.reading import ScanPage
from formats.scan_samples import GREY_COPY, KEY, Hands, file, issued, photographed, scanned, sheets

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
COPY = Code("PL-2026-0031", 9, "3/4")
TEXTS = [page_code.write(COPY.at(n, 2), KEY) for n in (1, 2)]


@pytest.fixture(scope="module")
def paper():
    """The two printed sheets of a document."""
    return sheets(issued([("contract-appendix", "vi", COPY)])[0])


def empty(shade=255, noise=0.0):
    """A sheet with nothing on it, as paper of some shade."""
    pixels = np.random.default_rng(7).normal(shade, noise, (2339, 1654))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


HANDS = [
    Hands(dpi=100),
    Hands(dpi=150, turn=90),
    Hands(dpi=200, turn=180),
    Hands(dpi=300, turn=270),
    Hands(dpi=100, skew=3),
    Hands(dpi=200, skew=-3),
    Hands(dpi=150, noise=25),
    Hands(dpi=200, jpeg=30),
    Hands(dpi=150, levels=GREY_COPY, blur=0.8),
    Hands(dpi=200, fax=True),
    Hands(dpi=150, turn=270, skew=3, noise=15, jpeg=30, levels=GREY_COPY),
]


@pytest.mark.fault("B10")
@needs_office
@pytest.mark.parametrize("hands", HANDS, ids=str)
def test_a_scanned_sheet_says_which_it_is_and_how_it_lies(paper, hands):
    scan = read(file([scanned(paper[1], hands)], "PNG"))
    assert scan.pages == (ScanPage(0, (TEXTS[1],), -hands.turn % 360),)


@needs_office
@pytest.mark.parametrize(("kind", "options"), [("PDF", {}), ("TIFF", {"compression": "tiff_lzw"})])
def test_all_sheets_of_a_file_are_read(paper, kind, options):
    images = [scanned(sheet, Hands(dpi=150)) for sheet in (paper[1], paper[0])]
    scan = read(file([images[0], empty(), images[1]], kind, **options))
    assert scan.pages == (ScanPage(0, (TEXTS[1],)), ScanPage(1, blank=True), ScanPage(2, (TEXTS[0],)))


@needs_office
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_one_page(paper, kind):
    assert read(file([scanned(paper[0], Hands())], kind)).pages == (ScanPage(0, (TEXTS[0],)),)


@needs_office
def test_a_photograph_is_read(paper):
    assert [p.codes for p in read(file([photographed(paper[0])], "JPEG")).pages] == [(TEXTS[0],)]


@needs_office
def test_a_camera_that_notes_how_it_was_held_is_believed(paper):
    image = scanned(paper[0], Hands(turn=90))
    exif = Image.Exif()
    exif[0x0112] = 8  # to be shown turned a quarter to the left
    assert read(file([image], "JPEG", exif=exif)).pages == (ScanPage(0, (TEXTS[0],), 0),)


@pytest.mark.fault("B11")
@needs_office
def test_a_sheet_whose_code_is_covered_is_not_blank_and_says_nothing(paper):
    hidden = scanned(paper[0], Hands(dpi=150))
    hidden.paste(200, (900, hidden.height - 260, hidden.width, hidden.height))
    assert read(file([hidden], "PNG")).pages == (ScanPage(0),)


@pytest.mark.parametrize("sheet", [empty(), empty(235, noise=12), empty(120)], ids=["white", "grey", "dark"])
def test_an_empty_sheet_is_blank_whatever_its_paper(sheet):
    assert read(file([sheet], "PNG")).pages == (ScanPage(0, blank=True),)


def test_what_shines_through_and_the_scanners_rim_leave_a_sheet_blank():
    pixels = np.full((2339, 1654), 250, np.uint8)
    pixels[400:1200, 300:900:8] = 225
    pixels[:, :20] = pixels[-15:] = 0
    assert read(file([Image.fromarray(pixels)], "PNG")).pages == (ScanPage(0, blank=True),)


def test_a_short_line_of_writing_is_not_blank():
    pixels = np.full((2339, 1654), 250, np.uint8)
    pixels[1200:1206, 600:900] = 60
    assert read(file([Image.fromarray(pixels)], "PNG")).pages == (ScanPage(0),)


@pytest.mark.fault("C8")
def test_colour_transparency_and_sixteen_bits_are_seen_as_grey():
    clear = Image.new("RGBA", (800, 1131), (0, 0, 0, 0))
    deep = Image.fromarray(np.full((1131, 800), 65535, np.uint16))
    assert [read(file([image], "PNG")).pages for image in (clear, deep)] == [(ScanPage(0, blank=True),)] * 2


def pdf(pages, wide=595, high=842, locked=False):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(wide, high)
    if locked:
        writer.encrypt("bánh mì", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "args"),
    [
        (b"", "file.damaged", {}),
        (b"%PDF-1.7 nothing", "file.damaged", {}),
        (file([empty()], "PNG")[:900], "file.damaged", {}),
        (pdf(1, locked=True), "file.protected", {}),
        (pdf(201), "scan.too-many", {"limit": 200}),
        (pdf(1, 9000, 9000), "scan.too-large", {"limit": 40}),
        (file([Image.new("1", (20000, 16000))], "TIFF", compression="group4"), "scan.too-large", {"limit": 250}),
    ],
)
def test_what_cannot_be_read_says_why(data, code, args):
    scan = read(data)
    assert (scan.pages, [(p.code, p.args) for p in scan.problems]) == ((), [(code, args)])
