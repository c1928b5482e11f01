"""What changed files are called: a property of any mix-up, and its edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.store.audit.swapped import EMPTY, Changed, named

FILES = "abcdef"


@given(st.permutations(FILES))
def test_whatever_went_round_is_swapped_and_says_whose_it_holds(order):
    changed = [Changed(due, due, held) for due, held in zip(FILES, order, strict=True) if due != held]
    told = {f.path: (f.kind, f.detail) for f in named(changed, {})}
    assert told == {c.path: ("swapped", f"holds what belongs to {c.held}") for c in changed}


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ([Changed("a", "A", "?")], ["altered"]),
        ([Changed("a", "A", "B")], ["altered"]),
        ([Changed("a", "A", "B"), Changed("b", "B", "?")], ["altered", "altered"]),
        ([Changed("a", "A", "B"), Changed("b", "B", "A")], ["swapped", "swapped"]),
        ([Changed("a", "A", EMPTY)], ["truncated"]),
        ([Changed("a", "A", EMPTY), Changed("b", EMPTY, "A")], ["swapped", "swapped"]),
    ],
)
def test_what_is_lost_is_not_called_swapped(changed, kinds):
    assert [f.kind for f in named(changed, {"B": ["b"]})] == kinds


def test_why_it_is_known_stands_behind_whose_it_is():
    (fault,) = named([Changed("a", "A", "B", "the journal tells otherwise")], {"B": ["a", "b"]})
    assert fault.detail == "holds what belongs to b; the journal tells otherwise"
