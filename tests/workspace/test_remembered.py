"""A check that rests on what it is given is worked out once for the same, and again for anything else."""

from __future__ import annotations

import dataclasses
import json

import pytest

from casedrop.language.problem import Place, Problem
from casedrop.workspace import workspace
from casedrop.workspace.checks import remembered as remembering
from casedrop.workspace.checks.check import check
from casedrop.workspace.checks.remembered import count_as_well, is_first, keeping, remembered, well
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


@pytest.fixture
def begun(monkeypatch):
    """Lets a new command begin, which remembers only what was kept in a file."""
    monkeypatch.setattr(remembering, "_FOUND", {})
    return remembering._FOUND.clear


def test_what_was_well_is_not_worked_out_by_the_next_command_and_what_was_wrong_is(begun, tmp_path):
    asked = []

    @remembered
    def check(text):
        asked.append(text)
        return [Problem("wrong")] if text == "wrong" else []

    for _ in range(2):
        begun()
        with keeping(tmp_path / "checked.json"):
            assert [len(check(text)) for text in ("well", "wrong")] == [0, 1]
    assert asked == ["well", "wrong", "wrong"]


@pytest.mark.parametrize("spoil", [lambda held: {**held, "by": "another casedrop"}, lambda held: [held], lambda _: "{"])
def test_a_file_of_another_casedrop_or_a_broken_one_is_written_anew(begun, tmp_path, spoil):
    asked, file = [], tmp_path / "checked.json"

    @remembered
    def check(text):
        asked.append(text)
        return ()

    for _ in range(3):
        begun()
        with keeping(file):
            check("well")
        right = file.read_text(encoding="utf-8")
        if len(asked) == 1:
            spoiled = spoil(json.loads(right))
            file.write_text(spoiled if isinstance(spoiled, str) else json.dumps(spoiled), encoding="utf-8")
    assert asked == ["well"] * 2


def test_where_there_is_no_state_nothing_is_kept(begun, tmp_path):
    begun()
    with keeping(tmp_path / "state/checked.json"):
        remembered(lambda _text: ())("well")
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_looked_at_counts_where_it_was_well_and_nowhere_else(tmp_path, monkeypatch):
    asked = []

    @remembered
    def check(text):
        asked.append(text)
        return [Problem(text, Place())] if text == "wrong" else []

    with keeping(tmp_path / "checked.json"):
        there = well(check(text) for text in ("well", "wrong"))
    monkeypatch.setattr(remembering, "_FOUND", {})
    with keeping(tmp_path / "ours.json"):
        count_as_well(there)
        assert is_first()
        assert [len(check(text)) for text in ("well", "wrong", "other")] == [0, 1, 0]
    assert asked == ["well", "wrong", "wrong", "other"]
    with keeping(tmp_path / "ours.json"):
        assert not is_first()
