"""A sample that nobody could send as it stands is told of."""

from __future__ import annotations

import json

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.of_forms.samples import check_samples

FILE = "forms/acceptance/acceptance-report.sample.en.json"
FLOWS = ("acceptance",)


def told(tree, change):
    answers = json.loads((tree / FILE).read_text(encoding="utf-8"))
    change(answers)
    (tree / FILE).write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    space = workspace.read(tree)
    found = check_samples(space, space.book.forms["acceptance-report"])
    return [(p.code, p.place.args["file"], p.pointer, p.args["part"], messages.say(p, "en")) for p in found]


def test_the_shipped_ones_are_right(tree):
    assert told(tree, lambda _: None) == []


@pytest.mark.parametrize(
    ("change", "pointer", "part", "says"),
    [
        (lambda a: a.update(accepted_on="soon"), "/accepted_on", "", "is not a date"),
        (lambda a: a.update(edition="nicest"), "/edition", "", "is not one of the choices"),
        (lambda a: a["customer"].update(name=" Paper "), "/customer/name", "", "not as it is kept"),
        (lambda a: a.pop("accepted_on"), "/accepted_on", "reporting", "required"),
        (lambda a: a["next"].update(on="2020-01-01"), "/next/on", "reporting", "come back"),
    ],
)
def test_what_is_wrong_with_one_is_told_with_the_part_it_is_wrong_for(tree, change, pointer, part, says):
    ((code, file, where, whose, sentence),) = told(tree, change)
    assert (code, file, where, whose) == ("sample.wrong", FILE, pointer, part)
    assert says in sentence


def test_one_that_is_no_json(tree):
    (tree / FILE).write_text('{\n  "place": }', encoding="utf-8")
    space = workspace.read(tree)
    (problem,) = check_samples(space, space.book.forms["acceptance-report"])
    assert (problem.code, problem.place.args) == ("yaml.syntax", {"file": FILE, "line": 2})
