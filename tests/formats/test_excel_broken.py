"""Broken packages: a reader answers, or says that it cannot; it never falls over."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import excel, zips
from casedrop.forms.reading import Mark
from casedrop.language.problem import Place
from formats.excel_samples import ANALYSIS, FACTS, SHEET, sample

PARTS = zips.read_parts(
    excel.fill(SHEET, ANALYSIS, "vi", sample(ANALYSIS, "vi"), writable=frozenset(), stamp="S-7", facts=FACTS)
)


@st.composite
def broken(draw):
    """A workbook with one of its parts gone, cut into, or scribbled over."""
    name = draw(st.sampled_from(sorted(PARTS)))
    part, start = PARTS[name], draw(st.integers(0, len(PARTS[name])))
    damage = draw(st.sampled_from(["gone", "cut", "scribble"]))
    if damage == "gone":
        return zips.write_parts({n: p for n, p in PARTS.items() if n != name})
    over = draw(st.integers(1, 60)) if damage == "cut" else 0
    word = draw(st.binary(max_size=6)) if damage == "scribble" else b""
    return zips.write_parts({**PARTS, name: part[:start] + word + part[start + over + len(word) :]})


@pytest.mark.fault("B2")
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken())
def test_a_broken_workbook_is_read_or_refused(data):
    reading = excel.read(data, ANALYSIS, "vi", SHEET)
    if any(p.code == "file.damaged" for p in reading.problems):
        assert reading.answers == {}
    for verb in (excel.peek, excel.outline, lambda d: excel.mark(d, [Mark(Place(), "x")])):
        try:
            assert verb(data)
        except zips.UnreadableError as error:
            assert str(error)
