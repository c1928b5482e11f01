"""The words an office chose: which others are found in a text, and which mean something else."""

import pytest

from casedrop.language.glossary import Glossary, Term, glossaries

HANT = Glossary(
    "zh-Hant",
    terms=(
        Term("匯出", ("導出",)),
        Term("質素", ("品質", "質量"), ordinary=("產品質素",)),
        Term("合約", ("合同",), but_in=("visit-record",)),
    ),
)
EN = Glossary("en", terms=(Term("license", ("licence",)), Term("handover", ("hand-over", "handing over"))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("承諾導出舊數據", [("導出", "匯出")]),
        ("導出合同，再導出", [("導出", "匯出"), ("合同", "合約")]),
        ("產品質素", []),
        ("產品質素及服務品質", [("品質", "質素")]),
        ("{{ items | column('導出') }}{% if 合同 %}匯出{% endif %}", []),
        ("", []),
    ],
)
def test_a_chinese_word_is_found_within_others_but_not_across_them(text, found):
    assert [*HANT.misworded(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Licence and Hand-over", [("licence", "license"), ("hand-over", "handover")]),
        ("licences, unlicenced, hand-overs", []),
        ("On handing over.", [("handing over", "handover")]),
    ],
)
def test_an_english_word_is_found_whole_in_either_case(text, found):
    assert [*EN.misworded(text)] == found


def test_the_slots_of_a_sentence_are_no_words():
    assert [*Glossary("vi", terms=(Term("Thuế GTGT", ("VAT",)),)).misworded("Thuế GTGT: {vat}")] == []


def test_a_form_may_keep_a_word_of_its_own():
    assert [*HANT.misworded("合同", "visit-record")] == []
    assert [*HANT.misworded("合同", "visit-plan")] == [("合同", "合約")]


def test_a_language_without_words_finds_nothing():
    assert [*Glossary("vi").misworded("tuỳ, e-mail")] == []


def test_a_file_of_words_says_them_by_language():
    said = {
        "en": {"manner": "British.", "terms": [{"word": "license", "not": ["licence"], "why": "as titled"}]},
        "vi": {},
    }
    assert glossaries(said) == {
        "en": Glossary("en", "British.", (Term("license", ("licence",), why="as titled"),)),
        "vi": Glossary("vi"),
    }
