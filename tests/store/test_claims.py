from __future__ import annotations

import pytest

from casedrop.store.errors import Conflict, Stale
from store.conftest import at

SHA, OTHER = "a" * 64, "b" * 64
LEASE = 60


def claim(ledger, sha=SHA, path="inbox/phiếu.xlsx", owner="one", minute=0.0):
    return ledger.claim(sha, path, "sales", "phiếu.xlsx", owner, at(minute), LEASE)


def settle(ledger, intake, verdict, case_id=None):
    with ledger.transaction() as tx:
        tx.settle(intake, verdict, case_id, {"why": verdict})


@pytest.mark.fault("A4")
def test_one_content_at_one_path_has_one_holder(ledger):
    assert claim(ledger).fence == 1
    assert claim(ledger, owner="two", minute=0.5) is None
    assert claim(ledger, owner="one", minute=0.5) is None
    assert claim(ledger, path="inbox/lead/phiếu.xlsx", owner="two") is not None
    assert claim(ledger, sha=OTHER, owner="two") is not None


@pytest.mark.fault("G4")
def test_a_lease_that_ran_out_is_taken_over_and_the_slow_one_is_told(ledger):
    slow = claim(ledger)
    quick = claim(ledger, owner="two", minute=1)
    assert (quick.id, quick.owner, quick.fence) == (slow.id, "two", 2)
    for late in (
        lambda: ledger.release(slow, at(1)),
        lambda: settle(ledger, slow, "refused"),
    ):
        with pytest.raises(Stale, match=r"the claim on inbox/phiếu\.xlsx is no longer ours"):
            late()
    settle(ledger, quick, "refused")


def test_the_leases_of_the_dead_end_at_once(ledger):
    claim(ledger)
    ledger.free("one", at(0.1))
    assert claim(ledger, owner="two", minute=0.1).fence == 2


@pytest.mark.fault("F7")
def test_readings_begun_are_counted_across_takeovers(ledger):
    assert [claim(ledger, minute=n).strikes for n in range(3)] == [1, 2, 3]
    assert [i.strikes for i in ledger.open_intakes()] == [3]


def test_a_claim_that_is_given_back_counts_for_nothing(ledger):
    ledger.release(claim(ledger), at(0.1))
    assert claim(ledger, minute=0.2).strikes == 1


@pytest.mark.fault("E2")
def test_only_what_was_accepted_is_known_again(ledger):
    settle(ledger, claim(ledger), "refused")
    assert ledger.accepted(SHA) is None
    settle(ledger, claim(ledger), "accepted", "PT-1")
    assert (ledger.accepted(SHA).case_id, ledger.accepted(SHA).note) == ("PT-1", {"why": "accepted"})
    settle(ledger, claim(ledger), "duplicate", "PT-1")
    assert [i.state for i in ledger.intakes()] == ["refused", "accepted", "duplicate"]
    assert [i.state for i in ledger.intakes("PT-1")] == ["accepted", "duplicate"]
    assert ledger.open_intakes() == []


def test_one_content_is_accepted_once(ledger):
    first, second = claim(ledger), claim(ledger, path="inbox/other.xlsx")
    settle(ledger, first, "accepted", "PT-1")
    with pytest.raises(Conflict, match=r"content a{64} was taken"):
        settle(ledger, second, "accepted", "PT-2")
    assert [i.id for i in ledger.open_intakes()] == [second.id]


def test_a_verdict_is_given_once(ledger):
    intake = claim(ledger)
    settle(ledger, intake, "stray")
    with pytest.raises(Stale):
        settle(ledger, intake, "stray")


@pytest.mark.fault("J4")
@pytest.mark.parametrize("path", ["inbox/\udce9t\udcff.docx", '"quoted"', "nul\0l", "Hoà.docx", "Hoa\u0300.docx", "🎉"])
def test_any_path_comes_back_as_it_was(ledger, path):
    claim(ledger, path=path)
    assert claim(ledger, path=path) is None
    assert [i.path for i in ledger.open_intakes()] == [path]
