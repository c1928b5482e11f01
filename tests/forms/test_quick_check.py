"""The fast road of judging: what it says yes to, the reference says yes to; what it merges at once, merging gives, too."""

from copy import deepcopy
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casedrop
from casedrop.forms.judging import one_walk
from casedrop.forms.judging.quick_check import quick_check
from casedrop.forms.judging.validators import Validators, part_of
from casedrop.forms.pointers import leaves_of
from casedrop.forms.reading import Reading
from casedrop.forms.validate import changed, merge
from shipped import ROOT
from strategies import NASTY, examples

VALUES = [
    *NASTY, "", "0", "-0", "1.10", "1.5", "00", "10:30", "24:00", "2026-02-28", "2026-02-29", "2024-02-29", "20260101",
    "2026-W01-1", "0001-01-01", "2026-04-31", "2026-13-01", "2026-01-01\n", "a@b.vn", "a@b", "ý@b.vn", "a@b..vn", "a@b.vn\n",
    "a @b.vn", "VND", "vnd", "VND\n", "5", "٣", "yes", "no", "x" * 3000, "\ud800", "\x1c",
    None, True, False, 0, 1, -1, 5, 2**53, 2**63, 2**64 + 1, -(2**80), 1.0, 0.5, 1e300, [], {}, [[]], [{}], {"0": "x"},
]  # fmt: skip


@cache
def parts():
    """Every part of every form, each with answers that are almost right."""
    forms = casedrop.Workspace(ROOT).forms.values()
    return [
        (part_of(form.declared, stage), form.sample("vi"))
        for form in forms
        for stage in sorted({field.stage or "" for field in form.declared.fields})
    ]


@st.composite
def damaged(draw, answers):
    """The answers with a few of their values, rows and objects taken out or something odd in their places."""
    made = deepcopy(answers)
    for _ in range(draw(st.integers(0, 3))):
        here = made
        while True:
            at = (
                draw(st.sampled_from([*here, "strange"]))
                if isinstance(here, dict)
                else draw(st.integers(0, len(here) - 1))
            )
            below = here.get(at) if isinstance(here, dict) else here[at]
            if not below or not isinstance(below, dict | list) or draw(st.integers(0, 5)) == 0:
                break
            here = below
        if draw(st.booleans()) or (isinstance(here, dict) and at not in here):
            here[at] = deepcopy(draw(st.sampled_from(VALUES)))
        else:
            del here[at]
    return made


def test_every_part_of_every_form_has_a_fast_road():
    slow = [f"{part.form.id} {part.name}" for part, answers in parts() if not _says_yes(part, answers)]
    assert (len(parts()) > 100, slow) == (True, [])


def _says_yes(part, answers):
    """Whether the fast road passes right answers; those that lack something are none."""
    validators = part.validators
    return validators.passes(answers) or not validators.reference.is_valid(answers)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_yes_is_the_references_yes(data):
    part, sample = data.draw(st.sampled_from(parts()))
    answers = data.draw(damaged(sample))
    validators = part.validators
    assert not validators.passes(answers) or validators.reference.is_valid(answers)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_merged_in_one_walk_is_what_merging_gives_and_nothing_was_changed(data):
    part, sample = data.draw(st.sampled_from(parts()))
    said = data.draw(damaged(sample))
    stands = data.draw(st.just(said) | damaged(sample) | st.just({}))
    whole = one_walk.merged(said, stands, part.own)
    if whole is not None:
        reading = Reading(part.form.id, "vi", None, said, dict.fromkeys(leaves_of(said)))
        wanted = merge(part.form, part.name, said, stands)
        assert (whole, list(leaves_of(whole))) == (wanted, list(leaves_of(wanted)))
        assert list(changed(part.form, part.name, reading, stands)) == []


LEFT = {"decimal": set(), "date": {"2024-02-29", "20260101", "2026-W01-1", "0001-01-01"}, "email": {"ý@b.vn"}}
"""What the reference alone allows."""


@pytest.mark.parametrize("name", LEFT)
def test_a_format_lets_pass_at_once_what_people_write_and_nothing_wrong(name):
    fast, slow = both({"format": name}, [value for value in VALUES if isinstance(value, str)])
    assert set(fast) <= set(slow)
    assert set(slow) - set(fast) == LEFT[name]


def both(schema, values):
    """The values that the fast road passes, and those that the reference does."""
    validators = Validators(schema)
    return [v for v in values if validators.passes(v)], [v for v in values if validators.reference.is_valid(v)]


LETTERS = [
    "",
    "a",
    "ab",
    "abc",
    "abc\n",
    "\nabc",
    "aé",
    "10:30",
    "10:30\n",
    "5",
    "12345",
    "a.b",
    "a-b",
    1,
    None,
    [],
    {},
]


@pytest.mark.parametrize(
    "schema",
    [
        {"pattern": "^[0-2][0-9]:[0-5][0-9]$"},
        {"pattern": "b"},
        {"pattern": "^(abc|[0-9]+)$"},
        {"if": {"pattern": "c$"}, "then": {"maxLength": 2}, "else": {"minLength": 2}},
        {"not": {"pattern": "^a[.-]b$"}},
        {"not": {"enum": ["a", "ab"]}},
        {"if": {"format": "decimal"}, "then": {"type": "string"}},
        {"anyOf": [{"const": "a"}, {"type": "integer"}, {"type": ["array", "null"], "maxItems": 0}]},
    ],
    ids=str,
)
def test_the_fast_road_and_the_reference_agree_on_every_value(schema):
    fast, slow = both(schema, LETTERS)
    assert fast == slow
    assert fast


@pytest.mark.parametrize(
    "schema",
    [
        {"pattern": r"^\d$"},
        {"pattern": "^(?!a)"},
        {"pattern": "a++"},
        {"pattern": "^[^a]"},
        {"not": {"format": "date"}},
        {"oneOf": [{"type": "string"}]},
        {"multipleOf": 0.1},
        {"uniqueItems": True},
        {"const": 1.0},
        {"maximum": 2**60},
        {"not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"format": "email"}}},
    ],
    ids=str,
)
def test_what_both_might_read_differently_is_left_to_the_reference(schema):
    assert not any(map(quick_check(schema), LETTERS))
    assert any(map(Validators(schema).reference.is_valid, LETTERS))
