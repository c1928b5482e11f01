"""Each kind of tampering with an archive, told from every other."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import shutil

import pytest

from casedrop.store import temporary
from casedrop.store.archive import Archive
from casedrop.store.audit.verify import ahead, verify
from casedrop.store.records import Entry
from store.conftest import at
from store.kept import (  # noqa: F401 - fixtures
    DESK,
    FORM,
    JOURNAL,
    MANIFEST,
    QUOTE,
    A,
    B,
    C,
    cut_last_line,
    details,
    found,
    kept,
    say_otherwise,
    swap,
    vouch_again,
)


def test_a_sound_archive_has_no_faults(kept):
    assert found(kept) == []


@pytest.mark.fault("C10")
@pytest.mark.parametrize(
    ("tamper", "faults"),
    [
        (lambda a: (a / FORM).write_bytes(b"x"), [("altered", FORM)]),
        (lambda a: (a / FORM).unlink(), [("missing", FORM)]),
        (lambda a: (a / FORM).rename(a / "1.xlsx"), [("missing", FORM), ("extra", "1.xlsx")]),
        (lambda a: (a / "note.txt").touch(), [("extra", "note.txt")]),
        (lambda a: shutil.copy(a / FORM, a / "001-in-copy.xlsx"), [("extra", "001-in-copy.xlsx")]),
        (lambda a: (a / "case.json").write_text("{}"), [("altered", "case.json")]),
        (lambda a: swap(a / FORM, a / QUOTE), [("swapped", FORM), ("swapped", QUOTE)]),
        (lambda a: (a / QUOTE).write_bytes(b""), [("truncated", QUOTE)]),
        (lambda a: (a / MANIFEST).unlink(), [("missing", MANIFEST)]),
        (lambda a: (a / JOURNAL).unlink(), [("missing", JOURNAL)]),
        (lambda a: (a / JOURNAL).write_bytes(b""), [("truncated", JOURNAL)]),
        (lambda a: (a / JOURNAL).write_bytes((a / JOURNAL).read_bytes()[:-5]), [("truncated", JOURNAL)]),
        (lambda a: cut_last_line(a / JOURNAL), [("truncated", JOURNAL)]),
        (lambda a: say_otherwise(a / JOURNAL), [("chain", JOURNAL)]),
    ],
)
def test_each_kind_of_tampering_is_named(kept, tamper, faults):
    tamper(kept[0] / A)
    assert found(kept) == [(kind, f"{A}/{name}") for kind, name in faults]


def test_files_of_two_cases_changed_for_each_other_hold_what_is_the_others(kept):
    root, _ = kept
    swap(root / A / FORM, root / B / FORM)
    assert details(kept) == [
        ("swapped", f"{A}/{FORM}", f"holds what belongs to {B}/{FORM}"),
        ("swapped", f"{B}/{FORM}", f"holds what belongs to {A}/{FORM}"),
    ]


def test_three_files_that_went_round_are_swapped(kept):
    root, _ = kept
    swap(root / A / FORM, root / B / FORM)
    swap(root / B / FORM, root / DESK / FORM)
    assert found(kept) == [("swapped", f"{folder}/{FORM}") for folder in (A, B, DESK)]


@pytest.mark.fault("L15")
def test_a_copy_put_over_a_file_is_no_swap_but_says_whose_it_is(kept):
    root, _ = kept
    shutil.copy(root / B / FORM, root / A / QUOTE)
    assert details(kept) == [("altered", f"{A}/{QUOTE}", f"holds what belongs to {B}/{FORM}")]


def test_two_journals_changed_for_each_other(kept):
    root, _ = kept
    swap(root / A / JOURNAL, root / B / JOURNAL)
    assert found(kept) == [("swapped", f"{A}/{JOURNAL}"), ("swapped", f"{B}/{JOURNAL}")]


def test_a_swapped_journal_that_was_changed_too_is_still_told(kept):
    root, _ = kept
    swap(root / A / JOURNAL, root / B / JOURNAL)
    say_otherwise(root / A / JOURNAL)
    assert found(kept) == [
        ("altered", f"{A}/{JOURNAL}"),
        ("chain", f"{A}/{JOURNAL}"),
        ("altered", f"{B}/{JOURNAL}"),
    ]


@pytest.mark.parametrize("knows", [True, False])
def test_two_cases_changed_for_each_other(kept, knows):
    root, heads = kept
    swap(root / A, root / B)
    assert details((root, heads if knows else None)) == [
        ("swapped", A, f"holds what belongs to {B}"),
        ("swapped", B, f"holds what belongs to {A}"),
    ]


def test_a_case_put_in_the_place_of_another(kept):
    root, _ = kept
    shutil.rmtree(root / A)
    shutil.copytree(root / B, root / A)
    assert details(kept) == [("altered", A, f"holds what belongs to {B}")]


def test_a_folder_that_nobody_put_is_extra_as_a_whole(kept):
    root, _ = kept
    shutil.copytree(root / B, root / C)
    (root / "2026/customization/new").mkdir()
    (root / "2026/customization/new/note.txt").touch()
    (root / A / "more").mkdir()
    (root / A / "more/note.txt").touch()
    assert details(kept) == [
        ("extra", f"{A}/more/note.txt", "in no folder of the archive"),
        ("extra", C, f"the whole folder, a copy of {B}"),
        ("extra", "2026/customization/new", "the whole folder"),
    ]


def test_the_journal_of_another_case_where_no_manifest_speaks_of_one(kept):
    root, _ = kept
    shutil.copy(root / B / JOURNAL, root / A / JOURNAL)
    (root / A / MANIFEST).unlink()
    assert details(kept) == [
        ("chain", f"{A}/{JOURNAL}", f"the journal of {B}"),
        ("missing", f"{A}/{MANIFEST}", ""),
    ]


@pytest.mark.fault("C10")
def test_a_forger_who_mends_the_manifest_is_found_by_the_heads(kept):
    root, _ = kept
    cut_last_line(root / A / JOURNAL)
    vouch_again(root / A)
    assert found(kept) == [("truncated", f"{A}/{JOURNAL}")]
    assert verify(root) == []


def test_a_journal_deleted_from_the_manifest_too_is_missing(kept):
    (kept[0] / A / JOURNAL).unlink()
    vouch_again(kept[0] / A)
    assert found(kept) == [("missing", f"{A}/{JOURNAL}")]


def test_a_whole_case_that_is_gone_is_missed(kept):
    root, _ = kept
    (root / A).rename(root.parent / "hidden")
    assert found(kept) == [("missing", A)]


def test_a_journal_that_is_ahead_of_the_ledger_is_no_fault(kept):
    root, _ = kept
    Archive(root).record(A, [Entry(4, at(4), "closed", {})])
    assert found(kept) == []


@pytest.mark.fault("L6")
def test_an_older_ledger_beside_a_newer_archive_is_found_out(kept):
    root, heads = kept
    assert ahead(root, heads) == []
    Archive(root).record(A, [Entry(4, at(4), "closed", {})])
    assert ahead(root, heads) == [A]
    assert ahead(root, {A: heads[A], B: heads[B]}) == [A, DESK]


def test_the_shelf_is_checked_by_its_names(kept):
    root, _ = kept
    (on_shelf,) = (root / "_shelf").glob("??/*")
    on_shelf.write_bytes(b"another template")
    (root / "_shelf" / "readme").touch()
    (root / "2026" / "lost.docx").touch()
    path = on_shelf.relative_to(root).as_posix()
    assert found(kept) == [("extra", "2026/lost.docx"), ("altered", path), ("extra", "_shelf/readme")]


def test_our_own_unfinished_files_are_not_strangers(kept):
    root, _ = kept
    for folder in (A, "_shelf/ab", "2026"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / temporary.tmp_name()).touch()
    assert found(kept) == []
