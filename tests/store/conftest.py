from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import servers
from casedrop.store.ledger import Ledger

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty ledger of each kind: what a ledger does, both must do."""
    return servers.emptied() if request.param == "postgresql" else f"sqlite:///{tmp_path}/state/ledger.db"


@pytest.fixture
def ledger(url):
    opened = Ledger.open(url, MONDAY)
    yield opened
    opened.close()
