"""What cannot be read is said, and is not taken for corruption."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from casedrop.store import files
from casedrop.store.audit.verify import verify
from store.kept import FORM, JOURNAL, MANIFEST, QUOTE, A, B, found, kept  # noqa: F401 - fixtures


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(kept):
    root, heads = kept

    def digest(path: Path) -> str:
        if path.name == FORM and A in path.as_posix():
            raise OSError(5, "Input/output error")
        return files.digest(path)

    (root / B / "case.json").write_text("{}")
    faults = [(f.kind, f.path, f.detail) for f in verify(root, heads, digest)]
    assert faults == [
        ("unreadable", f"{A}/{FORM}", "[Errno 5] Input/output error"),
        ("altered", f"{B}/case.json", ""),
    ]


def test_a_share_that_errs_once_is_asked_again(kept):
    root, heads = kept
    asked = []

    def flips_a_bit_the_first_time(path: Path) -> str:
        asked.append(path)
        return files.digest(path) if asked.count(path) > 1 else "0" * 64

    assert verify(root, heads, flips_a_bit_the_first_time) == []


def test_a_manifest_that_cannot_be_read_makes_its_folder_unreadable(kept):
    (kept[0] / A / MANIFEST).unlink()
    (kept[0] / A / MANIFEST).mkdir()
    assert found(kept) == [("unreadable", A)]


def test_a_folder_in_the_place_of_a_file_is_no_corruption(kept):
    for name in (QUOTE, JOURNAL):
        (kept[0] / A / name).unlink()
        (kept[0] / A / name).mkdir()
    assert found(kept) == [("unreadable", f"{A}/{QUOTE}"), ("unreadable", f"{A}/{JOURNAL}")]


def test_a_file_that_reads_differently_each_time_is_not_called_altered(kept):
    root, heads = kept
    asked = []

    def worn_out(path: Path) -> str:
        asked.append(path)
        return f"{len(asked):064}" if path == root / A / QUOTE else files.digest(path)

    faults = [(f.kind, f.path, f.detail) for f in verify(root, heads, worn_out)]
    assert faults == [("unreadable", f"{A}/{QUOTE}", "it reads differently each time")]


@contextlib.contextmanager
def nobody():
    """As one whom permissions bind, as they do not bind root."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
@pytest.mark.parametrize("closed", ["2026", A, "_shelf"])
def test_a_closed_folder_is_told_once_and_nothing_in_it_is_called_missing(kept, closed):
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        root = Path(place) / "archive"
        shutil.copytree(kept[0], root)
        root.chmod(0o755)
        (root / closed).chmod(0)
        with nobody():
            assert found((root, kept[1])) == [("unreadable", closed)]
        (root / closed).chmod(0o700)
