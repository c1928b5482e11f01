"""Letters of the other Chinese script, and what only some languages tell apart, are found with file and line."""

import docx
import pytest

from casedrop.desk.authoring.templates import check_wording
from casedrop.language import messages
from casedrop.language.problem import Place
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from shipped import form
from trees import changed

FLOWS = ("customization", "acceptance")


def told(tree):
    return [
        (f"{p.place.args['file']}:{p.place.args['line']}", p.code, p.args["lang"], *p.args.get("letters", ()))
        for p in check(workspace.read(tree))
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "lang", "letter"),
    [
        ("casedrop.toml", 'zh-Hant = "銷售主管"', 'zh-Hant = "销售主管"', "zh-Hant", "销"),
        ("casedrop.toml", 'zh-Hans = "销售主管"', 'zh-Hans = "銷售主管"', "zh-Hans", "銷"),
        ("forms/acceptance/flow.yaml", "zh-Hant: 內部會簽", "zh-Hant: 內部會签", "zh-Hant", "签"),
        (
            "forms/acceptance/acceptance-report.yaml",
            "zh-Hant: 驗收日期早於",
            "zh-Hant: 驗收日期早于合约",
            "zh-Hant",
            "约",
        ),
        ("schemas/blocks.schema.json", '"zh-Hans": "客户', '"zh-Hans": "客户編', "zh-Hans", "編"),
        (
            "schemas/customization/customization-analysis.schema.json",
            '"zh-Hant": "銷售',
            '"zh-Hant": "销售',
            "zh-Hant",
            "销",
        ),
    ],
)
def test_a_letter_of_the_other_script(tree, file, old, new, lang, letter):
    line = changed(tree, file, old, new)
    assert told(tree) == [(f"{file}:{line}", "text.script", lang, letter)]


def test_a_letter_of_the_other_script_in_a_sample(tree):
    file = "forms/acceptance/acceptance-plan.sample.zh-Hans.json"
    line = changed(tree, file, "会", "會")
    assert told(tree) == [(f"{file}:{line}", "text.script", "zh-Hans", "會")]


@pytest.mark.parametrize(("lang", "letters"), [("", []), (".zh-Hans", ["簽"]), (".zh-Hant", ["签"]), (".vi", [])])
def test_a_letter_of_the_other_script_in_a_template_of_one_language(tmp_path, lang, letters):
    path, document = tmp_path / f"agreement-record{lang}.docx", docx.Document()
    document.add_paragraph("簽署・签署")
    document.save(path)
    found = check_wording(path, form("agreement-record"), Place("file", {"file": path.name}))
    assert [letter for p in found for letter in p.args["letters"]] == letters


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "schemas/customization/customization-analysis.schema.json",
            '"zh-Hant": "共用伺服器"',
            '"zh-Hant": "獨立伺服器"',
            "In zh-Hant several things are called “獨立伺服器”: dedicated, shared. Another language tells them apart. "
            "Give each a text of its own.",
        ),
        (
            "forms/acceptance/flow.yaml",
            "en: Agreement inside",
            "en: Planning",
            "In en several things are called “Planning”: planning, colleagues. Another language tells them apart. "
            "Give each a text of its own.",
        ),
    ],
)
def test_what_one_language_does_not_tell_apart(tree, file, old, new, line):
    changed(tree, file, old, new)
    [problem] = check(workspace.read(tree))
    assert (problem.code, problem.place.args["file"]) == ("text.double", file)
    assert messages.say(problem, "en").endswith(line)


def test_what_no_language_tells_apart_is_meant(tree):
    file = "forms/acceptance/flow.yaml"
    titles = "{vi: Lập kế hoạch nghiệm thu, zh-Hans: 编制验收方案, zh-Hant: 編製驗收方案, en: Planning}"
    changed(tree, file, "{vi: Thống nhất nội bộ, zh-Hans: 内部会签, zh-Hant: 內部會簽, en: Agreement inside}", titles)
    assert told(tree) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("casedrop.toml", 'en = "Sales leader"', 'en = "Sales {{ leader }}"'),
        ("schemas/customization/customization-analysis.schema.json", '"en": "Shared"', '"en": "{{ title }}"'),
        ("forms/acceptance/flow.yaml", "en: Agreement inside", 'en: "{% if x %}Agreement"'),
        ("forms/acceptance/acceptance-report.yaml", "en: Acceptance Report", 'en: "Acceptance {{ round }}"'),
    ],
)
def test_a_text_that_is_shown_as_it_stands_has_no_slot(tree, file, old, new):
    line = changed(tree, file, old, new)
    found = [p.place.args for p in check(workspace.read(tree)) if p.code == "text.slot"]
    assert found == [{"file": file, "line": line}]
