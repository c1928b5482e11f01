"""Which PDFs may go out: those of our templates may, and each fault a PDF can have is found on its page."""

from __future__ import annotations

import io
import shutil

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt, RGBColor
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.formats.pdf.inspect import expected, preflight
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import KEY, form, issued

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")

FORM = form("contract-appendix")
NUMBER = "PL-2026-0031"
DOCUMENTS = [
    ("contract-appendix", "vi", Code(NUMBER, 9, "1/2")),
    ("contract-appendix", "zh-Hans", Code(NUMBER, 9, "2/2")),
    ("customization-quote", "en", Code("BG-2026-0118", 4)),
    ("handover-record", "zh-Hant", Code("BB-2026-0007", 21)),
]


def letter(*pages, foot="Trang {}/{}", size=(210, 297)):
    """A Word file whose pages each hold some paragraphs: a text, or (text, face, colour)."""
    made = docx.Document()
    section = made.sections[0]
    section.top_margin, section.bottom_margin = Mm(34), Mm(20)
    section.page_width, section.page_height = map(Mm, size)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Times New Roman", Pt(11)
    for number, paragraphs in enumerate(pages, 1):
        foots = (f"Số {NUMBER}  {foot.format(number, len(pages))}",)
        for content in (*paragraphs, *foots):
            text, face, colour = (content, None, None) if isinstance(content, str) else content
            run = made.add_paragraph().add_run(text)
            run.font.name = face
            run.font.color.rgb = RGBColor.from_string(colour) if colour else None
        if number < len(pages):
            run.add_break(WD_BREAK.PAGE)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


CASES = {
    "well": (letter(["Hai bên thống nhất", "Nhập địa chỉ"], ["Điều 2.", "ĐẠI DIỆN BÊN A"]), []),
    "letter": (letter(["a"], size=(215.9, 279.4)), [(1, "pdf.size", "216 × 279 mm")]),
    "large": (letter(["a"], size=(297, 420)), [(1, "pdf.size", "297 × 420 mm")]),
    "glyph": (letter(["a"], ["b \U00013000"]), [(2, "pdf.glyph", "U+13000")]),
    "box": (letter(["Có □"]), [(1, "pdf.glyph", "U+25A1")]),
    "face": (letter([("Lạ", "DejaVu Serif", None)]), [(1, "pdf.font", "Lạ")]),
    "tag": (letter(["{{ customer.name }}"]), [(1, "pdf.leftover", "{{"), (1, "pdf.leftover", "}}")]),
    "pointer": (letter(["a"], ["xem /customer/name"]), [(2, "pdf.leftover", "/customer/name")]),
    "placeholder": (letter([("Nhập địa chỉ", None, "5A6970")]), [(1, "pdf.leftover", "Nhập địa chỉ")]),
    "page": (letter(["a"], ["b"], foot="Trang {}/3"), [(1, "pdf.pages", "Trang 1/2"), (2, "pdf.pages", "Trang 2/2")]),
    "single": (letter(["Chứng nhận"], foot=""), []),
    "signature": (letter(["Điều 2."], ["ĐẠI DIỆN BÊN A"]), [(2, "pdf.signature", None)]),
    "torn": (letter(["ĐẠI DIỆN BÊN A"], ["(Ký, ghi rõ họ tên, đóng dấu)"]), [(2, "pdf.signature", None)]),
    "head": (letter(["Điều 2."], ["XÁC NHẬN CỦA KHÁCH HÀNG"]), [(2, "pdf.signature", None)]),
}


@pytest.fixture(scope="module")
def letters():
    """The PDFs of all cases, converted in one call."""
    return dict(zip(CASES, to_pdfs([(data, "a.docx") for data, _ in CASES.values()]), strict=True))


@pytest.fixture(scope="module")
def outgoing():
    """Really issued documents, stamped."""
    return issued(DOCUMENTS)


def wanted(name, lang, code, pages):
    return expected(
        form(name), lang, code.number, [page_code.write(code.at(n, pages), KEY) for n in range(1, pages + 1)]
    )


def told(problems):
    return [(p.place.args["page"], p.code, p.args.get("given")) for p in problems]


@pytest.mark.parametrize("at", range(len(DOCUMENTS)), ids=lambda at: ".".join(DOCUMENTS[at][:2]))
def test_our_documents_may_go_out(outgoing, at):
    pages = len(PdfReader(io.BytesIO(outgoing[at])).pages)
    assert preflight(outgoing[at], wanted(*DOCUMENTS[at], pages)) == ()


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_found_on_its_page(letters, case):
    found = told(preflight(letters[case], expected(FORM, "vi", NUMBER, heads=["XÁC NHẬN CỦA KHÁCH HÀNG"])))
    assert [f for f in found if case != "glyph" or f[1] == "pdf.glyph"] == CASES[case][1]


@pytest.mark.parametrize(
    ("name", "refused"), [("customization-analysis", []), ("contract-appendix", [(1, "pdf.size", "297 × 420 mm")])]
)
def test_a_sheet_may_be_made_for_a3_a_letter_may_not(letters, name, refused):
    assert told(preflight(letters["large"], expected(form(name), "vi", NUMBER))) == refused


def test_a_page_without_its_number_is_found(letters):
    assert told(preflight(letters["well"], expected(FORM, "vi", "PL-2026-0032"))) == [
        (1, "pdf.number", "PL-2026-0032"),
        (2, "pdf.number", "PL-2026-0032"),
    ]


def test_a_page_with_another_pages_code_is_found(outgoing):
    right = wanted(*DOCUMENTS[0], 2)
    swapped = PdfWriter()
    for page in reversed(PdfReader(io.BytesIO(outgoing[0])).pages):
        swapped.add_page(page)
    assert [t for t in told(preflight(saved(swapped), right)) if t[1] == "pdf.code"] == [
        (1, "pdf.code", None),
        (2, "pdf.code", None),
    ]


def test_a_page_too_few_is_found(outgoing):
    first = PdfWriter()
    first.add_page(PdfReader(io.BytesIO(outgoing[0])).pages[0])
    found = told(preflight(saved(first), wanted(*DOCUMENTS[0], 2)))
    assert found == [(1, "pdf.pages", "Trang 1/1"), (2, "pdf.code", None)]


def test_a_font_outside_the_file_is_found():
    found = preflight(with_font("Helvetica"), expected(FORM, "vi", ""))
    assert [p.args for p in found if p.code == "pdf.embedding"] == [{"font": "Helvetica"}]


def with_font(face):
    """A page of A4 that says "a" in a font the file lacks."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject(f"/{face}")}
    fonts = DictionaryObject({NameObject("/F"): DictionaryObject({NameObject(k): v for k, v in font.items()})})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = StreamObject()
    content.set_data(b"BT /F 12 Tf 99 500 Td (a) Tj ET")
    page[NameObject("/Contents")] = content
    return saved(writer)


def saved(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.fault("F6")
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_pdf_may_not_go_out(data):
    assert [p.code for p in preflight(data, expected(FORM, "vi", NUMBER))] == ["pdf.damaged"]
