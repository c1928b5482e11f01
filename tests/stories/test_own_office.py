"""An office of one language with folders in it (U7, U8, U12): a case goes its way there, and on after its flow was taken out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from casedrop.workspace.create import begin
from casedrop.workspace.making import change
from casedrop.workspace.making.settings_text import Office as Company
from casedrop.workspace.workspace import usable
from rebuilding import unlike
from stories.office import Clock, Office, moved
from stories.people import ANALYSIS, APPROVAL, SHEET

LEADER = "Trưởng nhóm kinh doanh"
MONDAY = datetime(2021, 6, 14, 2, 0, tzinfo=UTC)
MAY = Company("Mây Mẫu", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND")


def opened(root: Path) -> Office:
    return Office(moved(usable(root), root), root.parent / "hands", Clock(MONDAY))


def test_folders_of_roles_speak_the_office_s_language_and_a_removed_flow_s_case_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "may"
    begin(root, MAY, ["customization", "communication"], 2026)
    office = opened(root).at("2021-06-16T08:40")
    office.does("Kinh doanh", office.blank(ANALYSIS), SHEET, "Phân tích")
    sheet = office.latest(ANALYSIS)
    assert sheet.relative_to(office.workspace.outbox).parts[0] == LEADER
    assert (office.workspace.outbox / LEADER / "_todo.html").is_file()
    assert [path.name for path in (office.workspace.outbox / "_blank").iterdir()] == ["vi"]
    approved = office.filled(sheet, APPROVAL)
    outcome = office.does("Kỹ thuật", approved)
    assert [problem.args["folder"] for problem in outcome.problems] == [f"inbox/{LEADER}"]

    change.remove(office.workspace, ["customization"], "2021-06-16")
    office.close()
    later = opened(root).at("2021-06-16T09:40")
    assert "customization" not in later.workspace.book.flows
    later.does(LEADER, approved)
    assert later.stage() == "technical"
    assert later.latest(ANALYSIS).relative_to(later.workspace.outbox).parts[0] == "Kỹ thuật"
    assert unlike(later.room, tmp_path / "again") == {}
    later.close()
