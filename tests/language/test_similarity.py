"""Names folded for comparing only: what is one name, what is another, and what is much alike."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language.chinese_variants import one_script
from casedrop.language.similarity import best, key, likeness

NAMES = st.text(st.sampled_from("aàáảãạăằâậeéềệiíoòóôộơợuùưựyýđ bchnt.-,&()ＡＢ鶴鹤髮發发台臺0123"), max_size=24)


@pytest.mark.fault("J3")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công ty TNHH Hòa Bình", "Công ty TNHH Hoà Bình"),
        ("Quỳnh Như", "Qùynh Như"),
        ("BÁNH MÌ TRÊN MÂY", unicodedata.normalize("NFD", "Bánh Mì Trên Mây")),
        ("紙鶴茶餐廳集團有限公司", "纸鹤茶餐厅集团有限公司"),
        ("衞星（香港）", "卫星 (香港)"),
        ("ＡＢＣ　Co.，Ltd．", "ABC Co., Ltd."),
        ("Trên-Mây", "trên  mây"),
        ("髮型屋", "发型屋"),
    ],
)
def test_one_name_written_otherwise(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "Hoa"),
        ("Mái Anh", "Mai Ánh"),
        ("Công ty TNHH Trên Mây", "Công ty CP Trên Mây"),
        ("Chi nhánh 1", "Chi nhánh 2"),
        ("纸鹤", "纸船"),
        ("Đông", "Dong"),
    ],
)
def test_names_that_are_not_one(one, other):
    assert key(one) != key(other)


@pytest.mark.fault("J3")
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Banh mi tren may", ["Công ty TNHH Bánh Mì Trên Mây"]),
        ("Cty Bánh Mỳ Trên Mây", ["Công ty TNHH Bánh Mì Trên Mây"]),
        ("KH-00518", ["Công ty TNHH Phở Đèn Lồng"]),
        ("Công ty TNHH", []),
        ("Paper Latern", ["Paper Lantern Outfitters Ltd"]),
        ("纸鹤餐厅", ["紙鶴茶餐廳集團有限公司"]),
        ("Công ty TNHH Cơm Tấm Sao Hôm", []),
    ],
)
def test_names_that_are_much_alike(said, found):
    known = [
        ("Công ty TNHH Bánh Mì Trên Mây", ("Công ty TNHH Bánh Mì Trên Mây", "Bánh Mì Trên Mây")),
        ("Công ty TNHH Phở Đèn Lồng", ("Công ty TNHH Phở Đèn Lồng", "KH-00518")),
        ("Paper Lantern Outfitters Ltd", ("Paper Lantern Outfitters Ltd", "Paper Lantern")),
        ("紙鶴茶餐廳集團有限公司", ("紙鶴茶餐廳集團有限公司",)),
    ]
    assert best(said, known) == found


@given(st.one_of(st.text(), NAMES))
def test_folding_twice_is_folding_once(name):
    assert key(key(name)) == key(name)
    assert one_script(one_script(name)) == one_script(name)


@given(st.one_of(st.text(), NAMES), st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
def test_how_it_is_encoded_does_not_matter(name, form):
    assert key(unicodedata.normalize(form, name)) == key(name)


@given(NAMES, NAMES)
def test_likeness_is_the_same_both_ways_round_and_whole_for_one_name(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    if key(one) == key(other) != "":
        assert likeness(one, other) == 1


@given(st.text(st.sampled_from("abcdđeghiklmnopqrstuvxyăâêôơư "), max_size=20), st.sampled_from("àáảãạ"))
def test_a_tone_more_is_another_name(name, vowel):
    """What is known by its tone is never taken for what has none."""
    assert key(f"{name}{vowel}") != key(f"{name}a")
