"""What the desk's own journals say, byte for byte as they have always held it."""

from __future__ import annotations

import pytest

from casedrop.cases.events import FoundInArchive
from casedrop.desk.recording.desk_entries import (
    VERDICTS,
    Called,
    CustomerStands,
    FormOfDrop,
    NotTaken,
    PeriodStarted,
    Printed,
    RegisterChanged,
    Shelved,
    from_json,
    to_json,
)
from casedrop.language.problem import Problem

STRAY = NotTaken("stray", "ab", "a.txt", "inbox/sales/a.txt", "sales", None, (Problem("file.kind"),), "_desk/2026", 4)
DATA = {
    "sha256": "ab",
    "name": "a.txt",
    "path": "inbox/sales/a.txt",
    "role": "sales",
    "case": None,
    "problems": [{"code": "file.kind", "place": {"kind": "file", "args": {}}, "pointer": "", "args": {}}],
    "desk": "_desk/2026",
    "file": 4,
}


@pytest.mark.parametrize(
    ("entry", "kind", "data"),
    [
        (STRAY, "stray", {**DATA, "verdict": "stray"}),
        (
            NotTaken("parked", "ab", "a.txt", "a.txt", None, "C-1", (), "_desk/2026", 4, FormOfDrop("note", ""), "s"),
            "parked",
            {
                **DATA,
                "verdict": "parked",
                "path": "a.txt",
                "role": None,
                "case": "C-1",
                "problems": [],
                "form": "note",
                "part": "",
                "stamp": "s",
            },
        ),
        (Printed("_desk/2026:slip:4:", "a.pdf"), "printed", {"of": "_desk/2026:slip:4:", "name": "a.pdf"}),
        (Called(4, "C-1"), "called", {"file": 4, "case": "C-1"}),
        (Shelved(("one", "two")), "shelved", {"stamps": ["one", "two"]}),
        (PeriodStarted("flow", 0, 3, 24321), "passed", {"flow": "flow", "start": 0, "months": 3, "period": 24321}),
        (
            RegisterChanged((CustomerStands("kh 1", ({"class": "a"},), listed=True),), "manager", "C-1", "a.xlsx"),
            "registered",
            {
                "customers": [{"key": "kh 1", "rows": [{"class": "a"}], "listed": True}],
                "role": "manager",
                "case": "C-1",
                "why": "a.xlsx",
            },
        ),
        (FoundInArchive(4, ("004-in-a.txt",), ()), "found", {"file": 4, "names": ["004-in-a.txt"], "void": []}),
    ],
)
def test_an_entry_stands_in_a_journal_so_and_is_read_back(entry, kind, data):
    assert to_json(entry) == (kind, data)
    assert from_json(kind, data) == entry


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_kind_of_a_drop_that_no_case_took_is_its_verdict(verdict):
    assert from_json(verdict, {**DATA, "verdict": verdict}).verdict == verdict
