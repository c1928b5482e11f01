"""A scan sorted into documents and copies: in order, complete or not, and nothing matched that cannot be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.forms.reading import Scan, ScanPage
from casedrop.intake.scan_groups import ScanPart, Sorted, group, problems
from casedrop.language.problem import Place, Problem

KEY = b"k" * 32
ONE, TWO = Code("YS-2026-0147", 17, "1/4"), Code("YS-2026-0147", 17, "2/4")
OTHER = Code("BG-2026-0001", 5)
SHOP = "https://shop.example/sale"


def known(text):
    return page_code.genuine(text, KEY)


def text(code, page=0, pages=0):
    return page_code.write(code.at(page, pages), KEY)


def scan(*pages):
    """A scan whose pages bear these codes; None is a blank page, "" one without a code."""
    kinds = ([] if page in (None, "") else [page] if isinstance(page, str) else page for page in pages)
    return Scan(
        tuple(ScanPage(n, tuple(k), blank=page is None) for n, (k, page) in enumerate(zip(kinds, pages, strict=True)))
    )


def part(code, *pages, **more):
    return ScanPart(code.number, code.issue, code.copy, pages, **more)


FORGED = text(ONE, 1, 2)[:-8] + "23456789"


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([text(ONE, 1, 2), text(ONE, 2, 2)], Sorted((part(ONE, 0, 1),))),
        ([text(ONE, 2, 2), None, text(ONE, 1, 2)], Sorted((part(ONE, 2, 0),), blank=(1,))),
        (
            [text(ONE, 1, 2), text(TWO, 1, 2), text(OTHER, 1, 1), text(TWO, 2, 2), text(ONE, 2, 2)],
            Sorted((part(ONE, 0, 4), part(TWO, 1, 3), part(OTHER, 2))),
        ),
        ([text(ONE, 1, 3), "", text(ONE, 3, 3)], Sorted((part(ONE, 0, 2, missing=(2,)),), unread=(1,))),
        ([text(ONE, 1, 2), text(ONE, 1, 2)], Sorted((part(ONE, 0, 1, missing=(2,), doubled=(1,)),))),
        ([text(ONE), text(ONE), text(ONE)], Sorted((part(ONE, 0, 1, 2),))),
        ([text(ONE), text(ONE, 1, 1)], Sorted((part(ONE, 1, 0),))),
        ([FORGED, SHOP, "CD1*nonsense"], Sorted(foreign=(0, 1, 2))),
        ([[text(ONE, 1, 1), SHOP]], Sorted((part(ONE, 0),))),
        ([[text(ONE, 1, 1), FORGED]], Sorted(foreign=(0,))),
        ([[text(ONE, 1, 1), text(OTHER, 1, 1)]], Sorted(foreign=(0,))),
        ([], Sorted()),
    ],
    ids=[
        "in order",
        "backwards with a blank",
        "three documents mixed",
        "a page missing and one unread",
        "one page twice",
        "printed from Word",
        "printed both ways",
        "foreign",
        "a sticker beside ours",
        "a forged one beside ours",
        "two documents on a page",
        "nothing",
    ],
)
def test_pages_are_sorted(pages, found):
    assert group(scan(*pages), known) == found


def test_a_document_nobody_knows_is_foreign():
    assert group(scan(text(ONE, 1, 1)), lambda _: False) == Sorted(foreign=(0,))


SHEETS = [(code, n) for code in (ONE, TWO, OTHER) for n in (1, 2, 3)]


@pytest.mark.fault("C1")
@given(st.permutations(SHEETS), st.sets(st.integers(0, 8)))
def test_every_page_goes_to_its_own_document_or_is_named(order, hidden):
    found = group(scan(*("" if n in hidden else text(c, p, 3) for n, (c, p) in enumerate(order))), known)
    for each in found.parts:
        assert [order[n][0] for n in each.pages] == [Code(each.document, each.issue, each.copy)] * len(each.pages)
        seen = [order[n][1] for n in each.pages]
        assert seen == sorted(seen)
        assert sorted([*seen, *each.missing]) == [1, 2, 3]
    assert found.unread == tuple(sorted(hidden))
    assert sorted(n for each in found.parts for n in each.pages) == [n for n in range(9) if n not in hidden]


def test_what_a_person_must_look_at_is_told_page_by_page():
    found = group(scan(text(ONE, 1, 3), "", SHOP, text(ONE, 1, 3)), known)
    assert problems(found) == (
        Problem("scan.unread", Place("page", {"page": 2})),
        Problem("scan.foreign", Place("page", {"page": 3})),
        Problem("scan.missing", args={"document": "YS-2026-0147 · 1/4", "pages": (2, 3)}),
        Problem("scan.doubled", args={"document": "YS-2026-0147 · 1/4", "pages": (1,)}),
    )
