"""What is stamped on every page of a PDF: its own code where its template keeps a place for one, and the same in letters."""

from __future__ import annotations

import io
import shutil

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from casedrop.formats.pdf.code_places import code_places
from casedrop.formats.pdf.fonts import fonts_of
from casedrop.formats.pdf.pages import picture_of
from casedrop.formats.pdf.stamp import FONT, line, stamp
from casedrop.formats.qr import SIZE, seen
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import KEY, READABLE, issued

COPY = Code("PL-2026-0031", 9, "3/4")
APPENDIX = ("contract-appendix", "vi", COPY)
MM = 72 / 25.4
LOWER, UPPER = 10.1, 297 - 10.1 - SIZE
"""How far from the paper's lower edge, in millimetres, a code stands below and above."""


@pytest.fixture(scope="module")
def appendices():
    """A really converted document of two pages, stamped, by where its template keeps a place for its code."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    places = ["hdr", "ftr", ""]
    return dict(zip(places, issued([APPENDIX] * 3, *places), strict=True))


@pytest.fixture(params=["hdr", "ftr", ""], ids=["header", "footer", "no place"])
def appendix(request, appendices):
    """One of them after another."""
    return appendices[request.param]


def pages_of(*contents, picture=SIZE, size=(210, 297)):
    """A PDF of pages that draw these contents, in millimetres, `/P` being a picture of a square that is so many wide."""
    writer = PdfWriter()
    for content in contents:
        page = writer.add_blank_page(*(side * MM for side in size))
        drawn = StreamObject()
        drawn.set_data(f"q {MM} 0 0 {MM} 0 0 cm {content.replace('/P', f'q {picture} 0 0 {picture}')} Q".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/Dot"): writer._add_object(dot())})}
        )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def dot():
    """A picture of one grey dot."""
    made = StreamObject()
    made.set_data(b"\x80")
    about = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}
    made.update({NameObject(k): NameObject(v) for k, v in about.items()})
    made.update({NameObject(k): NumberObject(v) for k, v in (("/Width", 1), ("/Height", 1), ("/BitsPerComponent", 8))})
    return made


def at(left, bottom):
    """What draws the picture there."""
    return f"/P {left} {bottom} cm /Dot Do Q"


def places(pdf):
    """Where codes stand, in millimetres from left and below."""
    return [(round(place.left / MM, 1), round(place.bottom / MM, 1)) for place in code_places(pdf)]


def test_every_page_of_a_converted_document_bears_its_own_code(appendix):
    pages = [picture_of(page, 100) for page in pypdfium2.PdfDocument(appendix)]
    assert [[s.text for s in seen(page)] for page in pages] == [
        [page_code.write(COPY.at(1, 2), KEY)],
        [page_code.write(COPY.at(2, 2), KEY)],
    ]


@pytest.mark.parametrize(("place", "side"), [("hdr", "upper"), ("ftr", "lower"), ("", "upper")])
def test_a_code_stands_where_the_template_keeps_a_place_for_it(appendices, place, side):
    for page in pypdfium2.PdfDocument(appendices[place]):
        ((*_, (x, y)),) = [[*s.corners] for s in seen(picture_of(page, 200))]
        assert ((x + SIZE / 210) * 210, "lower" if y * 210 > 200 else "upper") == (pytest.approx(192, abs=0.5), side)


def test_the_same_stands_beside_it_in_letters(appendix):
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(appendix)]
    assert [f"{READABLE} · 3/4 · 1/2" in texts[0], f"{READABLE} · 3/4 · 2/2" in texts[1]] == [True] * 2


@pytest.mark.parametrize("place", [at(173.5, UPPER), at(173.5, LOWER), at(30, 140)], ids=["upper", "lower", "odd"])
def test_the_letters_stand_in_the_right_margin_off_the_code(place):
    pdf = pypdfium2.PdfDocument(stamp(pages_of(place), COPY, READABLE, KEY))
    text = pdf[0].get_textpage()
    boxes = [[side / MM for side in text.get_charbox(n)] for n in range(text.count_chars())]
    (code,) = places(pages_of(place))
    assert min(box[0] for box in boxes) > 192 + 2.3
    assert max(box[2] for box in boxes) < 210 - 13
    assert all(box[3] < code[1] - 4 or box[1] > code[1] + SIZE + 4 for box in boxes)
    assert 0 < min(box[1] for box in boxes) < max(box[3] for box in boxes) < 297


@pytest.mark.parametrize("size", [(210, 297), (297, 210)])
def test_the_code_is_18_5_mm_wide_pure_black_and_18_mm_from_the_right_edge(size):
    data = stamp(pages_of("", size=size), Code("BG-2026-0001", 1), "", KEY)
    page, dot = picture_of(pypdfium2.PdfDocument(data)[0], 300), 300 / 25.4
    rows, columns = ((page < 128)[-int(32 * dot) :]).nonzero()
    wide, high = (columns.max() - columns.min() + 1) / dot, (rows.max() - rows.min() + 1) / dot
    assert (round(wide, 1), round(high, 1), page.min()) == (SIZE, SIZE, 0)
    assert round((page.shape[1] - columns.max() - 1) / dot, 1) == 18


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (at(173.5, UPPER), (173.5, UPPER)),
        (at(160, 11), (160, 11)),
        (at(173.3, 30) + at(24, LOWER) + at(120, 150), (173.3, 30)),
        ("", (173.5, LOWER)),
        ("20 20 150 250 re f", (173.5, LOWER)),
        ("172 20 30 1 re f", (173.5, UPPER)),
        ("20 20 150 250 re f 171 5 0.3 30 re f", (173.5, UPPER)),
        ("0 0 210 297 re f", (173.5, UPPER)),
    ],
    ids=["upper", "lower", "several", "empty", "written", "line", "line beside it", "full"],
)
def test_the_place_of_a_code(content, place):
    assert places(pages_of(content)) == [tuple(round(side, 1) for side in place)]


@pytest.mark.parametrize("side", [18.0, 19.0, 13.0])
def test_a_picture_of_another_size_is_no_place(side):
    assert places(pages_of(at(100, 100), picture=side)) == [(173.5, LOWER)]


def test_each_page_has_its_own_place():
    assert places(pages_of(at(173.5, UPPER), at(173.5, 12), "")) == [
        (173.5, round(UPPER, 1)),
        (173.5, 12),
        (173.5, LOWER),
    ]


def test_pages_without_a_place_agree_on_a_corner():
    full = "172 20 30 1 re f"
    assert places(pages_of("", full, at(160, 11))) == [(173.5, round(UPPER, 1))] * 2 + [(160, 11)]
    assert places(pages_of("", "", at(160, 11) + full)) == [(173.5, LOWER)] * 2 + [(160, 11)]


def test_what_was_on_the_pages_stays_as_it_was(appendix):
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(appendix))
    assert all(words in text for words in ("PHỤ LỤC", "46.350.000", "Trang 1/2", "Trang 2/2"))


def test_stamping_the_same_pdf_gives_the_same_bytes():
    assert stamp(pages_of(""), COPY, READABLE, KEY) == stamp(pages_of(""), COPY, READABLE, KEY)


def test_a_number_courier_cannot_show_is_spelt_and_brackets_are_kept():
    data = stamp(pages_of(""), Code("Số(7)\\", 1), "Số(7)\\", KEY)
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "S&#7889;(7)\\ · 1/1" in text


def test_a_single_document_says_no_copy():
    assert line(Code("BG-1", 1).at(1, 2), "CQ-v1 · BG-1 · R6TB-2HXE") == "CQ-v1 · BG-1 · R6TB-2HXE · 1/2"


def test_every_page_has_the_font_of_its_letters_and_keeps_its_own(appendix):
    for page in PdfReader(io.BytesIO(appendix)).pages:
        ours = [font for font in fonts_of(page) if font.place == FONT]
        assert [(font.face, font.embedded, font.missing) for font in ours] == [("LiberationMono", True, ())]
        assert len(list(fonts_of(page))) > 2


def test_without_a_face_the_letters_are_in_courier():
    (font,) = fonts_of(PdfReader(io.BytesIO(stamp(pages_of(""), COPY, READABLE, KEY))).pages[0])
    assert (font.face, font.embedded) == ("Courier", False)
