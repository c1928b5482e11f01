"""The code at the foot of a Word file as LibreOffice shows it: whole, white around it, and no hole where there is none."""

from __future__ import annotations

import shutil

import numpy as np
import pypdfium2
import pytest

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.formats import word
from casedrop.formats.pdf.code_places import code_places
from casedrop.formats.pdf.pages import picture_of
from casedrop.formats.qr import SIZE
from casedrop.forms.page_code import Code
from formats.scan_samples import filled

CODE = Code("PL-2026-0031", 9, "3/4")
EXACT = '<w:trHeight w:val="400" w:hRule="exact"/>'
HIGH = '<w:trHeight w:val="1219" w:hRule="atLeast"/>'
MM = 72 / 25.4
DOT = 200 / 25.4
WAYS = {"own": {}, "exact": {"height": EXACT}, "high": {"height": HIGH}, "narrow": {"wide": 19}}


@pytest.fixture(scope="module")
def made():
    """The PDFs of a document whose template keeps a place at the foot in several ways, with its code and without."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    wanted = [(way, coded) for way in WAYS for coded in (True, False)]
    files = [filled("contract-appendix", "vi", CODE, coded=coded, place="ftr", **WAYS[way]) for way, coded in wanted]
    return dict(zip(wanted, to_pdfs([(word.printable(data), "a.docx") for data in files]), strict=True))


def pages(pdf):
    """Its pages as pictures that say where ink is, with where the code stands: dots from left and above."""
    for page, place in zip(pypdfium2.PdfDocument(pdf), code_places(pdf), strict=True):
        assert place.is_kept
        high = page.get_size()[1] / MM
        yield picture_of(page, 200) < 200, place.left / MM, high - place.bottom / MM - SIZE


@pytest.mark.parametrize("way", WAYS)
def test_the_code_is_whole_and_flush_with_the_text(made, way):
    for ink, left, top in pages(made[way, True]):
        rows, columns = np.nonzero(ink[round((top - 1) * DOT) :, round((left - 1) * DOT) :])
        assert [np.ptp(side) / DOT for side in (rows, columns)] == [pytest.approx(SIZE, abs=0.3)] * 2
        assert (210 - left - SIZE, 297 - top - SIZE) == (pytest.approx(18, abs=0.1), pytest.approx(9.4, abs=0.5))


@pytest.mark.parametrize("way", WAYS)
def test_nothing_stands_12_points_above_nor_5_mm_left_of_it(made, way):
    for ink, left, top in pages(made[way, True]):
        above = ink[round((top - 4.1) * DOT) : round((top - 0.1) * DOT), round((left - 4.9) * DOT) :]
        beside = ink[round((top - 4.1) * DOT) :, round((left - 4.9) * DOT) : round((left - 0.1) * DOT)]
        assert (int(above.sum()), int(beside.sum())) == (0, 0)


def test_the_room_of_a_code_that_is_not_there_is_the_texts(made):
    coded, bare = (sorted({rule(made[way, coded]) for way in ("own", "exact", "high")}) for coded in (True, False))
    assert [coded, bare] == [[pytest.approx(32.2, abs=0.3)], [pytest.approx(20.4, abs=0.3)]]


def rule(pdf):
    """How far from the paper's lower edge the rule over the foot of its first page stands, in millimetres."""
    ink = picture_of(pypdfium2.PdfDocument(pdf)[0], 200) < 200
    rows = [n for n, row in enumerate(ink) if row[round(25 * DOT) : round(160 * DOT)].all()]
    return 297 - max(rows) / DOT
