"""A manifest that was mended to fit a forged drop: the journal tells otherwise."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import pytest

from store.kept import DESK, FORM, MANIFEST, A, B, details, found, kept, swap, vouch_again  # noqa: F401 - fixtures


@pytest.mark.parametrize("folder", [A, DESK])
def test_a_drop_forged_with_its_manifest_is_found_by_the_journal(kept, folder):
    place = kept[0] / folder
    (place / FORM).write_bytes(b"forged")
    vouch_again(place)
    assert details(kept) == [("altered", f"{folder}/{FORM}", "the journal tells otherwise")]


def test_drops_swapped_with_their_manifests_are_found_by_the_journals(kept):
    root, _ = kept
    swap(root / A / FORM, root / B / FORM)
    vouch_again(root / A)
    vouch_again(root / B)
    assert found(kept) == [("swapped", f"{A}/{FORM}"), ("swapped", f"{B}/{FORM}")]


def test_a_drop_taken_out_of_the_manifest_too_is_missed_by_the_journal(kept):
    (kept[0] / A / FORM).unlink()
    vouch_again(kept[0] / A)
    assert details(kept) == [("missing", f"{A}/{FORM}", "the journal tells of it")]


@pytest.mark.parametrize("line", ["", f"{'0' * 64}  {FORM}\n"])
def test_a_manifest_that_is_wrong_about_a_sound_drop(kept, line):
    path = kept[0] / A / MANIFEST
    path.write_text(line + "".join(x for x in path.read_text().splitlines(keepends=True) if FORM not in x))
    assert details(kept) == [("altered", f"{A}/{MANIFEST}", f"of {FORM} the journal tells otherwise")]
