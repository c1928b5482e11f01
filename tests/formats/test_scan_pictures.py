"""Pictures of paper in every format that telephones, scanners and other programs write: read, or named with what to do."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, TiffImagePlugin

from casedrop.formats.scan.cut import cut
from casedrop.formats.scan.read import read
from casedrop.formats.sniff import sniff
from casedrop.forms.reading import ScanPage
from casedrop.language.problem import LANGS, Problem
from formats.scan_samples.papers import QUOTE, code, on_desk, saved, sheet

HERE = Path(__file__).parent
PAGE = sheet(code(1))
ONE, TWO = code(1), code(2)


def codes(data):
    """The codes on each page of a file that nothing speaks against."""
    assert sniff(data).problems == ()
    scan = read(data)
    assert scan.problems == ()
    return [page.codes for page in scan.pages]


def wrong(data):
    """What is said of a file that shows no page."""
    seen = sniff(data).problems or read(data).problems
    return [(p.code, dict(p.args)) for p in seen]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("AVIF", {}),
        ("BMP", {}),
        ("GIF", {}),
        ("JPEG2000", {}),
        ("PNG", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("TIFF", {"compression": "packbits"}),
        ("TIFF", {"big_tiff": True}),
    ],
)
def test_a_page_is_read_in_every_usual_format(kind, options):
    assert codes(saved(PAGE, kind, **options)) == [(ONE,)]


def test_a_page_of_an_iphone_is_read_where_its_library_is():
    pytest.importorskip("pi_heif")
    assert codes((HERE / "scan_samples/page.heic").read_bytes()) == [(ONE,)]


def test_a_page_of_an_iphone_is_named_where_its_library_is_not(monkeypatch):
    monkeypatch.setitem(Image.OPEN, "HEIF", None)
    monkeypatch.delitem(Image.OPEN, "HEIF")
    monkeypatch.setitem(__import__("sys").modules, "pi_heif", None)
    assert wrong((HERE / "scan_samples/page.heic").read_bytes()) == [("scan.format", {"format": "HEIC"})]


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "YCbCr", "LAB"])
def test_every_way_to_write_a_shade_is_seen_as_grey(mode):
    if mode == "I;16":
        page = Image.fromarray(np.asarray(PAGE).astype(np.uint16) * 257)
    elif mode == "LAB":
        to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
        page = ImageCms.applyTransform(PAGE.convert("RGB"), to_lab)
    else:
        page = PAGE.convert(mode)
    assert codes(saved(page, "JPEG" if mode == "YCbCr" else "TIFF")) == [(ONE,)]


def test_an_inverted_cmyk_jpeg_is_read():
    assert codes(saved(PAGE.convert("CMYK"), "JPEG")) == [(ONE,)]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_what_a_camera_noted_of_how_it_was_held_is_heeded(kind, orientation):
    undo = [
        None,
        None,
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.ROTATE_180,
        Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.TRANSPOSE,
        Image.Transpose.ROTATE_90,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_270,
    ][orientation]
    held = PAGE.transpose(undo) if undo is not None else PAGE
    exif = Image.Exif()
    exif[0x0112] = orientation
    scan = read(saved(held, kind, exif=exif))
    assert scan.pages == (ScanPage(0, (ONE,), 0),)


@pytest.mark.parametrize("dpi", [(204, 98), (200, 100), (98, 204)])
def test_a_fax_with_half_as_many_lines_is_read(dpi):
    wide, high = PAGE.size
    across, down = dpi
    flat = PAGE.resize((wide, high * down // across) if across > down else (wide * across // down, high))
    black = flat.point(lambda grey: 255 * (grey > 128)).convert("1")
    assert codes(saved(black, "TIFF", compression="group4", dpi=dpi)) == [(ONE,)]


def tiff(*frames):
    """A TIFF of frames, each with the tags that it shall have."""
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out) as file:
        for image, tags in frames:
            about = TiffImagePlugin.ImageFileDirectory_v2()
            for tag, value in tags.items():
                about[tag] = value
            image.save(file, "TIFF", tiffinfo=about)
            file.newFrame()
    return out.getvalue()


SMALL = PAGE.resize((160, 226))


@pytest.mark.parametrize(
    "frames",
    [
        [(PAGE, {}), (SMALL, {254: 1})],
        [(SMALL, {254: 1}), (PAGE, {})],
        [(PAGE, {}), (PAGE.resize((620, 877)), {254: 1}), (SMALL, {254: 1})],
        [(PAGE, {}), (PAGE.convert("1"), {254: 4})],
        [(PAGE, {}), (SMALL, {255: 2})],
        [(PAGE, {}), (SMALL, {})],
    ],
    ids=["behind", "before", "pyramid", "mask", "old", "unmarked"],
)
def test_thumbnails_and_masks_of_a_tiff_are_no_pages(frames):
    assert codes(tiff(*frames)) == [(ONE,)]


def test_pages_behind_thumbnails_are_cut_as_they_were_counted():
    data = tiff((PAGE, {}), (SMALL, {254: 1}), (sheet(TWO), {}), (SMALL, {254: 1}))
    assert codes(data) == [(ONE,), (TWO,)]
    assert codes(cut(data, (1,))) == [(TWO,)]


@pytest.mark.parametrize("size", [(160, 226), (1240, 1754)], ids=["preview", "other view"])
def test_what_a_jpeg_holds_beside_its_picture_is_no_page(size):
    beside = sheet(TWO).resize(size)
    data = saved(PAGE, "MPO", save_all=True, append_images=[beside])
    assert codes(data) == [(ONE,)]
    assert cut(data, (0,)) == data


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_film_is_asked_about(kind):
    data = saved(PAGE.convert("RGB"), kind, save_all=True, append_images=[sheet(TWO).convert("RGB")])
    assert wrong(data) == [("scan.moving", {"frames": 2})]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x00\x00\x00\x0cJXL \r\n\x87\n" + bytes(40), "JPEG XL"),
        (b"\xff\x0a" + bytes(40), "JPEG XL"),
        (b"AT&TFORM\x00\x00\x00\x00DJVU", "DjVu"),
        (b"8BPS\x00\x01" + bytes(40), "Photoshop"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (b"\x97JB2\r\n\x1a\n" + bytes(9), "JBIG2"),
        (b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom", "RAW"),
        (b"II*\x00" + bytes(40), "TIFF"),
    ],
)
def test_a_picture_that_cannot_be_read_is_named(data, name):
    assert wrong(data) == [("scan.format", {"format": name})]
    assert all(name in Problem("scan.format", args={"format": name}).say(lang) for lang in LANGS)


@pytest.mark.fault("B1")
@pytest.mark.parametrize("text", ["P5 là phòng 5", "P6 12 phòng", "BM01 phiếu", "BMW Hà Nội", "II*", "GIF"])
def test_a_text_that_begins_like_a_picture_is_a_text(text):
    assert sniff(text.encode()).kind == "text"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "JPEG2000"])
def test_half_a_picture_is_damaged(kind):
    data = saved(PAGE, kind)
    assert wrong(data[: len(data) // 2]) in ([("file.damaged", {})], [("scan.format", {"format": "JPEG 2000"})])


def large(million, kind, mode="L", **options):
    """A picture of a page, the page itself in a corner of it, of so many million pixels."""
    side = round((million * 1e6) ** 0.5)
    whole = Image.new(mode, (side, side), "white")
    whole.paste(sheet(ONE, 600), (100, 100))
    return saved(whole, kind, **options)


@pytest.mark.parametrize(("million", "kind"), [(48, "JPEG"), (108, "JPEG"), (70, "PNG")])
def test_the_picture_of_a_large_camera_is_read(million, kind):
    assert codes(large(million, kind)) == [(ONE,)]


@pytest.mark.fault("B12")
@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (b"\x89PNG\r\n\x1a\n" + struct.pack(">L4s2L5B", 13, b"IHDR", 20000, 20000, 8, 2, 0, 0, 0) + bytes(20), 250),
        (saved(Image.new("1", (20000, 16000)), "TIFF", compression="group4"), 250),
    ],
)
def test_a_picture_past_the_caps_says_so_before_it_is_opened(data, limit):
    assert wrong(data)[0][0] in ("scan.too-large", "file.damaged")
    assert limit


A3 = (2480, 1754)
WHOLE = {
    "copier": ([((0, 0), 0), ((1240, 0), 0)], A3, 255),
    "head to foot": ([((0, 0), 0), ((1240, 0), 180)], A3, 255),
    "turned": ([((0, 0), 90), ((0, 1240), 90)], (1754, 2480), 255),
    "desk": ([((60, 80), 3), ((1420, 60), -4)], (2900, 2000), 90),
    "one above the other": ([((40, 40), 0), ((40, 1820), 0)], (1320, 3640), 90),
}
"""Where two sheets of 1240 by 1754 lie in a picture, each by how much it is turned; its size and shade."""
NOT_WHOLE = {
    "a pile": ([((60, 700), 0), ((400, 300), 0)], (1900, 2700), 90),
    "cut off below": ([((60, 60), 0), ((1420, 900), 0)], (2900, 1900), 90),
    "cut off above": ([((60, 60), 0), ((1420, -900), 0)], (2900, 1900), 90),
    "half covered": ([((60, 60), 0), ((900, 60), 0)], (2300, 1900), 90),
}
"""The same where the second lies under the first, or partly outside."""


def sheets_of(picture, ends, *, at_foot):
    """The picture of a document's sheets, which have their codes in the header or at the foot."""
    places, size, shade = picture
    lying = [(sheet(code(n, ends), at_foot=at_foot), at, turn) for n, (at, turn) in enumerate(places, 1)]
    return saved(on_desk(lying[::-1] if shade == 90 else lying, size, shade), "JPEG")


@pytest.mark.parametrize("at_foot", [False, True], ids=["header", "foot"])
@pytest.mark.parametrize("way", WHOLE)
def test_two_sheets_on_one_picture_both_count(way, at_foot):
    (page,) = read(sheets_of(WHOLE[way], 2, at_foot=at_foot)).pages
    assert (page.codes, page.crowded) == ((ONE, TWO), False)


@pytest.mark.parametrize(
    ("way", "at_foot"),
    [
        ("a pile", False),
        ("a pile", True),
        ("cut off below", False),
        ("cut off above", True),
        ("half covered", False),
        ("half covered", True),
    ],
)
def test_a_sheet_that_is_not_wholly_there_is_asked_about(way, at_foot):
    (page,) = read(sheets_of(NOT_WHOLE[way], 2, at_foot=at_foot)).pages
    assert (page.codes, page.crowded) == ((ONE, TWO), True)


@pytest.mark.parametrize("at_foot", [False, True], ids=["header", "foot"])
def test_three_sheets_on_one_picture_count(at_foot):
    picture = [((20, 20), 0), ((1300, 20), 0), ((2580, 20), 0)], (3860, 1800), 90
    (page,) = read(sheets_of(picture, 3, at_foot=at_foot)).pages
    assert (page.codes, page.crowded) == ((code(1, 3), code(2, 3), code(3, 3)), False)


@pytest.mark.fault("C1")
def test_sheets_of_two_documents_on_one_picture_are_both_seen():
    both = on_desk([(PAGE, (0, 0), 0), (sheet(code(1, 1, QUOTE)), (1240, 0), 0)], A3, 255)
    assert set(read(saved(both, "PNG")).pages[0].codes) == {ONE, code(1, 1, QUOTE)}
