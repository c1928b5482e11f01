"""Ratings counted: rows gathered by what they are about, with how many there are, their mean and how they are spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from casedrop.language.numbers import plain
from casedrop.language.problem import Json

Row = Mapping[str, Json]

POINTS = {"1": "ones", "2": "twos", "3": "threes", "4": "fours", "5": "fives"}
"""The ratings there are, and the column in which each is counted."""

_EXACT = Context(prec=60)
_STEP = Decimal("0.01")


def tally(
    rows: Iterable[Row], by: str, of: str, earlier: Iterable[Row] = (), standard: str | None = None
) -> list[dict[str, Json]]:
    """One row for each value of `by`, in the order in which they first appear; what has no value or no rating counts not.

    Each holds the value under the name `by` and under `key`, `count`, `mean` (of the ratings `of`, "1" to "5"; two
    decimals, half up) and `ones` to `fives`; of a value that has ratings in `earlier` rows too, `before`: their mean; and
    with a `standard`, `below`: "yes" where the mean is less, else "no". Raises ValueError for any other rating.
    """
    before = {key: mean(ratings) for key, ratings in _gathered(earlier, by, of).items()}
    found = []
    for key, ratings in _gathered(rows, by, of).items():
        row: dict[str, Json] = {by: key, "key": key, "count": len(ratings), "mean": mean(ratings)}
        row |= {name: ratings.count(points) for points, name in POINTS.items()}
        row |= {"before": before[key]} if key in before else {}
        found.append(row | ({"below": _below(row["mean"], standard)} if standard else {}))
    return found


def mean(ratings: list[str]) -> str:
    """The mean of ratings as a canonical decimal of at most two places, half up; raises ZeroDivisionError of none."""
    total = _EXACT.divide(Decimal(sum(map(int, ratings))), Decimal(len(ratings)))
    return plain(total.quantize(_STEP, ROUND_HALF_UP, context=_EXACT))


def in_order(rows: Iterable[Row], by: str, *, falling: bool = False) -> list[Row]:
    """The rows by their values of `by` (text; absent ones first), or `falling`, the other way round; else as they stand."""
    return sorted(rows, key=lambda row: str(row.get(by) or ""), reverse=falling)


def _below(found: str, standard: str) -> str:
    return "yes" if Decimal(found) < Decimal(standard) else "no"


def _gathered(rows: Iterable[Row], by: str, of: str) -> dict[Json, list[str]]:
    found: dict[Json, list[str]] = {}
    for row in rows:
        key, rating = row.get(by), row.get(of)
        if key in (None, "") or rating in (None, ""):
            continue
        if str(rating) not in POINTS:
            raise ValueError(f"not a rating: {rating!r}")
        found.setdefault(key, []).append(str(rating))
    return found
