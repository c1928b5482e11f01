"""A check that rests on what it is given is worked out once for the same, and again for anything else."""

from __future__ import annotations

import dataclasses

from casedrop.language.problem import Place, Problem
from casedrop.workspace import workspace
from casedrop.workspace.checks import remembered as remembering
from casedrop.workspace.checks.check import check
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.yaml.source import Source, read_text
from trees import ROOT, changed, planted


def test_the_same_is_worked_out_once_and_anything_else_anew():
    asked = []

    @remembered
    def check(text, *, names):
        asked.append(text)
        yield Problem(f"{text} {names}", Place())

    said = [check("a", names=("b",)), check("a", names=("b",)), check("a", names=["b"]), check(b"a", names=("b",))]
    assert [one[0].code for one in said] == ["a ('b',)", "a ('b',)", "a ['b']", "b'a' ('b',)"]
    assert asked == ["a", "a", b"a"]


def test_what_cannot_be_told_by_its_words_is_looked_at_each_time():
    asked = []

    @remembered
    def check(ask):
        asked.append(ask())
        return ()

    for answer in ("a", "b"):
        check(lambda answer=answer: answer)
    assert asked == ["a", "b"]


def test_a_line_further_down_is_another_file():
    one, other = (Source("flow.yaml", read_text(text)) for text in ("a: 1", "\na: 1"))
    assert one.data == other.data
    assert one.fingerprint != other.fingerprint


def test_a_form_that_says_anything_else_is_another():
    space = workspace.read(ROOT)
    form = space.book.forms["complaint"]
    other = dataclasses.replace(form, titles={**form.titles, "en": "Another"})
    assert form.fingerprint == dataclasses.replace(form).fingerprint != other.fingerprint


def test_after_changes_it_is_told_what_one_is_told_who_remembers_nothing(tmp_path, monkeypatch):
    tree = planted(tmp_path)
    assert check(workspace.read(tree)) == []
    changed(tree, "forms/complaint/complaint.sample.en.json", '"received_on"', '"recieved_on"')
    changed(tree, "schemas/complaint/complaint.schema.json", '"x-hints"', '"x-hint"')
    changed(tree, "forms/complaint/complaint.yaml", "{{ customer.short_name", "{{ customer.nick_name")
    changed(tree, "forms/license/flow.yaml", "\nstart:", "\n\nstrat:")
    changed(tree, "casedrop.toml", 'zh-Hans = "', 'zh-Hans = "編')
    found = check(workspace.read(tree))
    monkeypatch.setattr(remembering, "_FOUND", {})
    assert found == check(workspace.read(tree))
    assert {"sample.wrong", "name.unknown", "text.script"} <= {problem.code for problem in found}
