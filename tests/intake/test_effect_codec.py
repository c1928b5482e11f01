"""Effects as JSON: what the queue of a ledger holds is read and written again to the byte, also what an earlier version wrote."""

import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from casedrop.intake import effect_codec, effects
from casedrop.store import canonical_json

RECORDED = Path(__file__).parent.parent / "stories/recorded"

CASE = {"id": "TB-2021-0001", "flow": "customization", "opened": "2021-06-23T02:00:00+00:00"}
DROP = {"path": "inbox/sales/Need.xlsx", "sha256": "a" * 64}
PRINT = {
    "name": "Quote.pdf",
    "readable": "QT-v1",
    "copy": 1,
    "of": 2,
    "holder": "we",
    "text": "Our own",
    "fillable": False,
}
SHEET = {
    "case": CASE["id"],
    "form": "quote",
    "issue": 4,
    "part": "",
    "name": "Quote.docx",
    "folder": "Mây/TB-2021-0001",
    "file": 3,
    "prints": [PRINT],
}
DOCUMENT = {
    "form": "quote",
    "version": 1,
    "part": "",
    "lang": "en",
    "to": "sales",
    "prints": [PRINT],
    "answers": {"customer": {"name": "Mây"}, "items": [{"content": "x", "price": "1500"}]},
    "number": "BG-2021-0001",
    "stamp": {
        "form": "quote",
        "version": 1,
        "lang": "en",
        "case": CASE["id"],
        "part": "",
        "issue": 4,
        "number": "BG-2021-0001",
        "copy": "",
    },
    "facts": {"doc": {"number": "BG-2021-0001"}, "today": "2021-06-23"},
    "name": "Quote.docx",
    "folder": "Mây/TB-2021-0001",
    "file": 2,
    "code_key": "00ff",
    "drawn": {"series": "quote", "year": 2021, "n": 1},
    "release": "b" * 64,
    "hidden": {"/price": "1500"},
    "attached": [{"id": "standard", "name": "Standard.pdf", "sha256": "c" * 64}],
}
ROWS = [{"file": 5, "table": "/lines", "kind": "csv", "name": "Lines.csv"}]

WRITTEN = {
    "notice": {
        "channel": "leader",
        "about": "TB-1: Overdue",
        "text": "TB-1: Overdue",
        "at": "2021-06-24T01:30:00+00:00",
    },
    "keep": {"case": CASE, "file": 1, "sha256": "a" * 64, "name": "Need.xlsx"},
    "keep-stray": {"desk": "_desk/2021", "file": 7, "sha256": "a" * 64, "name": "odd.txt"},
    "record": {"case": CASE},
    "record-desk": {"desk": "_desk/2021"},
    "issue": {"case": CASE, "document": DOCUMENT},
    "pdf": {"case": CASE, "document": {**DOCUMENT, "drawn": None, "hidden": {}, "attached": []}},
    "withdraw": {"case": CASE, "number": "BG-2021-0001"},
    "export": {
        "case": CASE,
        "form": "import",
        "lang": "vi",
        "release": "b" * 64,
        "source": 1,
        "folder": "Mây/TB-2021-0001",
        "files": ROWS,
        "at": "2021-06-23T02:00:00+00:00",
    },
    "undo": {
        "case": CASE,
        "out": [SHEET],
        "back": [{**SHEET, "attached": DOCUMENT["attached"]}],
        "rows": [{"folder": "Mây/TB-2021-0001", "files": ROWS}],
    },
    "hand-back": {
        **DROP,
        "name": "Need MEND 1.xlsx",
        "kind": "xlsx",
        "stamp": None,
        "marks": [{"place": {"kind": "cell", "args": {"sheet": "A", "cell": "B2"}}, "text": "What is missing?"}],
    },
    "report": {**DROP, "name": "Need LIST.csv", "form": "import", "lang": "vi", "release": ""},
    "show": {
        **DROP,
        "name": "scan (to be typed).html",
        "form": "reply",
        "part": "answer",
        "lang": "vi",
        "release": "",
        "turns": [0, 180],
        "read": ["An"],
    },
    "cut": {**DROP, "name": "scan 2.pdf", "pages": [1, 2], "back": False},
    "tell": {"path": DROP["path"], "name": "Need.txt", "text": "Thank you."},
    "call": {**DROP, "desk": "_desk/2021", "file": 7},
    "clear": DROP,
}
"""An effect of each kind as its payload was written when effects had no classes."""


def again(kind, payload):
    return canonical_json.dumps(effect_codec.to_json(effect_codec.from_json(kind, payload)))


@pytest.mark.parametrize("kind", effect_codec.KINDS)
def test_every_kind_is_read_and_written_again_to_the_byte(kind):
    assert again(kind, WRITTEN[kind]) == canonical_json.dumps(WRITTEN[kind])


@pytest.mark.parametrize("name", ["customization", "training"])
def test_so_is_all_that_the_ledger_of_an_earlier_version_holds(name, tmp_path):
    with tarfile.open(RECORDED / f"{name}.before.tar.xz") as tar:
        tar.extract("state/ledger.sqlite3", tmp_path, filter="data")
    queue = sqlite3.connect(tmp_path / "state/ledger.sqlite3").execute("SELECT kind, payload FROM deed").fetchall()
    assert len(queue) > 20
    assert [again(kind, json.loads(payload)) for kind, payload in queue] == [payload for _, payload in queue]


def test_a_sender_s_file_that_cannot_be_marked_has_no_format_and_keeps_its_stamp():
    handed = effect_codec.from_json("hand-back", {**WRITTEN["hand-back"], "kind": None, "marks": []})
    assert (handed.format, handed.marks, handed.stamp) == (None, (), None)


def test_what_an_undone_drop_brought_may_hold_no_rows():
    undo = {"case": CASE, "out": [], "back": []}
    assert effect_codec.to_json(effect_codec.from_json("undo", undo)) == undo


def test_every_class_of_effect_has_a_kind():
    assert set(effect_codec.WORDS) == set(effects.Effect.__args__)
