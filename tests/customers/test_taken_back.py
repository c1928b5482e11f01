"""What a case wrote into the register, taken out of it again or amended, whatever others have written since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.customers.entries import Entry, InMemory
from casedrop.customers.learned import Learned, learned
from casedrop.customers.register import Customers
from casedrop.customers.taken_back import Written, rewritten

BARE = Customers(
    "register", "rows", {"customer": "customer", "product": "product"}, "", ("product", "service", "license"), "service"
)
MAY = {"code": "K1", "name": "Mây"}


def row(until="", product="ERP", license_="", start="2026-01-01", **of_customer):
    own = {"customer": {**MAY, **of_customer}, "product": {"name": product}}
    own |= {"service": {"from": start, "until": until}} if until else {}
    return own | ({"license": license_} if license_ else {})


def register(*rows, listed=True):
    return BARE.looked_up(InMemory((Entry("k1", rows, listed),) if rows else (), "customer"))


def after(now, written, *news):
    changes, problems = rewritten(now, written, [Learned(MAY, "vi", "ERP", values) for values in news])
    assert problems == []
    return [list(one.rows) for one in changes]


OLD, NEW = row("2026-12-31"), row("2027-12-31")
RENEWED = [Written("k1", (OLD,), (NEW,))]
TERM = {"service": {"from": "2027-01-01", "until": "2028-06-30"}}


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ([NEW], [[OLD]]),
        ([row("2027-12-31", phone="1")], [[row("2026-12-31", phone="1")]]),
        ([row("2027-12-31", license_="L")], [[row("2026-12-31", license_="L")]]),
        ([NEW, row("2026-05-31", "Kho")], [[OLD, row("2026-05-31", "Kho")]]),
        ([OLD], []),  # somebody has put it right already
    ],
)
def test_what_was_written_is_out_and_what_others_wrote_stays(now, left):
    assert after(register(*now), RENEWED) == left


@pytest.mark.parametrize(
    ("now", "was", "stands"),
    [([row("2027-09-30")], "2027-12-31", "2027-09-30"), ([], "Mây", "—"), ([row()], "2027-12-31", "—")],
)
def test_what_others_wrote_otherwise_since_is_told(now, was, stands):
    _, problems = rewritten(register(*now), RENEWED, [])
    told = {"customer": "Mây", "was": was, "now": stands}
    assert [(problem.code, problem.args) for problem in problems] == [("reach.registered", told)]


def test_news_in_its_place_amend_it():
    assert after(register(NEW), RENEWED, TERM) == [[row("2028-06-30")]]
    assert after(register(row("2027-12-31", phone="1")), RENEWED, TERM) == [[row("2028-06-30", phone="1")]]
    assert after(register(NEW), RENEWED, {"service": {"from": "2027-01-01", "until": "2027-12-31"}}) == []


def test_a_period_that_begins_otherwise_leaves_no_row_behind():
    second = row("2028-12-31", start="2028-01-01")
    apart = [Written("k1", (OLD,), (OLD, second))]
    assert after(register(OLD, second), apart, TERM | {"service": {"from": "2027-01-01", "until": "2027-12-31"}}) == [
        [NEW]
    ]
    assert after(register(OLD, second), apart) == [[OLD]]


def test_whom_only_this_case_knew_is_gone_unless_others_have_written_of_him():
    new = [Written("k1", (), (NEW,))]
    assert after(register(NEW, listed=False), new) == [[]]
    _, problems = rewritten(register(row("2027-12-31", phone="1"), listed=False), new, [])
    assert [problem.code for problem in problems] == ["reach.registered"]


def test_several_changes_of_one_case_go_together():
    licensed = row("2027-12-31", license_="2027")
    both = [Written("k1", (OLD,), (NEW,)), Written("k1", (NEW,), (licensed,))]
    assert after(register(licensed), both) == [[OLD]]


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "license": st.sampled_from(["", "2027", "2028"]),
        "service": st.fixed_dictionaries(
            {"from": st.just("2026-06-01"), "until": st.sampled_from(["2027", "2029"])}
        ).map(lambda one: {**one, "until": f"{one['until']}-12-31"}),
    },
)


@given(first=VALUES, second=VALUES, there=st.sampled_from([(), (OLD,), (NEW, row("2026-05-31", "Kho"))]))
def test_taken_back_it_is_as_if_nothing_had_been_learned_and_corrected_as_if_only_the_last_had(first, second, there):
    before = register(*there)
    changed = learned(before, Learned(MAY, "vi", "ERP", first))
    if changed is None:
        return
    now = BARE.looked_up(InMemory((changed,), "customer"))
    written = [Written("k1", there, changed.rows)]
    back, problems = rewritten(now, written, [])
    assert problems == []
    assert [one.rows for one in back] == [there]
    amended, problems = rewritten(now, written, [Learned(MAY, "vi", "ERP", second)])
    only = learned(before, Learned(MAY, "vi", "ERP", second))
    assert problems == []
    wanted = only.rows if only else there
    assert [one.rows for one in amended] == ([wanted] if wanted != changed.rows else [])
