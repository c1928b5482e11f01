"""Typing goes through forms and habits first, then through their combinations."""

from __future__ import annotations

import io
import zipfile
from itertools import product

from typist.plan import covering_first
from typist.sheets import Sheet
from typist.store import Task
from typist.typing import Typing

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


def signed(stamp: str) -> Typing:
    with zipfile.ZipFile(made := io.BytesIO(), "w") as package:
        package.writestr("docProps/custom.xml", stamp)
    return Typing(made.getvalue(), [], {}, {})


def test_what_was_typed_on_one_machine_is_known_on_another_whose_key_signs_otherwise():
    ours, theirs, other = map(signed, ("form=visit;sig=ABC2", "form=visit;sig=XYZ7", "form=note;sig=ABC2"))
    assert ours.digest == theirs.digest != other.digest
