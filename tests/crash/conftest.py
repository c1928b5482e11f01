"""The scenes: a demo is played once by its own script; before each of its telling moments the workspace is copied."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from docx import Document

from casedrop.demo.script import DemoStep, read
from casedrop.demo.stage import DemoStage, drop
from casedrop.workspace.create import shipped
from casedrop.workspace.workspace import Workspace, usable
from crash.world import Clock, World, at_work, one_pass
from offices import begun
from stories.office import unhurried

PATH = os.environ["PATH"]
CONVERTER = r"""#!/bin/sh
# What LibreOffice does for us, in a millisecond and always the same: a PDF of two pages beside each document.
for source; do
    case "$source" in *.docx|*.xlsx) ;; *) continue ;; esac
    made="${source%.*}.pdf"
    sum=$(sha256sum < "$source")
    page='<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'
    printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' > "$made"
    printf '2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n' >> "$made"
    printf '3 0 obj%sendobj\n4 0 obj%sendobj\n' "$page" "$page" >> "$made"
    printf '5 0 obj<</Title(%s)>>endobj\ntrailer<</Root 1 0 R/Info 5 0 R/Size 6>>\nstartxref\n0\n%%%%EOF\n' "$sum" >> "$made"
done
"""


@pytest.fixture(scope="package", autouse=True)
def _converter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    place = tmp_path_factory.mktemp("bin")
    (place / "soffice").write_text(CONVERTER)
    (place / "soffice").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{place}{os.pathsep}{PATH}")
        yield


@pytest.fixture(scope="package")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("life") / "w"
    begun(root)
    return unhurried(usable(root))


@pytest.fixture(scope="package")
def scenes(_converter: None, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, World]:
    """The worlds before an opening drop, a refused one, …: what is to be done lies in the inbox, or the time has come."""
    place = tmp_path_factory.mktemp("scenes")
    script = read(shipped() / "demos" / "customization.yaml", workspace.settings.zone)
    clock = Clock(script.steps[0].at.astimezone(UTC))
    now = World(workspace.root, clock.now)
    found: dict[str, World] = {}
    with at_work(now, workspace, clock) as desk:
        desk.start()
        stage = DemoStage(desk.room, script, clock)

        def scene(name: str) -> None:
            found[name] = World(now.root, clock.now).copy(place / name)

        def play(step: DemoStep, name: str = "") -> None:
            clock.now = step.at.astimezone(UTC)
            dropped = desk.room.workspace.inbox / step.role / step.name
            drop(stage, step, dropped)
            if name:
                scene(name)
            outcome = desk.take_in(dropped)
            desk.carrier.make_pdfs()
            assert outcome is not None
            assert outcome.kind == step.brings
            stage.case_id = outcome.case_id or stage.case_id

        for step, name in zip(script.steps[:6], ("refused", "opening", "", "", "", ""), strict=True):
            play(step, name)
        priced = script.steps[6]
        play(priced, "accepted")
        bytes_accepted = next((now.root / "archive").rglob("*giá.xlsx")).read_bytes()
        _unplayed(desk.room.workspace.inbox / "director" / "again.xlsx", bytes_accepted, lambda: scene("duplicate"))
        _unplayed(desk.room.workspace.inbox / "letter.docx", letter(place), lambda: scene("stray"))
        clock.now += timedelta(days=16)
        scene("deadline")
        clock.now -= timedelta(days=16)
        dearer = {**priced.writes, "/items/0/price": 19000000, "/price/total": 28000000}
        play(replace(priced, writes=dearer), "correction")
        one_pass(desk)
    return found


def _unplayed(path: Path, data: bytes, scene) -> None:
    """A scene with one file more, which is then taken away again."""
    path.write_bytes(data)
    scene()
    path.unlink()


def letter(place: Path) -> bytes:
    page = Document()
    page.add_paragraph("Nghỉ lễ từ ngày 2 đến ngày 4 tháng 9.")
    page.save(str(place / "letter.docx"))
    return (place / "letter.docx").read_bytes()
