"""W27: the calendar begins nothing where there is nothing to do; an office of nobody's stays empty for a year."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import pytest

from stories.calls import customer, registered
from stories.service import played, shipped

FIRST_DAYS = [f"{2026 + month // 12}-{month % 12 + 1:02d}-05T10:00" for month in range(8, 20)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("empty"), by_date=True)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def through(office, days):
    for day in days:
        office.at(day).run()
    return [(row.flow, row.customer) for row in office.room.ledger.cases(closed=False)]


def test_W27_an_empty_office_stays_empty_for_a_year(office):
    assert through(office, FIRST_DAYS) == []


def test_W27_with_a_customer_there_is_something_to_do_and_no_more(office):
    registered(office, customer("KH-1", "Mây", "c"))
    begun = through(office, ["2026-09-07T10:00", "2026-10-05T10:00"])
    assert sorted({flow for flow, _ in begun}) == ["callback", "collection", "customer-register", "service-review"]
