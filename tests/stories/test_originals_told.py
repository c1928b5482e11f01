"""The register of originals at the command line: what a clerk says and hears (ACC-4)."""

from __future__ import annotations

import json
import shutil

import pytest

from casedrop.cli.main import run
from stories.acceptance import CASE, SECOND
from stories.office import read_here
from stories.scans import hand_in, paper, scan, seen, torn

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")


@pytest.fixture
def say(capsys):
    """say(office, words…) runs a command in an office on that morning and gives its exit code and output."""

    def said(office, *words):
        code = run(["-w", str(office.workspace.root), "--at", "2021-08-25T09:00", *map(str, words)])
        out = capsys.readouterr()
        return code, out.out + out.err

    return said


def test_a_clerk_takes_papers_in_and_sees_what_is_still_out(printed_office, say):
    office = printed_office()
    hand_in(office, "manager", "quét.pdf", scan([p for c in (3, 4) for p in paper(office, SECOND, c)]))
    assert say(office, "original", "move", SECOND, "--copy", 4, "--shelf", "K2")[0] == 1
    assert say(office, "original", "in", SECOND, "--copy", 4, "--shelf", "K2-07") == (0, "")
    code, out = say(office, "original", "list", "--out", "--customer", "bánh mì", "--json")
    assert (code, [(r["number"], r["copy"], r["scan"], r["out"]) for r in json.loads(out)]) == (
        0,
        [(SECOND, 3, "2021-08-25", True)],
    )
    shown = say(office, "original", "list", "--customer", "bánh mì")[1]
    assert [word in shown for word in ("4/4", "K2-07", "2021-08-25", "Phòng Dịch vụ Bên B")] == [True] * 4
    assert say(office, "original", "in", SECOND, "--copy", 3, "--shelf", "TC-01") == (0, "")
    assert office.stage(CASE) == "accepted"


def test_what_goes_out_and_which_labels_are_wanted_is_said_at_once(printed_office, say):
    office = printed_office()
    assert say(office, "original", "out", SECOND, "--copy", 1, "--to", "Nguyễn Thị Ví Dụ") == (0, "")
    assert say(office, "original", "labels", f"{SECOND}:3", f"{SECOND}:9")[0] == 1
    assert say(office, "original", "labels", "3")[0] == 2
    assert not office.outbox("_originals").exists()
    assert say(office, "original", "labels", f"{SECOND}:3", f"{SECOND}:4") == (0, "")
    words = ("handover", f"{SECOND}:3", "--to", "Phòng Tài chính", "--by", "Trần Văn Mẫu")
    assert say(office, "original", *words) == (0, "")
    assert sorted(p.name for p in office.outbox("_originals").iterdir()) == [
        "Nhãn hồ sơ lưu trữ 2021-08-25.docx",
        "Phiếu giao nhận bản gốc Phòng Tài chính.docx",
    ]


def test_a_scan_is_explained_before_and_assigned_after(printed_office, say):
    office = printed_office(read_here)
    whole = office.workspace.inbox / "manager" / "quét.pdf"
    whole.write_bytes(scan(paper(office, SECOND, 3)))
    assert say(office, "explain", whole, "--role", "manager")[0] == 0
    whole.write_bytes(scan([torn(page) for page in paper(office, SECOND, 3)]))
    assert office.run()[0].kind == "stray"
    back = office.returned("manager", ".pdf")
    assert say(office, "assign", back, SECOND)[0] == 1
    assert say(office, "assign", office.outbox("manager", "_todo.html"), SECOND, "--copy", 3)[0] == 2
    assert say(office, "assign", back, SECOND, "--copy", 3) == (0, "")
    assert seen(office, SECOND) == [3]
