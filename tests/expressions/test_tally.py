"""Ratings counted: gathered by what they are about, exact, in the order in which they came."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.expressions import guards
from casedrop.expressions.tally import POINTS, tally

NAMES = {"given": {"now": None, "then": None}}
AN, BO = "Nguyễn Thị Ví Dụ", "Bùi Văn Thử"


def rated(*said: tuple[str, str]) -> list[dict[str, str]]:
    return [{"who": who, "rating": rating} for who, rating in said]


def test_rows_are_gathered_in_the_order_in_which_they_came():
    found = tally(rated((BO, "4"), (AN, "5"), (BO, "5"), (BO, "4")), "who", "rating")
    assert [(row["who"], row["count"], row["mean"]) for row in found] == [(BO, 3, "4.33"), (AN, 1, "5")]
    assert [found[0][name] for name in ("key", "ones", "twos", "threes", "fours", "fives")] == [BO, 0, 0, 0, 2, 1]


def test_what_has_no_name_or_no_rating_counts_not():
    assert (
        tally([{"who": AN}, {"rating": "5"}, {"who": "", "rating": "5"}, {"who": AN, "rating": None}], "who", "rating")
        == []
    )


@pytest.mark.parametrize(
    ("ratings", "mean"), [("12", "1.5"), ("112", "1.33"), ("122", "1.67"), ("11111112", "1.13"), ("3", "3")]
)
def test_a_mean_has_two_places_and_rounds_half_up(ratings, mean):
    assert tally(rated(*((AN, r) for r in ratings)), "who", "rating")[0]["mean"] == mean


def test_what_is_below_the_standard_is_marked_and_the_mean_before_stands_beside():
    found = tally(rated((AN, "3"), (BO, "4")), "who", "rating", earlier=rated((AN, "5"), (AN, "4")), standard="4.00")
    assert [(row.get("below"), row.get("before")) for row in found] == [("yes", "4.5"), ("no", None)]


def test_a_rating_there_is_not_is_refused():
    with pytest.raises(ValueError, match="not a rating"):
        tally(rated((AN, "6")), "who", "rating")


def test_flows_may_say_it():
    said = "given.now | in_order('who') | tally(by='who', of='rating', earlier=given.then, standard='4')"
    found = guards.compile_value(said)({"given": {"now": rated((AN, "3"), (BO, "5")), "then": rated((AN, "4"))}})
    assert [(row["who"], row.get("before")) for row in found] == [(BO, None), (AN, "4")]


def test_flows_may_put_the_best_first():
    said = "given.now | tally(by='who', of='rating') | in_order('mean', falling=true)"
    found = guards.compile_value(said)({"given": {"now": rated((AN, "3"), (BO, "5"))}})
    assert [(row["who"], row["mean"]) for row in found] == [(BO, "5"), (AN, "3")]


@pytest.mark.parametrize(
    ("said", "day"),
    [("'2026-03-31' | add_months(-1)", "2026-02-28"), ("'2026-02-17' | month", "2026-02"), ("none | month", None)],
)
def test_flows_may_reckon_in_months(said, day):
    assert guards.compile_value(said)({}) == day


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(sorted(POINTS)))))
def test_every_rating_is_counted_once(said):
    found = tally(rated(*said), "who", "rating")
    assert sum(row["count"] for row in found) == len(said)
    assert [sum(row[name] for name in POINTS.values()) for row in found] == [row["count"] for row in found]
    for row in found:
        points = [int(rating) for who, rating in said if who == row["who"]]
        assert abs(Decimal(row["mean"]) - Decimal(sum(points)) / len(points)) <= Decimal("0.005")
