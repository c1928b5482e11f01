from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from dataclasses import replace

import pytest

from casedrop.store import files
from casedrop.store.errors import Conflict, Loose
from casedrop.store.ledger import Ledger
from casedrop.store.records import Anchored, CaseRow, DocumentRow, Entry, NumberRow, QueuedEffect
from store.conftest import MONDAY, at
from store.crash import sweep

CASE = CaseRow("PT-1", "customization", "vi", "MAY", "asked", due=at(60), state={"answers": {"budget": "46350000"}})
OPENED = {"kind": "opened", "data": {"tên": "Bánh Mì Trên Mây"}}
MOVED = {"kind": "moved", "data": {"to": "quoted"}}
QUOTE = DocumentRow("PT-1/quote/1/1", "PT-1", "quote", 1, "vi", "quoted", 2, number="BG-2026-0001", code="R6TB-2HXE")


def append(ledger, version, *events, snapshot=CASE):
    with ledger.transaction() as tx:
        return tx.append("PT-1", version, events, at(version), snapshot)


def test_events_and_snapshot_are_saved_together(ledger):
    assert append(ledger, 0, OPENED) == 1
    assert append(ledger, 1, MOVED, MOVED, snapshot=replace(CASE, stage="quoted")) == 3
    assert ledger.events("PT-1") == [
        Entry(1, at(0), "opened", {"tên": "Bánh Mì Trên Mây"}),
        Entry(2, at(1), "moved", {"to": "quoted"}),
        Entry(3, at(1), "moved", {"to": "quoted"}),
    ]
    with ledger.transaction() as tx:
        assert tx.case("PT-1") == replace(CASE, stage="quoted", version=3)
        assert tx.case("PT-2") is None


@pytest.mark.fault("G2")
@pytest.mark.parametrize(
    ("version", "taken"),
    [
        (0, "the number PT-1 of the series customization is borne by something else"),
        (2, "of case PT-1 was taken by someone else"),
    ],
)
def test_a_version_is_taken_once(ledger, version, taken):
    append(ledger, 0, OPENED)
    with pytest.raises(Conflict, match=taken):
        append(ledger, version, MOVED)
    assert [e.kind for e in ledger.events("PT-1")] == ["opened"]


def test_open_cases_of_a_customer(ledger):
    with ledger.transaction() as tx:
        for case_id, flow, customer, closed in [
            ("A", "customization", "MAY", False),
            ("B", "customization", "MAY", True),
            ("C", "acceptance", "MAY", False),
            ("D", "customization", "SEN", False),
        ]:
            row = replace(CASE, flow=flow, customer=customer, closed=closed)
            tx.append(case_id, 0, [OPENED], MONDAY, row)
        assert [c.id for c in tx.open_cases("customization", "MAY")] == ["A"]
    assert [c.id for c in ledger.cases(closed=True)] == ["B"]
    assert [c.id for c in ledger.cases(closed=False, due_by=at(60))] == ["A", "C", "D"]
    assert ledger.cases(due_by=at(59)) == []


def test_cases_that_ended_lately_each_with_its_last_end(ledger):
    end, again = {"kind": "closed", "data": {"how": "lost"}}, {"kind": "reopened", "data": {}}
    with ledger.transaction() as tx:
        for case_id, events, closed in [
            ("A", [(OPENED, 0), (end, 4)], True),
            ("B", [(OPENED, 0), (end, 5)], True),
            ("C", [(OPENED, 0), (end, 6), (again, 7)], False),
            ("D", [(OPENED, 0), (end, 1), (again, 2), ({"kind": "closed", "data": {"how": "cancelled"}}, 8)], True),
        ]:
            for seq, (event, minute) in enumerate(events):
                tx.append(case_id, seq, [event], at(minute), replace(CASE, closed=closed))
    assert ledger.ended(at(5)) == ["B", "C", "D"]
    assert [(ledger.ending(case).at, ledger.ending(case).data["how"]) for case in "BD"] == [
        (at(5), "lost"),
        (at(8), "cancelled"),
    ]


def test_numbers_go_up_by_one_within_series_and_year(ledger):
    with ledger.transaction() as tx:
        drawn = [tx.draw("BG", 2026), tx.draw("BG", 2026), tx.draw("BG", 2027), tx.draw("PT", 0)]
        tx.bind("BG", 2026, 1, "BG-2026-0001", "quote")
        tx.void("BG", 2026, 2, "the converter failed")
        tx.bind("BG", 2027, 1, "BG-2027-0001", "other quote")
        tx.void("PT", 0, 1, "mistaken")
    assert drawn == [1, 2, 1, 1]
    assert ledger.numbers("BG") == [
        NumberRow("BG", 2026, 1, "BG-2026-0001", "quote"),
        NumberRow("BG", 2026, 2, void="the converter failed"),
        NumberRow("BG", 2027, 1, "BG-2027-0001", "other quote"),
    ]


@pytest.mark.fault("G3")
def test_a_number_is_never_left_loose(ledger):
    with pytest.raises(Loose, match=r"number 1 of BG \(2026\)"), ledger.transaction() as tx:
        tx.draw("BG", 2026)
    with ledger.transaction() as tx:
        assert tx.draw("BG", 2026) == 1
        tx.void("BG", 2026, 1, "test")


@pytest.mark.fault("F5")
def test_numbers_found_in_an_archive_are_not_given_again(ledger):
    with ledger.transaction() as tx:
        for n in (2, 7, 3, 3):
            tx.bind("BG", 2026, n, f"BG-2026-{n:04d}", f"quote {n}")
        assert tx.draw("BG", 2026) == 8
        tx.bind("BG", 2026, 8, "BG-2026-0008", "quote 8")


@pytest.mark.parametrize(
    "spend",
    [
        lambda tx: tx.bind("BG", 2026, 1, "BG-1", "another document"),
        lambda tx: tx.bind("BG", 2027, 1, "BG-1", "another number, same text"),
        lambda tx: tx.void("BG", 2026, 2, "for another reason"),
        lambda tx: tx.bind("BG", 2026, 2, "BG-2", "a number that is void"),
    ],
)
def test_a_number_and_its_text_belong_to_one_document(ledger, spend):
    with ledger.transaction() as tx:
        tx.bind("BG", 2026, 1, "BG-1", "document")
        tx.void("BG", 2026, 2, "mistaken")
    with pytest.raises(Conflict), ledger.transaction() as tx:
        spend(tx)


@pytest.mark.fault("G3")
def test_a_number_is_voided_with_its_reason_and_keeps_its_document(ledger):
    with ledger.transaction() as tx:
        tx.bind("BG", 2026, 1, "BG-1", "quote")
        for _ in range(2):
            tx.void("BG", 2026, 1, "the customer withdrew")
            tx.void("BG", 2026, 2, "never written")
    assert ledger.numbers("BG") == [
        NumberRow("BG", 2026, 1, "BG-1", "quote", void="the customer withdrew"),
        NumberRow("BG", 2026, 2, void="never written"),
    ]


def test_documents_are_found_by_number_and_by_code_latest_issue_first(ledger):
    second = replace(QUOTE, key="PT-1/quote/2/1", issue=3)
    copy = replace(QUOTE, key="PT-1/quote/2/2", issue=3, copy=2)
    with ledger.transaction() as tx:
        for document in (copy, QUOTE, second):
            tx.document(document)
        tx.document(replace(second, path="outbox/MAY/PT-1/bg.docx", sha256="c" * 64))
    assert ledger.find_document("BG-2026-0001").path == "outbox/MAY/PT-1/bg.docx"
    assert ledger.find_document("R6TB-2HXE").key == "PT-1/quote/2/1"
    assert ledger.find_document("") is None
    assert [d.copy for d in ledger.documents("PT-1")] == [1, 1, 2]


def test_all_or_nothing_whatever_was_raised(ledger):
    with pytest.raises(KeyboardInterrupt), ledger.transaction() as tx:
        everything(tx)
        raise KeyboardInterrupt
    assert state_of(ledger) == ([], [], [], [], {}, None)


def test_a_crash_leaves_all_or_nothing(tmp_path):
    count = itertools.count()

    def world() -> Ledger:
        return Ledger.open(f"sqlite:///{tmp_path}/{next(count)}.db", MONDAY)

    def run(ledger: Ledger) -> None:
        if not ledger.cases():
            with ledger.transaction() as tx:
                everything(tx)

    def check(ledger: Ledger) -> None:
        cases, numbers, documents, entries, heads, _ = state_of(ledger)
        assert (len(cases), len(numbers), len(documents), len(entries), len(heads)) in ((0,) * 5, (1, 1, 1, 1, 1))

    assert sweep(world, run, check) == 1


def killed_before_its_commit(url: str) -> None:
    ledger = Ledger.open(url, MONDAY)

    def hook(act: str, _target: str) -> None:
        if act == "commit":
            os.kill(os.getpid(), signal.SIGKILL)

    with files.acts(hook), ledger.transaction() as tx:
        everything(tx)


def test_a_process_killed_before_its_commit_saved_nothing_and_holds_nothing(ledger, url):
    victim = multiprocessing.get_context("spawn").Process(target=killed_before_its_commit, args=(url,))
    victim.start()
    victim.join(60)
    assert victim.exitcode == -signal.SIGKILL
    assert state_of(ledger) == ([], [], [], [], {}, None)
    with ledger.transaction() as tx:
        everything(tx)
    assert [n.n for n in ledger.numbers("BG")] == [1]


def everything(tx) -> None:
    tx.append("PT-1", 0, [OPENED], MONDAY, CASE)
    tx.bind("BG", 2026, tx.draw("BG", 2026), "BG-2026-0001", QUOTE.key)
    tx.document(QUOTE)
    tx.queue(None, [QueuedEffect("issue PT-1", "Issue")])
    tx.note(Anchored("2026/customization/PT-1", 2, "d" * 64))


def state_of(ledger):
    return (
        ledger.cases(),
        ledger.numbers("BG"),
        ledger.documents("PT-1"),
        ledger.queued(),
        ledger.heads(),
        ledger.find_document("BG-2026-0001"),
    )


def draw_many(url: str, who: int, times: int) -> None:
    ledger = Ledger.open(url, MONDAY)
    for turn in range(times):
        try:
            with ledger.transaction() as tx:
                n = tx.draw("BG", 2026)
                tx.bind("BG", 2026, n, f"BG-{n}", f"{who}/{turn}")
                _ = 1 / (turn % 5)  # every fifth fails after its number was drawn
        except ZeroDivisionError:
            continue


@pytest.mark.fault("G3")
def test_four_processes_draw_without_a_gap(url):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=draw_many, args=(url, who, 50)) for who in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [w.exitcode for w in workers] == [0] * 4
    numbers = Ledger.open(url, MONDAY).numbers("BG")
    assert [n.n for n in numbers] == list(range(1, 161))
    assert len({n.document for n in numbers}) == 160
