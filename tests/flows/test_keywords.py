"""The tables of keywords: what is made of them is what they make, and every use of a keyword is found where it stands."""

import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from casedrop.diagrams import chart
from casedrop.flows.keywords import FLOW, uses
from casedrop.flows.stage_keywords import STAGE
from casedrop.forms import keywords as forms
from casedrop.forms.keyword import Block, Expression, ExpressionTree, Pattern, Reference
from casedrop.forms.uses import blocks_of
from casedrop.workspace.yaml.source import Source, read_text

ROOT = Path(__file__).parents[2]
FILE = """\
flow: visits
version: 1
titles: {vi: A, zh-Hans: B, zh-Hant: C, en: D}
number: {series: visits, pattern: "V-{{ n }}"}
answers: {note: visit-note}
start: visiting
stages:
  visiting:
    titles: {vi: A, zh-Hans: B, zh-Hant: C, en: D}
    issues:
      - form: visit-note
        with:
          place: given.place
          rows:
            for: note.rows
            each: {what: row.what}
    awaits:
      - form: visit-note
        from: sales
        note:
          vi: "{{ note.place }}"
          zh-Hans: B
          zh-Hant: C
          en: D
        next: [{when: note.done, go: done}]
    opens:
      - {flow: guests, for: note.guests, give: {name: row.name}, at: asking}
  done: {titles: {vi: A, zh-Hans: B, zh-Hant: C, en: D}, closes: done}
starts:
  - {every: month, on: 1, for: customers, when: row.active, give: {place: row.place}}
"""
SOURCE = Source("flow.yaml", read_text(FILE))


def told(kinds):
    """(line, keyword, what is said, what it sees) of every use of some kinds."""
    found = [u for u in uses(SOURCE.data) if isinstance(u.kind, kinds)]
    return [(SOURCE.place(*u.path).args["line"], u.keyword.name, u.value, u.sees) for u in found]


def test_every_expression_with_its_line_and_what_it_sees():
    assert told((Expression, ExpressionTree, Pattern)) == [
        (4, "pattern", "V-{{ n }}", ("number",)),
        (13, "with", "given.place", ("case",)),
        (15, "with", "note.rows", ("case",)),
        (16, "with", "row.what", ("case", "row")),
        (25, "when", "note.done", ("case",)),
        (27, "for", "note.guests", ("case",)),
        (27, "give", "row.name", ("case", "row")),
        (30, "when", "row.active", ("start",)),
        (30, "give", "row.place", ("start",)),
    ]


def test_every_reference_with_what_it_refers_to():
    found = [(u.kind.to, u.kind.of, u.value) for u in uses(SOURCE.data) if isinstance(u.kind, Reference)]
    assert found == [
        ("form", "", "visit-note"),
        ("stage", "", "visiting"),
        ("form", "", "visit-note"),
        ("form", "", "visit-note"),
        ("role", "", "sales"),
        ("stage", "", "done"),
        ("flow", "", "guests"),
        ("given", "flow", "name"),
        ("stage", "flow", "asking"),
        ("given", "", "place"),
    ]


def test_a_text_is_found_once_for_each_language():
    found = [(u.lang, u.value, u.sees) for u in uses(SOURCE.data) if u.keyword.name == "note"]
    assert found == [("vi", "{{ note.place }}", ("case",))] + [
        (lang, text, ("case",)) for lang, text in (("zh-Hans", "B"), ("zh-Hant", "C"), ("en", "D"))
    ]


@pytest.mark.parametrize("table", [FLOW, forms.FORM], ids=lambda block: block.id)
def test_each_block_is_one_thing_and_each_of_its_keywords_stands_in_it_once(table):
    blocks: dict[str, Block] = {}
    for block in blocks_of(table):
        assert blocks.setdefault(block.id, block) == block
        assert len(block.by_name) == len(block.keywords)


BESIDE = {
    "deadline": {"amount", "unit", "dates"},
    "escalate": {"amount", "unit"},
    "flow": {"sha"},
    "form": {"schema", "hides", "whole"},
}
"""What values have that no keyword says by itself: a length, what the workspace adds, the form's other file."""
SAID_TOGETHER = {"deadline": ("in", "on"), "escalate": ("after",), "issues": ("view",), "awaits": ("enclosure",)}
"""Keywords whose attribute the reader makes into others."""


@pytest.mark.parametrize(
    "block", {b.id: b for table in (FLOW, forms.FORM) for b in blocks_of(table)}.values(), ids=lambda block: block.id
)
def test_the_value_of_a_block_has_what_its_keywords_say_and_nothing_else(block):
    if not is_dataclass(block.make):
        return
    beside = {block.key, *BESIDE.get(block.id, ()), *(["line"] if block.is_lined else [])}
    said = {a for k in block.keywords for a in (k.attribute, *k.also)} - set(SAID_TOGETHER.get(block.id, ()))
    assert {f.name for f in fields(block.make)} - beside == said


def test_a_drawing_shows_every_keyword_of_a_stage_or_says_that_it_leaves_it_out():
    assert sorted((*chart.LINES, *chart.SHAPES, *chart.LEFT_OUT)) == sorted(STAGE.by_name)


@pytest.mark.parametrize("name", sorted({b.id for table in (FLOW, forms.FORM) for b in blocks_of(table)}))
def test_the_page_has_a_table_of_every_block(name):
    page = (ROOT / "docs/flows.md").read_text(encoding="utf-8")
    slots = re.findall(r"<!-- keywords: (?:flow|form)\.?([a-z]*) -->", page)
    assert name in slots or (name in ("flow", "form") and "" in slots)


def test_schemas_and_page_are_what_the_tables_make():
    ended = subprocess.run([sys.executable, ROOT / "tools/keywords.py", "--check"], capture_output=True, check=False)
    assert ended.stdout.decode() == ""
    assert ended.returncode == 0
