"""What `check` says of the names of roles: typed into texts, not there, or two alike (U6)."""

from __future__ import annotations

import docx
import pytest

from casedrop.desk.authoring.templates import check_templates
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from casedrop.workspace.create import begin
from casedrop.workspace.making.settings_text import Office
from shipped import ROOT
from trees import changed

FLOWS = ("customization", "problem")
FLOW = "forms/customization/flow.yaml"
SCHEMA = "schemas/customization/customization-analysis.schema.json"
FORM = "forms/customization/customization-analysis.yaml"
DOCUMENTS = "documents/documents.yaml"


def told(tree):
    return [(f"{p.place.args['file']}:{p.place.args['line']}", p.code) for p in check(workspace.read(tree))]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FLOW, "zh-Hans: 填写分析表", "zh-Hans: 销售部填写分析表"),
        (FLOW, "en: Pricing", "en: Pricing by the regional sales director"),
        (FORM, "vi: 1. Thông tin chung", "vi: 1. Thông tin chung (kinh doanh ghi)"),
        (SCHEMA, '"en": "Summary"', '"en": "Summary (Technical department)"'),
        (DOCUMENTS, "Biểu phí dịch vụ khách hàng", "Biểu phí dịch vụ của Phòng Dịch vụ"),
        (SCHEMA, '"x-labels": {"vi": "Tóm tắt yêu cầu", "zh-Hans": "需求概述", "zh-Hant": "需求概述", "en": "Summary"}',
         '"x-labels": "Kỹ thuật"'),
    ],
)  # fmt: skip
def test_a_title_typed_into_a_text_is_advised_against_at_its_line(tree, file, old, new):
    line = changed(tree, file, old, new)
    found = [p for p in check(workspace.read(tree)) if p.code == "role.typed"]
    assert [(p.place.args["file"], p.place.args["line"]) for p in found] == [(file, line)]
    assert found[0].is_advice


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FLOW, "roles.leader }} xem xét", "roles.leder }} xem xét"),
        (SCHEMA, "roles.technical", "roles.tecnical"),
        (FORM, "roles.sales", "roles.slaes"),
    ],
)
def test_a_role_that_is_not_there_is_told_with_the_one_most_like_it(tree, file, old, new):
    line = changed(tree, file, old, new)
    found = [p for p in check(workspace.read(tree)) if p.code == "name.unknown"]
    assert {(p.place.args["file"], p.place.args["line"]) for p in found} == {(file, line)}
    assert {p.args["suggestion"] for p in found} <= {"leader", "technical", "sales"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('en = "Lecturer"', 'en = "trainer "'),
        ('vi = "Kỹ thuật"', 'vi = "kinh  doanh"'),
        ('zh-Hans = "销售主管"', 'zh-Hans = "销售部"'),
    ],
)
def test_two_roles_called_alike_are_told_at_the_later_one(tree, old, new):
    changed(tree, "casedrop.toml", old, new)
    found = [problem for problem in check(workspace.read(tree)) if problem.code == "role.alike"]
    assert [(problem.place.args["file"], len(problem.args["roles"])) for problem in found] == [("casedrop.toml", 2)]


def test_two_roles_of_an_office_of_one_language_called_alike_are_told(tmp_path):
    titles = {"leader": "Trưởng nhóm", "director": "Trưởng nhóm"}
    begin(tmp_path / "may", Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND", titles), ["customization"], 2026)
    found = [problem for problem in check(workspace.read(tmp_path / "may")) if problem.code == "role.alike"]
    assert [problem.args["roles"] for problem in found] == [["leader", "director"]]


def test_a_role_may_be_called_by_any_word_and_check_says_once_where_that_word_stands_already(tmp_path):
    office = Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND", {"leader": "Bánh cuốn {nóng} & <trà>"})
    begin(tmp_path / "may", office, ["customization"], 2026)
    found = workspace.read(tmp_path / "may")
    assert [p.code for p in check(found) if not p.code.startswith("settings.")] == []
    assert found.book.flows["customization"].stages["leader-review"].titles["vi"] == "Bánh cuốn {nóng} & <trà> xem xét"


def test_a_title_typed_into_a_template_is_found(tmp_path):
    begin(tmp_path / "may", Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND"), ["customization"], 2026)
    path = tmp_path / "may/templates/customization/customization-quote.docx"
    document = docx.Document(path)
    document.paragraphs[-1].add_run(" Xin hỏi Trưởng nhóm kinh doanh.")
    document.save(path)
    there = workspace.read(tmp_path / "may")
    found = check_templates(there, there.book.forms["customization-quote"])
    assert [p.args["role"] for p in found if p.code == "role.typed"] == ["leader"]


def test_the_shipped_texts_hold_no_title():
    assert [p for p in check(workspace.read(ROOT)) if p.code in ("role.typed", "role.alike")] == []
