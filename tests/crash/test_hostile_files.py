"""Files that kill, hang or fool the process that reads them: answered, given back, kept; nothing else is hurt (F7, K2, K5)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from casedrop.desk.desk import Outcome
from casedrop.desk.reading.process import read_apart
from casedrop.workspace.workspace import Workspace
from crash.world import World, at_work, faults
from taken_over import taken_over

EFFECTS = {
    "dies": ("ctypes.string_at(0)", "file.crashed"),
    "hangs": ("time.sleep(600)", "file.slow"),
    "says what is no answer": ("os.write(1, b'[1, 2'); os._exit(0)", "file.crashed"),
    "says other data": ("os.write(1, b'{}'); os._exit(0)", "file.crashed"),
    "says data of another shape": (
        """os.write(1, b'{"kind": "docx", "foot": "", "reading": {"form": 1, "lang": 1, "stamp": 1, "answers": {}, "found": []}}')
    os._exit(0)""",
        "file.crashed",
    ),
    "says more than any form does": ("os.write(1, b' ' * 20_000_000); os._exit(0)", "file.crashed"),
    "nests its answer without end": ("os.write(1, b'[' * 5_000_000); os._exit(0)", "file.crashed"),
}


def dropped(world: World, workspace: Workspace, role: str, name: str, data: bytes) -> Outcome | None:
    """What becomes of a file, read in a process of its own that may take two seconds."""
    path = world.root / "inbox" / role / name
    path.write_bytes(data)
    short = replace(workspace, settings=replace(workspace.settings, read_seconds=2, memory_mb=128))
    with at_work(world, short, reader=read_apart) as desk:
        return desk.take_in(path)


def kept_and_given_back(world: World, name: str, data: bytes) -> bool:
    """Whether the bytes are in the archive and back with the sender, with an answer, and gone from the inbox."""
    kept = [p.read_bytes() for p in (world.root / "archive" / "_desk").rglob(f"*{name}*")]
    back = list((world.root / "inbox" / "returned").iterdir())
    given = [p for p in back if p.suffix != ".txt" and p.read_bytes() == data]
    return kept == [data] and len(back) == 2 and len(given) == 1 and not (world.root / "inbox" / name).exists()


@pytest.mark.fault("F7")
@pytest.mark.parametrize("entry", EFFECTS)
def test_a_reader_taken_over_by_a_file_hurts_no_one(
    entry: str, scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path
) -> None:
    does, code = EFFECTS[entry]
    world = scenes["deadline"].copy(tmp_path / "w")
    before = world.ledger()
    with taken_over(does, tmp_path):
        outcome = dropped(world, workspace, "", "odd.docx", b"PK\x03\x04 whatever")
    assert outcome is not None
    assert (outcome.kind, [p.code for p in outcome.problems]) == ("stray", [code])
    assert kept_and_given_back(world, "odd.docx", b"PK\x03\x04 whatever")
    assert [world.ledger()[t] for t in ("number", "document")] == [before[t] for t in ("number", "document")]
    assert faults(world) == []


def test_a_file_that_eats_all_memory_is_given_back(
    scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path
) -> None:
    data = swollen(tmp_path / "swollen.docx")
    assert len(data) < 10_000_000
    world = scenes["deadline"].copy(tmp_path / "w")
    outcome = dropped(world, workspace, "", "swollen.docx", data)
    assert outcome is not None
    assert outcome.kind == "stray"
    assert outcome.problems[0].code in ("file.crashed", "file.slow")
    assert kept_and_given_back(world, "swollen.docx", data)
    assert faults(world) == []


def swollen(path: Path) -> bytes:
    """A document of a hundred megabytes in a small package, within what may be opened."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    rows = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % (k * k) for k in range(10_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", rels)
        with package.open("word/document.xml", "w") as out:
            out.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
            for _ in range(200):
                out.write(rows)
            out.write(b"</w:body></w:document>")
    return path.read_bytes()
