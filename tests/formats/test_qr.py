"""The code as a picture: large enough, the same each time, and where Word and Excel files keep a place for it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image

from casedrop.formats import excel, word, zips
from casedrop.formats.excel.filling.code import EDGE
from casedrop.formats.excel.filling.printed import across, scale
from casedrop.formats.qr import SIZE, modules, picture, seen, white
from casedrop.formats.word.filling import by_docxtpl
from casedrop.forms import page_code
from casedrop.forms.page_code import LONGEST, Code
from formats import excel_samples
from formats.scan_samples import KEY, filled
from formats.word_samples import FACTS, VISIT, visit_template
from formats.word_samples.edges import with_place

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CODE = Code("PL-2026-0031", 9, "3/4")
TEXT = page_code.write(CODE, KEY)


def grey(png, border=40):
    """The picture on white paper."""
    image = Image.open(io.BytesIO(png)).convert("L")
    return np.pad(np.asarray(image), border, constant_values=255)


@settings(max_examples=30, deadline=None)
@given(st.text(ALPHANUMERIC, min_size=1, max_size=LONGEST))
def test_a_picture_says_its_text_in_modules_of_half_a_millimetre(text):
    assert [s.text for s in seen(grey(picture(text)))] == [text]
    assert SIZE / len(modules(text)) >= 0.5


def test_a_picture_is_pure_black_on_white_and_the_same_each_time():
    png = picture(TEXT)
    image = Image.open(io.BytesIO(png))
    assert (image.mode, image.size, png) == ("1", (300, 300), picture(TEXT))


def test_more_than_version_four_is_a_wrong_call():
    with pytest.raises(ValueError, match="version 4"):
        modules("A" * (LONGEST + 1))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_code_tells_how_to_turn_its_picture_upright(turn):
    lying = np.rot90(grey(picture(TEXT)), turn // 90)
    assert [(s.text, s.turn) for s in seen(np.ascontiguousarray(lying))] == [(TEXT, turn)]


def header(document):
    return zips.read_parts(document)["word/header1.xml"].decode()


def footer(template, **facts):
    """The footer of a document of a template, with a code unless told."""
    said = {**FACTS, "doc": {**FACTS["doc"], "code": TEXT, **facts}}
    made = [fill(template, VISIT, "en", {}, writable=frozenset(), stamp="", facts=said) for fill in ROADS]
    (ours, theirs) = (zips.read_parts(data)["word/footer1.xml"] for data in made)
    assert etree.tostring(etree.fromstring(ours), method="c14n") == etree.tostring(
        etree.fromstring(theirs), method="c14n"
    )
    return ours.decode()


ROADS = (word.fill, by_docxtpl.fill)
WHITE_ABOVE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/>'


def test_a_word_file_bears_its_code_at_the_bookmark_of_its_header():
    document = filled("contract-appendix", "vi", CODE, place="hdr")
    parts = zips.read_parts(document)
    place = header(document).split('w:name="_qr"/>')[1].split("<w:bookmarkEnd")[0]
    assert parts["word/media/code.png"] == picture(TEXT)
    assert 'Id="rIdCode"' in parts["word/_rels/header1.xml.rels"].decode()
    assert all(f'dist{side}="0"' in place for side in "TBLR")
    assert 'r:embed="rIdCode"' in place
    assert f'cx="{SIZE * 36000:.0f}" cy="{SIZE * 36000:.0f}"' in place
    assert document == filled("contract-appendix", "vi", CODE, place="hdr")


def test_the_line_of_a_code_is_as_high_as_the_picture_and_the_text_beside_it_keeps_off():
    cell = header(filled("contract-appendix", "vi", CODE, place="hdr")).split("<w:tc>")
    beside = round((white(TEXT) - 1.5) * 1440 / 25.4)
    assert 'w:line="240" w:lineRule="auto"' in cell[-1]
    assert f'<w:tcMar><w:right w:w="{beside}" w:type="dxa"/></w:tcMar>' in cell[-2]


@pytest.mark.parametrize(
    ("wide", "left"), [(24, None), (22, 1.5), (19, 4.5)], ids=["roomy", "narrow", "as wide as a code"]
)
def test_the_code_of_a_footer_has_12_points_above_it_and_5_mm_left_of_it(wide, left):
    text, place = footer(with_place(visit_template(), "ftr", wide)).split("<w:tc>")[1:]
    margin = f'<w:tcMar><w:right w:w="{round((left or 0) * 1440 / 25.4)}" w:type="dxa"/></w:tcMar>'
    assert ("<w:tcMar>" in text, margin in text) == (left is not None, left is not None)
    assert place.index(WHITE_ABOVE) < place.index('w:line="240" w:lineRule="auto"') < place.index("rIdCode")
    assert place.split("</w:tc>")[0].count("<w:p>") == 2


def test_a_footer_that_keeps_more_than_5_mm_free_keeps_them():
    template = with_place(visit_template(), "ftr", 20)
    own = b'<w:tcMar><w:left w:w="7" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tcMar><w:vAlign'
    wide, narrow = (zips.patch(template, {"word/footer1.xml": part}) for part in margins(template, own))
    assert 'w:w="500" w:type="dxa"/></w:tcMar>' in footer(wide)
    assert (
        f'<w:left w:w="7" w:type="dxa"/><w:right w:w="{round(3.5 * 1440 / 25.4)}" w:type="dxa"/></w:tcMar>'
        in footer(narrow)
    )


def margins(template, own):
    """Its footer with the text's own margins, once wider and once narrower than what a code needs."""
    part = zips.read_parts(template)["word/footer1.xml"]
    return [part.replace(b"<w:vAlign", own % right, 1) for right in (500, 20)]


EXACT, LEAST = ('<w:trHeight w:val="1219" w:hRule="exact"/>', '<w:trHeight w:val="1219" w:hRule="atLeast"/>')


@pytest.mark.parametrize("height", [EXACT, LEAST])
def test_a_row_grows_with_its_code_and_keeps_no_room_for_one_that_is_not_there(height):
    template = with_place(visit_template(), "ftr", height=height)
    assert [LEAST in footer(template), "trHeight" in footer(template, code="")] == [True, False]


def sheet(code, place="$H$1"):
    """A workbook whose template keeps `place` free for a code (None: it keeps none)."""
    form, template = excel_samples.FORMS["customization-analysis"]

    def keep_free(book):
        del book.defined_names["_qr"]
        if place:
            book.defined_names["_qr"] = DefinedName("_qr", attr_text=f"'{book.worksheets[0].title}'!{place}")

    facts = {**excel_samples.FACTS, "doc": {**excel_samples.FACTS["doc"], "code": code}}
    answers, template = excel_samples.sample(form, "vi"), excel_samples.edited(template, keep_free)
    return excel.fill(template, form, "vi", answers, writable=frozenset(), stamp="", facts=facts)


def drawn(data):
    """The sheet, and its pictures but for the logo."""
    made = load_workbook(io.BytesIO(data)).worksheets[0]
    return made, made._images[1:]


def test_a_workbook_bears_its_code_at_the_cell_named_for_it():
    data = sheet(TEXT)
    made, (image,) = drawn(data)
    anchor = image.anchor
    assert image._data() == picture(TEXT)
    assert (anchor._from.col, anchor._from.row, anchor._from.colOff) == (7, 0, 0)
    assert anchor.ext.width == pytest.approx(SIZE / scale(made) * 36000, abs=1)
    assert data == sheet(TEXT)


def test_a_code_stands_at_the_right_edge_of_cells_named_for_it():
    made, (image,) = drawn(sheet(TEXT, "$E$1:$H$1"))
    left = across(made, 1, image.anchor._from.col) + image.anchor._from.colOff / 36000
    assert left + image.anchor.ext.width / 36000 == pytest.approx(across(made, 1, 8) - EDGE, abs=0.01)


@pytest.mark.parametrize(("code", "place"), [("", "$H$1"), (TEXT, None)])
def test_without_a_code_or_a_place_a_workbook_bears_none(code, place):
    assert drawn(sheet(code, place))[1] == []


def test_without_a_code_the_place_in_a_word_file_stays_empty():
    bare = filled("contract-appendix", "vi", CODE, coded=False, place="hdr")
    assert "word/media/code.png" not in zips.read_parts(bare)
    assert '<w:bookmarkStart w:id="0" w:name="_qr"/><w:bookmarkEnd' in header(bare)
