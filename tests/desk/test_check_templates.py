"""A template that says other than its form or than another language's template is told of, with its file."""

import re
import shutil

import docx
import pytest
from openpyxl import load_workbook

from casedrop.desk.authoring.templates import check_templates
from casedrop.language import messages
from casedrop.workspace import workspace
from trees import planted_flows

REPORT = "templates/acceptance/acceptance-report"


@pytest.fixture
def tree(tmp_path):
    return planted_flows(tmp_path, "customization", "acceptance")


def own(tree, lang):
    """A layout of a language's own, the common one's copy, opened."""
    path = tree / f"{REPORT}.{lang}.docx"
    shutil.copy(tree / f"{REPORT}.docx", path)
    return path, docx.Document(str(path))


def controls(document, tag):
    return document.element.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='{tag}']")


def told(tree, name="acceptance-report"):
    space = workspace.read(tree)
    return [(p.place.args["file"].split("/")[-1], p) for p in check_templates(space, space.book.forms[name])]


def only(tree, name="acceptance-report"):
    """The one problem there is: (file, code, pointer), and what it says in English."""
    ((file, problem),) = told(tree, name)
    return (file, problem.code, problem.pointer), messages.say(problem, "en")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_copy_of_the_common_template_is_sound(tree, lang):
    own(tree, lang)
    assert told(tree) == []


def test_a_control_that_only_the_own_template_lacks(tree):
    path, document = own(tree, "vi")
    for lost in controls(document, "/place"):
        lost.getparent().remove(lost)
    document.save(str(path))
    where, line = only(tree)
    assert where == ("acceptance-report.vi.docx", "template.lacks", "/place")
    assert line.endswith("The schema has “/place”, but the template has no field for it. Add one to the template.")


def test_a_column_that_only_the_own_template_lacks(tree):
    path, document = own(tree, "en")
    for lost in controls(document, "/tests/-/finding"):
        lost.getparent().remove(lost)
    document.save(str(path))
    assert only(tree)[0] == ("acceptance-report.en.docx", "template.lacks", "/tests/-/finding")


def test_a_box_for_a_choice_that_is_not_there(tree):
    path, document = own(tree, "vi")
    for lost in controls(document, "/conclusion=passed"):
        lost.getparent().remove(lost)
    document.save(str(path))
    where, line = only(tree)
    assert where == ("acceptance-report.vi.docx", "template.choice-lacks", "/conclusion")
    assert "none for the choice passed" in line


WORDS = ("vi", "Tại đơn vị"), ("zh-Hans", "现场"), ("zh-Hant", "現場"), ("en", "On site")


def say_onsite(path, **other):
    """Write fixed words beside the box of what is done on site, in each language its own or another."""
    ways = [
        f"{{% {'el' if n else ''}if lang == '{lang}' %}}{other.get(lang, word)}" for n, (lang, word) in enumerate(WORDS)
    ]
    document = docx.Document(str(path))
    for text in document.element.iter("{*}t"):
        text.text = (text.text or "").replace("{{ choice('/mode=onsite') }}", "".join(ways) + "{% endif %}")
    document.save(str(path))


def test_a_word_beside_a_box_that_is_not_the_choices(tree):
    say_onsite(tree / f"{REPORT}.docx", vi="Tại chỗ")
    found = told(tree)
    assert {(p.code, p.pointer, p.args["lang"], p.args["given"]) for _, p in found} == {
        ("template.choice-word", "/mode", "vi", "Tại chỗ"),
    }
    assert "says “Tại chỗ” in vi, but the choice is called “Tại đơn vị”" in messages.say(found[0][1], "en")


def test_a_word_of_another_language_in_an_own_template_is_no_matter(tree):
    say_onsite(tree / f"{REPORT}.docx")
    path, document = own(tree, "en")
    for text in document.element.iter("{*}t"):
        text.text = (text.text or "").replace("Tại đơn vị{%", "Tại chỗ{%")
    document.save(str(path))
    assert told(tree) == []


def test_a_choice_that_was_renamed_in_the_schema_only(tree):
    say_onsite(tree / f"{REPORT}.docx")
    schema = tree / "schemas/acceptance/acceptance-report.schema.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace('"en": "On site"', '"en": "At the customer"'), encoding="utf-8")
    assert only(tree)[0] == ("acceptance-report.docx", "template.choice-word", "/mode")


def test_what_only_the_other_template_shows(tree):
    path, document = own(tree, "vi")
    for text in document.element.iter("{*}t"):
        shown = text.text or ""
        text.text = "" if "clause_copies" in shown or re.search(r"\bconclusion (==|%)", shown) else shown
    document.save(str(path))
    where, line = only(tree)
    assert where == ("acceptance-report.vi.docx", "template.differs", "")
    assert line.endswith(
        "another language shows conclusion, conclusion=failed, conclusion=passed, conclusion=passed-with-problems; "
        "this one does not. Show it here too, or leave it out there."
    )


def test_fixed_words_are_each_templates_own(tree):
    path, document = own(tree, "vi")
    for text in document.element.iter("{*}t"):
        text.text = (text.text or "").replace("{{ text('head_general') }}", "1. Thông tin chung")
    document.save(str(path))
    assert told(tree) == []


def test_a_column_that_stands_in_no_row(tree):
    path = tree / f"{REPORT}.docx"
    document = docx.Document(str(path))
    document.paragraphs[0]._p.append(controls(document, "/tests/-/finding")[0])
    document.save(str(path))
    assert only(tree)[0] == ("acceptance-report.docx", "template.row", "/tests/-/finding")


def test_a_head_that_stands_in_another_row(tree):
    path = tree / "templates/customization/customization-analysis.xlsx"
    book = load_workbook(path)
    book.defined_names["f.items.cost"].attr_text = "'{{ title }}'!$H$14"
    book.save(path)
    assert only(tree, "customization-analysis")[0] == (path.name, "template.row", "/items/-/cost")


SHEET, ANALYSIS = "templates/customization/customization-analysis.xlsx", "customization-analysis"


def reworded(tree, old, new):
    """Write something else where `old` stands in the text of the report's template; its place, as python-docx counts."""
    path = tree / f"{REPORT}.docx"
    document = docx.Document(str(path))
    texts = [t for t in document.element.iter("{*}t") if old in (t.text or "")]
    assert texts
    texts[0].text = texts[0].text.replace(old, new)
    document.save(str(path))
    lines = [p.text for p in document.paragraphs if p.text.strip()]
    cells = ((t, r, c) for t, table in enumerate(document.tables, 1) for r, c in cells_with(table, new))
    inside = [{"table": t, "row": r, "column": c} for t, r, c in cells]
    return inside[0] if inside else {"paragraph": 1 + next(n for n, line in enumerate(lines) if new in line)}


def cells_with(table, text):
    """(row, column) of the cells of a table that hold a text, both from 1."""
    rows = enumerate(table.rows, 1)
    return [(r, c) for r, row in rows for c, cell in enumerate(row._tr.tc_lst, 1) if text in "".join(cell.itertext())]


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        (
            "{{ label('/customer/code') }}",
            "{{ label('/customer/coode') }}",
            "cell",
            "There is no “/customer/coode”. Is “/customer/code” meant?",
        ),
        (
            "{{ text('head_conclusion') }}",
            "{{ text('head_conclusoin') }}",
            "paragraph",
            "There is no “head_conclusoin”. Is “head_conclusion” meant?",
        ),
        (
            "{{ text('head_conclusion') }}",
            "{% if conclusion == 'pased' %}{% endif %}",
            "paragraph",
            "“conclusion” is never “pased”. Write one of its choices: passed, passed-with-problems, failed.",
        ),
        (
            "{{ text('head_conclusion') }}",
            "{{ ['a'][3] }}",
            "paragraph",
            "Filled with its sample in vi for “—”, the template fails here: ",
        ),
        (
            "{{ text('head_conclusion') }}",
            "{% if not accepted_on %}{{ ['a'][3] }}{% endif %}",
            "paragraph",
            "Empty, in vi for “—”, the template fails here: ",
        ),
        ("{{ text('head_conclusion') }}", "{{ nothing", "paragraph", "The template cannot be used at “"),
    ],
)
def test_a_fault_in_a_word_template_is_told_where_it_stands(tree, old, new, where, says):
    place = reworded(tree, old, new)
    _, problem = told(tree)[0]
    assert {k: v for k, v in problem.place.args.items() if k != "file"} == place
    assert set(place) == ({"paragraph"} if where == "paragraph" else {"table", "row", "column"})
    assert problem.place.args["file"] == f"{REPORT}.docx"
    assert says in messages.say(problem, "en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ custmer.name }}", "name.unknown"),
        ("{{ label('/budgt') }}", "name.unknown"),
        ("{{ title", "template.syntax"),
        ("{{ ['a'][3] }}", "template.fails"),
        ("=SUM({{ column('/items/-/cots') }})", "name.unknown"),
        ("=SUM({{ title }})", "name.unknown"),
    ],
)
def test_a_fault_in_an_excel_template_is_told_with_its_cell(tree, text, code):
    book = load_workbook(tree / SHEET)
    book.worksheets[0]["Z99"] = text
    book.save(tree / SHEET)
    ((_, problem),) = [(f, p) for f, p in told(tree, ANALYSIS) if p.code == code]
    assert (problem.place.args["cell"], problem.place.args["file"]) == ("Z99", SHEET)
    assert "Z99" in messages.say(problem, "en")
