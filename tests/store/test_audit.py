from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.store import files
from casedrop.store.archive import Archive, desk_folder
from casedrop.store.audit import ahead, verify
from casedrop.store.shelf import Shelf
from casedrop.store.values import Entry
from store.conftest import at

A, B = "2026/customization/PT-1", "2026/customization/PT-2"


@pytest.fixture
def kept(tmp_path):
    """An archive of two cases, a desk and a shelf; gives its root and the heads the ledger would know."""
    archive = Archive(tmp_path)
    for folder in (A, B, desk_folder(2026)):
        archive.keep(folder, 1, "in", "form.xlsx", f"form of {folder}".encode())
        archive.record(folder, [Entry(n, at(n), "moved", {"to": f"stage {n}"}) for n in (1, 2, 3)], {"id": folder})
    Shelf(tmp_path).put(b"a template")
    (tmp_path / ".keep").touch()
    return tmp_path, {folder: head for folder, (_, head) in archive.heads().items()}


def found(kept) -> list[tuple[str, str]]:
    root, heads = kept
    return [(f.kind, f.path) for f in verify(root, heads)]


def cut_last_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def vouch_again(folder: Path) -> None:
    """What a careful forger does: a manifest that fits."""
    lines = [f"{files.digest(p)}  {p.name}\n" for p in sorted(folder.iterdir()) if "manifest" not in p.name]
    (folder / "manifest-sha256.txt").write_text("".join(lines))


def test_a_sound_archive_has_no_faults(kept):
    assert found(kept) == []


@pytest.mark.parametrize(
    ("tamper", "faults"),
    [
        (lambda a: (a / "001-in-form.xlsx").write_bytes(b"x"), [("altered", "001-in-form.xlsx")]),
        (lambda a: (a / "001-in-form.xlsx").unlink(), [("missing", "001-in-form.xlsx")]),
        (
            lambda a: (a / "001-in-form.xlsx").rename(a / "1.xlsx"),
            [("extra", "1.xlsx"), ("missing", "001-in-form.xlsx")],
        ),
        (lambda a: (a / "note.txt").touch(), [("extra", "note.txt")]),
        (lambda a: (a / "case.json").write_text("{}"), [("altered", "case.json")]),
        (lambda a: (a / "manifest-sha256.txt").unlink(), [("missing", "manifest-sha256.txt")]),
        (lambda a: (a / "journal.jsonl").unlink(), [("missing", "journal.jsonl")]),
        (
            lambda a: (a / "journal.jsonl").write_bytes((a / "journal.jsonl").read_bytes()[:-5]),
            [("altered", "journal.jsonl"), ("truncated", "journal.jsonl")],
        ),
        (
            lambda a: (a / "journal.jsonl").write_text((a / "journal.jsonl").read_text().replace("stage 2", "stage 7")),
            [("altered", "journal.jsonl"), ("chain", "journal.jsonl")],
        ),
    ],
)
def test_each_kind_of_tampering_is_named(kept, tamper, faults):
    tamper(kept[0] / A)
    assert found(kept) == [(kind, f"{A}/{name}") for kind, name in faults]


def test_a_forger_who_mends_the_manifest_is_found_by_the_heads(kept):
    root, _ = kept
    cut_last_line(root / A / "journal.jsonl")
    vouch_again(root / A)
    assert found(kept) == [("truncated", f"{A}/journal.jsonl")]
    assert verify(root) == []


def test_a_journal_deleted_from_the_manifest_too_is_missing(kept):
    (kept[0] / A / "journal.jsonl").unlink()
    vouch_again(kept[0] / A)
    assert found(kept) == [("missing", f"{A}/journal.jsonl")]


def test_two_cases_changed_for_each_other_are_found(kept):
    root, _ = kept
    (root / A).rename(root / "aside")
    (root / B).rename(root / A)
    (root / "aside").rename(root / B)
    assert found(kept) == [("chain", f"{A}/journal.jsonl"), ("chain", f"{B}/journal.jsonl")]


def test_a_whole_case_that_is_gone_is_missed(kept):
    root, _ = kept
    (root / A).rename(root.parent / "hidden")
    assert found(kept) == [("missing", A)]


def test_a_journal_that_is_ahead_of_the_ledger_is_no_fault(kept):
    root, _ = kept
    Archive(root).record(A, [Entry(4, at(4), "closed", {})])
    assert found(kept) == []


def test_an_older_ledger_beside_a_newer_archive_is_found_out(kept):
    root, heads = kept
    assert ahead(root, heads) == []
    Archive(root).record(A, [Entry(4, at(4), "closed", {})])
    assert ahead(root, heads) == [A]
    assert ahead(root, {A: heads[A], B: heads[B]}) == [A, desk_folder(2026)]


def test_the_shelf_is_checked_by_its_names(kept):
    root, _ = kept
    (on_shelf,) = (root / "_shelf").glob("??/*")
    on_shelf.write_bytes(b"another template")
    (root / "_shelf" / "readme").touch()
    (root / "2026" / "lost.docx").touch()
    path = on_shelf.relative_to(root).as_posix()
    assert found(kept) == [("altered", path), ("extra", "2026/lost.docx"), ("extra", "_shelf/readme")]


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(kept):
    root, heads = kept

    def digest(path: Path) -> str:
        if path.name == "001-in-form.xlsx" and A in path.as_posix():
            raise OSError(5, "Input/output error")
        return files.digest(path)

    (root / B / "case.json").write_text("{}")
    faults = [(f.kind, f.path, f.detail) for f in verify(root, heads, digest)]
    assert faults == [
        ("unreadable", f"{A}/001-in-form.xlsx", "[Errno 5] Input/output error"),
        ("altered", f"{B}/case.json", ""),
    ]


def test_a_share_that_errs_once_is_asked_again(kept):
    root, heads = kept
    asked = []

    def flips_a_bit_the_first_time(path: Path) -> str:
        asked.append(path)
        return files.digest(path) if asked.count(path) > 1 else "0" * 64

    assert verify(root, heads, flips_a_bit_the_first_time) == []


def test_our_own_unfinished_files_are_not_strangers(kept):
    root, _ = kept
    for folder in (A, "_shelf/ab", "2026"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / files.tmp_name()).touch()
    assert found(kept) == []


def test_a_manifest_that_cannot_be_read_makes_its_folder_unreadable(kept):
    (kept[0] / A / "manifest-sha256.txt").unlink()
    (kept[0] / A / "manifest-sha256.txt").mkdir()
    assert found(kept) == [("unreadable", A)]
