"""What counts as right, asked, missing and wrong."""

from __future__ import annotations

from casedrop.forms.reading import Reading
from casedrop.language.problem import Problem
from typist.compare import compared


def results(typed: dict, answers: dict, *problems: Problem, there: dict | None = None) -> dict[str, str]:
    reading = Reading(answers=answers, problems=problems)
    return {r.pointer: r.result for r in compared(typed, there or {}, reading)}


def test_what_is_read_is_held_against_what_was_typed():
    typed = {"/a": "1", "/b": "2", "/c": "3"}
    assert results(typed, {"a": "1", "b": "22"}) == {"/a": "right", "/b": "wrong", "/c": "missing"}


def test_a_problem_that_names_the_field_its_table_or_the_file_asks():
    assert results({"/a": "1"}, {}, Problem("field.twice", pointer="/a")) == {"/a": "asked"}
    assert results({"/rows/0/a": "1"}, {}, Problem("field.twice", pointer="/rows")) == {"/rows/0/a": "asked"}
    assert results({"/a": "1"}, {}, Problem("file.damaged")) == {"/a": "asked"}
    assert results({"/a": "1"}, {}, Problem("field.twice", pointer="/ab")) == {"/a": "missing"}


def test_a_value_that_nobody_typed_is_wrong_unless_it_stood_there():
    assert results({}, {"a": "1", "b": "2"}, there={"/a": "1"}) == {"/b": "wrong"}
