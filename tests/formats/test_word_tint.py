"""White is ours, the tint is yours: which cells of a document bear the tint of what is to fill."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from casedrop.formats import word
from casedrop.formats.drafts.word import make
from casedrop.formats.word.filling import by_docxtpl
from casedrop.formats.word.filling.blanks import GROUND, blanks
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS
from casedrop.workspace.letterhead import letterhead
from shipped import W

FACTS = {
    "company": letterhead({"name": "Thuyền Giấy"}, "vi"),
    "doc": {"number": "X-1", "date": "2026-03-18", "readable": "X-v1"},
}


def leaf(label: str, **rules: object) -> dict:
    return {"type": "string", "x-labels": dict.fromkeys(LANGS, label), **rules}


ROW = {"type": "object", "properties": {"what": leaf("What"), "why": leaf("Why")}}
FORM = Form(
    "lamp",
    1,
    "shop",
    "LP",
    "docx",
    dict.fromkeys(LANGS, "Lamp"),
    {
        "type": "object",
        "properties": {
            "name": leaf("Name"),
            "light": leaf(
                "Light", enum=["on", "off"], **{"x-choices": {c: dict.fromkeys(LANGS, c) for c in ("on", "off")}}
            ),
            "rows": {"type": "array", "items": ROW, "x-labels": dict.fromkeys(LANGS, "Rows")},
        },
    },
    names=dict.fromkeys(LANGS, "x"),
    returns=True,
)
ALL = frozenset(FORM.by_pointer)
WHITE, TINT = "auto", "DCE7ED"


def shades(fill, answers, writable):
    made = fill(make(FORM), FORM, "vi", answers, writable=writable, stamp="", facts=FACTS)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))
    cells = [(c, c.find(f"{W}tcPr/{W}shd")) for c in body.iter(f"{W}tc")]
    return [shade.get(f"{W}fill") for c, shade in cells if shade is not None and shade.get(f"{W}fill") in (WHITE, TINT)]


@pytest.mark.parametrize("fill", [word.fill, by_docxtpl.fill], ids=["compiled", "docxtpl"])
@pytest.mark.parametrize(
    ("answers", "writable", "wanted"),
    [
        pytest.param({}, frozenset(), [WHITE] * 4, id="nobody fills it"),
        pytest.param({"name": "Đèn"}, ALL, [WHITE, TINT, TINT, TINT], id="what is known is white"),
        pytest.param(
            {"light": "on"}, frozenset({"/light", "/name"}), [TINT, WHITE, WHITE, WHITE], id="a box is ticked"
        ),
        pytest.param(
            {"rows": [{"what": "a"}, {"what": "b", "why": "c"}]},
            ALL,
            [TINT, TINT, WHITE, TINT, WHITE, WHITE],
            id="row by row",
        ),
        pytest.param(
            {"rows": [{"what": "a"}]}, frozenset({"/rows/-/why"}), [WHITE, WHITE, WHITE, TINT], id="one column"
        ),
    ],
)
def test_a_cell_is_tinted_where_this_reader_is_asked_and_has_not_answered(fill, answers, writable, wanted):
    found = shades(fill, answers, writable)
    assert found[: len(wanted)] == wanted


def test_a_cell_to_fill_keeps_its_tint_in_what_a_pdf_form_is_made_of_and_any_other_has_a_ground():
    made = word.fill(make(FORM), FORM, "vi", {"name": "Đèn"}, writable=ALL, stamp="", facts=FACTS)
    source, _ = blanks(made)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(source)).read("word/document.xml"))
    fills = [shade.get(f"{W}fill") for shade in body.iterfind(f".//{W}tcPr/{W}shd")]
    assert [fill for fill in fills if fill in (GROUND, WHITE, TINT)][:4] == [GROUND, TINT, TINT, TINT]
