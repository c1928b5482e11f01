"""W31: whatever is wrong, the message says what to do about it, also where a detail is not known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casedrop.language.problem import LANGS, Problem
from casedrop.language.wording import table

SOURCES = Path(__file__).parents[2] / "src"
OWN = frozenset({"check"})
"""What forms say in their own words, cure and all."""


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_a_cure(lang):
    said = table(lang, "problems")
    assert {code for code, sentence in said.items() if not sentence.get("do")} == OWN


@pytest.mark.parametrize(
    ("code", "args", "cure"),
    [
        ("part.changed", {"was": "5"}, "Put back what stood there: 5."),
        ("part.changed", {"was": ""}, "Nothing stood there: empty this field again, and leave it empty."),
        ("not-awaited", {"case": "C-1", "waits": []},
         "It waits for no document now. Look with casedrop case show C-1 how far it is, or ask whoever has it."),
        ("case.closed", {"case": "C-1", "how": "done"},
         "If it must go on, whoever may steer cases reopens it: by the form for that, or by casedrop case reopen C-1."),
        ("yaml.schema", {"message": "x", "key": "format", "choices": ["docx", "xlsx"]}, "It may be: docx, xlsx."),
        ("yaml.missing", {"key": "internal"}, "Add it; docs/flows.md says what it may be."),
    ],
)  # fmt: skip
def test_the_cure_names_what_is_to_be_done(code, args, cure):
    assert Problem(code, args=args).halves("en")[1] == cure


def test_every_code_is_raised_by_something():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    made = tuple(re.findall(r'f"([a-z][a-z-]*\.[a-z.-]*)\{', sources))
    assert [c for c in table("en", "problems") if f'"{c}"' not in sources and not c.startswith(made)] == []
