"""Sentences one behind the other, each ended once (W32)."""

from __future__ import annotations

import pytest

from casedrop.language.wording import ended, joined, without_gaps


@pytest.mark.parametrize(
    ("lang", "pieces", "said"),
    [
        ("vi", ["(DXTK-2026-0001)", "Tên tệp phải có số NT-7."], "(DXTK-2026-0001). Tên tệp phải có số NT-7."),
        ("en", ["Ask the customer.", "With: Sales."], "Ask the customer. With: Sales."),
        ("zh-Hans", ["请催办", "现由销售办理。"], "请催办。现由销售办理。"),
        ("zh-Hant", ["「改期。」", "現由銷售辦理。"], "「改期。」現由銷售辦理。"),
        ("en", ["", "  ", "HD-7"], "HD-7"),
        ("en", ["What now?", "", "Nothing"], "What now? Nothing."),
        ("vi", [], ""),
    ],
)
def test_each_ends_once(lang, pieces, said):
    assert joined(pieces, lang) == said


@pytest.mark.parametrize("said", ["Xong.", "Gọi lại…", "“Xong.”", "好。", "好吗？", "（见附表。）"])
def test_what_has_ended_is_left_as_it_is(said):
    assert ended(said, "vi") == said


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Phương án đầy đủ ()", "Phương án đầy đủ"),
        ("完整方案（）", "完整方案"),
        ("Cloud Bakery:", "Cloud Bakery"),
        ("不符合要求：。请通知客户。", "不符合要求。请通知客户。"),
        ("The term, , is in the register.", "The term, is in the register."),
        ("Evaluation report  is out.", "Evaluation report is out."),
        ("Renewed until , 5 EUR", "Renewed until, 5 EUR"),
        ("f() on .NET: 3, 4 (2 of 5); 12:30", "f() on .NET: 3, 4 (2 of 5); 12:30"),
        ("Gọi lại…", "Gọi lại…"),
    ],
)
def test_what_is_not_there_leaves_no_gap(said, left):
    assert without_gaps(said) == left
