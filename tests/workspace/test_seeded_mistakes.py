"""Sixty mistakes of flows, forms, schemas and settings, one a row: where it is planted, what `casedrop check` says of it (the
code, the line it names, words of the cure). Each is planted by itself in a small workspace in which nothing else is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from casedrop.workspace.errors import BrokenWorkspace
from trees import changed

SEEDED = Path(__file__).with_name("seeded")
FLOW, NOTE, REPORT = "forms/visits/flow.yaml", "forms/visits/visit-note.yaml", "forms/visits/visit-report.yaml"
REPAIRS, SLIP = "forms/repairs/flow.yaml", "forms/repairs/repair-slip.yaml"
SCHEMA, SHEET = "schemas/visits/visit-note.schema.json", "schemas/visits/visit-report.schema.json"
SETTINGS, CALENDAR = "casedrop.toml", "calendars/vn.yaml"

MISTAKES = [
    # flows: words, names, roads
    (FLOW, "start: visiting", "start: visting", "stage.unknown", "visiting"),
    (FLOW, "go: advising}", "go: advice}", "stage.unknown", "advising"),
    (FLOW, "next:\n      - {go: done}", "nxt:\n      - {go: done}", "name.unknown", "next"),
    (FLOW, "note.mood == 'bad'", "note.mod == 'bad'", "name.unknown", "mood"),
    (FLOW, "note.mood == 'bad'", "note.mood == 'bak'", "expression.choice", "good, bad"),
    (FLOW, "note.hours > 1", "note.hours > 'one'", "expression.compare", ""),
    (FLOW, "note.hours > 1", "note.hours >", "guard.refused", ""),
    (FLOW, "note.hours > 1", "note.seen.__class__", "guard.refused", ""),
    (FLOW, "from: technical", "from: technicl", "name.unknown", "technical"),
    (FLOW, "from: sales, opens", "from: sale, opens", "name.unknown", "sales"),
    (FLOW, "to: technical", "to: tecnical", "name.unknown", "technical"),
    (FLOW, "follows: sales", "follows: seller", "name.unknown", ""),
    (FLOW, "{form: visit-note, to", "{form: visit-not, to", "form.undeclared", ""),
    (FLOW, "form: visit-report\n", "form: visit-rapport\n", "form.undeclared", ""),
    (FLOW, "part: advising}", "part: advice}", "name.unknown", "advising"),
    (FLOW, "3 working days", "three days", "yaml.schema", ""),
    (FLOW, "after: note.visited_on", "after: note.visited", "name.unknown", "visited_on"),
    (FLOW, "after: note.visited_on", "after: note.hours", "expression.kind", ""),
    (FLOW, "go: lapsed}", "go: laps}", "stage.unknown", "lapsed"),
    (FLOW, "closes: lapsed", "closses: lapsed", "name.unknown", "closes"),
    (FLOW, "flow: repairs,", "flow: repair,", "name.unknown", "repairs"),
    (FLOW, "for: note.parts", "for: note.part", "name.unknown", "parts"),
    (FLOW, "key: row.code", "key: row.codes", "name.unknown", "code"),
    (FLOW, "give: {part: row.code}", "give: {parts: row.code}", "name.unknown", "part"),
    (
        FLOW,
        "with: {customer: note.customer, seen: note.seen",
        "with: {customer: note.customer",
        "required.unfilled",
        "",
    ),
    (FLOW, 'total: "note.parts', 'totals: "note.parts', "name.unknown", "total"),
    (FLOW, "total('price')", "totl('price')", "name.unknown", "total"),
    (FLOW, "originals: [customer, archive]", "originals: [customer, archives]", "name.unknown", "archive"),
    (FLOW, "holders: [archive], seen", "holders: [customer, store], seen", "name.unknown", "customer"),
    (FLOW, "value: note.mood}", "value: note.moot}", "name.unknown", "mood"),
    (FLOW, 'pattern: "TH-{{ year }}-{{ n | pad(4) }}"', 'pattern: "TH-{{ year }}"', "number.lacks", ""),
    (FLOW, 'pattern: "TH-{{ year }}-{{ n | pad(4) }}"', 'pattern: "TH-{{ n | pad(4) }}"', "number.lacks", ""),
    (FLOW, 'pattern: "TH-', 'pattern: "SC-', "number.collides", ""),
    (FLOW, "version: 1", "version: 0", "yaml.schema", ""),
    (FLOW, "flow: visits", "flow: visit", "yaml.not-at-home", ""),
    (FLOW, "titles: {vi: Xong, en: Done}", "titles: {vi: Xong}", "text.missing", ""),
    (FLOW, 'en: "{{ note.seen }}"', 'en: "{{ note.sen }}"', "name.unknown", "seen"),
    (FLOW, 'en: "{{ note.seen }}"', 'en: "{{ note.seen"', "template.syntax", ""),
    (FLOW, "  lapsed:\n", "  done:\n", "yaml.duplicate-key", ""),
    (FLOW, "titles: {vi: Xong", "titles: {vi: Xong: {", "yaml.syntax", ""),
    (REPAIRS, "      - {when: \"slip.done == 'yes'\", go: repaired}\n", "", "stage.unreachable", ""),
    (REPAIRS, "      - {go: repairing}\n", "", "road.open", ""),
    # forms
    (REPORT, "code: VR", "code: VN", "form.code-twice", ""),
    (NOTE, "code: VN", "code: V1", "yaml.schema", ""),
    (NOTE, "format: docx", "format: doc", "yaml.schema", ""),
    (
        NOTE,
        "visited_on | date('yy.MM.dd') }})\", en",
        "visited | date('yy.MM.dd') }})\", en",
        "name.unknown",
        "visited_on",
    ),
    (NOTE, 'en: "{{ title }} {{ customer.name }}', 'en: "{{ title }}', "text.names", ""),
    (NOTE, "until >= visited_on", "until >= visited_at", "name.unknown", "visited_on"),
    (NOTE, "place: /until", "place: /untill", "name.unknown", "/until"),
    (NOTE, "each: /parts", "each: /part", "name.unknown", "/parts"),
    (NOTE, "row.price | number > 0", "row.prize | number > 0", "name.unknown", "price"),
    (NOTE, "en: Visit note", "en: ''", "yaml.schema", ""),
    (REPORT, "titles:", "tittles:", "name.unknown", "titles"),
    (SLIP, "form: repair-slip", "form: repair-slips", "yaml.not-at-home", ""),
    # schemas
    (SCHEMA, '"format": "date"', '"format": "day"', "yaml.schema", ""),
    (SCHEMA, '"x-lines"', '"x-line"', "name.unknown", "x-lines"),
    (SCHEMA, "#/$defs/customer", "#/$defs/client", "path.unknown", ""),
    (SCHEMA, '"en": "Hours"', '"de": "Stunden"', "text.missing", ""),
    (SCHEMA, '"bad": {"vi"', '"worse": {"vi"', "choice.words", "Give each choice"),
    (SCHEMA, '"vi": "Kém"', '"vi": "Tốt"', "text.double", ""),
    (SCHEMA, '"x-stage": "advising"', '"x-stage": "advise"', "part.unasked", ""),
    (SHEET, '"type": "object",', '"type": "object"', "yaml.syntax", ""),
    # settings and calendars
    (SETTINGS, "currency = ", "currancy = ", "name.unknown", "currency"),
    (SETTINGS, "Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Min", "setting.value", "Asia/Ho_Chi_Minh"),
    (SETTINGS, 'calendar = "vn"', 'calendar = "vm"', "name.unknown", "vn"),
    (SETTINGS, 'language = "vi"', 'language = "zh-Hans"', "name.unknown", ""),
    (SETTINGS, 'languages = ["vi", "en"]', 'languages = ["vn", "en"]', "setting.value", "zh-Hant"),
    (SETTINGS, 'en = "On hand-over"', "", "text.missing", ""),
    (SETTINGS, 'phone = "028 1234 5678"', 'phone = "…"', "settings.placeholder", "company.phone"),
    (SETTINGS, 'folder = "Kinh doanh"', 'folder = "a/b"', "role.folder", ""),
    (SETTINGS, 'folder = "Kinh doanh"', 'folder = "Technical"', "role.folders", ""),
    (SETTINGS, 'en = "Clerk"', 'en = "Sales"', "role.alike", ""),
    (SETTINGS, 'country = "VN"', 'country = "XX"', "setting.value", "VN"),
    (SETTINGS, '"08:30-17:30"', '"17:30-08:30"', "setting.value", "in their order"),
    (SETTINGS, "calendars/vn.yaml", "calendars/vm.yaml", "path.unknown", ""),
    (SETTINGS, 'form = "handover"', 'form = "hand-over"', "form.undeclared", ""),
    (SETTINGS, "handed_on = ", "handed_in = ", "name.unknown", "handed_on"),
    (SETTINGS, "each.items = {number = ", "each.items = {numbers = ", "name.unknown", "number"),
    (SETTINGS, 'from = ["sales"]', 'from = ["sale"]', "name.unknown", "sales"),
    (SETTINGS, 'why = "/reason"', 'why = "/reasons"', "name.unknown", "/reason"),
    (CALENDAR, "2026-12-30", "2026-12-32", "yaml.schema", ""),
    (CALENDAR, "until: 2026-12-31", "untill: 2026-12-31", "name.unknown", "until"),
]
"""(file, what stands there, what is written instead, the code, a word of the cure)."""


AROUND = {"required.unfilled": 3}
"""How many lines from the mistake one is told whose place is a whole block."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    return shutil.copytree(SEEDED, tmp_path_factory.mktemp("seeded") / "office")


def told(root: Path) -> list[tuple[str, str, int, str]]:
    """(code, file, line, what is said) of every problem, also of one that lets no workspace be read."""
    try:
        found = check(workspace.read(root))
    except BrokenWorkspace as broken:
        found = [*broken.problems]
    said = [(p, p.place.args) for p in found]
    return [
        (p.code, str(at.get("file")), int(at.get("line", 0)), p.say("en"))
        for p, at in said
        if p.code != "template.missing"
    ]


def test_nothing_is_wrong_before(tree):
    assert told(tree) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "cure"), MISTAKES, ids=[f"{k}-{m[3]}" for k, m in enumerate(MISTAKES)]
)
def test_a_planted_mistake_is_refused_at_its_line(tree, file, old, new, code, cure):
    before = (tree / file).read_text(encoding="utf-8")
    line = changed(tree, file, old, new)
    try:
        found = told(tree)
    finally:
        (tree / file).write_text(before, encoding="utf-8")
    assert [t for t in found if t[0] == code], found
    here = [t for t in found if t[0] == code and t[1] == file and abs(t[2] - line) <= AROUND.get(code, 1)]
    assert here, (line, found)
    assert any(cure in t[3] for t in here), here
