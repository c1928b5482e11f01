"""On-site training and problems on paper: what was filled is what is read, for every hand and language."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.formats import excel
from casedrop.forms.canonical import canonical
from casedrop.language.problem import LANGS
from shipped import FACTS, ONSITE_TRAINING, PROBLEM, ROOT, form, parts, printed, read_back, sample
from strategies import answers

LAW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
SHEET = "problem-summary"


@pytest.mark.parametrize("name", (*ONSITE_TRAINING, *PROBLEM))
@LAW
@given(data=st.data())
def test_what_was_filled_is_what_is_read_at_every_stage(name, data):
    stage, lang = data.draw(st.sampled_from(parts(name))), data.draw(st.sampled_from(LANGS))
    found, _ = canonical(data.draw(answers(form(name))), form(name))
    reading = read_back(name, lang, stage, found)
    assert (reading.answers, reading.problems, reading.stamp) == (printed(name, stage, found), (), "S")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", ["", "summing"])
def test_the_summary_comes_back_as_it_went_out(lang, stage):
    made, template = form(SHEET), (ROOT / f"templates/problem/{SHEET}.xlsx").read_bytes()
    said = sample(SHEET, lang)
    sheet = excel.fill(template, made, lang, said, writable=made.writable(stage), stamp="S", facts=FACTS)
    reading = excel.read(sheet, made, lang, template)
    assert (reading.answers, reading.problems, reading.stamp) == (said, (), "S")
