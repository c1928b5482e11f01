"""Signs of life of desks on several machines, in the ledger they share (F1, G1)."""

from __future__ import annotations

import contextlib

import pytest

import servers
from casedrop.desk import liveness
from casedrop.desk.liveness import Liveness
from casedrop.store.ledger import Ledger
from store.conftest import MONDAY
from store.test_server import cut_off

HERE, THERE = "here.1", "there.1"


@pytest.fixture
def url():
    return servers.emptied()


@pytest.fixture
def desks(url, monkeypatch):
    """Two machines' ledgers; this one is called `here`."""
    monkeypatch.setattr("socket.gethostname", lambda: "here")
    ledgers = [Ledger.open(url, MONDAY) for _ in range(2)]
    yield ledgers
    for ledger in ledgers:
        ledger.close()


def test_a_sign_stands_as_long_as_its_connection(desks):
    ours, theirs = (ledger.signs for ledger in desks)
    assert not ours.is_up(THERE)
    theirs.hold(THERE)
    theirs.hold(THERE)
    assert ours.is_up(THERE)
    theirs.release()
    assert not ours.is_up(THERE)


def test_a_sign_that_the_server_forgot_is_put_up_again(desks, url):
    ours, theirs = (ledger.signs for ledger in desks)
    theirs.hold(THERE)
    cut_off(url)
    with contextlib.suppress(Exception):
        ours.is_up(THERE)  # its own connections were cut too
    assert not ours.is_up(THERE)
    theirs.hold(THERE)
    assert ours.is_up(THERE)


def test_a_desk_of_another_machine_is_dead_once_its_sign_was_gone_for_a_while(desks, tmp_path, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    ours, theirs = desks
    here = Liveness(tmp_path, ours.signs)
    theirs.signs.hold(THERE)
    sign = Liveness(tmp_path, theirs.signs).begin(THERE)
    assert not here.is_over(THERE)
    theirs.close()
    sign.close()
    assert not here.is_over(THERE)
    now[0] += liveness.GRACE_SECONDS - 1
    assert not here.is_over(THERE)
    now[0] += 1
    assert here.is_over(THERE)
    assert list((tmp_path / liveness.FOLDER).iterdir()) == []


def test_a_sign_seen_again_in_between_counts_from_then(desks, tmp_path, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    ours, theirs = desks
    here = Liveness(tmp_path, ours.signs)
    assert not here.is_over(THERE)
    theirs.signs.hold(THERE)
    now[0] += liveness.GRACE_SECONDS
    assert not here.is_over(THERE)
    theirs.signs.release()
    assert not here.is_over(THERE)


def test_a_desk_of_this_machine_is_dead_at_once(desks, tmp_path):
    ours, theirs = desks
    here = Liveness(tmp_path, ours.signs)
    theirs.signs.hold(HERE)
    sign = Liveness(tmp_path, theirs.signs).begin(HERE)
    assert not here.is_over(HERE)
    theirs.close()
    sign.close()
    assert here.is_over(HERE)


def test_a_ledger_in_a_file_has_no_such_signs(tmp_path):
    with contextlib.closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.db", MONDAY)) as ledger:
        assert ledger.signs is None
