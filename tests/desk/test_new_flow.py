"""A new form and a new flow are files only: made, checked and played without a line of Python."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import casedrop
from casedrop.cli.main import group, run
from casedrop.desk.admin.control import steer
from casedrop.workspace.create import shipped
from casedrop.workspace.workspace import usable
from offices import begun
from rebuilding import differences
from stories.office import Clock, Office, moved

REQUEST = """
form: visit-request
flow: visit
code: VR
format: xlsx
internal: false
titles: {vi: Phiếu đề nghị khảo sát, zh-Hans: 上门勘察申请单, zh-Hant: 上門勘察申請表, en: Site Visit Request}
number: {series: visit-request, pattern: "KS-{{ year }}-{{ n | pad(3) }}"}
fields:
  - {name: customer, block: customer}
  - name: wished_on
    kind: date
    required: true
    labels: {vi: Ngày muốn khảo sát, zh-Hans: 希望勘察日期, zh-Hant: 希望勘察日期, en: Visit wished on}
  - name: visitor
    stage: planning
    required: true
    labels: {vi: Người khảo sát, zh-Hans: 勘察人, zh-Hant: 勘察人, en: Visitor}
"""
REPORT = """
form: visit-report
flow: visit
code: VB
format: docx
internal: false
titles: {vi: Biên bản khảo sát, zh-Hans: 勘察记录, zh-Hant: 勘察記錄, en: Visit Report}
fields:
  - {name: customer, block: customer}
  - name: outcome
    stage: visiting
    required: true
    labels: {vi: Kết quả, zh-Hans: 结果, zh-Hant: 結果, en: Outcome}
    choices:
      settled: {vi: Đã xong, zh-Hans: 已解决, zh-Hant: 已解決, en: Settled}
      again: {vi: Hẹn lại, zh-Hans: 另约, zh-Hant: 另約, en: Come again}
  - name: findings
    kind: lines
    stage: visiting
    required: true
    labels: {vi: Hiện trạng, zh-Hans: 现场情况, zh-Hant: 現場情況, en: Findings}
"""
FLOW = """
flow: visit
version: 1
titles: {vi: Khảo sát tại chỗ, zh-Hans: 上门勘察, zh-Hant: 上門勘察, en: Site visit}
number: {series: visit, pattern: "KSTC-{{ year }}-{{ n | pad(3) }}"}
answers: {request: visit-request, report: visit-report}
start: request
follows: sales
deputies: {technical: []}
stages:
  request:
    titles: {vi: Đề nghị, zh-Hans: 申请, zh-Hant: 申請, en: Request}
    awaits: [{form: visit-request, from: sales, opens: true}]
    next: [{go: planning}]
  planning:
    titles: {vi: Phân công, zh-Hans: 安排, zh-Hant: 安排, en: Planning}
    issues:
      - {form: visit-request, to: technical}
      - {form: visit-report, to: technical, part: visiting, fresh: true}
    awaits: [{form: visit-request, from: technical}]
    deadline: {after: request.wished_on, in: 2 days, go: overdue}
    next: [{go: visiting}]
  overdue:
    titles: {vi: Trễ hẹn, zh-Hans: 逾期, zh-Hant: 逾期, en: Overdue}
    awaits: [{form: visit-request, from: technical, part: planning}]
    next: [{go: visiting}]
  visiting:
    titles: {vi: Đi khảo sát, zh-Hans: 勘察中, zh-Hant: 勘察中, en: Visiting}
    awaits: [{form: visit-report, from: technical}]
    next: [{when: "report.outcome == 'settled'", go: done}, {go: planning}]
  done:
    titles: {vi: Xong, zh-Hans: 完成, zh-Hant: 完成, en: Done}
    closes: done
"""
ASKED = {
    "/customer/name": "Công ty TNHH Bánh Mì Trên Mây",
    "/customer/short_name": "Trên Mây",
    "/wished_on": date(2021, 6, 18),
}
PLANNED = {"/visitor": "Vũ Văn Thử"}
REPORTED = {"/outcome": "settled", "/findings": "Máy in ở quầy 2 hỏng."}


def says(capsys, *words):
    """What a command prints."""
    group.main(args=list(words), standalone_mode=False)
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace to which the new flow was added, as files."""
    root = tmp_path_factory.mktemp("new") / "office"
    begun(root)
    for name, text in (("request", REQUEST), ("report", REPORT)):
        wanted = root.parent / f"{name}.yaml"
        wanted.write_text(text, encoding="utf-8")
        group.main(args=["-w", str(root), "new", "form", str(wanted)], standalone_mode=False)
    (root / "forms" / "visit" / "flow.yaml").write_text(FLOW, encoding="utf-8")
    return root


@pytest.fixture
def office(place, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    root = shutil.copytree(place, tmp_path / "office")
    made = Office(moved(usable(root), root), tmp_path / "hands", Clock(datetime(2021, 6, 14, 2, tzinfo=UTC)))
    yield made
    assert made.faults() == []
    made.close()


def test_check_is_silent(place, capsys):
    assert says(capsys, "-w", str(place), "check") == "All is well.\n"


@pytest.mark.parametrize(
    ("lang", "request_", "report"),
    [("vi", "Phiếu đề nghị khảo sát", "Biên bản khảo sát"), ("zh-Hans", "上门勘察申请单", "勘察记录")],
)
def test_the_flow_plays(office, lang, request_, report):
    office.at("2021-06-16T08:00").does("sales", office.blank("visit-request", lang), ASKED, "1")
    office.does("technical", office.latest("visit-request"), PLANNED, "2")
    office.does("technical", office.latest("visit-report"), {**REPORTED, "/outcome": "again"}, "3")
    office.does("technical", office.latest("visit-request"), PLANNED, "4")
    office.does("technical", office.latest("visit-report"), REPORTED, "5")
    assert office.stage() == "done"
    out = "\n        ".join(sorted([f"{report}.docx", f"{request_} KS-2021-001.xlsx"]))
    assert (
        office.page()
        == f"""\
16.06. 08:00  sales/1.xlsx: accepted
16.06. 08:00  technical/2.xlsx: accepted
16.06. 08:00  technical/3.docx: accepted
16.06. 08:00  technical/4.xlsx: accepted
16.06. 08:00  technical/5.docx: accepted
outbox/
  technical/
    Trên Mây/
      KSTC-2021-001/
        {out}
archive/
  2021/
    visit/
      KSTC-2021-001/
        001-in-1.xlsx
        002-out-{request_} KS-2021-001.xlsx
        003-out-{report}.docx
        004-in-2.xlsx
        005-in-3.docx
        006-out-{request_} KS-2021-001.xlsx
        007-out-{report}.docx
        008-in-4.xlsx
        009-in-5.docx
"""
    )


@pytest.mark.fault("E1")
def test_a_form_that_comes_before_its_turn_is_kept_and_taken_in_when_that_comes(office, tmp_path):
    office.does("sales", office.blank("visit-request"), ASKED, "1")
    early = office.does("technical", office.latest("visit-report"), REPORTED, "Biên bản")
    assert (early.kind, office.wrong(early)) == ("parked", ["early"])
    told = office.returned("technical", ".txt").read_text("utf-8-sig")
    assert told.startswith("“Biên bản.docx” đến sớm.")
    assert "Hồ sơ KSTC-2021-001 chưa tới bước của tài liệu này" in told
    assert (office.tree("inbox").count(".docx"), differences(office.room, tmp_path / "parked")) == (0, {})
    office.does("technical", office.latest("visit-request"), PLANNED, "2")
    assert [o.kind for o in office.run()] == ["accepted"]
    assert office.heard[-1].endswith("technical/Biên bản.docx: accepted")
    assert (office.run(), office.faults(), differences(office.room, tmp_path / "called")) == ([], [], {})


@pytest.mark.fault("E1")
def test_what_is_parked_comes_back_when_its_case_ends(office):
    office.does("sales", office.blank("visit-request"), ASKED, "1")
    office.does("technical", office.latest("visit-report"), REPORTED, "Biên bản")
    assert steer(office.watcher.desk, "cancel", "KSTC-2021-001", "Khách hàng đổi ý.") is None
    assert [office.wrong(o) for o in office.run()] == [["case.cancelled"]]
    assert office.returned("technical").name == "Biên bản (không nhận được).docx"


def test_a_deadline_may_lead_to_a_stage_that_waits_and_a_late_drop_is_taken_there(office):
    office.does("sales", office.blank("visit-request"), ASKED, "1")
    office.at("2021-06-21T00:00").does("technical", office.latest("visit-request"), PLANNED, "2")
    assert office.stage() == "visiting"
    moves = [e.data["to"] for e in office.room.ledger.events("KSTC-2021-001") if e.kind == "moved"]
    assert moves == ["planning", "overdue", "visiting"]


def ids():
    """(id, what it names) of every form and flow the shipped workspace has."""
    yaml = YAML(typ="safe")
    for path in sorted(shipped().glob("forms/*/*.yaml")):
        said = yaml.load(path.read_text(encoding="utf-8"))
        yield (said["flow"], "flow") if path.name == "flow.yaml" else (said["form"], "form")


def named_in_src(kind):
    """(file, id) of every place under src/ that names a form or flow. An id of one word is an ordinary word, too: only a
    text of its own names it."""
    root = Path(casedrop.__file__).parent
    texts = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    found = [name for name, what in ids() if what == kind]
    assert found
    return [
        (p.relative_to(root).as_posix(), name) for p, text in texts.items() for name in found if is_named(name, text)
    ]


def is_named(name, text):
    """Whether a file says an id."""
    return any((wanted if "-" not in name else name).encode() in text for wanted in (f'"{name}"', f"'{name}'"))


@pytest.mark.parametrize("kind", ["form", "flow"])
def test_the_code_names_none(kind):
    assert named_in_src(kind) == []


@pytest.mark.parametrize(
    ("listed", "asked", "shown"),
    [
        ("", [], "phrase('paper.foot')"),
        ("genre: minutes", [], "Motto"),
        ("genre: minutes", ["--genre", "letter"], "Addressee"),
    ],
    ids=["a form unless told", "as the list says", "as the command says"],
)
def test_a_new_forms_template_is_of_the_genre_that_is_asked(tmp_path, capsys, listed, asked, shown):
    root = begun(tmp_path / "office")
    wanted = tmp_path / "visit-report.yaml"
    wanted.write_text(REPORT.replace("code: VB", f"code: VB\n{listed}"), encoding="utf-8")
    assert run(["-w", str(root), "new", "form", str(wanted), *asked]) == 0
    capsys.readouterr()
    template = zipfile.ZipFile(root / "templates/visit/visit-report.docx").read("word/document.xml").decode()
    marks = ("phrase('paper.foot')", "Motto", "Addressee")
    assert [mark for mark in marks[1:] if mark in template] == [mark for mark in [shown] if mark != marks[0]]
