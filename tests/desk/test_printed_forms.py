"""Forms that somebody printed as a PDF: known by their foot or their title, and never read from what is drawn."""

from __future__ import annotations

import shutil

import pytest
from pypdf import PdfWriter

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.formats import word
from casedrop.language.problem import LANGS, Problem
from formats.pdf_samples import written
from formats.word_samples import FACTS, VISIT, visit_template

SHELF = KnownForms({VISIT.id: VISIT}, {(VISIT.id, lang): visit_template() for lang in LANGS}, "vi")
PRINTED = Problem("pdf.printed", args={"form": VISIT.titles})


@pytest.fixture(scope="module")
def printed():
    """A filled form in each language as a PDF, by one call of LibreOffice, which takes a second to begin."""
    answers = {"customer": {"name": "Bánh Mì Trên Mây", "code": "KH-7"}, "state": "worn"}
    around = {"writable": frozenset(VISIT.by_pointer), "stamp": "S-7", "facts": FACTS}
    filled = [(word.fill(visit_template(), VISIT, lang, answers, **around), "a.docx") for lang in LANGS]
    return dict(zip(LANGS, to_pdfs(filled), strict=True))


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("lang", LANGS)
def test_a_form_printed_as_a_pdf_is_named_and_nothing_of_it_is_read(printed, lang):
    seen = examine(printed[lang], SHELF)
    assert (seen.reading.problems, seen.reading.answers, seen.reading.form) == ((PRINTED,), {}, None)
    assert all(VISIT.titles[other] in seen.reading.problems[0].say(other) for other in LANGS)


def test_any_other_pdf_is_a_scan():
    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    seen = examine(written(blank), SHELF)
    assert (seen.reading.problems, seen.scan.pages[0].blank) == ((), True)
