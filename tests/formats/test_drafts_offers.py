"""Offers and letters drafted from a form alone: the parts each of them has, and what a filled one says in each language."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from casedrop.formats import word
from casedrop.formats.drafts.word import make
from casedrop.language.problem import LANGS
from formats.test_drafts_word import FACTS, labels, leaf, made_of, rows
from shipped import CUSTOMIZATION as IDS
from shipped import W, form, said

LAMPS = {
    "customer": {
        "type": "object",
        "x-labels": labels("Customer"),
        "properties": {"name": leaf("text", "Name")},
    },
    "lamps": rows("text", "decimal"),
    "net": leaf("decimal", "Net"),
    "all": leaf("decimal", "All"),
    "currency": leaf("code", "Currency"),
}
ANSWERS = {
    "customer": {"name": "Lamplight Ltd"},
    "lamps": [{"text0": "A lamp", "decimal1": "1200"}],
    "net": "1200",
    "all": "1320",
    "currency": "USD",
}


def filled(genre: str, lang: str, answers: dict = ANSWERS, texts: dict | None = None) -> str:
    lamps = made_of(LAMPS, texts, returns=False)
    template = make(lamps, genre)
    return said(word.fill(template, lamps, lang, answers, writable=frozenset(), stamp="", facts=FACTS))


def body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_an_offer_says_its_sum_before_its_rows():
    text = filled("offer", "en")
    assert text.index("USD\u00a01,320.00") < text.index("A lamp") < text.index("One thousand three hundred and twenty")


@pytest.mark.parametrize(
    ("lang", "signed"),
    [
        ("vi", "(Ký, ghi rõ họ tên, đóng dấu)"),
        ("en", "(Signature, full name, seal)"),
        ("zh-Hans", "代表签字："),
        ("zh-Hant", "代表簽署："),
    ],
)
def test_an_offer_is_signed_as_its_language_signs(lang, signed):
    assert filled("offer", lang).count(signed) == 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("genre", ["offer", "letter"])
def test_offers_and_letters_bear_their_number_once_in_their_body(genre, lang):
    lamps = made_of(LAMPS, returns=False)
    document = word.fill(make(lamps, genre), lamps, lang, ANSWERS, writable=frozenset(), stamp="", facts=FACTS)
    assert "".join(body(document).itertext()).count("X-1") == 1


@pytest.mark.parametrize(
    ("lang", "first", "then"),
    [
        ("vi", "About lamps", "Lamplight Ltd"),
        ("zh-Hans", "About lamps", "Lamplight Ltd"),
        ("en", "Lamplight Ltd", "About lamps"),
    ],
)
def test_the_subject_stands_where_letters_of_the_language_have_it(lang, first, then):
    text = filled("letter", lang, texts={"subject": dict.fromkeys(LANGS, "About lamps")})
    assert text.index(first) < text.index(then)


@pytest.mark.parametrize(("lang", "there"), [("vi", True), ("zh-Hans", False), ("zh-Hant", False), ("en", False)])
def test_only_a_vietnamese_letter_ends_with_who_gets_it(lang, there):
    assert ("Nơi nhận:" in filled("letter", lang)) is there


@pytest.mark.parametrize("genre", ["offer", "letter"])
@pytest.mark.parametrize("name", IDS)
def test_where_one_signs_nothing_leaves_the_page_of_the_rest(name, genre):
    signed = list(body(make(form(name), genre)).iter(f"{W}tbl"))[-1]
    assert [p for p in signed.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is None] == []
