from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedrop.store.errors import Stale
from casedrop.store.ledger import Lease, Ledger
from casedrop.store.records import QueuedEffect as Queued
from store.conftest import MONDAY, at

LEASE = 60


def intakes(ledger, *names):
    return [ledger.claim(name * 64, f"inbox/{name}", None, name, "one", at(0), LEASE).id for name in names]


def queue(ledger, intake_id, *entries):
    with ledger.transaction() as tx:
        tx.queue(intake_id, entries)


def hold(owner="one", minute=0.0, most=1, but=()):
    return Lease(owner, at(minute), LEASE, most, but)


def take(ledger, owner="one", minute=0.0, but=()):
    return next(iter(ledger.take(hold(owner, minute, but=but))), None)


def done(ledger, *entries):
    with ledger.transaction() as tx:
        tx.finish(entries, [])


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
    begun = []
    while entry := take(ledger):
        assert take(ledger) is None
        begun.append(entry.key)
        done(ledger, entry)
    assert begun == ["keep", "issue", "remove"] == keys(ledger, "done")


def test_effects_of_different_drops_do_not_wait_for_each_other(ledger):
    a, b = intakes(ledger, "a", "b")
    queue(ledger, a, Queued("a1", "Keep"), Queued("a2", "Issue"))
    queue(ledger, b, Queued("b1", "Keep"))
    queue(ledger, None, Queued("deadline", "Notify"))
    assert [take(ledger).key for _ in range(3)] == ["a1", "b1", "deadline"]
    assert take(ledger) is None


def test_a_effect_is_known_by_its_key(ledger):
    queue(ledger, None, Queued("keep", "Keep", {"first": True}))
    done(ledger, take(ledger))
    queue(ledger, None, Queued("keep", "Keep", {"first": False}))
    assert [(d.payload, d.state) for d in ledger.queued()] == [({"first": True}, "done")]


@pytest.mark.fault("G2")
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


def test_the_effects_of_a_drop_are_begun_together_and_written_down_together(ledger):
    a, b = intakes(ledger, "a", "b")
    queue(ledger, a, *(Queued(f"a{n}", "Keep", lane="PT-1") for n in range(3)))
    queue(ledger, b, Queued("b1", "Keep", lane="PT-1"), Queued("b2", "Keep"))
    batch = ledger.take(hold(most=4))
    assert ([d.key for d in batch], take(ledger, "two")) == (["a0", "a1", "a2", "b1"], None)
    assert [d.key for d in ledger.held(hold())] == ["a0", "a1", "a2", "b1"]
    ledger.retry(batch[1], at(5), "the disk is full")
    with ledger.transaction() as tx:
        tx.finish([batch[0], batch[3]], [batch[2]])
    assert (keys(ledger, "done"), [d.key for d in ledger.take(hold(most=9))]) == (["a0", "b1"], ["b2"])
    assert [(d.key, d.fence) for d in ledger.take(hold(minute=5, most=9))] == [("a1", 2), ("a2", 1), ("b2", 2)]


def test_who_decides_about_a_drop_holds_its_effects_but_where_another_is_at_that_case(ledger):
    a, b, c = intakes(ledger, "a", "b", "c")
    entries = [Queued("a pdf", "Convert", blocking=False), Queued("a1", "Keep", lane="PT-1")]
    with ledger.transaction() as tx:
        tx.queue(a, entries, hold(most=9, but=("Convert",)))
        tx.queue(
            b, [Queued("b1", "Keep"), Queued("b2", "Keep", lane="PT-1"), Queued("b3", "Keep")], hold("two", most=9)
        )
        tx.queue(c, [Queued("c1", "Keep")])
    held = [[d.key for d in ledger.held(hold(owner))] for owner in ("one", "two")]
    assert (held, take(ledger, "three").key) == ([["a1"], ["b1"]], "a pdf")


def test_a_effect_for_later_is_not_due_now(ledger):
    queue(ledger, None, Queued("remind", "Notify", due=at(30)))
    assert take(ledger, minute=29) is None
    assert take(ledger, minute=30).key == "remind"


@pytest.mark.fault("G4")
def test_a_slow_worker_cannot_finish_what_another_took_over(ledger):
    queue(ledger, None, Queued("issue", "Issue"))
    slow, quick = take(ledger), take(ledger, "two", 1)
    assert (slow.fence, quick.fence) == (1, 2)
    for late in (
        lambda: ledger.retry(slow, at(2), "late"),
        lambda: ledger.wait(slow, "late"),
    ):
        with pytest.raises(Stale, match="the effect issue is no longer ours"):
            late()
    done(ledger, slow)
    assert keys(ledger, "done") == []
    assert take(ledger, "three", 1.9) is None
    done(ledger, quick)
    assert keys(ledger, "done") == ["issue"]


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
    assert take(ledger, but=("Convert",)).key == "keep"
    assert take(ledger, but=("Convert",)) is None
    first, second = ledger.ready("Convert", at(0), 9)
    assert [d.key for d in ledger.ready("Convert", at(0), 1)] == [first.key] == ["a pdf"]
    begun = ledger.begin(second, hold())
    assert (begun.key, begun.fence) == ("b pdf", 1)
    assert ledger.begin(second, hold("two")) is None
    assert (ledger.begin(first, hold("two")), ledger.ready("Convert", at(0), 9)) == (None, [])
    done(ledger, begun)
    assert ledger.begin(first, hold("two")).key == "a pdf"


def work(url: str, who: int, out) -> None:
    ledger = Ledger.open(url, MONDAY)
    while entry := take(ledger, f"worker {who}"):
        out.put(entry.key)
        done(ledger, entry)


@pytest.mark.fault("G1")
def test_four_workers_do_every_effect_once(ledger, url):
    queue(ledger, None, *(Queued(f"effect {n}", "Issue") for n in range(60)))
    context = multiprocessing.get_context("spawn")
    out = context.Manager().Queue()
    workers = [context.Process(target=work, args=(url, who, out)) for who in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    worked = [out.get() for _ in range(out.qsize())]
    assert sorted(worked) == sorted(f"effect {n}" for n in range(60))


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
        entry = next(iter(ledger.take(Lease("one", now, LEASE))), None)
        if entry:
            before = [d for d in ledger.queued() if d.id < entry.id and d.blocking]
            assert all(d.state == "done" for d in before)
            {
                "done": lambda d=entry: done(ledger, d),
                "retry": lambda d=entry, n=now: ledger.retry(d, n, "again"),
                "wait": lambda d=entry: ledger.wait(d, "no converter"),
            }.get(step, lambda: None)()
        if step == "wake":
            ledger.wake("Issue")
    ledger.wake("Issue")
    now += timedelta(hours=1)
    while entry := next(iter(ledger.take(Lease("one", now, LEASE))), None):
        done(ledger, entry)
    assert keys(ledger, "done") == ["0", "1", "2", "3"]
    ledger.close()
