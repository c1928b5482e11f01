"""What can be told of a case that opened others: one line for each of them, and how many stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from casedrop.cases.case import Case, from_json
from casedrop.desk.cases.overview import listed
from casedrop.desk.room import Room
from casedrop.language.problem import Json
from casedrop.store.archive import DESK

Told = Mapping[str, Json]


def running(room: Room) -> list[dict[str, Json]]:
    """The open cases that opened others, each in short and with its `counts`."""
    there = {one["case"]: one for one in listed(room)}
    cases = [from_json(row.state) for row in room.ledger.cases(closed=False) if row.flow != DESK]
    return [
        {**there[case.id], "counts": counted(children(case, there))}
        for case in cases
        if case.children and case.id in there
    ]


def followed(room: Room, case_id: str) -> dict[str, Json] | None:
    """A case in short, the cases it opened (`children`) by customer and row, and its `counts`; None if there is no such case,
    [] as children if it opened none."""
    there = {one["case"]: one for one in listed(room)}
    row = room.ledger.case(case_id)
    if row is None or not row.state:
        return None
    found = sorted(children(from_json(row.state), there), key=lambda c: (c["flow"], c["customer"], c["row"]))
    return {**there[case_id], "children": found, "counts": counted(found)}


def children(case: Case, there: Mapping[str, Told]) -> list[dict[str, Json]]:
    """The cases that a case opened, in short, and what it knows of them: for which `row`, and whether they `answered`.

    That is what the flow of a child reports by that name; None as long as it reports nothing.
    """
    return [
        {**there[number], "row": child.key, "answered": child.values.get("answered") or None}
        for number, child in case.children.items()
        if number in there
    ]


def is_awaited(child: Told) -> bool:
    """Whether a case is open and has not answered."""
    return not child["closed"] and child["answered"] is None


def counted(found: Iterable[Told]) -> dict[str, Json]:
    """How many cases there are, how many are open, answered, and open without an answer (`awaited`), and how many stand at
    each of the `stages`, or were closed so."""
    known = list(found)
    return {
        "cases": len(known),
        "open": sum(not child["closed"] for child in known),
        "answered": sum(child["answered"] is not None for child in known),
        "awaited": sum(map(is_awaited, known)),
        "stages": dict(Counter(child["closed"] or child["stage"] for child in known)),
    }
