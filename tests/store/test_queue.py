from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedrop.store.errors import Stale
from casedrop.store.ledger import Ledger
from casedrop.store.records import QueuedEffect as Queued
from store.conftest import MONDAY, at

LEASE = 60


def intakes(ledger, *names):
    return [ledger.claim(name * 64, f"inbox/{name}", None, name, "one", at(0), LEASE).id for name in names]


def queue(ledger, intake_id, *entries):
    with ledger.transaction() as tx:
        tx.queue(intake_id, entries)


def take(ledger, owner="one", minute=0.0):
    return ledger.next_effect(owner, at(minute), LEASE)


def keys(ledger, state):
    return [d.key for d in ledger.queued(state)]


def test_effects_of_one_drop_are_done_in_order(ledger):
    (drop,) = intakes(ledger, "a")
    queue(
        ledger,
        drop,
        Queued("keep", "Keep", {"seq": 1}),
        Queued("issue", "Issue"),
        Queued("remove", "Remove"),
    )
    done = []
    while entry := take(ledger):
        assert take(ledger) is None
        done.append(entry.key)
        ledger.done(entry)
    assert done == ["keep", "issue", "remove"] == keys(ledger, "done")


def test_effects_of_different_drops_do_not_wait_for_each_other(ledger):
    a, b = intakes(ledger, "a", "b")
    queue(ledger, a, Queued("a1", "Keep"), Queued("a2", "Issue"))
    queue(ledger, b, Queued("b1", "Keep"))
    queue(ledger, None, Queued("deadline", "Notify"))
    assert [take(ledger).key for _ in range(3)] == ["a1", "b1", "deadline"]
    assert take(ledger) is None


def test_a_effect_is_known_by_its_key(ledger):
    queue(ledger, None, Queued("keep", "Keep", {"first": True}))
    ledger.done(take(ledger))
    queue(ledger, None, Queued("keep", "Keep", {"first": False}))
    assert [(d.payload, d.state) for d in ledger.queued()] == [({"first": True}, "done")]


def test_of_one_lane_one_effect_is_under_way(ledger):
    a, b = intakes(ledger, "a", "b")
    queue(ledger, a, Queued("a1", "Keep", lane="PT-1"))
    queue(ledger, b, Queued("b1", "Keep", lane="PT-1"), Queued("b2", "Keep", lane="PT-2"))
    first = take(ledger)
    assert (first.key, take(ledger)) == ("a1", None)
    ledger.retry(first, at(5), "the file is open in Word")
    assert take(ledger).key == "b1"


def test_a_waiting_effect_holds_back_only_if_it_is_blocking(ledger):
    a, b = intakes(ledger, "a", "b")
    queue(ledger, a, Queued("a pdf", "Convert", blocking=False), Queued("a2", "Issue"))
    queue(ledger, b, Queued("b pdf", "Convert"), Queued("b2", "Issue"))
    ledger.wait(take(ledger), "no converter")
    assert take(ledger).key == "a2"
    ledger.wait(take(ledger), "no converter")
    assert take(ledger) is None
    assert [(d.key, d.why) for d in ledger.waiting("Convert")] == [("a pdf", "no converter"), ("b pdf", "no converter")]
    assert ledger.waiting("Issue") == []
    assert ledger.wake("Convert") == 2
    assert take(ledger).key == "a pdf"


def test_a_retry_comes_when_it_is_time_and_counts(ledger):
    queue(ledger, None, Queued("issue", "Issue"))
    ledger.retry(take(ledger), at(10), "EACCES")
    assert take(ledger, minute=9.9) is None
    again = take(ledger, minute=10)
    assert (again.fence, again.why) == (2, "EACCES")


def test_a_effect_for_later_is_not_due_now(ledger):
    queue(ledger, None, Queued("remind", "Notify", due=at(30)))
    assert take(ledger, minute=29) is None
    assert take(ledger, minute=30).key == "remind"


def test_a_slow_worker_cannot_finish_what_another_took_over(ledger):
    queue(ledger, None, Queued("issue", "Issue"))
    slow, quick = take(ledger), take(ledger, "two", 1)
    assert (slow.fence, quick.fence) == (1, 2)
    for late in (
        lambda: ledger.done(slow),
        lambda: ledger.retry(slow, at(2), "late"),
        lambda: ledger.wait(slow, "late"),
    ):
        with pytest.raises(Stale, match="the effect issue is no longer ours"):
            late()
    assert take(ledger, "three", 1.9) is None
    ledger.done(quick)
    with pytest.raises(Stale):
        ledger.done(quick)


def test_what_a_dead_worker_held_is_free_at_once(ledger):
    queue(ledger, None, Queued("issue", "Issue"))
    take(ledger)
    ledger.free("one", at(0.1))
    assert take(ledger, "two", 0.1).fence == 2


def test_a_kind_may_be_passed_over_looked_at_and_begun_one_by_one(ledger):
    queue(
        ledger,
        None,
        Queued("a pdf", "Convert", lane="PT-1"),
        Queued("keep", "Keep"),
        Queued("b pdf", "Convert", lane="PT-1"),
    )
    assert ledger.next_effect("one", at(0), LEASE, but="Convert").key == "keep"
    assert ledger.next_effect("one", at(0), LEASE, but="Convert") is None
    first, second = ledger.ready("Convert", at(0), 9)
    assert [d.key for d in ledger.ready("Convert", at(0), 1)] == [first.key] == ["a pdf"]
    begun = ledger.begin(second, "one", at(0), LEASE)
    assert (begun.key, begun.fence) == ("b pdf", 1)
    assert ledger.begin(second, "two", at(0), LEASE) is None
    assert (ledger.begin(first, "two", at(0), LEASE), ledger.ready("Convert", at(0), 9)) == (None, [])
    ledger.done(begun)
    assert ledger.begin(first, "two", at(0), LEASE).key == "a pdf"


def work(url: str, who: int, out) -> None:
    ledger = Ledger.open(url, MONDAY)
    while entry := ledger.next_effect(f"worker {who}", MONDAY, LEASE):
        out.put(entry.key)
        ledger.done(entry)


def test_four_workers_do_every_effect_once(ledger, url):
    queue(ledger, None, *(Queued(f"effect {n}", "Issue") for n in range(60)))
    context = multiprocessing.get_context("spawn")
    out = context.Manager().Queue()
    workers = [context.Process(target=work, args=(url, who, out)) for who in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    done = [out.get() for _ in range(out.qsize())]
    assert sorted(done) == sorted(f"effect {n}" for n in range(60))


STEP = st.sampled_from(["done", "retry", "wait", "wake", "die"])


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEP, max_size=12), blocking=st.lists(st.booleans(), min_size=4, max_size=4))
def test_no_effect_is_begun_before_a_blocking_one_of_its_drop_is_done(tmp_path_factory, steps, blocking):
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('q')}/ledger.db", MONDAY)
    (drop,) = intakes(ledger, "a")
    queue(ledger, drop, *(Queued(f"{n}", "Issue", blocking=b) for n, b in enumerate(blocking)))
    now = MONDAY
    for step in steps:
        now += timedelta(hours=1)
        entry = ledger.next_effect("one", now, LEASE)
        if entry:
            before = [d for d in ledger.queued() if d.id < entry.id and d.blocking]
            assert all(d.state == "done" for d in before)
            {
                "done": lambda d=entry: ledger.done(d),
                "retry": lambda d=entry, n=now: ledger.retry(d, n, "again"),
                "wait": lambda d=entry: ledger.wait(d, "no converter"),
            }.get(step, lambda: None)()
        if step == "wake":
            ledger.wake("Issue")
    ledger.wake("Issue")
    now += timedelta(hours=1)
    while entry := ledger.next_effect("one", now, LEASE):
        ledger.done(entry)
    assert keys(ledger, "done") == ["0", "1", "2", "3"]
    ledger.close()
