"""Several documents in one scan: sorted and cut apart without touching a pixel."""

from __future__ import annotations

import io
import shutil

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from casedrop.formats.scan.cut import cut
from casedrop.formats.scan.read import read
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.intake.scan_groups import ScanPart, Sorted, group
from formats.scan_samples import KEY, Hands, file, issued, scanned, sheets

THIRD, QUOTE = Code("PL-2026-0031", 9, "3/4"), Code("BG-2026-0118", 4)


def known(text):
    return page_code.genuine(text, KEY)


def images(pdf):
    """The packed bytes of each page's pictures."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [[x.get_object()._data for x in page["/Resources"]["/XObject"].values()] for page in pages]


def frames(tiff):
    with Image.open(io.BytesIO(tiff)) as image:
        for n in range(image.n_frames):
            image.seek(n)
            yield np.asarray(image)


def stripes(shade, mode="L"):
    pixels = np.full((300, 212), shade, np.uint8)
    pixels[::7] = 255 - shade
    return Image.fromarray(pixels).convert(mode)


@pytest.mark.fault("B10")
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_two_documents_in_one_scan_are_cut_apart():
    paper = [
        sheets(pdf) for pdf in issued([("contract-appendix", "zh-Hans", THIRD), ("customization-quote", "vi", QUOTE)])
    ]
    (first, second), (quote,) = paper
    order = [(second, 180), (quote, 0), (first, 90)]
    data = file([scanned(sheet, Hands(dpi=150, turn=turn, skew=1)) for sheet, turn in order], "PDF")

    found = group(read(data), known)
    parts = [cut(data, part.pages) for part in found.parts]

    assert found == Sorted((ScanPart("PL-2026-0031", 9, "3/4", (2, 0)), ScanPart("BG-2026-0118", 4, "", (1,))))
    assert [group(read(part), known).parts[0].pages for part in parts] == [(0, 1), (0,)]
    whole = images(data)
    assert [images(part) for part in parts] == [[whole[2], whole[0]], [whole[1]]]


@pytest.mark.parametrize("mode", ["L", "1", "RGB"])
def test_the_frames_of_a_tiff_keep_every_pixel(mode):
    data = file([stripes(shade, mode) for shade in (10, 60, 110)], "TIFF")
    before = list(frames(data))
    after = list(frames(cut(data, (2, 0))))
    assert [(a == b).all() for a, b in zip(after, (before[2], before[0]), strict=True)] == [True, True]


def test_the_only_page_of_a_picture_is_the_file_itself():
    data = file([stripes(30)], "JPEG")
    assert cut(data, (0,)) == data


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "JPEG"])
def test_a_page_that_is_not_there_is_a_wrong_call(kind):
    with pytest.raises(IndexError):
        cut(file([stripes(30)], kind), (1,))
