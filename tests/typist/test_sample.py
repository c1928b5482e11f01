"""A fixed sample of forms typed into in each LibreOffice that is here: nothing is lost and nothing invented."""

from __future__ import annotations

import pytest

from typist.offices import opened
from typist.programs import CELLS, HOW, VERSIONS, program
from typist.sheets import Sheet
from typist.store import Task, carry_out, hands_failed, results

SAMPLE = (
    ("select", Sheet("complaint", "checking", "vi")),
    ("before", Sheet("complaint", "handling", "zh-Hans")),
    ("behind", Sheet("complaint", "handling", "vi")),
    ("outside", Sheet("complaint", "checking", "zh-Hans")),
    ("typed-on", Sheet("training-reply", "", "vi")),
    ("rows", Sheet("training-reply", "reply", "zh-Hans")),
    ("cell", Sheet("training-plan", "", "vi")),
)
"""Habits that once went wrong, on small forms: seconds, where all of `make typist` takes hours."""


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_typed_is_read_or_asked_about(version, tmp_path):
    found = program(version)
    if found is None:
        pytest.skip(f"LibreOffice {version} is not here. To have it: {HOW[version]}")
    tasks = [Task(version, habit, sheet) for habit, sheet in SAMPLE if sheet.api.format == "docx" or version in CELLS]
    for lang in ("vi", "zh-Hans"):
        with opened(found, lang) as office:
            for task in (t for t in tasks if t.sheet.lang == lang):
                carry_out(task, task.typing(), office, tmp_path)

    assert [task for task in tasks if hands_failed(task, tmp_path)] == []
    found_there = [(task, results(task, task.typing(), tmp_path)) for task in tasks]
    read = [(task.sheet.name, r.pointer, r.result, r.typed, r.read) for task, (them, _) in found_there for r in them]

    assert len(read) >= 50
    assert [r for r in read if r[2] in ("missing", "wrong")] == []
    assert [task for task, (_, reworded) in found_there if reworded] == []
