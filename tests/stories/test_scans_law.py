"""The law of scans: whatever pages lie in one file, in whatever order and however turned, each goes to its own document and
copy or is named by its number; after the loss of ledger and key as well."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from casedrop.desk.admin import originals
from casedrop.desk.admin.assign_scan import assign
from casedrop.desk.recovery.dump import dump
from formats.scan_samples import Hands, file, scanned
from rebuilding import lost_and_rebuilt
from stories.acceptance import CASE, FIRST, SECOND, THIRD
from stories.office import Office
from stories.scans import bearing, elsewhere, empty, hand_in, matched, pages_of, paper, scan, seen, torn
from strategies import examples

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")

OURS = [
    *((number, copy, page) for number, copy in ((SECOND, 3), (SECOND, 4), (THIRD, 3)) for page in (1, 2)),
    *((FIRST, 0, page) for page in (1, 2, 3)),
]
PAGES = st.one_of(st.sampled_from(OURS), st.sampled_from(["blank", "foreign", "torn"]))
SCANS = st.lists(st.tuples(PAGES, st.sampled_from([0, 90, 180, 270])), min_size=1, max_size=5)


def sheet(office, which):
    """The sheet of paper that a page of the game stands for."""
    other = paper(office, SECOND, 1)[0]
    odd = {"blank": empty, "torn": lambda: torn(other), "foreign": lambda: bearing(other, elsewhere(SECOND))}
    return odd[which]() if which in odd else paper(office, *which[:2])[which[2] - 1]


@pytest.mark.fault("B10")
def test_every_page_goes_to_its_own_document_and_copy_or_is_named(printed_office):
    office = printed_office()

    @settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
    @given(SCANS)
    def law(lies):
        before, known = matched(office), len(office.outcomes)
        images = [scanned(sheet(office, which), Hands(dpi=150, turn=turn)) for which, turn in lies]
        hand_in(office, "manager", "quét.pdf", file(images, "PDF", dpi=150))
        first = office.outcomes[known]
        named = [p.place.args["page"] for p in first.problems if p.code in ("scan.unread", "scan.foreign")]
        assert matched(office) == before | {which for which, _ in lies if which in OURS}
        assert named == [n for n, (which, _) in enumerate(lies, 1) if which in ("foreign", "torn")]
        assert first.kind == "split" or not named or not any(which in OURS for which, _ in lies)

    law()


def test_pages_of_no_document_come_back_in_one_file_in_their_order(printed_office):
    office = printed_office()
    odd = [sheet(office, "torn"), *paper(office, SECOND, 3), sheet(office, "foreign"), empty()]
    assert hand_in(office, "manager", "quét.pdf", scan(odd)) == ["split scan.unread scan.foreign", "accepted"]
    assert len(PdfReader(office.returned("manager", ".pdf")).pages) == 2


@pytest.fixture
def lost(tmp_path):
    """Gives the office again, at another place, its ledger and its key lost and rebuilt; and what both ledgers know."""

    def lose(office):
        copy, found = lost_and_rebuilt(office.room, tmp_path / "again")
        assert found.written, found.faults
        both, rows = (dump(office.room), dump(copy)), (originals.listed(office.room), originals.listed(copy))
        copy.ledger.close()
        return Office(copy.workspace, office.hands, office.clock), both, rows

    return lose


def test_with_ledger_and_key_lost_papers_issued_before_are_known_and_the_register_is_the_same(printed_office, lost):
    office = printed_office()
    several = [*paper(office, SECOND, 3), sheet(office, "torn"), *paper(office, THIRD, 3)]
    hand_in(office, "manager", "quét.pdf", scan(several))
    assert assign(office.watcher.desk, office.returned("manager", ".pdf"), SECOND, 1) == ()
    originals.note(office.watcher.desk, "in", SECOND, 3, "TC-01")
    originals.note(office.watcher.desk, "out", SECOND, 2, "Nguyễn Thị Ví Dụ")
    again, (before, after), (rows, rebuilt) = lost(office)
    assert (again.room.key != office.room.key, after, rebuilt) == (True, before, rows)
    assert hand_in(again, "manager", "lại.pdf", scan(several)) == [
        "split scan.unread",
        "duplicate drop.duplicate",
        "duplicate drop.duplicate",
    ]
    assert hand_in(again, "manager", "quét 4.pdf", scan(paper(again, SECOND, 4))) == ["accepted"]
    assert (matched(again), seen(again, SECOND), again.stage(CASE)) == (
        pages_of(SECOND, 3, 4) | pages_of(THIRD, 3) | {(SECOND, 1, 0)},
        [1, 3, 4],
        "filing",
    )
    assert originals.note(again.watcher.desk, "in", SECOND, 4, "K2-07") is None
    assert (again.stage(CASE), again.faults()) == ("accepted", [])
    again.close()
