"""Languages of an office (U7): only those it writes are required; where one lacks a text, the first that has it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from trees import changed

FORM = """
form: note
version: 1
flow: visits
code: NT
format: docx
titles: Phiếu thăm
names: "{{ title }}"
"""
SCHEMA = """{"type": "object", "properties": {
  "customer": {"$ref": "../blocks.schema.json#/$defs/customer"},
  "seen": {"type": "string", "x-labels": "Đã thấy"},
  "mood": {"enum": ["good", "bad"], "x-labels": {"vi": "Mức", "en": "Mood"}, "x-choices": {"good": "Tốt", "bad": "Kém"}}}}"""
FLOW = """
flow: visits
version: 1
titles: Thăm khách
number: {series: visits, pattern: "TH-{{ year }}-{{ n | pad(4) }}"}
answers: {note: note}
start: visiting
follows: sales
stages:
  visiting:
    titles: Đi thăm
    awaits: [{form: note, from: sales, opens: true, note: "{{ note.seen or note.mood }}"}]
    next: [{go: done}]
  done: {titles: {en: Done, zh-Hans: 完成}, closes: done}
"""
SETTINGS = """
languages = {languages}
[company]
name = "Thuyền Giấy"
zone = "Asia/Ho_Chi_Minh"
language = "vi"
[roles]
sales = "Kinh doanh"
"""


def office(place: Path, languages: str) -> Path:
    files = {"forms/visits/note.yaml": FORM, "forms/visits/flow.yaml": FLOW, "schemas/visits/note.schema.json": SCHEMA}
    shared = Path(__file__).parents[2] / "schemas/blocks.schema.json"
    blocks = {"schemas/blocks.schema.json": shared.read_text(encoding="utf-8")}
    for name, text in {**files, **blocks, "casedrop.toml": SETTINGS.format(languages=languages)}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


def told(root: Path) -> list[str]:
    found = [p for p in check(workspace.read(root)) if "blocks" not in p.place.args["file"]]
    return [f"{p.code} {p.place.args['file']}:{p.place.args['line']} {p.args.get('lang', '')}" for p in found]


def test_one_language_is_enough(tmp_path):
    root = office(tmp_path, '["vi"]')
    changed(root, "forms/visits/flow.yaml", "{en: Done, zh-Hans: 完成}", "Xong")
    assert told(root) == []


def test_what_a_language_lacks_is_told_at_its_line(tmp_path):
    assert told(office(tmp_path, '["vi"]')) == ["text.missing forms/visits/flow.yaml:14 vi"]
    assert told(office(tmp_path, '["vi", "zh-Hant"]')) == [
        "text.missing forms/visits/flow.yaml:14 vi",
        "text.missing forms/visits/flow.yaml:14 zh-Hant",
        "text.missing schemas/visits/note.schema.json:4 zh-Hant",
    ]


@pytest.mark.parametrize(
    ("languages", "done"), [('["vi", "en", "zh-Hans"]', "Done"), ('["vi", "zh-Hans", "en"]', "完成")]
)
def test_the_declared_order_says_who_stands_in(tmp_path, languages, done):
    book = workspace.read(office(tmp_path, languages)).book
    assert book.flows["visits"].stages["done"].titles["vi"] == done


def test_everybody_finds_a_text_in_any_language(tmp_path):
    book = workspace.read(office(tmp_path, '["vi"]')).book
    form, flow = book.forms["note"], book.flows["visits"]
    assert {lang: form.titles[lang] for lang in ("vi", "en")} == {"vi": "Phiếu thăm", "en": "Phiếu thăm"}
    assert form.by_pointer["/mood"].labels == {"vi": "Mức", "zh-Hans": "Mức", "zh-Hant": "Mức", "en": "Mood"}
    assert form.by_pointer["/mood"].choices["good"]["zh-Hans"] == "Tốt"
    assert flow.stages["visiting"].awaits[0].note["en"] == "{{ note.seen or note.mood }}"
    assert book.companies["zh-Hans"]["name"] == "Thuyền Giấy"
    assert book.spoken("en") == "vi"


def test_a_staff_language_the_office_does_not_write_is_told(tmp_path):
    found = check(workspace.read(office(tmp_path, '["en", "zh-Hans"]')))
    wrong = next(p for p in found if p.code == "name.unknown")
    assert (wrong.place.args["file"], wrong.args["name"]) == ("casedrop.toml", "vi")


def test_a_language_that_is_none_is_told(tmp_path):
    with pytest.raises(workspace.BrokenWorkspace) as broken:
        workspace.read(office(tmp_path, '["vn"]'))
    assert broken.value.problems[0].place.args["file"] == "casedrop.toml"
