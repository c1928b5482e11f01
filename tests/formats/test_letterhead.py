"""The company's logo comes from settings when a document is made: any picture, in its proportions; none leaves no gap."""

import io

import pytest
from lxml import etree
from PIL import Image

from casedrop.formats import zips
from casedrop.formats.letterhead import UnfitLogoError, headed, logo_of
from casedrop.formats.letterhead.slot import slot
from casedrop.formats.registry import FORMATS
from formats.excel_samples import edited
from shipped import ROOT

WORD = (ROOT / "templates/customization/customization-quote.docx").read_bytes()
SHEET = (ROOT / "templates/training/exam-result.xlsx").read_bytes()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><rect width="300" height="60" fill="#a00"/></svg>'


def picture(wide, high, kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (wide, high), "#a00").save(out, kind)
    return out.getvalue()


def header(template):
    return etree.fromstring(zips.read_parts(template)["word/header1.xml"])


def widths(template, tag):
    return [int(one.get(one.nsmap["w"].join("{}") + "w")) for one in header(template).iter("{*}" + tag)]


def size(template):
    extent = next(header(template).iter("{*}extent"))
    return tuple(round(int(extent.get(side)) / 36000, 1) for side in ("cx", "cy"))


def test_no_template_holds_a_logo_of_its_own():
    """One company's logo went out on another's quotes: templates keep a place, settings say what stands there (U9)."""
    for path in sorted((ROOT / "templates").rglob("*.[dx][ol][cs]x")):
        pictures = {data for name, data in zips.read_parts(path.read_bytes()).items() if "/media/" in name}
        assert pictures <= {slot()}, path.name


@pytest.mark.parametrize(
    ("logo", "shown"),
    [
        (picture(130, 110), (13.0, 11.0)),
        (picture(200, 400), (6.0, 12.0)),
        (picture(500, 100), (26.0, 5.2)),
        (SVG, (26.0, 5.2)),
    ],
)
def test_a_logo_keeps_its_proportions(logo, shown):
    assert size(headed(WORD, "docx", logo_of(logo))) == shown


@pytest.mark.parametrize("logo", [None, picture(130, 110), SVG])
def test_the_letterhead_is_as_wide_as_before(logo):
    made = headed(WORD, "docx", logo and logo_of(logo))
    assert sum(widths(made, "gridCol")) == sum(widths(made, "tcW")) == sum(widths(WORD, "gridCol"))


def test_without_a_logo_the_name_stands_at_the_edge():
    made = headed(WORD, "docx", None)
    assert not list(header(made).iter("{*}drawing"))
    assert "".join(next(header(made).iter("{*}tc")).itertext()).startswith("{{ company.name }}")
    lines = FORMATS["xlsx"].outline(headed(SHEET, "xlsx", None)).splitlines()
    assert next(line.split()[0] for line in lines if "company.name" in line) == "A1"


def test_the_logo_stands_in_a_workbook():
    parts = zips.read_parts(headed(SHEET, "xlsx", logo_of(SVG)))
    assert logo_of(SVG).png in parts.values()
    assert slot() not in parts.values()


def test_the_same_logo_gives_the_same_bytes_and_a_template_without_a_place_stays():
    assert headed(WORD, "docx", logo_of(SVG)) == headed(WORD, "docx", logo_of(SVG))
    bare = edited(SHEET, lambda book: book.worksheets[0]._images.clear())
    assert headed(bare, "xlsx", logo_of(SVG)) == bare


@pytest.mark.parametrize("data", [b"", b"GIF89a", picture(3, 3)[:40], picture(5000, 1), b"<svg", picture(9, 9, "JPEG")])
def test_what_is_no_logo_is_said(data):
    with pytest.raises(UnfitLogoError):
        logo_of(data)


def test_the_slot_is_a_picture():
    assert Image.open(io.BytesIO(slot())).size == (130, 110)
