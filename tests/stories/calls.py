"""A service department with a register of customers: what the stories of its calendar share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stories.service import Service

REGISTER, CALL = "customer-register", "callback-record"
OLD = (date(2024, 1, 1), date(2028, 12, 31))
"""A service period that began long ago and lasts."""


def customer(code: str, short: str, kind: str, service: tuple[date, date] = OLD, lang: str = "vi") -> dict[str, Any]:
    """A row of the register, as a hand types it."""
    return {
        "customer/code": code,
        "customer/name": f"Công ty TNHH {short}",
        "customer/short_name": short,
        "language": lang,
        "class": kind,
        "product/name": "Thuyền Giấy ERP",
        "service/from": service[0],
        "service/until": service[1],
    }


def registered(office: Service, *rows: Mapping[str, Any]) -> Service:
    """The office once the manager dropped the register of customers."""
    said = {f"/rows/{n}/{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    told = office.does("manager", office.blank(REGISTER), said, "Danh mục")
    assert office.wrong(told) == []
    return office


def begun(office: Service, flow: str) -> list[tuple[str, str]]:
    """(customer, first day of the period) of every case that the calendar began, in the order of their numbers."""
    rows = [row for row in office.room.ledger.cases() if row.flow == flow]
    return [(row.state["customer"]["short"], row.state["given"]["from"]) for row in rows]


def cases_of(office: Service, flow: str) -> list[str]:
    """The numbers of a flow's cases, the oldest first."""
    return [row.id for row in office.room.ledger.cases() if row.flow == flow]
