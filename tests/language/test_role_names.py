"""Texts that name roles, and titles typed into texts."""

from __future__ import annotations

import pytest

from casedrop.language.role_names import TypedTitles, named_in, spelled

ROLES = {
    "sales": {"vi": "Kinh doanh", "zh-Hans": "销售", "zh-Hant": "銷售", "en": "Sales"},
    "sales-head": {"vi": "Trưởng phòng", "zh-Hans": "销售主管", "zh-Hant": "銷售主管", "en": "Head of sales"},
}
BRACED = {"sales": {"vi": "{{ x }}", "zh-Hans": "b", "zh-Hant": "c", "en": "\\1 a"}}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"en": "By {{ roles.sales }}", "vi": "Do {{roles.sales}}"}, {"en": "By Sales", "vi": "Do Kinh doanh"}),
        ({"note": {"zh-Hans": "{{ roles.sales_head }}审批"}}, {"note": {"zh-Hans": "销售主管审批"}}),
        ([{"en": "{{ roles.nobody }}"}], [{"en": "{{ roles.nobody }}"}]),
        ({"en": "{{ case.number }}: {{ roles.sales }}"}, {"en": "{{ case.number }}: Sales"}),
        ({"version": 1, "when": "row.roles.sales"}, {"version": 1, "when": "row.roles.sales"}),
    ],
)
def test_a_role_is_called_as_the_settings_call_it(said, wanted):
    assert spelled(said, ROLES) == wanted


def test_a_text_for_all_languages_becomes_one_for_each():
    made = spelled({"titles": "→ {{ roles.sales }}"}, ROLES)
    assert made == {"titles": {lang: f"→ {title}" for lang, title in ROLES["sales"].items()}}


def test_a_title_stands_there_letter_for_letter():
    assert spelled({"en": "{{ roles.sales }}!"}, BRACED) == {"en": "\\1 a!"}


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "Ask SALES, then the head of sales.", ["sales", "sales-head"]),
        ("en", "Salesperson; wholesales; sales price", []),
        ("en", "{{ sales.name }}{% if sales %}yes{% endif %}", []),
        ("vi", "Phiếu do kinh doanh lập", ["sales"]),
        ("zh-Hans", "转销售主管，再转销售。", ["sales-head", "sales"]),
        ("zh-Hans", "销售合同", []),
    ],
)
def test_a_title_typed_into_a_text_is_found(lang, text, found):
    finds = TypedTitles.of(ROLES, ("sales price", "销售合同"), lang)
    assert [role for role, _ in finds(text)] == found


def test_roles_are_known_by_the_names_texts_have_for_them():
    assert named_in(["{{ roles.sales_head }}", "{{ x }} {{roles.sales}}"]) == {"sales_head", "sales"}
