"""PDFs that are kept: as PDF/A-2b where that is asked for, also with codes drawn over them; tagged, titled, with bookmarks."""

from __future__ import annotations

import io
import shutil

import pypdfium2
import pytest
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.formats.pdf.fonts import fonts_of
from casedrop.formats.pdf.stamp import stamp
from casedrop.forms.page_code import Code
from formats.pdf_samples.pdfa import faults
from formats.scan_samples import KEY, READABLE, issued

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")

DOCUMENTS = {
    "vi": ("contract-appendix", "vi", Code("PL-2026-0031", 9, "3/4")),
    "zh-Hans": ("customization-quote", "zh-Hans", Code("BG-2026-0118", 4)),
    "zh-Hant": ("handover-record", "zh-Hant", Code("BB-2026-0007", 21, "2/4")),
    "en": ("customization-quote", "en", Code("Số(7)\\", 4)),
}
TITLES = {
    "vi": "Phụ lục hợp đồng",
    "zh-Hans": "定制开发报价单",
}


@pytest.fixture(scope="module")
def kept():
    """The stamped PDF/A of each document, by its language."""
    return dict(zip(DOCUMENTS, issued(list(DOCUMENTS.values()), archival=True), strict=True))


@pytest.fixture(scope="module")
def plain():
    """The stamped PDF of the Vietnamese one, as usual."""
    return issued([DOCUMENTS["vi"]])[0]


def sheet():
    """A workbook."""
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "Bánh mì 麵包"
    book.properties.title = "Bảng giá"
    book.save(out)
    return out.getvalue()


def changed(pdf, change):
    """A PDF with something done to what pypdf makes of it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = "%PDF-1.6"
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("lang", DOCUMENTS)
def test_a_document_with_codes_is_pdf_a(kept, lang):
    assert faults(kept[lang]) == []


def test_a_workbook_is_pdf_a():
    (made,) = to_pdfs([(sheet(), "a.xlsx")], archival=True)
    assert faults(made) == []


def test_what_was_never_pdf_a_is_not(plain, kept):
    assert faults(plain) == ["no metadata", "no output intent"]
    assert faults(stamp(kept["vi"], DOCUMENTS["vi"][2], READABLE, KEY)) == ["font not embedded: /Courier"]


SCRIPT = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda writer: writer.root_object.update({NameObject("/OpenAction"): SCRIPT}), "action /JavaScript"),
        (lambda writer: writer.add_attachment("a.txt", b"a"), "form or files"),
        (lambda writer: writer.add_metadata({"/Title": "x"}), "titles differ"),
        (lambda writer: writer.pages[0]["/Contents"].pop(), "something is not closed"),
        (lambda writer: setattr(writer, "pdf_header", "%PDF-1.3"), "header"),
        (lambda writer: writer.root_object.pop("/OutputIntents"), "no output intent"),
    ],
    ids=["script", "file", "title", "content", "version", "colours"],
)
def test_a_fault_of_pdf_a_is_found(kept, change, fault):
    assert fault in faults(changed(kept["vi"], change))


@pytest.mark.parametrize("lang", TITLES)
def test_it_has_a_title_tags_and_bookmarks(kept, plain, lang):
    for pdf in (kept[lang], *([plain] if lang == "vi" else [])):
        reader = PdfReader(io.BytesIO(pdf))
        root = reader.root_object
        assert reader.metadata.title == TITLES[lang]
        assert (root["/ViewerPreferences"]["/DisplayDocTitle"], root["/MarkInfo"]["/Marked"]) == (True, True)
        assert len(reader.outline) > 0
        assert len(root["/StructTreeRoot"]["/K"]) > 0
        assert all("/StructParents" in page for page in reader.pages)
        assert reader.pdf_header == "%PDF-1.6"


def test_what_is_drawn_over_a_page_is_no_text_of_it(kept):
    data = PdfReader(io.BytesIO(kept["vi"])).pages[0]["/Contents"][-1].get_object().get_data()
    assert data.startswith(b"Q\n/Artifact BMC q\n")
    assert data.endswith(b"\nQ EMC\n")


def test_the_letters_beside_a_code_are_embedded_and_said_by_their_own_letters(kept):
    page = PdfReader(io.BytesIO(kept["en"])).pages[0]
    assert [f for f in fonts_of(page) if not f.embedded] == []
    assert [f.face for f in fonts_of(page) if f.place == "/CasedropCourier"] == ["LiberationMono"]
    text = pypdfium2.PdfDocument(kept["en"])[0].get_textpage().get_text_range()
    assert f"{READABLE} · 1/" in text


def test_a_document_without_a_claim_gets_none(plain):
    assert NameObject("/OutputIntents") not in PdfReader(io.BytesIO(plain)).root_object
