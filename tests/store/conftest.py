from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casedrop.store.ledger import Ledger

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/state/ledger.db"


@pytest.fixture
def ledger(url):
    opened = Ledger.open(url, MONDAY)
    yield opened
    opened.close()
