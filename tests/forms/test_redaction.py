"""What gives a hidden value away, however it is written, and what does not although it looks like it."""

from __future__ import annotations

import pytest

from casedrop.forms.form import Form
from casedrop.forms.reading import Piece
from casedrop.forms.redaction import leaks, secrets
from casedrop.language.problem import LANGS, Place

L = dict.fromkeys(LANGS, "x")
FORM = Form(
    "deal", 1, "deal", "DL", "docx", L,
    {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "format": "decimal", "x-money": True, "x-labels": L},
            "signed_on": {"type": "string", "format": "date", "x-labels": L},
            "penalty": {"type": "string", "x-labels": L},
            "kind": {"type": "string", "enum": ["new", "old"], "x-choices": {"new": L, "old": L}, "x-labels": L},
        },
    },
)  # fmt: skip
HIDDEN = {"/amount": "1234567", "/signed_on": "2021-06-09", "/penalty": "每延期一日千分之三", "/kind": "new"}


def told(text: str, kind: str = "text") -> set[str]:
    return {leak.pointer for leak in leaks([Piece(Place(), text, kind)], secrets(FORM, HIDDEN))}


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("Giá trị: 1.234.567 đồng", "/amount"),
        ("VND 1,234,567.00", "/amount"),
        ("合同额１２３４５６７元", "/amount"),
        ("123.4567万元", "/amount"),
        ("1 234 567", "/amount"),
        ("壹佰贰拾叁万肆仟伍佰陆拾柒元整", "/amount"),
        ("Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng", "/amount"),
        ("ký ngày 09/06/2021", "/signed_on"),
        ("2021年6月9日签订", "/signed_on"),
        ("ngày 9 tháng 6 năm 2021", "/signed_on"),
        ("如每延期 一日，千分之三", ""),
        ("违约金：每延期一\u200b日 千分之三。", "/penalty"),
    ],
)
def test_a_value_is_found_however_it_is_written(text, pointer):
    assert told(text) == ({pointer} if pointer else set())


@pytest.mark.parametrize("text", ["", "1.234.568", "21234567", "new", "2021", "June 2021", "三"])
def test_what_only_looks_like_it_is_none(text):
    assert told(text) == set()


def test_a_number_counts_where_it_is_one_and_a_name_where_it_names_a_field():
    assert (told("1234567", "number"), told("1234567", "words"), told("/kind", "name")) == (
        {"/amount"},
        set(),
        {"/kind"},
    )


def test_what_the_empty_document_says_anyway_gives_nothing_away():
    known = [Piece(Place(), "每延期一日千分之三")]
    assert leaks(known, secrets(FORM, HIDDEN, known)) == ()
