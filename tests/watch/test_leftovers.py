"""What programs leave beside people's files is not a drop; what people themselves call by odd names is."""

from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.watch.leftovers import LEFTOVERS, is_leftover
from casedrop.watch.quiet import InboxScan
from trees import ROOT

LEFT = [
    *(
        "~$report.docx",
        "~$port.docx",
        "~$Kế hoạch.xlsx",
        "~WRL0001.tmp",
        "~WRD3721.TMP",
        "report~RF1a2b3c4.TMP",
        "ppt8F2.tmp",
    ),
    *("1A2B3C4D", "5d6a2000", "00e1f2a3", "A0000000", "12345678", "~DF3A.tmp"),
    *(".~lock.report.docx#", ".~report.docx", "report.docx~", "#report.docx#", ".#report.docx", ".report.docx.swp"),
    *(
        "a.crdownload",
        "a.CRDOWNLOAD",
        "a.pdf.part",
        "a.partial",
        "A.PARTIAL",
        "a.download",
        "Unconfirmed 12.crdownload",
    ),
    *(
        "a.docx.filepart",
        "a.tmp",
        "A.TMP",
        "a.upload",
        ".sync_4f",
        ".syncthing.a.docx.tmp",
        "~syncthing~a.docx.tmp",
        ".stfolder",
    ),
    *(
        "Thumbs.db",
        "thumbs.db",
        "THUMBS.DB",
        "Thumbs.db:encryptable",
        "desktop.ini",
        "Desktop.ini",
        "ehthumbs_vista.db",
    ),
    *(
        "$RECYCLE.BIN",
        "$Recycle.Bin",
        "System Volume Information",
        "system volume information",
        "~snapshot",
        "RECYCLER",
    ),
    *(
        ".DS_Store",
        "._a.docx",
        ".AppleDouble",
        "Icon\r",
        "__MACOSX",
        ".Trashes",
        ".apdisk",
        ".localized",
        ".TemporaryItems",
    ),
    *(".Trash-1000", ".fuse_hidden0000abcd00000001", ".nfs000000000123", "lost+found", ".directory"),
    *(
        "#recycle",
        "#Recycle",
        "@Recycle",
        "@Recently-Snapshot",
        "@eaDir",
        "#snapshot",
        ".snapshot",
        ".smbdelete3f2",
        "@tmp",
    ),
]
PEOPLES = [
    *(
        "report.docx",
        "~report.docx",
        "report (2).docx",
        "report.sync-conflict-20260803-101500-ABCDEFG.docx",
        "12345678.docx",
    ),
    *(
        "report (Mây's conflicted copy 2026-08-03).docx",
        "report-MAY-PC.docx",
        "1A2B3C4",
        "1A2B3C4D5",
        "1A2B3C4G",
        "Kế hoạch.xlsx",
    ),
    *(
        "partial.docx",
        "tmp.docx",
        "icon.docx",
        "#1 report.docx",
        "@Mây.docx",
        "$5.docx",
        "lost and found.docx",
        "recycle",
        "part",
    ),
]


@pytest.mark.fault("A7")
@pytest.mark.parametrize("name", LEFT)
def test_what_programs_leave_is_no_drop(name: str) -> None:
    assert is_leftover(name)


@pytest.mark.parametrize("name", PEOPLES)
def test_what_people_call_by_odd_names_is_theirs(name: str) -> None:
    assert not is_leftover(name)


@pytest.mark.parametrize(
    "folder", ["#recycle", "@eaDir", "~Snapshot", "$RECYCLE.BIN", "lost+found", ".Trash-1000", "@Recycle"]
)
def test_folders_that_systems_make_are_not_looked_into(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder / "sales").mkdir(parents=True)
    (tmp_path / folder / "sales" / "a.docx").write_bytes(b"x")
    (tmp_path / "b.docx").write_bytes(b"x")
    scan = InboxScan(tmp_path, 0.0)
    assert [path.name for path in scan.ready(0.0)] == ["b.docx"]
    assert scan.odd == {}


def test_the_docs_list_every_shape() -> None:
    text = (ROOT / "docs" / "inbox.md").read_text(encoding="utf-8")
    shapes = {
        shape.replace("\r", "␍").replace("[0-9a-f]" * 8, "1A2B3C4D") for names in LEFTOVERS.values() for shape in names
    }
    assert {shape for shape in shapes if f"`{shape}`" not in text} == set()
