"""The demo: what its scripts promise has come true on disk, and its scanner makes pictures as offices get them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from pypdf import PdfReader

from casedrop.demo import scanner
from casedrop.demo.play import play, run, watching
from casedrop.demo.report import ending, stands
from casedrop.demo.script import in_order, read
from casedrop.demo.stage import Clock, DemoStage
from casedrop.desk.admin import originals, verify
from casedrop.desk.room import Room, open_room
from casedrop.workspace.create import shipped
from casedrop.workspace.errors import BrokenWorkspace
from casedrop.workspace.workspace import usable
from offices import begun

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DEMOS = shipped() / "demos"
CASE, REPORT = "NT-2021-0001", "BBNT-2021-0002"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")


def played(root: Path) -> Room:
    """The workspace a demo left."""
    script = read(DEMOS / "acceptance.yaml", ZONE)
    return open_room(usable(root), Clock(script.steps[-1].at.astimezone(UTC)))


def at_the_first_step(name: str, root: Path) -> DemoStage:
    """A demo about to begin in a workspace whose shelf is made."""
    begun(root)
    script = read(DEMOS / f"{name}.yaml", ZONE)
    clock = Clock(script.steps[0].at.astimezone(UTC))
    return DemoStage(open_room(usable(root), clock), script, clock)


def known(room: Room) -> list[tuple[str, int, str, tuple[int, ...], str, str]]:
    """What the register knows of each original: document, copy, scan, its pages, paper, shelf."""
    return [(r.number, r.copy, r.scan, r.pages, r.paper, r.shelf) for r in originals.listed(room)]


def archived(room: Room, ending: str) -> list[str]:
    """The files of the acceptance in the archive whose names end so."""
    folder = room.workspace.archive / "2021/acceptance" / CASE
    return sorted(p.name for p in folder.iterdir() if p.name.endswith(ending))


@needs_office
def test_scans_of_the_issued_pdfs_and_the_papers_bring_the_case_to_its_end(tmp_path):
    told = []
    assert play(tmp_path / "w", ["acceptance"], told.append) == 0
    room = played(tmp_path / "w")
    assert stands(room, CASE) == "accepted"
    assert known(room) == [
        (REPORT, 1, "2021-08-25", (1, 2), "", ""),
        (REPORT, 2, "2021-08-25", (1, 2), "", ""),
        (REPORT, 3, "2021-08-25", (1, 2), "2021-08-30", "TC-01"),
        (REPORT, 4, "2021-08-25", (1, 2), "2021-08-30", "K2-07"),
    ]
    assert [name[:3] for name in archived(room, ".jpg")] == ["021"]
    assert [name[7:] for name in archived(room, ".pdf") if "-in-" in name] == [
        f"scan0047 ({REPORT}, bản 1).pdf",
        f"scan0047 ({REPORT}, bản 4).pdf",
        "scan0048.pdf",
        "scan0049.pdf",
    ]
    assert len(list((room.workspace.outbox / "_originals").iterdir())) == 2
    assert verify.verify(room) == []
    assert f"  {REPORT} 4/4  Phòng Dịch vụ Bên B: scan seen 2021-08-25, paper filed 2021-08-30 at K2-07" in told
    room.ledger.close()


def test_without_libreoffice_the_demo_plays_on_and_the_signed_word_file_takes_the_scans_place(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    stage, told = at_the_first_step("acceptance", tmp_path / "w"), []
    with watching(stage):
        assert run(stage, stage.script, told.append)
    room = stage.room
    assert stands(room, CASE) == "accepted"
    told += ending(room)
    assert f"\nCase {CASE}: accepted." in told
    assert [*room.workspace.outbox.rglob("*.pdf")] == []
    assert known(room)[2:] == [(REPORT, 3, "", (), "2021-08-30", "TC-01"), (REPORT, 4, "", (), "2021-08-30", "K2-07")]
    assert archived(room, ".pdf") == []
    assert len(archived(room, "đã ký.docx")) == 1
    assert any("LibreOffice was not found" in line for line in told)
    assert not any("scan0047" in line for line in told)
    assert verify.verify(room) == []
    room.ledger.close()


@pytest.fixture
def stage(tmp_path) -> Iterator[DemoStage]:
    """A demo about to begin; it has one step, the customization's first."""
    stage = at_the_first_step("customization", tmp_path / "w")
    stage.script = replace(stage.script, steps=stage.script.steps[:1])
    yield stage
    stage.room.ledger.close()


def test_a_step_that_brings_something_else_than_its_script_says_is_no_success(stage):
    told: list[str] = []
    (step,) = stage.script.steps
    with watching(stage):
        assert not run(stage, replace(stage.script, steps=(replace(step, brings="accepted"),)), told.append)
    assert told[1:3] == ["  drops  inbox/sales/Phân tích Chính Đại.xlsx", "  refused"]


def test_demos_follow_each_other_by_time():
    scripts = [read(DEMOS / f"{name}.yaml", ZONE) for name in ("acceptance", "customization")]
    assert [s.name for s in in_order(scripts)] == ["customization", "acceptance"]


@pytest.mark.parametrize(
    "step",
    [
        "clerk: {do: in, form: f, originals: [1]}",
        "clerk: {do: burn, form: f, originals: [1]}",
        "scans: {form: f, originals: [1]}",
        "scans: {form: f, originals: [0]}, drops: {to: a, name: b.pdf}, brings: accepted",
        "takes: {from: blank}, scans: {form: f, originals: [1]}, drops: {to: a, name: b}, brings: accepted",
    ],
)
def test_a_script_that_cannot_be_played_is_told_before_it_is(step, tmp_path):
    (tmp_path / "odd.yaml").write_text(
        f"demo: odd\nlang: vi\nsteps: [{{at: 2021-08-02T09:00, says: x, {step}}}]\n", encoding="utf-8"
    )
    with pytest.raises(BrokenWorkspace):
        read(tmp_path / "odd.yaml", ZONE)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    """A PDF of two pages, with a black square at the upper left of each."""
    path = tmp_path_factory.mktemp("printed") / "two.pdf"
    page = Image.new("L", (827, 1169), 255)
    page.paste(0, (55, 55, 195, 195))
    page.save(path, "PDF", save_all=True, append_images=[page], resolution=100)
    return path


def corners(image: Image.Image) -> tuple[bool, bool]:
    """Whether it is dark where the square stands, and where it stands on a sheet upside down."""
    grey = image.convert("L")
    x, y = round(grey.width * 0.15), round(grey.height * 0.11)
    return grey.getpixel((x, y)) < 128, grey.getpixel((grey.width - x, grey.height - y)) < 128


def test_a_scan_has_every_sheet_at_200_dpi_as_it_lay(printed, tmp_path):
    stack = [*scanner.sheets(printed), *scanner.sheets(printed, [2], upside_down=True)]
    scanner.scan(stack, tmp_path / "scan.pdf")
    images = [page.images[0].image for page in PdfReader(tmp_path / "scan.pdf").pages]
    assert [image.size for image in images] == [(1655, 2338)] * 3
    assert [corners(image) for image in images] == [(True, False), (True, False), (False, True)]
    assert len(images[0].crop((800, 1200, 900, 1300)).getcolors()) > 5


def test_a_telephone_sees_one_sheet_and_the_table_it_lies_on(printed, tmp_path):
    scanner.photograph(scanner.sheets(printed, [1]), tmp_path / "page.jpg")
    with Image.open(tmp_path / "page.jpg") as picture:
        assert corners(picture) == (True, False)
        red, _, blue = picture.getpixel((20, picture.height - 20))
        assert red > blue + 20
        middle = [picture.convert("L").getpixel((picture.width // 2, y)) for y in (600, 2000)]
        assert middle[0] + 30 < middle[1]


def test_a_telephone_takes_no_two_sheets_and_no_one_a_page_that_is_not_there(printed, tmp_path):
    with pytest.raises(ValueError, match="too many"):
        scanner.photograph(scanner.sheets(printed), tmp_path / "page.jpg")
    with pytest.raises(LookupError):
        scanner.scan(scanner.sheets(printed, [3]), tmp_path / "scan.pdf")
