"""Samples: the realistic answers beside a form must be answers to it, at every stage, or they show a form nobody can send."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping

from jsonschema import Draft202012Validator

from casedrop.calendar.worktime import Calendar
from casedrop.expressions.guards import GuardError
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form, Names
from casedrop.forms.judging.workdays import counts
from casedrop.forms.messages import sentence
from casedrop.forms.pointers import flatten
from casedrop.forms.validate import broken_rules, invalid, problems_of
from casedrop.language.problem import LANGS, Json, Place, Problem
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.workspace import Workspace


def check_samples(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`sample.wrong` (args part, wrong) for what a form would say of its own sample if somebody sent it, each thing once, and
    `yaml.syntax` for one that is no JSON."""
    for lang in workspace.settings.languages:
        path = workspace.sample_path(form, lang)
        if not path.exists():
            continue
        calendar = workspace.book.calendar if counts(form) else None
        name, text = path.relative_to(workspace.root).as_posix(), path.read_text(encoding="utf-8")
        yield from _in_sample(form, name, text, calendar)


@remembered
def _in_sample(form: Form, name: str, text: str, calendar: Calendar | None) -> Iterator[Problem]:
    """What is wrong with one sample, by the calendar its working days are counted by."""
    try:
        answers = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place("line", {"file": name, "line": error.lineno})
        yield Problem("yaml.syntax", place, args={"message": error.msg})
        return
    known: set[tuple[str, str]] = set()
    for part, wrong in _wrong(form, answers, {"calendar": calendar}):
        if (wrong.code, wrong.pointer) not in known:
            known.add((wrong.code, wrong.pointer))
            says = {lang: sentence(form, wrong, lang) for lang in LANGS}
            yield Problem(
                "sample.wrong", Place("file", {"file": name}), wrong.pointer, args={"part": part, "wrong": says}
            )


def _wrong(form: Form, answers: Mapping[str, Json], around: Names) -> Iterator[tuple[str, Problem]]:
    """(part, problem) of all that is wrong with the answers; rules are asked only of those that fit the schema."""
    shaped, strange = canonical(answers, form)
    yield from (("", problem) for problem in strange)
    if strange:
        return
    other, stands = dict(flatten(shaped)), dict(flatten(answers))
    unlike = [at for at in stands if other.get(at) != stands[at]]
    yield from (("", Problem("sample.shape", pointer=at, args={"kept": str(other.get(at, ""))})) for at in unlike)
    if unlike:
        return
    wrong = [("", problem) for problem in invalid(form, "", answers)]
    for part in dict.fromkeys(f.stage for f in form.fields if f.stage):
        wrong += [(part, problem) for problem in _lacking(form, part, answers)]
    yield from wrong
    for part in () if wrong else dict.fromkeys(("", *(f.stage or "" for f in form.fields))):
        with contextlib.suppress(GuardError):  # the rule's own check tells
            yield from ((part, problem) for problem in broken_rules(form, part, answers, around))


def _lacking(form: Form, part: str, answers: Mapping[str, Json]) -> Iterator[Problem]:
    """What a part must say beside the schema itself (`$defs/<part>`) and the answers do not."""
    defs = form.schema.get("$defs", {})
    if part in defs:
        for error in Draft202012Validator({"$defs": defs, "$ref": f"#/$defs/{part}"}).iter_errors(answers):
            yield from problems_of(error)
