"""W15: a sheet of the register that several amend, and flows beside them, loses nothing; what contradicts is asked about."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import pytest

from casedrop.customers.amended import after, amended
from casedrop.customers.entries import Entry, InMemory
from casedrop.customers.learned import Learned, learned
from casedrop.customers.register import Customers

KEPT = Customers(
    "register",
    "rows",
    {"customer": "customer", "product": "product"},
    "language",
    ("product", "service", "license"),
    "service",
)


def row(code: str, product: str = "ERP", since: str = "2026-01-01", until: str = "2026-12-31", **more: object) -> dict:
    who = {"code": code, "name": f"Firm {code}", "short_name": code, **dict(more.pop("customer", {}))}
    return {"customer": who, "product": {"name": product}, "service": {"from": since, "until": until}, **more}


def untils(rows: object) -> list[tuple[str, str, str]]:
    return [(r["customer"]["code"], r["product"]["name"], r["service"]["until"]) for r in rows]


A, B = row("A"), row("B")
LATER = row("A", until="2027-12-31")
MOVED = row("A", customer={"address": "9 New Street"})


@pytest.mark.parametrize(
    ("now", "issued", "handed_in", "stands"),
    [
        ([A], [A], [LATER], [LATER]),
        ([LATER], [A], [A], [LATER]),
        ([LATER], [A], [MOVED], [row("A", until="2027-12-31", customer={"address": "9 New Street"})]),
        ([LATER], [A], [A, B], [LATER, B]),
        ([A, B], [A], [A], [A, B]),
        ([A, B], [A, B], [A], [A]),
        ([A], [], [A, B], [A, B]),
        ([A], [A], [A, row("A", "Shop")], [A, row("A", "Shop")]),
        ([LATER], [A, B], [A, B], [LATER]),
    ],
)
def test_W15_a_sheet_changes_what_it_says_and_leaves_what_others_changed(now, issued, handed_in, stands):
    register = KEPT.holding(now)
    found = amended(register, issued, handed_in)
    assert (found.problems, list(after(register, found.changes))) == ([], stands)


@pytest.mark.parametrize(
    ("now", "issued", "handed_in", "asked"),
    [
        ([LATER], [A], [row("A", until="2028-06-30")], ("/rows/0/service/until", "2027-12-31", "2028-06-30")),
        ([LATER, B], [A, B], [B], ("/rows", "Firm A", "—")),
        ([LATER], [], [A], ("/rows/0/service/until", "2027-12-31", "2026-12-31")),
    ],
)
def test_W15_what_two_changed_otherwise_is_asked_about(now, issued, handed_in, asked):
    (problem,) = amended(KEPT.holding(now), issued, handed_in).problems
    assert (problem.code, problem.pointer, problem.args["now"], problem.args["given"]) == ("register.changed", *asked)


def test_W15_rows_of_one_customer_say_the_same_of_him():
    told = amended(
        KEPT.holding([]), [], [A, row("A", "Shop", customer={"address": "9 New Street", "name": "Firm B"}), B]
    )
    assert [(p.code, p.pointer) for p in told.problems] == [
        ("register.differs", "/rows/1/customer/name"),
        ("row.repeated", "/rows/2/customer/name"),
    ]


@pytest.mark.parametrize(
    ("product", "values", "stands"),
    [
        ("ERP", {"service": {"from": "2027-01-01", "until": "2027-12-31"}}, [("A", "ERP", "2027-12-31")]),
        ("erp", {"service": {"from": "2026-06-01", "until": "2027-12-31"}}, [("A", "ERP", "2027-12-31")]),
        (
            "ERP",
            {"service": {"from": "2027-03-01", "until": "2028-02-29"}},
            [("A", "ERP", "2026-12-31"), ("A", "ERP", "2028-02-29")],
        ),
        (
            "Shop",
            {"service": {"from": "2026-03-01", "until": "2027-02-28"}},
            [("A", "ERP", "2026-12-31"), ("A", "Shop", "2027-02-28")],
        ),
        ("", {"license": "2026-09-30"}, [("A", "ERP", "2026-12-31")]),
    ],
)
def test_W15_what_a_flow_learns_goes_into_the_row_it_is_of(product, values, stands):
    found = learned(KEPT.holding([A]), Learned({"name": "Firm A"}, "en", product, values))
    assert found is not None
    assert untils(found.rows) == stands
    assert ("license" not in values) or found.rows[0]["license"] == "2026-09-30"
    again = KEPT.looked_up(InMemory((found,)))
    assert learned(again, Learned({"name": "Firm A"}, "en", product, values)) is None


def test_W15_whom_nobody_listed_is_known_to_flows_and_to_no_one_else():
    found = learned(KEPT.holding([A]), Learned({"name": "Newcomer"}, "en", "ERP", {"license": "2027-01-31"}))
    known = {"customer": {"name": "Newcomer"}, "language": "en", "product": {"name": "ERP"}, "license": "2027-01-31"}
    assert found == Entry("~newcomer", (known,), listed=False)
    register = KEPT.looked_up(InMemory((*KEPT.holding([A]).there.entries(), found)))
    assert (register.named("Newcomer"), register.about(found)["license"]) == (None, "2027-01-31")
    listed = {
        **found.rows[0],
        "customer": {"name": "Newcomer", "code": "N", "short_name": "New"},
        "license": "2027-02-28",
    }
    told = amended(register, register.rows, [A, listed])
    assert (told.problems, told.changes) == ([], [Entry("~newcomer", ()), Entry("n", (listed,))])
