"""The examples, run as a reader would run them: without arguments, and with."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import casedrop

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTE = EXAMPLES / "visit-note.yaml"


def run(script, *words, cwd, code=0):
    """What an example prints, its own folders below `cwd`."""
    ended = subprocess.run(
        [sys.executable, EXAMPLES / script, *words],
        cwd=cwd,
        env={**os.environ, "TMPDIR": str(cwd)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == code, ended.stderr
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("script", sorted(p.name for p in EXAMPLES.glob("*.py")))
def test_every_example_has_help(script, tmp_path):
    assert run(script, "--help", cwd=tmp_path).startswith("usage: ")


def test_mail_merge(tmp_path):
    made = [Path(line) for line in run("mail_merge.py", cwd=tmp_path).splitlines()]
    assert [p.name for p in made] == ["001 Visit note.docx", "002 Phiếu thăm khách.docx", "003 拜访记录.docx"]
    assert casedrop.Form.load(NOTE).read(made[2]).answers == {
        "customer": {"name": "晴空书店"},
        "visited_on": "2021-06-25",
        "seen": "门口的打印机很慢。",
        "mood": "bad",
    }


def test_mail_merge_of_a_table_with_a_wrong_row(tmp_path):
    (tmp_path / "t.csv").write_text("customer/name,visited_on\nMây,2021-06-23\nSky,31 June\n", encoding="utf-8")
    told = run("mail_merge.py", NOTE, "t.csv", "--out", "out", cwd=tmp_path, code=1)
    assert "row 2: Date: “31 June” is not a date." in told
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["001 Visit note.docx"]


def test_forms_to_csv(tmp_path):
    rows = list(csv.reader(io.StringIO(run("forms_to_csv.py", cwd=tmp_path, code=1))))
    assert rows[0] == ["file", "Name", "Date", "What was seen", "Mood", "problems"]
    half = "Table 1, row 2, column 2: Date: This is required and still empty. Fill it in."
    assert rows[1] == ["half.docx", "Paper Lantern Books", "", "", "bad", half]
    assert (rows[2][0], rows[2][2], rows[2][-1]) == ("whole.docx", "2026-03-18", "")


def test_a_form_without_a_workspace(tmp_path):
    told = run("form_without_workspace.py", "--out", "out", cwd=tmp_path)
    assert "Table 1, row 2, column 2 required" in told
    assert "  vi      Ngày thăm: Ô bắt buộc chưa điền. Điền vào ô này." in told
    form = casedrop.Form.load(NOTE)
    assert form.read(tmp_path / "out/note to mend.docx").answers == form.read(tmp_path / "out/note.docx").answers


def test_a_case_is_replayed(tmp_path):
    lines = run("replay_case.py", cwd=tmp_path).splitlines()
    assert [line.split()[2] for line in lines[:-1]] == ["opened", "accepted", "moved", "issued", "moved", "closed"]
    assert lines[-1] == "TK-2021-001 of Paper Lantern Books: late, closed as late"


def test_a_report_is_drawn(tmp_path):
    report, flow = (Path(line) for line in run("draw_report.py", "--lang", "vi", cwd=tmp_path).splitlines())
    texts = [node.text for node in etree.parse(report).iter() if node.text and node.text.strip()]
    assert texts[:9] == ["Thăm khách", "Đi thăm", "0", "Trưởng nhóm xem", "4", "Đã xem", "47", "Quá hạn", "9"]
    assert texts[10:14] == ["2021-01", "10", "2021-02", "9"]
    assert "Trưởng nhóm xem" in flow.read_text(encoding="utf-8")
