"""What can be told of customers: who stands in the register, with products, periods and contacts, their open cases, and what
changed in it, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.cases.case import from_json
from casedrop.customers.entries import Entry, Row
from casedrop.customers.register import Customers
from casedrop.desk.customers import OverLedger
from casedrop.desk.recording.desk_entries import RegisterChanged, entries_of
from casedrop.desk.room import Room
from casedrop.forms.pointers import flatten
from casedrop.language import similarity
from casedrop.language.problem import Json, Problem
from casedrop.store.archive import CUSTOMERS_FOLDER


def listed(room: Room) -> list[dict[str, Json]]:
    """A line about each customer: code, names, products, the last day of service of each, and whether a sheet lists him."""
    register = _register(room)
    return [_line(register, entry) for entry in register.there.entries()]


def shown(room: Room, name: str) -> dict[str, Json] | Problem:
    """All that is known of the customer of that code, name or short name: the rows, the open cases, and the history; or the
    Problem that there is none."""
    register = _register(room)
    entry = register.find_entry(name)
    if entry is None:
        return Problem("customer.unknown", args={"name": name, "similar": register.similar(name)})
    rows = [dict(row) for row in entry.rows]
    return {
        **_line(register, entry),
        "rows": rows,
        "cases": _cases(room, register, entry),
        "history": _history(room, entry),
    }


def _register(room: Room) -> Customers:
    return room.workspace.book.customers.looked_up(OverLedger(room.ledger))


def _line(register: Customers, entry: Entry) -> dict[str, Json]:
    who = register.customer(entry.rows[0])
    ways = {way: str(who.get(way) or "") for way in ("code", "name", "short_name")}
    products = [{"name": register.product_name(row), "until": register.until(row)} for row in entry.rows]
    return {**ways, "listed": entry.listed, "products": products}


def _cases(room: Room, register: Customers, entry: Entry) -> list[dict[str, Json]]:
    """The open cases of a customer: number, flow and stage."""
    name = similarity.key(register.name(entry.rows[0]))
    open_ = (from_json(row.state) for row in room.ledger.cases(closed=False) if row.state)
    mine = (case for case in open_ if similarity.key(case.customer.get("name", "")) == name)
    return [{"case": case.id, "flow": case.flow, "stage": case.stage} for case in mine]


def _history(room: Room, entry: Entry) -> list[dict[str, Json]]:
    """Each change of a customer's rows, the oldest first: when, by which role (None: a flow learned it), in which case, why,
    whether what the case had written before was taken back by it, and what was and is at which place."""
    there = room.ledger.events(CUSTOMERS_FOLDER)
    told, before = list[dict[str, Json]](), dict[str, Json]()
    for line, change in zip(there, entries_of(there), strict=True):
        one = _of(change, entry.key) if isinstance(change, RegisterChanged) else None
        if one is not None and isinstance(change, RegisterChanged):
            now = dict(flatten({"rows": list(one)}))
            about: dict[str, Json] = {
                "at": line.at.isoformat(),
                "role": change.role,
                "case": change.case,
                "why": change.why,
            }
            about["taken_back"] = change.taken_back
            told.append({**about, "changes": list(_changes(before, now))})
            before = now
    return told


def _of(change: RegisterChanged, key: str) -> tuple[Row, ...] | None:
    return next((one.rows for one in change.customers if one.key == key), None)


def _changes(before: Mapping[str, Json], now: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    for place in dict.fromkeys((*before, *now)):
        if before.get(place) != now.get(place):
            yield {"place": place.removeprefix("/rows"), "was": before.get(place), "now": now.get(place)}
