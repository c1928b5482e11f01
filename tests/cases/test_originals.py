"""What is still missing of a document whose pages come one by one."""

from __future__ import annotations

import pytest

from casedrop.cases.originals import Scanned, ScanOf, missing


def scan(*pages, number="BM-1", issue=4, copy=0, of=3, by="code"):
    return ScanOf(number, issue, Scanned(copy, pages, of, by))


@pytest.mark.parametrize(
    ("scans", "left"),
    [
        ([scan(2)], (1, 3)),
        ([scan(1), scan(3)], (2,)),
        ([scan(1), scan(3), scan(2)], ()),
        ([scan(1, 2, 3), scan(2)], ()),
        ([scan(1, copy=1), scan(3, copy=2)], (1, 2)),
        ([scan(1, issue=3), scan(3)], (1, 2)),
        ([scan(1, number="BM-2"), scan(3)], (1, 2)),
        ([scan(of=0, by="hand"), scan(1)], ()),
        ([scan(1), scan(of=0, by="hand")], ()),
    ],
)
def test_what_no_scan_has_shown_is_missing(scans, left):
    assert missing(scans) == left
