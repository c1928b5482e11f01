"""Events as JSON and back: every class, byte for byte as journals have always held it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.cases import events as e
from casedrop.cases.case import Case
from casedrop.cases.event_codec import KINDS, from_json, is_drop, to_json
from casedrop.cases.parts import (
    Begun,
    Drawn,
    FromCalendar,
    FromCase,
    OutboxDocument,
    OutboxRows,
    Print,
    RowsFile,
    VoidNumber,
)
from casedrop.flows.attachments import Attached
from casedrop.forms.wording import WordingChange
from casedrop.language.problem import Place

AT = "2026-11-02T09:00:00+00:00"
MAY = {"name": "Mây", "short": "", "key": "may"}
DROP = {"sha256": "ab", "name": "a.docx", "path": "inbox/sales/a.docx", "role": "sales", "file": 3}
PRINT = {"name": "a.pdf", "readable": "NO-v1 7", "copy": 1, "of": 2, "holder": "us", "text": "A", "fillable": False}
FILE = {"file": 4, "table": "/rows", "kind": "csv", "name": "a.csv"}
STANDARD = {"id": "standard", "name": "S.pdf", "sha256": "cd"}
SHEET = {
    "case": "C-1",
    "form": "note",
    "issue": 2,
    "part": "b",
    "name": "a.docx",
    "folder": "may/C-1",
    "file": 5,
    "prints": [PRINT],
}
ISSUED = {
    **SHEET,
    "version": 1,
    "lang": "vi",
    "to": "sales",
    "number": "N-1",
    "date": "2026-11-02",
    "answers": {"ok": "yes"},
    "code_key": "ff",
    "drawn": {"series": "n", "year": 2026, "n": 1},
    "facts": {"today": "2026-11-02"},
    "stamp": "note v1",
    "release": "s1",
}
STEERED = {"form": "order", "answers": {"way": "hold"}, **DROP}

PAPER = Print("a.pdf", "NO-v1 7", 1, 2, "us", "A")
DOCUMENT = OutboxDocument("C-1", "note", 2, "b", "a.docx", "may/C-1", 5, (PAPER,))
NOTE = e.Issued(
    form="note",
    version=1,
    part="b",
    lang="vi",
    to="sales",
    number="N-1",
    date="2026-11-02",
    name="a.docx",
    folder="may/C-1",
    issue=2,
    file=5,
    case="C-1",
    answers={"ok": "yes"},
    prints=(PAPER,),
    code_key="ff",
    drawn=Drawn("n", 2026, 1),
    facts={"today": "2026-11-02"},
    stamp="note v1",
    release="s1",
)
BEGUN = e.Opened("C-1", "flow", 3, "s1", "vi", MAY, "first", Drawn("c", 2026, 1), AT)
OPENED = {
    "case": "C-1",
    "flow": "flow",
    "version": 3,
    "sha": "s1",
    "lang": "vi",
    "customer": MAY,
    "stage": "first",
    "drawn": {"series": "c", "year": 2026, "n": 1},
    "at": AT,
}
YES = e.Accepted(
    form="note",
    part="b",
    role="sales",
    stage="first",
    issue=2,
    answers={"ok": "yes"},
    changed=("/ok",),
    sha256="ab",
    name="a.docx",
    path="inbox/sales/a.docx",
    number="N-1",
    file=3,
    at=AT,
)
ACCEPTED = {
    "form": "note",
    "part": "b",
    "stage": "first",
    "issue": 2,
    "answers": {"ok": "yes"},
    "changed": ["/ok"],
    "number": "N-1",
    "at": AT,
    **DROP,
}
BY_FORM = e.ControlForm("order", "sales", {"way": "hold"}, "ab", "a.docx", "inbox/sales/a.docx", 3)
BACK = e.Undone("why", AT, "ab", Case("C-1"), (2,), ("N-1",), ("N-0",), (DOCUMENT,), ())
NOTHING: Any = {}
UNDONE = {
    "why": "why",
    "at": AT,
    "sha256": "ab",
    "issues": [2],
    "void": ["N-1"],
    "restore": ["N-0"],
    "out": [SHEET],
    "back": [],
    "stands": {
        "id": "C-1",
        "flow": "",
        "sha": "",
        "lang": "",
        "customer": NOTHING,
        "opened": "",
        "stage": "",
        "closed": None,
        "version": 0,
        "files": 0,
        "answers": NOTHING,
        "entered": NOTHING,
        "issued": NOTHING,
        "documents": NOTHING,
        "changes": [],
        "last": None,
        "held": None,
        "held_since": "",
        "pauses": [],
        "reopened": "",
        "withdrawn": [],
        "originals": NOTHING,
        "done": NOTHING,
        "given": NOTHING,
        "source": NOTHING,
        "heard": [],
        "children": NOTHING,
        "enclosures": NOTHING,
        "sources": NOTHING,
    },
}
ROW = {"flow": "leaf", "key": "k", "customer": MAY, "stage": "green"}
KNOWN = {"number": "N-1", "form": "note", "issue": 2, "copy": 1, "at": AT}

TABLE: list[tuple[e.Event, str, dict[str, Any]]] = [
    (BEGUN, "opened", OPENED),
    (
        replace(BEGUN, drawn=None, begun=e.OpenedWith({"a": 1}, FromCase("C-0", "k"))),
        "opened",
        {**OPENED, "drawn": None, "given": {"a": 1}, "source": {"case": "C-0", "key": "k"}},
    ),
    (
        replace(BEGUN, begun=e.OpenedWith({}, FromCalendar(0, 3, 24321, ""))),
        "opened",
        {**OPENED, "given": {}, "source": {"start": 0, "months": 3, "period": 24321, "key": ""}},
    ),
    (replace(BEGUN, begun=e.OpenedWith({}, None)), "opened", {**OPENED, "given": {}, "source": {}}),
    (YES, "accepted", ACCEPTED),
    (
        replace(YES, role=None, rows=True, customer=MAY),
        "accepted",
        {**ACCEPTED, "role": None, "rows": True, "customer": MAY},
    ),
    (
        e.Enclosed("permit", "sales", "first", True, "ab", "a.docx", "inbox/sales/a.docx", 3, AT),
        "enclosed",
        {"enclosure": "permit", "stage": "first", "counts": True, "at": AT, **DROP},
    ),
    (e.Moved("first", "second", "road", AT), "moved", {"from": "first", "to": "second", "by": "road", "at": AT}),
    (NOTE, "issued", ISSUED),
    (
        replace(NOTE, drawn=None, hidden={"/price": "9"}, attached=(Attached("standard", "S.pdf", "cd"),)),
        "issued",
        {**ISSUED, "drawn": None, "hidden": {"/price": "9"}, "attached": [STANDARD]},
    ),
    (replace(NOTE, batch=e.BatchRow("tet", "ee")), "issued", {**ISSUED, "batch": "tet", "row": "ee"}),
    (
        e.Exported("C-1", "note", "vi", "s1", 3, "may/C-1", (RowsFile(4, "/rows", "csv", "a.csv"),), AT),
        "exported",
        {
            "case": "C-1",
            "form": "note",
            "lang": "vi",
            "release": "s1",
            "source": 3,
            "folder": "may/C-1",
            "files": [FILE],
            "at": AT,
        },
    ),
    (e.Voided("N-1", "replaced", AT), "voided", {"number": "N-1", "reason": "replaced", "at": AT}),
    (e.Closed("lost", AT), "closed", {"how": "lost", "at": AT}),
    (e.Closed("cancelled", AT, "why"), "closed", {"how": "cancelled", "why": "why", "at": AT}),
    (e.Closed("cancelled", AT, "why", BY_FORM), "closed", {"how": "cancelled", "why": "why", "at": AT, **STEERED}),
    (e.Held("why", AT), "held", {"why": "why", "at": AT}),
    (e.Held("why", AT, BY_FORM), "held", {"why": "why", "at": AT, **STEERED}),
    (e.Resumed("why", AT, BY_FORM), "resumed", {"why": "why", "at": AT, **STEERED}),
    (e.Waived("why", AT, BY_FORM), "waived", {"why": "why", "at": AT, **STEERED}),
    (e.Reopened("first", "why", AT), "reopened", {"stage": "first", "why": "why", "at": AT}),
    (BACK, "undone", UNDONE),
    (
        replace(BACK, rows=(OutboxRows("may/C-1", (RowsFile(4, "/rows", "csv", "a.csv"),)),)),
        "undone",
        {**UNDONE, "rows": [{"folder": "may/C-1", "files": [FILE]}]},
    ),
    (e.Reckoned(None, AT, AT), "reckoned", {"was": None, "due": AT, "at": AT}),
    (
        e.Reckoned(AT, None, AT, e.ByCalendar("vn", 2027)),
        "reckoned",
        {"was": AT, "due": None, "at": AT, "calendar": "vn", "announced_until": 2027},
    ),
    (e.Migrated("s1", "s2", AT), "migrated", {"from": "s1", "to": "s2", "at": AT}),
    (e.Sent("N-1", "note", 2, 1, "Gió", AT), "sent", {**KNOWN, "to": "Gió"}),
    (e.Filed("N-1", "note", 2, 1, "A3", AT), "filed", {**KNOWN, "shelf": "A3"}),
    (e.Filed("N-1", "note", 2, 1, "A3", AT, "Mai"), "filed", {**KNOWN, "shelf": "A3", "person": "Mai"}),
    (e.Dunned("N-1", "note", 2, 1, "Gió", AT), "dunned", {**KNOWN, "to": "Gió"}),
    (
        e.PagesScanned("N-1", "note", 2, "sales", 1, (1, 3), 3, "code", "ab", "a.docx", "inbox/sales/a.docx", 3, AT),
        "scanned",
        {**KNOWN, "pages": [1, 3], "of": 3, "by": "code", **DROP},
    ),
    (
        e.WordingAccepted("note", "", "sales", 2, "N-1", (WordingChange(Place(), "in 9 days", "in 90 days"),), 3, AT),
        "wording",
        {
            "form": "note",
            "part": "",
            "role": "sales",
            "issue": 2,
            "number": "N-1",
            "changes": [{"place": {"kind": "file", "args": {}}, "stood": "in 9 days", "stands": "in 90 days"}],
            "file": 3,
            "at": AT,
        },
    ),
    (
        e.Spread((Begun("L-1", "leaf", MAY, "green", "k"),), ("L-0",), AT),
        "spread",
        {"opened": [{"case": "L-1", **ROW}], "told": ["L-0"], "at": AT},
    ),
    (e.Heard({"word": "go"}, None, AT), "told", {"given": {"word": "go"}, "source": {}, "at": AT}),
    (
        e.Heard({"word": "go"}, FromCase("C-1", "k"), AT),
        "told",
        {"given": {"word": "go"}, "source": {"case": "C-1", "key": "k"}, "at": AT},
    ),
    (
        e.Reported("L-1", "leaf", "k", MAY, "green", True, {"n": 1}, AT),
        "reported",
        {"child": "L-1", **ROW, "open": True, "values": {"n": 1}, "at": AT},
    ),
    (
        e.FoundInArchive(7, ("007-out-a.docx",), (VoidNumber("N-9", Drawn("n", 2026, 9), "C-1:x"),), "2026/flow/C-1"),
        "found",
        {
            "folder": "2026/flow/C-1",
            "file": 7,
            "names": ["007-out-a.docx"],
            "void": [{"text": "N-9", "drawn": {"series": "n", "year": 2026, "n": 9}, "key": "C-1:x"}],
        },
    ),
    (e.FoundInArchive(7, (), ()), "found", {"file": 7, "names": [], "void": []}),
]


@pytest.mark.parametrize(("event", "kind", "data"), TABLE, ids=[f"{n}-{kind}" for n, (_, kind, _) in enumerate(TABLE)])
def test_an_event_stands_in_a_journal_so_and_is_read_back(event, kind, data):
    assert to_json(event) == (kind, data)
    assert from_json(kind, data) == event
    assert is_drop(kind, data) == (e.kept_drop(event) is not None)


def test_every_class_of_event_has_its_line_above():
    assert {type(event) for event, _, _ in TABLE} == set(KINDS.values()) == set(get_args(e.Event))


def test_what_is_no_event_or_lacks_something_is_refused():
    with pytest.raises(KeyError):
        from_json("forgotten", {})
    with pytest.raises(TypeError):
        from_json("moved", {"from": "first", "to": "second"})


TEXT = st.text(max_size=4)
PLAIN = st.none() | st.booleans() | st.integers(-9, 10**9) | TEXT
JSON = st.recursive(
    PLAIN, lambda some: st.lists(some, max_size=2) | st.dictionaries(TEXT, some, max_size=2), max_leaves=4
)


@cache
def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{f.name: values(hints[f.name]) for f in fields(hint)})
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return st.one_of(*map(values, args))
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, args))
    if origin is Mapping:
        return st.dictionaries(TEXT, values(args[1]), max_size=2)
    return {str: TEXT, int: st.integers(0, 9), bool: st.booleans(), type(None): st.none()}.get(hint, JSON)


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_whatever_an_event_says_comes_back_through_json_text(kind, data):
    event = data.draw(values(KINDS[kind]))
    text = json.dumps(to_json(event), sort_keys=True)
    again = from_json(*json.loads(text))
    assert (again, json.dumps(to_json(again), sort_keys=True)) == (event, text)
