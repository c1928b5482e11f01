"""Typing goes through forms and habits first, then through their combinations."""

from __future__ import annotations

from itertools import product

from typist.plan import covering_first
from typist.sheets import Sheet
from typist.store import Task

VI, ZH, CLOSING = Sheet("visit", "", "vi"), Sheet("visit", "", "zh-Hans"), Sheet("visit", "closing", "vi")


def order(*pairs: tuple[str, Sheet]) -> list[str]:
    return [f"{task.habit} {task.sheet.name}" for task in covering_first(Task("7.4", *pair) for pair in pairs)]


def test_each_sheet_and_each_form_by_each_habit_come_before_their_combinations():
    assert order(*product(("select", "paste"), (VI, CLOSING))) == [
        "select visit.vi",
        "select visit@closing.vi",
        "paste visit.vi",
        "paste visit@closing.vi",
    ]


def test_nothing_is_left_out_and_languages_stay_together():
    assert order(*product(("select", "paste"), (VI, ZH))) == [
        "select visit.vi",
        "paste visit.vi",
        "select visit.zh-Hans",
        "paste visit.zh-Hans",
    ]
