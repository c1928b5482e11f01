"""Numbers speak the company's language (W29): a Chinese office's papers bear no Vietnamese initials."""

import re

import pytest

from casedrop.forms.numbering import spec, spellings, written
from shipped import ROOT

BOTH = spec("quote", {"vi": "BG-{{ year }}-{{ n | pad(4) }}", "en": "CQ-{{ year }}-{{ n | pad(4) }}"})


@pytest.mark.parametrize(
    ("lang", "text"), [("vi", "BG-2026-0007"), ("en", "CQ-2026-0007"), ("zh-Hans", "CQ-2026-0007")]
)
def test_w29_a_number_is_written_in_the_companys_language(lang, text):
    assert written(BOTH, lang, 2026, 7) == text


def test_w29_a_number_of_before_is_known_after_the_company_changed_its_language():
    assert spellings(BOTH, 2026, 7) == {"BG-2026-0007", "CQ-2026-0007"}


def test_one_pattern_is_everybodys():
    assert spec("visits", "TH-{{ n }}") == {"series": "visits", "pattern": "TH-{{ n }}"}
    assert written(spec("visits", "TH-{{ n }}"), "zh-Hant", 2026, 7) == "TH-7"


def test_w29_every_shipped_number_has_neutral_initials_beside_the_vietnamese():
    for path in sorted((ROOT / "forms").glob("*/*.yaml")):
        said = re.findall(r"pattern: (.*)", path.read_text(encoding="utf-8"))
        assert all(one.startswith("{vi: ") and ", en: " in one for one in said), path.name
