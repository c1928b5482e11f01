"""Five more of each kind of picture and scanned PDF that people send, as telephones, copiers and old programs write them."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFilter, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject

from casedrop.formats.scan.cut import cut
from casedrop.formats.scan.read import read
from casedrop.formats.sniff import sniff
from formats.scan_samples.papers import QUOTE, code, locked, on_desk, pdf, saved, sheet, turned, with_root

ONE, TWO = code(1), code(2)
PAGE, BACK = sheet(ONE), sheet(TWO)
OTHER = code(1, 1, QUOTE)


def codes(data):
    assert sniff(data).problems == ()
    scan = read(data)
    assert scan.problems == ()
    return [page.codes for page in scan.pages]


def clear():
    """A page cut out of its desk by a telephone: clear around it, and where the paper is white."""
    page = PAGE.convert("RGBA")
    page.putalpha(ImageOps.invert(PAGE))
    return page


def shadowed():
    """A page under a lamp: dark towards one corner."""
    shade = Image.linear_gradient("L").resize(PAGE.size).point(lambda grey: 90 + grey * 165 // 255)
    return Image.composite(PAGE, Image.new("L", PAGE.size, 0), shade)


PICTURES = {
    "a picture cut out of its desk": saved(clear(), "PNG"),
    "sixteen shades, packed": saved(PAGE.quantize(16), "PNG"),
    "lossy with its edges clear": saved(clear(), "WEBP", quality=60),
    "big and Motorola's way round": saved(PAGE.convert("RGB"), "TIFF", compression="tiff_adobe_deflate", big_tiff=True),
    "a screenshot with a frame": saved(ImageOps.expand(PAGE.convert("RGB"), 40, "black"), "PNG"),
    "under a lamp": saved(shadowed(), "JPEG", quality=55),
    "sent on by a chat": saved(PAGE.resize((900, 1273)), "JPEG", quality=45),
    "as a scanner on Linux leaves it": saved(PAGE, "PPM"),
    "in black and white there": saved(PAGE.convert("1"), "PPM"),
    "not quite sharp": saved(PAGE.filter(ImageFilter.GaussianBlur(1.2)), "WEBP", quality=50),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_page_is_read_however_it_was_saved(data):
    assert codes(data) == [(ONE,)]


DESK = (2900, 2000)
PAIRS = {
    "both a little askew": on_desk([(PAGE, (60, 80), 5), (BACK, (1440, 60), -6)], DESK),
    "one upside down": on_desk([(PAGE, (60, 80), 0), (BACK, (1420, 90), 180)], DESK),
    "one across": on_desk([(PAGE, (40, 60), 0), (BACK, (1320, 300), 90)], (3160, 1900)),
    "far apart": on_desk([(PAGE, (20, 40), 0), (BACK, (2200, 60), 0)], (3500, 1900)),
    "on a light desk": on_desk([(PAGE, (60, 80), 2), (BACK, (1420, 70), -2)], DESK, 200),
}


@pytest.mark.parametrize("picture", PAIRS.values(), ids=PAIRS)
def test_both_sheets_on_a_picture_count(picture):
    (page,) = read(saved(picture, "JPEG")).pages
    assert (set(page.codes), page.crowded) == ({ONE, TWO}, False)


def updated(data):
    """A PDF to which a signing program put an update, locked as it is."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.root_object[NameObject("/Perms")] = NumberObject(1)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def packed(data):
    """A PDF whose streams are packed anew and whose equal objects are one."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.compress_identical_objects(remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attached(data):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.add_attachment("Hợp đồng.txt", b"x" * 2000)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PLAIN = pdf(ONE, TWO)
LOCKED = {
    "forty bits": locked(PLAIN, "RC4-40"),
    "a hundred and twenty-eight": locked(PLAIN, "RC4-128"),
    "locked, pages to be turned": locked(turned(PLAIN, 180), "RC4-128"),
    "locked, something attached": locked(attached(PLAIN), "RC4-128"),
    "locked, packed tightly": locked(packed(PLAIN), "RC4-40"),
    "signed since": updated(PLAIN),
    "opens as a presentation": with_root(PLAIN, {"/PageMode": NameObject("/FullScreen")}),
}


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_a_pdf_that_opens_without_a_password_is_read_and_cut(data):
    assert codes(data) == [(ONE,), (TWO,)]
    assert codes(cut(data, (1,))) == [(TWO,)]


TWO_PAPERS = {
    "one after the other": pdf(ONE, TWO, OTHER),
    "mixed up": pdf(TWO, OTHER, ONE),
    "locked": locked(pdf(OTHER, ONE, TWO), "RC4-128"),
    "turned": turned(pdf(ONE, OTHER, TWO), 270),
    "a fax": saved(
        sheet(ONE, 200).convert("1"), "TIFF", compression="group4", save_all=True,
        append_images=[sheet(OTHER, 200).convert("1"), sheet(TWO, 200).convert("1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", TWO_PAPERS.values(), ids=TWO_PAPERS)
def test_the_pages_of_two_papers_are_told_apart_and_cut(data):
    there = codes(data)
    own = tuple(n for n, seen in enumerate(there) if seen != (OTHER,))
    assert sorted(there) == sorted([(ONE,), (TWO,), (OTHER,)])
    assert sorted(codes(cut(data, own))) == sorted([(ONE,), (TWO,)])
    assert codes(cut(data, tuple({0, 1, 2} - {*own}))) == [(OTHER,)]
