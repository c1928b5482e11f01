"""What people thought of the printed forms: a grade a form and language, no C, and A on most."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LANGS = ("vi", "zh-Hans", "zh-Hant", "en")
MOST = {"vi": 51, "zh-Hans": 50, "zh-Hant": 51, "en": 53}
"""How many are A; no fewer than these are kept."""
ROWS = list(
    csv.DictReader(
        (ROOT / "docs/documents.tsv").open(encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE
    )
)


def test_every_form_has_been_looked_at_once():
    forms = sorted(path.stem for path in ROOT.glob("forms/*/*.yaml") if path.stem != "flow")
    assert sorted(row["form"] for row in ROWS) == forms


@pytest.mark.parametrize("lang", LANGS)
def test_none_is_embarrassing_and_most_can_be_signed(lang):
    grades = [row[lang] for row in ROWS]
    assert set(grades) <= {"A", "B"}
    assert grades.count("A") >= MOST[lang]


def test_what_is_not_an_a_says_why():
    assert [row["form"] for row in ROWS if "B" in [row[lang] for lang in LANGS] and not row["why"]] == []


def test_the_page_is_what_the_grades_make_it():
    ended = subprocess.run([sys.executable, ROOT / "tools/grades.py", "--check"], check=False)
    assert ended.returncode == 0, "docs/documents.md is stale; run: python tools/grades.py"
