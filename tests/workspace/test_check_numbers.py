"""W1: numbers that could read the same, and codes used twice, are told of before any is drawn."""

from __future__ import annotations

import shutil

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.numbers import check_numbers
from trees import changed

COMPLAINT, CALL = "forms/complaint/complaint.yaml", "forms/callback/flow.yaml"
FLOWS = ("complaint", "callback", "customization")


def told(tree):
    found = check_numbers(workspace.read(tree))
    return [(p.code, f"{p.place.args['file']}:{p.place.args['line']}", messages.say(p, "en")) for p in found]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("GK-{{ year }}", "n"), ("GK-{{ n | pad(4) }}", "year"), ("GK-{% if year %}{% endif %}{{ year }}", "n")],
)
def test_a_pattern_that_does_not_tell_numbers_apart(tree, pattern, name):
    line = number_of_a_form(tree, "complaint", pattern)
    ((code, where, says),) = told(tree)
    assert (code, where) == ("number.lacks", f"{COMPLAINT}:{line}")
    assert f"does not show “{name}”" in says


@pytest.mark.fault("L3")
@pytest.mark.parametrize(
    "pattern",
    [
        "BG-{{ year }}-{{ n | pad(4) }}",
        "BG-{{ year }}-{{ n }}",
        "BG-{{ year }}-{{ n | pad(3) }}",
        "{{ 'BG' }}-{{ year }}-{{ n | pad(4) }}",
        "{% if n < 9999 %}BG{% else %}BH{% endif %}-{{ year }}-{{ n | pad(4) }}",
    ],
)
def test_a_series_that_can_give_the_numbers_of_another(tree, pattern):
    line = number_of_a_form(tree, "complaint", pattern)
    ((code, where, says),) = told(tree)
    assert code == "number.collides"
    assert f"{COMPLAINT}:{line}" in (where, *says.split()) or COMPLAINT in says
    assert "BG-{{ year }}-{{ n | pad(4) }}" in says or pattern in says


@pytest.mark.parametrize(
    "pattern", ["BGX-{{ year }}-{{ n | pad(4) }}", "BG-{{ year }}/{{ n }}", "BG{{ year }}-{{ n | pad(4) }}"]
)
def test_a_series_that_cannot(tree, pattern):
    number_of_a_form(tree, "complaint", pattern)
    assert told(tree) == []


def test_one_series_with_one_pattern_may_serve_two_forms(tree):
    number_of_a_form(tree, "complaint", "BG-{{ year }}-{{ n | pad(4) }}", "quote")
    assert told(tree) == []


def test_a_code_used_twice(tree):
    line = changed(tree, COMPLAINT, "code: ", "code: BK # ") and changed(tree, COMPLAINT, "code: BK", "code: CB")
    assert [(code, where) for code, where, _ in told(tree)] == [("form.code-twice", f"{COMPLAINT}:{line}")]


def test_a_form_that_is_there_twice(tree):
    for kind, ending in (("forms", "yaml"), ("schemas", "schema.json")):
        shutil.copy(tree / f"{kind}/complaint/complaint.{ending}", tree / f"{kind}/callback/complaint.{ending}")
    changed(tree, "forms/callback/complaint.yaml", "flow: complaint", "flow: callback")
    assert "form.twice" in {code for code, _, _ in told(tree)}


def number_of_a_form(tree, name, pattern, series="complaint-number"):
    """Number the documents of a form so; the line of it."""
    path = tree / f"forms/{name}/{name}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("number:")]
    kept.append(f'number: {{series: {series}, pattern: "{pattern}"}}')
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return len(kept)
