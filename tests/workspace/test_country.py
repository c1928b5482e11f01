"""W28: the calendar of the company follows from its zone and its language, and one of another country is told."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import pytest

from casedrop.workspace.country import country, elsewhere, usual

VN, CN = {"country": "VN", "hours": {}}, {"country": "CN", "hours": {}}
CALENDARS = {"vn": VN, "hotline": {**CN, "zone": "Asia/Ho_Chi_Minh"}, "cn": CN}


def office(zone: str, lang: str = "en", **more: str) -> dict[str, str]:
    return {"zone": zone, "language": lang, **more}


@pytest.mark.parametrize(
    ("zone", "lang", "found"),
    [
        ("Asia/Ho_Chi_Minh", "vi", "VN"),
        ("Asia/Shanghai", "zh-Hans", "CN"),
        ("Asia/Hong_Kong", "zh-Hant", "HK"),
        ("Asia/Shanghai", "vi", "CN"),
        ("UTC", "zh-Hans", "CN"),
        ("UTC", "en", ""),
    ],
)
def test_W28_a_zone_says_the_country_and_where_it_does_not_the_language(zone, lang, found):
    assert country(zone, lang) == found


@pytest.mark.parametrize(
    ("company", "found"),
    [
        (office("Asia/Ho_Chi_Minh"), "vn"),
        (office("Asia/Shanghai"), "cn"),
        (office("Asia/Tokyo"), None),
        (office("UTC"), None),
        (office("UTC", "vi"), None),
    ],
)
def test_W28_the_calendar_follows(company, found):
    calendars = {**CALENDARS, "vn": {**VN, "zone": "Asia/Ho_Chi_Minh"}} if company["zone"] == "UTC" else CALENDARS
    assert usual(company, calendars) == found


@pytest.mark.parametrize(
    ("zone", "calendar", "is_elsewhere"),
    [
        ("Asia/Shanghai", "vn", True),
        ("Asia/Shanghai", "cn", False),
        ("Asia/Ho_Chi_Minh", "hotline", False),
        ("Asia/Shanghai", "no", False),
    ],
)
def test_W28_a_calendar_of_another_country_is_told_unless_its_zone_says_so(zone, calendar, is_elsewhere):
    assert elsewhere(office(zone, calendar=calendar), CALENDARS) is is_elsewhere
