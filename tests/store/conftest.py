from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import servers
from casedrop.store.ledger import Ledger

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table or an index is one that `store.schema` tells of: each database's own index of words (r0010) is none."""
    return not (kind in ("table", "index") and str(name).startswith(("content_index", "ix_content_grams")))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty ledger of each kind: what a ledger does, both must do."""
    return servers.emptied() if request.param == "postgresql" else f"sqlite:///{tmp_path}/state/ledger.db"


@pytest.fixture
def ledger(url):
    opened = Ledger.open(url, MONDAY)
    yield opened
    opened.close()
