"""Whoever writes in a language is answered in it, and the quote bears its name in it (CUS-6)."""

from __future__ import annotations

import pytest

from stories.people import ANALYSIS, ANSWERS, APPROVAL, COMPLETION, PRICE, QUOTE, SHEET

GAPS = ("/summary", "/sales_person", "/items/1/explanation")
SHORT = {"vi": "Trên Mây", "zh-Hans": "云上面包", "zh-Hant": "雲上麵包", "en": "Cloud Bread"}


def sheet(lang):
    return {**SHEET, "/customer/short_name": SHORT[lang], "/customer/name": f"{SHORT[lang]} {lang}"}


@pytest.mark.parametrize(
    ("lang", "name", "label"),
    [
        ("vi", "Sheet (cần sửa 3 chỗ).xlsx", "Nhân viên kinh doanh: "),
        ("zh-Hans", "Sheet（待改3处）.xlsx", "销售人员："),
        ("zh-Hant", "Sheet（待改3處）.xlsx", "銷售人員："),
        ("en", "Sheet (3 to mend).xlsx", "Salesperson: "),
    ],
)
def test_a_refusal_speaks_the_forms_language(after, lang, name, label):
    office = after()
    office.does("sales", office.blank(ANALYSIS, lang), {p: v for p, v in sheet(lang).items() if p not in GAPS}, "Sheet")
    back = office.returned("sales")
    assert back.name == name
    assert any(text.startswith(f"casedrop:\n{label}") for text in office.notes(back).values())


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "thư mục khác"), ("zh-Hans", "另一文件夹"), ("zh-Hant", "另一資料夾"), ("en", "another folder")],
)
def test_a_plain_answer_speaks_the_forms_language(after, lang, words):
    office = after()
    office.does("leader", office.blank(ANALYSIS, lang), sheet(lang), "Sheet")
    reason = office.letter("leader")[0]
    assert (words in reason, "inbox/sales" in reason) == (True, True)


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh-Hans", "定制开发报价单 云上面包（2021.06.23）.docx"),
        ("zh-Hant", "客製化開發報價單 雲上麵包（2021.06.23）.docx"),
        ("en", "Customization Quotation Cloud Bread (23.06.21).docx"),
    ],
)
def test_CUS_6_the_quotes_file_name_in_each_language(after, lang, name):  # noqa: N802
    office = after()
    office.does("sales", office.blank(ANALYSIS, lang), sheet(lang), "1")
    hands = [("leader", APPROVAL), ("technical", ANSWERS), ("sales", COMPLETION), ("director", PRICE)]
    for k, (role, writes) in enumerate(hands):
        office.does(role, office.latest(ANALYSIS), writes, str(k + 2))
    assert [o.kind for o in office.outcomes] == ["accepted"] * 5
    assert office.latest(QUOTE).name == name
