"""Ink in the places to sign of a scan: there, absent, or nobody can tell; never the one for the other."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from casedrop.desk.libreoffice.fonts import typed
from casedrop.formats.pdf.stamp import stamp
from casedrop.formats.scan.read import read
from casedrop.formats.scan.sign_places import sign_places
from casedrop.forms.page_code import Code
from formats.scan_samples import KEY, READABLE, signing
from formats.scan_samples.signing import BLACK, BLUE, RED, VIOLET, Scanner, as_pdf, page_in_colour, saved, scanned

MM = 72 / 25.4
WORDS = "The parties have looked at what was delivered and found on day {} that it does what article {} asks for."
GLASS = Scanner(dpi=150)
PHONE = Scanner(photo=True, noise=6, shadow=0.4)
GREY = Scanner(dpi=150, mode="L")


def typed_page(*, hint="(Signature, full name, seal)", places=((65, 130), (150, 130))):
    """A page of print with places to sign, and its code at the foot, as a PDF of ours."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(210 * MM, 297 * MM)
    for n in range(18):
        _write(document, page, WORDS.format(n, 40 - n), 20, 20 + 5.5 * n)
    for x, y in places:
        _write(document, page, hint, x - 20, y)
        _write(document, page, "Name and title:", x - 20, y + 50)
    _write(document, page, "Acceptance report - kept by the customer", 20, 280)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return stamp(out.getvalue(), Code("BB-2026-0031", 1, "1/4"), READABLE, KEY, typed())


def _write(document, page, words, x, y):
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    text = raw.FPDFPageObj_CreateTextObj(document, font, 10.0)
    letters = words.encode("utf-16-le") + b"\0\0"
    raw.FPDFText_SetText(text, ctypes.cast(letters, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, x * MM, (297 - y) * MM)
    raw.FPDFPage_InsertObject(page, text)


@pytest.fixture(scope="module")
def pdf():
    return typed_page()


def signed(pdf, *, hands=(), seals=(), pen=BLUE, stamped=RED, strength=0.8):
    """The page, signed and sealed in those of its places."""
    page = page_in_colour(pdf, 1)
    for n, place in enumerate(sign_places(pdf)):
        page = signing.with_seal(page, place, n, stamped, strength) if n in seals else page
        page = signing.with_hand(page, place, n, pen) if n in hands else page
    return page


def seen(pdf, page, how):
    """Seal and hand in each place, as a scan shows them."""
    ink = read(saved(scanned(page, how, 1), how), paper=pdf).ink
    return None if ink is None else [(one.seal, one.hand) for one in ink]


def test_the_places_stand_about_the_words_that_ask_for_hand_and_seal(pdf):
    left, right = sign_places(pdf)
    assert (left.page, left.seals, left.hands) == (1, True, True)
    assert left.box.right <= right.box.left + 1
    assert (left.box.left < 45, left.box.right > 85, right.box.right > 170) == (True, True, True)
    assert (left.box.top < 130, left.box.bottom > 165) == (True, True)
    (alone,) = sign_places(typed_page(hint="(Signature, full name)", places=((65, 130),)))
    assert (alone.seals, alone.hands) == (True, True)
    assert sign_places(typed_page(places=())) == ()


@pytest.mark.parametrize(
    "how", [GLASS, replace(GLASS, skew=3, turn=90, noise=8), PHONE], ids=["glass", "turned", "photo"]
)
def test_what_is_in_each_place_is_told_apart(pdf, how):
    assert seen(pdf, signed(pdf), how) == [("absent", "absent")] * 2
    assert seen(pdf, signed(pdf, hands=(0,), seals=(1,)), how) == [("absent", "present"), ("present", "absent")]
    assert seen(pdf, signed(pdf, hands=(0, 1), seals=(0,), pen=BLACK), how) == [
        ("present", "present"),
        ("absent", "present"),
    ]


def test_a_faint_seal_is_one_and_one_that_is_not_red_is_asked_about(pdf):
    assert seen(pdf, signed(pdf, seals=(0, 1), strength=0.3), GLASS) == [("present", "absent")] * 2
    assert {seal for seal, _ in seen(pdf, signed(pdf, seals=(0, 1), stamped=VIOLET), GLASS)} == {"unclear"}


@pytest.mark.fault("C8")
@pytest.mark.parametrize("how", [GREY, replace(GREY, dpi=200, mode="1")], ids=["grey", "fax"])
def test_without_colours_nobody_can_tell_a_seal(pdf, how):
    there = seen(pdf, signed(pdf, hands=(0,), seals=(1,)), how)
    assert there == [("unclear", "unclear")] * 2
    assert seen(pdf, signed(pdf), how) == [("unclear", "absent")] * 2


def test_a_place_that_is_cut_off_or_covered_is_not_called_empty(pdf):
    page = signed(pdf)
    page.paste(Image.new("RGB", (page.width, round(page.height * 0.62)), "white"), (0, 0))
    assert seen(pdf, page, GLASS) == [("unclear", "unclear")] * 2
    cut = signed(pdf).crop((800, 0, page.width, page.height))
    assert seen(pdf, cut, GLASS)[0] == ("unclear", "unclear")


def test_a_coarse_scan_is_not_looked_at(pdf):
    small = scanned(signed(pdf), Scanner(dpi=100)).resize((450, 636))
    found = read(saved(small, GLASS), paper=pdf)
    assert found.ink in (None, ()) or {one.hand for one in found.ink} == {"unclear"}


def test_pages_of_a_pdf_are_looked_at_each_for_its_own_places(pdf):
    two = as_pdf([scanned(signed(pdf, seals=(0, 1)), GLASS), scanned(signed(pdf), GLASS)], GLASS)
    assert [one.seal for one in read(two, paper=pdf).ink] == ["present", "present", "absent", "absent"]


def test_a_paper_without_a_place_to_sign_says_nothing(pdf):
    assert seen(typed_page(places=()), signed(pdf), GLASS) is None
    assert read(saved(scanned(signed(pdf), GLASS), GLASS)).ink is None
