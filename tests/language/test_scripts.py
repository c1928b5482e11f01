"""Simplified and Traditional letters are told apart."""

import pytest

from casedrop.language.scripts import misplaced


@pytest.mark.parametrize(
    ("text", "lang", "wrong"),
    [
        ("请填写资料", "zh-Hans", ""),
        ("請填寫資料", "zh-Hant", ""),
        ("请填寫資料", "zh-Hans", "寫資"),
        ("請填写资料、资料", "zh-Hant", "写资"),
        ("后天、里程、台北", "zh-Hans", ""),
        ("皇后、公里、平台", "zh-Hant", ""),
        ("跟着做", "zh-Hant", ""),
        ("档案“甲”，A・1℃", "zh-Hans", ""),
        ("陶喆、瑢", "zh-Hans", ""),
        ("Điền ngày 資料资料", "vi", ""),
        ("", "zh-Hant", ""),
    ],
)
def test_letters_of_the_other_script(text, lang, wrong):
    assert misplaced(text, lang) == wrong


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [*zip("档资开关请单处见为无项个会发联变传储强况", "檔資開關請單處見為無項個會發聯變傳儲強況", strict=True)],
)
def test_of_a_pair_each_script_takes_its_own(simplified, traditional):
    pair = simplified + traditional
    assert [misplaced(pair, "zh-Hans"), misplaced(pair, "zh-Hant")] == [traditional, simplified]
