"""A price shared out: each instalment to what its currency can pay, all of them exactly the price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.language.currency import PLACES
from casedrop.language.shares import shares


@pytest.mark.parametrize(
    ("total", "percents", "currency", "parts"),
    [
        ("100", ["33.3", "33.3", "33.4"], "VND", ["33", "33", "34"]),
        ("100", ["33.3", "33.3", "33.4"], "USD", ["33.3", "33.3", "33.4"]),
        ("0.01", ["50", "50"], "USD", ["0.01", "0"]),
        ("18000000", ["100"], "VND", ["18000000"]),
        ("1001", ["50", "0"], "VND", ["501", "500"]),
    ],
)
def test_a_share_is_rounded_to_what_the_currency_can_pay_and_the_last_has_what_is_left(
    total, percents, currency, parts
):
    assert shares(Decimal(total), [Decimal(one) for one in percents], currency) == parts


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 1000), min_size=1, max_size=12),
    st.sampled_from(sorted({*PLACES, "XXX"})),
)
def test_shares_come_to_the_total(units, percents, currency):
    total = Decimal(units).scaleb(-PLACES.get(currency, 2))
    parts = shares(total, [Decimal(one) / 10 for one in percents], currency)
    assert sum(map(Decimal, parts)) == total
