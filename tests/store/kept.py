"""An archive to be tampered with, and how."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from casedrop.store import files
from casedrop.store.archive import Archive, desk_folder
from casedrop.store.audit.verify import verify
from casedrop.store.records import Entry
from casedrop.store.versions import VersionShelf
from store.conftest import at

A, B, C = "2026/customization/PT-1", "2026/customization/PT-2", "2026/customization/PT-3"
DESK = desk_folder(2026)
FORM, QUOTE, JOURNAL, MANIFEST = "001-in-form.xlsx", "002-out-quote.pdf", "journal.jsonl", "manifest-sha256.txt"


def told(folder: str) -> list[Entry]:
    """What the journal of a folder tells: of the drop that was kept in it, and two events more."""
    drop = {"sha256": sha(form_of(folder)), "name": "form.xlsx"}
    first = ("stray", {**drop, "verdict": "stray"}) if folder == DESK else ("accepted", {**drop, "file": 1})
    return [Entry(1, at(1), *first), *(Entry(n, at(n), "moved", {"to": f"stage {n}"}) for n in (2, 3))]


def form_of(folder: str) -> bytes:
    return f"form of {folder}".encode()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def kept(tmp_path):
    """An archive of two cases, a desk and a shelf; gives its root and the heads the ledger would know."""
    archive = Archive(tmp_path)
    for folder in (A, B, DESK):
        archive.keep(folder, 1, "in", "form.xlsx", form_of(folder))
        archive.keep(folder, 2, "out", "quote.pdf", f"quote of {folder}".encode())
        archive.record(folder, told(folder), {"id": folder})
    VersionShelf(tmp_path).put(b"a template")
    (tmp_path / ".keep").touch()
    return tmp_path, {folder: head for folder, (_, head) in archive.heads().items()}


def found(kept) -> list[tuple[str, str]]:
    root, heads = kept
    return [(f.kind, f.path) for f in verify(root, heads)]


def details(kept) -> list[tuple[str, str, str]]:
    root, heads = kept
    return [(f.kind, f.path, f.detail) for f in verify(root, heads)]


def cut_last_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def vouch_again(folder: Path) -> None:
    """What a careful forger does: a manifest that fits."""
    lines = [f"{files.digest(p)}  {p.name}\n" for p in sorted(folder.iterdir()) if "manifest" not in p.name]
    (folder / MANIFEST).write_text("".join(lines))


def swap(one: Path, other: Path) -> None:
    one.rename(one.parent / "aside")
    other.rename(one)
    (one.parent / "aside").rename(other)


def say_otherwise(journal: Path) -> None:
    journal.write_text(journal.read_text().replace("stage 2", "stage 7"))
