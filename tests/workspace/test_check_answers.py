"""Answers nobody reads, and what one language's wording leaves out, are found with file and line."""

import re

import pytest

from casedrop.language import messages
from casedrop.language.problem import LANGS
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from trees import changed

FLOW = "forms/complaint/flow.yaml"
SCHEMA = "schemas/complaint/complaint.schema.json"
REPORT = "forms/acceptance/acceptance-report.yaml"
FLOWS = ("complaint", "acceptance")


@pytest.fixture
def unissued(tree):
    """The workspace whose complaints are only taken in: no stage brings the slip out again."""
    text = (tree / FLOW).read_text(encoding="utf-8")
    (tree / FLOW).write_text(re.sub(r"    issues:\n      - \{form: complaint.*\}\n", "", text), encoding="utf-8")
    return tree


def told(tree, code):
    """(line, pointer or languages) of the problems of a code."""
    found = [p for p in check(workspace.read(tree)) if p.code == code]
    return [(f"{p.place.args['file']}:{p.place.args['line']}", p.pointer or p.args["lang"]) for p in found]


def test_what_is_issued_again_is_read(tree):
    assert told(tree, "answer.unread") == []


def test_what_only_comes_in_is_told_where_nothing_reads_it(unissued):
    asked = ("channel", "taken_by", "text", "settle_by", "solution", "checked_by")
    lines = (unissued / SCHEMA).read_text(encoding="utf-8").split("\n")
    at = [next(n for n, line in enumerate(lines, 1) if line.startswith(f'    "{name}": ')) for name in asked]
    assert told(unissued, "answer.unread") == [
        (f"{SCHEMA}:{line}", f"/{name}") for line, name in zip(at, asked, strict=True)
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FLOW, 'en: "{{ slip.passed_to }}{%', 'en: "{{ slip.channel }}{{ slip.passed_to }}{%'),
        (FLOW, "slip.closed_on is not none", "slip.closed_on is not none and slip.channel"),
        ("forms/complaint/complaint.yaml", 'en: "{{ title }}', 'en: "{{ title }}{{ channel }}'),
        (
            "forms/complaint/complaint.yaml",
            'that: "not closed_on or closed',
            'that: "channel and not closed_on or closed',
        ),
    ],
    ids=["a note", "a guard", "a name", "a rule"],
)
def test_what_a_note_a_guard_a_name_or_a_rule_reads_is_not_told(unissued, file, old, new):
    before = told(unissued, "answer.unread")
    changed(unissued, file, old, new)
    after = told(unissued, "answer.unread")
    assert [p for _, p in before if p not in [q for _, q in after]] == ["/channel"]


def test_a_branch_of_which_nothing_is_read_is_told_once(unissued):
    changed(
        unissued,
        SCHEMA,
        '"channel": {',
        '"talks": {"type": "object", "properties": {"a": {}, "b": {}}},\n    "channel": {',
    )
    assert [p for _, p in told(unissued, "answer.unread")].count("/talks") == 1


@pytest.mark.parametrize("lang", LANGS)
def test_an_unread_answer_is_named_in_the_readers_language(unissued, lang):
    problem = next(p for p in check(workspace.read(unissued)) if p.pointer == "/text")
    assert workspace.read(unissued).book.forms["complaint"].label("/text", lang) in messages.say(problem, lang)


@pytest.mark.parametrize(
    ("file", "old", "new", "lang", "names"),
    [
        (REPORT, "{% if edition %} ({{ choice('/edition') }}){% endif %} for", " for", "en", ["edition"]),
        (REPORT, "{{ title }} {{ customer.short_name }}{% if", "{{ title }}{% if", "vi", ["customer.short_name"]),
        (FLOW, 'vi: "{{ slip.remarks or slip.passed_to }}"', 'vi: "{{ slip.passed_to }}"', "vi", ["slip.remarks"]),
    ],
    ids=["a choice", "a file name", "a note"],
)
def test_what_one_languages_wording_leaves_out_is_told(tree, file, old, new, lang, names):
    line = changed(tree, file, old, new)
    found = [p for p in check(workspace.read(tree)) if p.code == "text.names"]
    told_of = [(p.place.args, p.args["lang"], p.args["names"]) for p in found]
    assert set(map(repr, told_of)) == {repr(({"file": file, "line": line}, lang, names))}


def test_a_text_that_a_language_does_not_say_is_meant(tree):
    changed(
        tree,
        REPORT,
        "{% if product.name %}{{ product.name }}{% if edition %} ({{ choice('/edition') }}){% endif %} for {{ customer.name }}"
        "{% endif %}{% if round != '' and round > 1 %}, round {{ round }}{% endif %}",
        "",
    )
    assert told(tree, "text.names") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "合同（编号{{ contract.number }}）{% else %}合同{% endif %}",
            "合同（编号{{ contract.number }}）",
            "Unexpected end of template",
        ),
        ("（编号{{ contract.number }}）", "{{ range(9) * 2 }}", "not allowed here: Mul"),
    ],
)
def test_a_text_that_cannot_be_rendered_is_told(tree, old, new, message):
    line = changed(tree, REPORT, old, new)
    (problem,) = check(workspace.read(tree))
    assert (problem.code, problem.place.args["line"]) == ("template.syntax", line)
    assert problem.args["message"].startswith(message)


def test_a_name_that_only_one_language_shows_is_told_of_all_the_others(tree):
    changed(tree, REPORT, "实施项目{% endif %}", "实施项目{{ case.number }}{% endif %}")
    assert [lang for _, lang in told(tree, "text.names")] == ["vi", "zh-Hant", "en"]
