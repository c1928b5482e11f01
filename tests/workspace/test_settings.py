"""Mistakes in `casedrop.toml` (U1): all at once, each at its line and column, with what may stand there and what is meant."""

import json
import subprocess
import sys

import pytest

from casedrop.language.problem import LANGS
from casedrop.workspace.settings import read_settings
from shipped import ROOT

SHIPPED = (ROOT / "casedrop.toml").read_text(encoding="utf-8")


def told(folder, *changes):
    text = SHIPPED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "casedrop.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)[1], text


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ('currency = "VND"', 'currancy = "VND"', "name.unknown", "“currency”"),
        ('currency = "VND"', 'currency = "vnd"', "setting.value", "three capitals of ISO 4217"),
        ('zone = "Asia/Ho_Chi_Minh"', 'zone = "Asia/Ho_Chi_Min"', "setting.value", "Is “Asia/Ho_Chi_Minh” meant?"),
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Shangha"', "setting.value", "Is “Asia/Shanghai” meant?"),
        ('language = "vi"', 'language = "zh-Han"', "setting.value", "one of “vi”, “zh-Hans”, “zh-Hant”, “en”"),
        ('vat_rate = ""', 'vat_rate = "8%"', "setting.value", "per cent with a decimal point, or empty"),
        ("national_motto = true", 'national_motto = "yes"', "setting.value", "true or false"),
        ("[roles.leader]", "[roles.Leader]", "setting.name", "small letters"),
        ("mon = [", "moon = [", "setting.name", "Is “mon” meant?"),
        ('mon = ["08:30-17:00"]', 'mon = ["8:30-17"]', "setting.value", "such as “08:30-12:00”"),
        ("file_mb = 50", "file_mb = 0", "setting.value", "a whole number from 1"),
        ("quiet_seconds = 0.5", 'quiet_seconds = "0.5"', "setting.value", "a number above 0"),
        ('macros = "tell"', 'macros = "tel"', "setting.value", "Is “tell” meant?"),
        ('account = "000 0000 0000"', 'acount = "000"', "name.unknown", "“account”"),
    ],
)
def test_u1_a_mistake_in_the_settings_says_where_what_and_the_cure(tmp_path, old, new, code, said):
    problems, text = told(tmp_path, (old, new))
    first, *others = sorted(problems, key=lambda one: one.code != code)
    line = text[: text.index(new)].count("\n") + 1
    column = text.index(new) - text.rfind("\n", 0, text.index(new))
    where = first.place.args
    assert first.code == code
    assert where["line"] == line
    assert column <= where["column"] <= column + 1  # a table's key stands behind its bracket
    assert said in first.line("en")
    assert {one.code for one in others} <= {"setting.missing", "setting.value"}


def test_u1_all_mistakes_are_told_at_once_in_the_order_of_their_lines(tmp_path):
    problems, _ = told(
        tmp_path, ("file_mb = 50", "file_mb = 0"), ('zone = "Asia/Ho', 'zone = "Asia/Hu'), ("[watch]", "[wacth]")
    )
    lines = [one.place.args["line"] for one in problems]
    assert [one.code for one in problems] == ["setting.value", "name.unknown", "setting.value"]
    assert lines == sorted(lines)


def test_u1_what_is_missing_is_named(tmp_path):
    (problem,), _ = told(tmp_path, ('language = "vi"', ""))
    assert problem.line("en").startswith(
        "casedrop.toml, line 4, column 2: “company.language” is missing. Add it: one of “vi”"
    )


def test_u1_a_file_that_is_no_toml_says_where(tmp_path):
    (problem,), _ = told(tmp_path, ("[company]", "[company"))
    assert (problem.code, problem.place.args["line"]) == ("yaml.syntax", 4)


def test_u1_no_message_shows_a_pattern(tmp_path):
    problems, _ = told(tmp_path, ('vat_rate = ""', 'vat_rate = "8%"'), ("[roles.leader]", "[roles.Leader]"))
    assert not any("^" in problem.line(lang) or "\\" in problem.line(lang) for problem in problems for lang in LANGS)


def test_every_pattern_of_the_schema_has_words():
    schema = json.loads((ROOT / ".casedrop/schemas/settings.schema.json").read_text(encoding="utf-8"))

    def wordless(here, at=""):
        if isinstance(here, dict):
            if isinstance(here.get("pattern"), str) and "x-words" not in here:
                yield at
            for key, value in here.items():
                yield from wordless(value, f"{at}/{key}")

    assert list(wordless(schema)) == []


def test_the_page_of_settings_is_the_schemas():
    ended = subprocess.run([sys.executable, ROOT / "tools/settings.py", "--check"], check=False)
    assert ended.returncode == 0, "docs/settings.md is stale; run: python tools/settings.py"
