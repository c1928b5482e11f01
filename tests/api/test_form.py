"""A form from Python: filled, read, judged, marked, with and without a workspace."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import casedrop

NOTE = {"customer": {"name": "Mây"}, "visited_on": date(2021, 6, 23), "mood": "good"}
LIST = """
form: visit-list
flow: visits
code: VL
format: xlsx
internal: false
titles: {vi: Bảng thăm khách, zh-Hans: 拜访一览表, zh-Hant: 拜訪一覽表, en: List of visits}
fields:
  - name: visits
    labels: {vi: Lần thăm, zh-Hans: 拜访, zh-Hant: 拜訪, en: Visits}
    columns:
      - {name: what, required: true, labels: {vi: Nội dung, zh-Hans: 内容, zh-Hant: 內容, en: What}}
      - {name: fee, kind: money, labels: {vi: Chi phí, zh-Hans: 费用, zh-Hant: 費用, en: Cost}}
"""


@pytest.fixture
def visit(folder):
    return casedrop.Form.load(folder / "visit-note.yaml")


def test_what_the_house_promises(office):
    form = office.form("visit-note")
    form.fill({"customer": {"name": "Mây"}}, lang="vi").save("Need.docx")
    reading = form.read("Need.docx")
    assert [(str(p.place), p.say("en")) for p in form.validate(reading)] == [
        ("Table 1, row 2, column 2", "Date: This is required and still empty. Fill it in."),
        ("Table 1, row 4, column 2", "Mood: This is required and still empty. Fill it in."),
    ]


@pytest.mark.parametrize("lang", casedrop.LANGS)
def test_what_is_filled_is_what_is_read(visit, lang):
    path = visit.fill(NOTE, lang).save()
    reading = visit.read(path)
    assert (path.name, reading.lang) == (f"{visit.title(lang)}.docx", lang)
    assert reading.answers == {"customer": {"name": "Mây"}, "visited_on": "2021-06-23", "mood": "good"}
    assert visit.validate(reading) == ()


def test_rows_and_numbers_of_a_sheet(folder):
    (folder / "list.yaml").write_text(LIST, encoding="utf-8")
    form = casedrop.Form.load("list.yaml")
    path = form.fill({"visits": [{"what": "Till", "fee": Decimal("12.50")}, {"fee": 3}]}).save("list.xlsx")
    reading = form.read(path)
    assert reading.answers == {"visits": [{"what": "Till", "fee": "12.5"}, {"fee": "3"}]}
    assert [(p.pointer, p.code) for p in form.validate(reading)] == [("/visits/1/what", "required")]


def test_the_same_at_the_same_time_is_the_same_file(visit):
    at = datetime(2021, 6, 23, 1, tzinfo=UTC)
    assert visit.fill(NOTE, "vi", at=at) == visit.fill(NOTE, "vi", at=at)


def test_problems_speak_four_languages(visit):
    problem = visit.validate({**NOTE, "mood": "so so"})[0]
    assert [problem.say(lang).split()[0] for lang in ("vi", "en")] == ["Mức", "Mood:"]
    assert problem.say("zh-Hans").startswith("满意度：")
    assert problem.line("zh-Hant").startswith("滿意度：")


def test_answers_no_file_can_hold_are_told_all_at_once(visit):
    with pytest.raises(casedrop.UnfitAnswers) as caught:
        visit.fill({"visited_on": "31 June", "mood": "so so"})
    assert [(p.pointer, p.code) for p in caught.value.problems] == [
        ("/visited_on", "date.unreadable"),
        ("/mood", "choice.unknown"),
    ]


def test_a_file_that_is_another_form_says_so(folder, visit):
    (folder / "list.yaml").write_text(LIST, encoding="utf-8")
    other = casedrop.Form.load("list.yaml").fill({}).save("list.xlsx")
    assert [p.code for p in visit.read(other).problems] == ["form.unknown"]
    assert [p.code for p in visit.read(b"no file").problems] == ["file.kind"]


def test_a_marked_copy_reads_the_same(visit):
    path = visit.fill({"mood": "good"}).save("note.docx")
    reading = visit.read(path)
    marked = visit.mark(path, visit.validate(reading), "vi")
    assert marked.name == "note.docx"
    assert marked.data != path.read_bytes()
    assert visit.read(marked.data).answers == reading.answers


def test_a_file_is_saved_only_as_what_it_is(visit):
    with pytest.raises(ValueError, match=r"note\.xlsx must end in \.docx"):
        visit.fill().save("note.xlsx")


def test_a_declaration_with_its_schema_and_template_beside_it(folder):
    for name in (
        "forms/visits/visit-note.yaml",
        "schemas/visits/visit-note.schema.json",
        "templates/visits/visit-note.docx",
    ):
        path = folder / "office" / name
        path.rename(folder / path.name)
    form = casedrop.Form.load("visit-note.yaml")
    assert form.declared.writable("reading") == {"/advice"}
    assert form.read(form.fill(NOTE).data).answers["mood"] == "good"


def test_a_declaration_where_a_workspace_has_it(office):
    form = office.form("visit-note")
    alone = casedrop.Form.load("office/forms/visits/visit-note.yaml")
    assert alone.declared == form.declared
    assert alone.templates("en") == form.templates("en")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("kind: date", "kind: day"), "visit-note.yaml, line"),
        (("form: visit-note", "form: [visit"), "visit-note.yaml, line"),
        (("kind: date, required: true", "block: no-such"), "visit-note.yaml, line"),
    ],
)
def test_a_list_that_cannot_be_used_says_where(folder, change, line):
    path = folder / "visit-note.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(casedrop.BrokenForm) as caught:
        casedrop.Form.load(path)
    assert caught.value.problems[0].line("en").startswith(line)


def test_a_declaration_without_a_schema_says_so(folder):
    (folder / "office/schemas/visits/visit-note.schema.json").unlink()
    with pytest.raises(casedrop.BrokenForm, match=r"visit-note\.schema\.json"):
        casedrop.Form.load("office/forms/visits/visit-note.yaml")


@pytest.mark.parametrize(("lang", "name"), [("vi", "Thuyền Giấy"), ("en", "Paper Boat")])
def test_the_company_stands_in_what_is_filled(folder, lang, name):
    company = {"name": {"vi": "Thuyền Giấy", "zh-Hans": "纸船", "zh-Hant": "紙船", "en": "Paper Boat"}}
    form = casedrop.Form.load(folder / "visit-note.yaml", company=company)
    with zipfile.ZipFile(io.BytesIO(form.fill(NOTE, lang).data)) as package:
        assert any(name in package.read(part).decode() for part in package.namelist() if "header" in part)
