"""Role folders in the office's language: `folder` beside a role's title in `casedrop.toml`."""

from __future__ import annotations

import tomllib

import pytest

from casedrop.language.fallback import completed, spoken
from casedrop.workspace.settings import read_settings

SETTINGS = """
languages = ["vi"]
[company]
name = "Thuyền Giấy"
zone = "Asia/Ho_Chi_Minh"
language = "vi"
[roles]
technical = "Kỹ thuật"
[roles.sales]
vi = "Kinh doanh"
folder = "Kinh doanh"
"""


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "casedrop.toml").write_text(SETTINGS, encoding="utf-8")
    found, problems = read_settings(tmp_path)
    assert problems == ()
    return found


def test_a_role_is_called_as_its_title_says_in_every_language(settings):
    assert tomllib.loads(SETTINGS)["roles"]["technical"] == "Kỹ thuật"
    assert {role: set(titles.values()) for role, titles in settings.roles.items()} == {
        "technical": {"Kỹ thuật"},
        "sales": {"Kinh doanh"},
    }


@pytest.mark.parametrize(
    ("folder", "role"),
    [("Kinh doanh", "sales"), ("sales", "sales"), ("technical", "technical"), ("Kỹ thuật", None), ("_desk", None)],
)
def test_a_folder_is_a_role_s_by_its_own_name_or_by_the_id(settings, folder, role):
    assert settings.role(folder) == role


def test_a_folder_is_known_as_a_mac_writes_it(tmp_path):
    text = SETTINGS.replace('folder = "Kinh doanh"', 'folder = "Kỹ sư"')
    (tmp_path / "casedrop.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path)[0].role("Ky\u0303 su\u031b") == "sales"


def test_the_folder_of_a_role_is_what_it_says_else_its_id(settings):
    assert [settings.folder(role) for role in ("sales", "technical")] == ["Kinh doanh", "technical"]


def test_another_language_stands_in_in_the_declared_order():
    assert completed({"en": "Note", "zh-Hans": "记录"}, ["zh-Hans", "en"])["vi"] == "记录"
    assert completed({"en": "Note", "zh-Hans": "记录"}, ["en", "zh-Hans"])["zh-Hant"] == "Note"
    assert completed({"vi": "Phiếu"}, ["en"])["en"] == "Phiếu"


@pytest.mark.parametrize(("wished", "written"), [("en", "en"), ("zh-Hant", "vi"), ("fr", "en"), (None, "en")])
def test_somebody_of_another_language_is_written_to_in_the_first(wished, written):
    assert spoken(wished, ["vi", "en"], "en") == written
