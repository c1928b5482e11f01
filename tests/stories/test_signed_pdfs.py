"""A signed PDF comes back whose printed words are not those that were issued: told where its pages print letters of their own."""

from __future__ import annotations

import ctypes
import io
import re
import shutil

import pypdfium2
import pytest
from pypdfium2 import raw

from casedrop.formats.pdf.drawn import drawn
from casedrop.formats.pdf.form.outside import outside
from formats.scan_samples import Hands, sheets
from stories.acceptance import SECOND
from stories.scans import hand_in, matched, pages_of, printed, scan, seen

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")

CLAUSE = "Payment is due 90 days after signing."


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data, *, without=0, typed="", page=0):
    """Someone opens a PDF in a program that edits it, takes pieces of text out and types others in."""
    with pypdfium2.PdfDocument(data) as document:
        there = document[page]
        pieces = list(there.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
        for piece in pieces[len(pieces) // 2 :][:without]:
            there.remove_obj(piece)
        if typed:
            font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
            text = raw.FPDFPageObj_CreateTextObj(document, font, 9.0)
            letters = typed.encode("utf-16-le") + b"\0\0"
            raw.FPDFText_SetText(text, ctypes.cast(letters, raw.FPDF_WIDESTRING))
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, 60)
            raw.FPDFPage_InsertObject(there, text)
        there.gen_content()
        return saved(document)


def shown(office, role="manager"):
    """What the page of changes shows: words that are gone in [-…-], new ones in {+…+}."""
    page = office.returned(role, ".html").read_text(encoding="utf-8-sig")
    page = re.sub("<del>(.*?)</del>", r"[-\1-]", re.sub("<ins>(.*?)</ins>", r"{+\1+}", page))
    return [re.sub("<[^>]+>", "", row.rsplit("<td>", 1)[1]).strip() for row in page.split("<tr>")[2:]]


@pytest.mark.fault("C5")
def test_a_clause_typed_into_a_signed_pdf_is_shown_and_accepted_by_the_copy(printed_office):
    office = printed_office()
    ours = printed(office, SECOND, 3).read_bytes()
    assert hand_in(office, "manager", "đã ký.pdf", changed(ours, typed=CLAUSE)) == ["refused wording.asked"]
    assert (shown(office), matched(office)) == ([f"{{+{CLAUSE}+}}"], set())
    copy = office.returned("manager", ".pdf")
    further = changed(copy.read_bytes(), typed="And no warranty.", page=1)
    assert hand_in(office, "manager", "thêm nữa.pdf", further) == ["refused wording.asked"]
    copy.rename(office.workspace.inbox / "manager" / "đồng ý.pdf")
    assert hand_in(
        office, "manager", "đồng ý.pdf", (office.workspace.inbox / "manager" / "đồng ý.pdf").read_bytes()
    ) == ["accepted"]
    assert (matched(office), seen(office, SECOND)) == (pages_of(SECOND, 3), [3])
    kept = office.case("NT-2021-0001")["wording"]["acceptance-report"]["changes"]
    assert [(one["stood"], one["stands"]) for one in kept] == [("", CLAUSE)]


BOX_LEFT_ALONE = "{+☐+}"
"""Of several choices one below the other, a box whose words were taken out counts as new."""


@pytest.mark.fault("C5")
def test_words_taken_out_of_a_signed_pdf_are_shown(printed_office):
    office = printed_office()
    ours = printed(office, SECOND, 3).read_bytes()
    assert hand_in(office, "manager", "đã ký.pdf", changed(ours, without=3)) == ["refused wording.asked"]
    assert [line for line in shown(office) if "[-" not in line and line != BOX_LEFT_ALONE] == []
    assert matched(office) == set()


def test_a_pdf_as_it_was_issued_and_a_scan_with_recognized_text_ask_nothing(printed_office):
    office = printed_office()
    ours = printed(office, SECOND, 3).read_bytes()
    assert len(drawn(ours)) > 20
    signed = changed(ours)
    assert hand_in(office, "manager", "ký số.pdf", signed) == ["accepted"]
    picture = recognized(scan(sheets(printed(office, SECOND, 4).read_bytes()), Hands(dpi=150)))
    assert (hand_in(office, "manager", "quét.pdf", picture), drawn(picture)) == (["accepted"], ())
    assert seen(office, SECOND) == [3, 4]
    assert "không được đối chiếu" in office.todo("manager")


def recognized(data):
    """A scan behind whose pictures a program put the words that it took them for."""
    data = changed(data, typed="Pay ment 1s du e")
    with pypdfium2.PdfDocument(data) as document:
        assert [one.text for one in outside(document)] == ["Pay ment 1s du e"]
    return data
