"""The sheets of classroom training: what each hand must say (TRN-1…8), what a sheet adds up and shows, what is read back."""

from __future__ import annotations

import io
import json
import re
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from casedrop.formats import excel, zips
from casedrop.forms.canonical import canonical
from casedrop.forms.pointers import pattern
from casedrop.forms.template import environment, scene
from casedrop.language.problem import LANGS
from formats.excel_samples import FACTS, FORMS
from shipped import form, parts, problems, sample, without
from strategies import answers, examples

RETURNING = ("training-plan", "exam-result")
SHEETS = (*RETURNING, "survey-summary")
LAW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
SIMPLIFIED = (
    "这们来时说对书买卖价报单员户产发开关认识设计划软网络项显试审阅须后经办务请让该证额总签订际质续缴课习调师绩"
)
TRADITIONAL = (
    "這們來時說對書買賣價報單員戶產發開關認識設計劃軟網絡項顯試審閱須後經辦務請讓該證額總簽訂際質續繳課習調師績"
)


def filled(name: str, lang: str, said: dict, stage: str | None = None) -> bytes:
    """The sheet with answers, for a stage to write its part; None: for nobody to write."""
    made, template = FORMS[name]
    writable = frozenset() if stage is None else made.writable(stage)
    return excel.fill(template, made, lang, said, writable=writable, stamp="S", facts=FACTS)


def changed(answers: dict, row: int, **columns: object) -> dict:
    """The answers with columns of a row set, or taken out with None."""
    rows = [dict(r) for r in answers["rows"]]
    rows[row] = {k: v for k, v in (rows[row] | columns).items() if v is not None}
    return answers | {"rows": rows}


@pytest.mark.parametrize(("name", "lang"), [*product(SHEETS, LANGS)])
def test_a_sample_is_right_at_every_stage(name, lang):
    said = sample(name, lang)
    assert canonical(said, form(name)) == (said, ())
    assert [found for stage in parts(name) for found in problems(name, stage, said)] == []


@pytest.mark.parametrize(("name", "stages"), [("training-plan", [""]), ("exam-result", ["", "grading"])])
def test_the_stages_are_those_of_the_flow(name, stages):
    assert parts(name) == stages


@pytest.mark.parametrize(
    ("name", "stage", "path"),
    [
        *(("training-plan", "", f"/{p}") for p in ("course", "kind", "from", "to", "place", "lecturer", "reply_by", "exam_on")),
        *(("training-plan", "", f"/rows/0/{p}") for p in ("customer/short_name", "module", "hours", "seats")),
        *(("exam-result", "", p) for p in ("/course", "/lecturer", "/rows/0/customer/name", "/rows/0/trainee")),
        *(("exam-result", "grading", p) for p in ("/exam_on", "/invigilator", "/rows/0/present")),
        *(("exam-result", "grading", f"/rows/0/{p}") for p in ("score", "passed")),
        *(("survey-summary", "", f"/{p}") for p in ("course", "period/from", "answers", "rows/0/mean")),
    ],
)  # fmt: skip
def test_what_a_stage_must_say(name, stage, path):
    said = json.loads(json.dumps(sample(name, "zh-Hant")))
    *way, last = path.strip("/").split("/")
    inner = said
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    del inner[last]
    assert problems(name, stage, said) == [("required", path)]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"to": "2026-07-26", "exam_on": "2026-07-26"}, "/to"),
        ({"reply_by": "2026-07-28"}, "/reply_by"),
        ({"exam_on": "2026-07-28"}, "/exam_on"),
    ],
)
def test_a_plan_is_answered_before_the_course_and_examined_after_it(change, place):
    """TRN-2, TRN-4"""
    assert problems("training-plan", "", sample("training-plan", "zh-Hant") | change) == [("check", place)]


@pytest.mark.parametrize(
    ("lecturer", "found"), [("周示範", []), ("吳樣本", []), ("李樣明", [("check", "/invigilator")])]
)
def test_a_lecturer_of_the_course_invigilates(lecturer, found):
    """TRN-4"""
    said = sample("exam-result", "zh-Hant") | {"invigilator": lecturer}
    assert problems("exam-result", "grading", said) == found


def test_the_examination_is_not_before_the_end_of_the_course():
    """TRN-4"""
    said = sample("exam-result", "vi") | {"exam_on": "2026-05-19"}
    assert problems("exam-result", "grading", said) == [("check", "/exam_on")]
    assert problems("exam-result", "", without(said, "exam_on")) == []


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"present": "no", "score": None, "passed": None}, []),
        ({"present": "no", "score": None, "passed": "no"}, []),
        ({"present": "no", "score": "92", "passed": "no"}, [("check", "/rows")]),
        ({"present": "no", "score": None, "passed": "yes"}, [("check", "/rows")]),
        ({"present": "yes", "score": "0", "passed": "no"}, []),
        ({"present": "yes", "score": "100", "passed": "yes"}, []),
        ({"score": "100.5"}, [("pattern", "/rows/0/score")]),
        ({"score": "-1"}, [("pattern", "/rows/0/score")]),
    ],
)
def test_who_was_absent_has_neither_score_nor_pass(columns, found):
    """TRN-6"""
    assert problems("exam-result", "grading", changed(sample("exam-result", "zh-Hant"), 0, **columns)) == found


@pytest.mark.parametrize(("name", "lang"), [*product(RETURNING, LANGS)])
@LAW
@given(data=st.data())
def test_what_was_filled_is_what_is_read_at_every_stage(name, lang, data):
    stage = data.draw(st.sampled_from(parts(name)))
    said, _ = canonical(data.draw(answers(form(name))), form(name))

    reading = excel.read(filled(name, lang, said, stage), *FORMS[name][:1], lang, FORMS[name][1])

    assert (reading.answers, reading.problems, reading.stamp) == (said, (), "S")


def test_the_lecturer_writes_the_results_and_nothing_else():
    data = filled("exam-result", "en", sample("exam-result", "en"), "grading")
    reading = excel.read(data, form("exam-result"), "en", FORMS["exam-result"][1])
    (sheet,) = load_workbook(io.BytesIO(data)).worksheets
    cells = {pointer: sheet[found.place.args["cell"]] for pointer, found in reading.found.items()}
    assert {pattern(p) for p, cell in cells.items() if not cell.protection.locked} == {
        "/exam_on", "/invigilator", "/rows/-/present", "/rows/-/score", "/rows/-/passed", "/rows/-/remark",
    }  # fmt: skip
    assert {p for p in cells if p.startswith("/rows/4")} == set()


@pytest.mark.parametrize(("name", "lang"), [*product(SHEETS, LANGS)])
def test_a_filled_one_shows_no_template_and_no_other_language(name, lang):
    book = load_workbook(io.BytesIO(filled(name, lang, sample(name, lang))))
    text = "\n".join(str(c.value) for s in book for row in s for c in row if c.value is not None and c.data_type != "f")
    text = text.replace(FACTS["company"]["name"], "").replace(FACTS["company"]["address"], "")
    assert re.findall(r"\{\{|\{%|None|undefined", text + "".join(book.sheetnames)) == []
    foreign = {"vi": "一-鿿", "en": "一-鿿ạ-ỹđơư", "zh-Hans": f"{TRADITIONAL}ạ-ỹđơư", "zh-Hant": f"{SIMPLIFIED}ạ-ỹđơư"}[
        lang
    ]
    assert re.findall(f"[{foreign}]", text) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHEETS)
def test_labels_are_short_and_every_rule_is_said(name, lang):
    made = form(name)
    assert [f.labels[lang] for f in made.fields if len(f.labels[lang]) > (8 if lang.startswith("zh") else 20)] == []
    said = "".join(check.say[lang] for check in made.checks) + "".join(f.hints.get(lang, "") for f in made.fields)
    strange = {"zh-Hant": SIMPLIFIED, "zh-Hans": TRADITIONAL}.get(lang, "")
    assert set(said) & set(strange) == set()


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("training-plan", "=SUM(I13:I16)"),
        ("exam-result", '=IFERROR(AVERAGE(F12:F17),"")'),
        ("survey-summary", '=IFERROR(SUMPRODUCT(D21:D27,C21:C27)/SUM(C21:C27),"")'),
    ],
)
def test_a_sheet_adds_up_its_own_rows(name, formula):
    sheet = load_workbook(io.BytesIO(filled(name, "zh-Hant", sample(name, "zh-Hant")))).worksheets[0]
    assert formula in [cell.value for row in sheet for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("lang", "sheet"),
    [
        ("zh-Hant", "培訓情況調查彙總表"),
        ("zh-Hans", "培训情况调查汇总表"),
        ("vi", "Bảng tổng hợp kết quả khảo sát"),
        ("en", "Training Survey Summary"),
    ],
)
def test_the_bars_of_a_summary_are_the_means_of_its_questions_the_lowest_apart(lang, sheet):
    """TRN-5"""
    data = filled("survey-summary", lang, sample("survey-summary", lang))
    shown = re.findall(r"<f>(.*?)</f>", zips.read_parts(data)["xl/charts/chart1.xml"].decode())
    names = f"'{sheet}'!$B$21:$B$27"
    assert shown == [names, f"'{sheet}'!$J$21:$J$27", names, f"'{sheet}'!$K$21:$K$27"]
    made = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [made[cell].value for cell in ("M20", "J21", "K27")] == [
        "=MIN(D21:D27)",
        "=IF(AND(ISNUMBER($D21),N($D21)>N($M$20)),$D21,0)",
        "=IF(AND(ISNUMBER($D27),N($D27)<=N($M$20)),$D27,0)",
    ]


@pytest.mark.parametrize(
    ("name", "lang", "file"),
    [
        ("training-plan", "zh-Hant", "客戶培訓計劃表 財務系統總帳及報表（2026-07-27）"),
        (
            "exam-result",
            "vi",
            "Bảng kết quả kiểm tra cuối khóa Kế toán kho và giá thành trên Thuyền Giấy ERP (18.05.26)",
        ),
        ("survey-summary", "en", "Training Survey Summary Warehouse and delivery on Paper Boat (2026-08-17)"),
    ],
)
def test_a_file_is_named_by_course_and_day(name, lang, file):
    made = form(name)
    names = scene(made, lang, sample(name, lang), {})
    assert environment(lang, made, escape=False).from_string(made.names[lang]).render(names) == file


def formats(name: str, said: dict, text: str) -> set[str]:
    """How the cells are shown whose values begin so."""
    cells = (c for row in load_workbook(io.BytesIO(filled(name, "vi", said))).worksheets[0] for c in row)
    return {c.number_format for c in cells if str(c.value).startswith(text)}


def test_scores_keep_their_own_decimals():
    rows = [{"trainee": "Lê Văn Làm Mẫu", "score": score} for score in ("98.5", "42")]
    shown = [formats("exam-result", {"rows": given}, "42") for given in (rows, rows[1:])]
    assert shown == [{"[$-42A]#,##0.0"}, {"[$-42A]#,##0"}]


def test_a_total_of_nought_is_shown_once_there_is_something_to_add():
    ratings = {"question": "Giảng viên", "ones": 0}
    shown = [formats("survey-summary", said, "=SUM(I") for said in ({"rows": [ratings]}, {})]
    assert shown == [{"[$-42A]#,##0"}, {"[$-42A]#,##0;[$-42A]-#,##0;"}]
