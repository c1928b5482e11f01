"""The page of what is read of typed forms is what its figures make it."""

from __future__ import annotations

import json
from pathlib import Path

from typist.compare import Result
from typist.page import FIGURES, PAGE, counted, page


def test_the_page_is_made_of_the_figures():
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    assert PAGE.read_text(encoding="utf-8") == page(figures), "run: python tools/typist.py --read --write"


def test_results_are_counted_by_program_habit_and_form():
    there = [Result("/a", "right", "x", "x"), Result("/b", "wrong", "x", "y"), Result("/c", "right", "x", "x")]
    found = [(Path("7.4/select/visit@closing.vi.docx"), there), (Path("7.4/select/visit.vi.docx"), there[:1])]
    assert counted(found) == {"7.4": {"select": {"visit": [3, 0, 0, 1]}}}


def test_a_page_shows_sums_and_shares():
    shown = page({"7.4": {"select": {"visit": [3, 0, 0, 1], "note": [4, 0, 0, 0]}}})
    assert "| **all** | 7 | 0 | 0 | 1 | 87.5 % |" in shown
    assert "| `visit` | 3 | 0 | 0 | 1 | 75.0 % |" in shown
