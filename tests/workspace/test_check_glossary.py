"""Texts are held against the words an office chose; its own file of words counts, and a broken one is told."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from casedrop.language.problem import LANGS
from casedrop.workspace import workspace
from casedrop.workspace.checks.glossary import check_glossary
from casedrop.workspace.create import begin
from casedrop.workspace.making.settings_text import Office
from casedrop.workspace.reading.glossary import FILE, read_glossaries
from trees import ROOT, planted_flows

FLOW, FORM = "forms/customization/flow.yaml", "forms/customization/customization-quote.yaml"
SCHEMA = "schemas/customization/customization-quote.schema.json"
SAMPLE = "forms/customization/customization-quote.sample.zh-Hans.json"
WORDS = """\
zh-Hans:
  terms:
    - {word: 报价, not: [要价], ordinary: [漫天要价]}
en:
  terms:
    - {word: quotation, not: [pricelist], but_in: [customization]}
"""


@pytest.fixture
def tree(tmp_path):
    place = planted_flows(tmp_path, "customization")
    (place / FILE).write_text(WORDS, encoding="utf-8")
    return place


def changed(tree, file, old, new):
    """The line at which the file now says otherwise."""
    said = (tree / file).read_text(encoding="utf-8")
    assert old in said
    (tree / file).write_text(said.replace(old, new, 1), encoding="utf-8")
    return said[: said.index(old)].count("\n") + 1


def told(tree):
    return [
        (p.code, p.place.args["file"], p.place.args["line"], p.args.get("given"))
        for p in check_glossary(workspace.read(tree))
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FORM, "zh-Hans: 报价单位", "zh-Hans: 要价单位"),
        (FLOW, "zh-Hans: 填写分析表", "zh-Hans: 要价"),
        (SCHEMA, '"zh-Hans": "报价项目"', '"zh-Hans": "要价项目"'),
    ],
)
def test_a_word_for_which_another_was_chosen_is_told_at_its_line_as_advice(tree, file, old, new):
    before = told(tree)
    line = changed(tree, file, old, new)
    assert [one for one in told(tree) if one not in before] == [("wording.other", file, line, "要价")]
    assert all(problem.is_advice for problem in check_glossary(workspace.read(tree)))


def test_a_sample_is_held_to_the_words_too(tree):
    said = (tree / SAMPLE).read_text(encoding="utf-8")
    (tree / SAMPLE).write_text(said.replace("{", '{\n  "remark": "要价",', 1), encoding="utf-8")
    assert told(tree) == [("wording.other", SAMPLE, 2, "要价")]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FORM, "zh-Hans: 报价单位", "zh-Hans: 漫天要价"),  # a phrase that means something else
        (FORM, "zh-Hant: 報價單位", "zh-Hant: 要价"),  # another language's words are its own
        (FORM, "二次开发报价单", "二次开发要价单"),  # a form may be known by any name
        (FLOW, "en: Pricing", "en: Pricelist"),  # a flow that may write it
    ],
)
def test_what_is_meant_otherwise_stays(tree, file, old, new):
    changed(tree, file, old, new)
    assert told(tree) == []


def test_a_file_of_words_that_breaks_its_rules_is_told_and_holds_nobody(tree):
    (tree / FILE).write_text(WORDS.replace("not: [要价]", "nott: [要价]"), encoding="utf-8")
    changed(tree, FORM, "zh-Hans: 报价单位", "zh-Hans: 要价单位")
    assert {(code, file, line) for code, file, line, _ in told(tree)} == {
        ("name.unknown", FILE, 3),
        ("yaml.missing", FILE, 3),
    }


def test_an_office_without_the_file_is_held_to_no_words(tree):
    (tree / FILE).unlink()
    changed(tree, FORM, "zh-Hans: 报价单位", "zh-Hans: 要价单位")
    assert told(tree) == []


def test_an_office_gets_the_words_of_its_languages(tmp_path):
    begin(tmp_path / "may", Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND", {}), ["callback"], 2026)
    known, wrong = read_glossaries(tmp_path / "may", LANGS)
    assert (list(known), wrong) == (["vi"], ())
    assert known["vi"] == read_glossaries(ROOT, LANGS)[0]["vi"]


def test_the_shipped_texts_are_written_in_the_shipped_words():
    assert {*read_glossaries(ROOT, LANGS)[0]} == {*LANGS}
    assert [problem.line("en") for problem in check_glossary(workspace.read(ROOT))] == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_casedrop_says_is_written_in_the_shipped_words(lang):
    words = read_glossaries(ROOT, LANGS)[0][lang]
    texts = [
        (file.name, text)
        for file in sorted((ROOT / "src/casedrop/language/texts" / lang).glob("*.toml"))
        for text in strings(tomllib.loads(file.read_text(encoding="utf-8")))
    ]
    assert texts
    assert [(file, text, found) for file, text in texts for found in words.misworded(text, "casedrop")] == []


def strings(data):
    if isinstance(data, str):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from strings(value)


def test_the_page_of_words_is_what_the_file_says():
    ended = subprocess.run([sys.executable, Path(ROOT) / "tools/wording.py", "--check"], check=False)
    assert ended.returncode == 0, "docs/wording.md is stale; run: python tools/wording.py"
