"""Sentences one behind the other, each ended once (W32)."""

from __future__ import annotations

import pytest

from casedrop.language.wording import ended, joined


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
