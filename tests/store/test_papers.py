"""The register of originals, numbers that count, and words of forms: written, replaced and asked alike on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedrop.store.papers import Paper, SoughtPapers
from casedrop.store.standing import Counting, Owed, Rated, Standing
from store.conftest import MONDAY, at

OUT = Paper("N-1", 1, "A-1", "out", "2026-02-01", scanned=False, sought="kiten-1", line={"n": 0})
OFFICE = replace(OUT, copy=2, state="office", since="2026-03-01")
SHELF = replace(OUT, number="N-2", case_id="A-2", state="shelf", scanned=True, sought="boatn-2")
OPEN = Standing(
    *("A-1", "visits", "seeing", "Kite", "kitea-1"), closed=False, held=False, rank="02026-02-01", due=None,
    late="2026-02-01", lapsed=True, opened=MONDAY, since=MONDAY,
)  # fmt: skip
ENDED = replace(OPEN, case_id="A-2", sought="boata-2", closed=True, rank="2", late="", ended=at(5))
DUE = (Counting("due", "owed", "VND", 90_000_000_000_000), Counting("paid", "paid", "VND", 30_000_000_000_000))


@pytest.fixture
def kept(ledger):
    """A ledger with two cases: one open and late that owes and has two originals out or unshelved, one that has ended."""
    with ledger.transaction() as tx:
        tx.put_standing("A-1", OPEN)
        tx.put_standing("A-2", ENDED)
        tx.put_papers("A-1", [OUT, OFFICE])
        tx.put_papers("A-2", [SHELF])
        tx.put_figures("A-1", DUE)
        tx.put_figures("A-2", [Counting("mark", "rating", "", 450)])
        tx.put_content("A-1", {"sales": "bluedoor\nkite", "": "100%"})
        tx.put_content("A-2", {"phone": "bluewindow"})
    return ledger


def copies(ledger, which, words=""):
    found = ledger.papers_sought(SoughtPapers(which, "2026-02-10", words), 0, 10)
    return [(one.number, one.copy) for one in found]


def test_originals_are_found_by_where_they_are(kept):
    whiches = ("out", "long", "unscanned", "unshelved", "shelved", "all")
    assert {which: copies(kept, which) for which in whiches} == {
        "out": [("N-1", 1)],
        "long": [("N-1", 1)],
        "unscanned": [("N-1", 2)],
        "unshelved": [("N-1", 2)],
        "shelved": [("N-2", 1)],
        "all": [("N-1", 2), ("N-1", 1), ("N-2", 1)],
    }
    assert kept.count_papers([SoughtPapers(which, "2026-02-10") for which in whiches]) == [1, 1, 1, 1, 1, 3]
    assert (copies(kept, "all", "boat"), copies(kept, "all", "%")) == ([("N-2", 1)], [])


def test_originals_are_found_by_number_document_and_case(kept):
    assert kept.papers_named([("N-1", 2), ("N-9", 1)]) == [OFFICE]
    assert kept.papers_of("N-1") == [OUT, OFFICE]
    assert kept.papers_of_case("A-2") == [SHELF]


def test_what_a_case_has_takes_the_place_of_what_it_had(kept):
    with kept.transaction() as tx:
        tx.put_papers("A-1", [replace(OUT, state="shelf")])
        tx.put_figures("A-1", [])
        tx.put_content("A-1", {"sales": "red"})
    assert (copies(kept, "out"), copies(kept, "shelved")) == ([], [("N-1", 1), ("N-2", 1)])
    assert (kept.owed(), kept.containing("kite", None, 5)) == ([], [])
    with kept.transaction() as tx:
        tx.put_papers("A-1", [])
    assert kept.papers_of_case("A-1") == []


def test_sums_of_money_and_ratings_are_exact(kept):
    assert kept.owed() == [Owed("VND", 60_000_000_000_000, 60_000_000_000_000)]
    assert kept.rated([(at(0), at(5)), (at(5), at(9))]) == [Rated(0, 0), Rated(1, 450)]


@pytest.mark.parametrize(
    ("words", "readers", "cases"),
    [
        ("blue", None, ["A-1", "A-2"]),
        ("blue", ("sales",), ["A-1"]),
        ("blue", (), []),
        ("100%", None, ["A-1"]),
        ("0%", None, ["A-1"]),
        ("0%", ("sales",), []),
        ("0_", None, []),
        ("ed", None, ["A-1"]),
        ("or", None, ["A-1"]),
        ("rk", None, []),
        ("blu\0e", None, []),
        ("bluekite", None, []),
    ],
)
def test_words_are_found_by_those_who_sent_them(kept, words, readers, cases):
    assert sorted(kept.containing(words, readers, 5)) == cases


@pytest.mark.parametrize("words", ["漏水", "阀門漏", '"6"', "l'eau", "c:\\x", "&|", '漏水"', '水"', "đ©", "🙂🙂", "ñα"])
def test_words_are_found_in_every_script_and_with_every_sign(ledger, words):
    with ledger.transaction() as tx:
        tx.put_content("A-1", {"sales": '1\n阀門漏水"6"l\'eauc:\\x&|ñαđ©🙂🙂', "phone": "漏\n水阀門"})
        tx.put_content("A-2", {"sales": "水漏門", "phone": "'\"\\"})
    assert ledger.containing(words, ("sales",), 5) == ledger.containing(words, None, 5) == ["A-1"]
    assert ledger.containing(words, ("phone",), 5) == []
