"""The read-me in each role's folder: ours, in the office's language, never a drop; whatever else bears its name is somebody's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casedrop.desk import readmes
from casedrop.store.given import Given
from casedrop.watch.quiet import InboxScan
from casedrop.workspace import workspace
from trees import ROOT

NAME = "HƯỚNG DẪN.txt"


@pytest.fixture
def office(tmp_path: Path) -> workspace.Workspace:
    """The shipped declarations with an inbox of their own and two roles."""
    whole = workspace.read(ROOT)
    roles = {role: whole.settings.roles[role] for role in ("sales", "technical")}
    settings = replace(whole.settings, roles=roles, folders={"sales": "Kinh doanh"}, state=tmp_path / "state")
    (tmp_path / "inbox").mkdir()
    return replace(whole, root=tmp_path, settings=settings)


def there(office: workspace.Workspace) -> list[str]:
    return sorted(p.relative_to(office.inbox).as_posix() for p in office.inbox.rglob("*") if p.is_file())


def taken(office: workspace.Workspace) -> list[str]:
    scan = InboxScan(office.inbox, 0.5, Given(office.settings.state, office.inbox).knows)
    scan.ready(0.0, 1e12)
    return [path.name for path in scan.ready(1.0, 1e12)]


def test_each_folder_says_what_to_drop_and_is_no_drop(office):
    readmes.refresh(office)
    assert there(office) == [f"Kinh doanh/{NAME}", f"technical/{NAME}"]
    said = (office.inbox / "Kinh doanh" / NAME).read_text(encoding="utf-8-sig")
    assert said.startswith("Nộp gì vào đây: Kinh doanh\n")
    assert "  - Phiếu phân tích yêu cầu tùy biến\n" in said
    assert taken(office) == []


def test_it_is_kept_fresh_and_goes_with_its_folder_s_role(office):
    readmes.refresh(office)
    english = replace(office, settings=replace(office.settings, lang="en", folders={}))
    readmes.refresh(english)
    assert there(office) == ["sales/READ ME.txt", "technical/READ ME.txt"]


def test_what_somebody_writes_under_its_name_is_a_drop_and_stays(office):
    readmes.refresh(office)
    mine = office.inbox / "technical" / NAME
    mine.write_text("a question", encoding="utf-8")
    readmes.refresh(office)
    assert mine.read_text(encoding="utf-8") == "a question"
    assert taken(office) == [NAME]
