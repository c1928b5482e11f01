"""VAT on an amount: exact, rounded to what the currency can pay."""

from decimal import Decimal

import pytest

from casedrop.language import tax


@pytest.mark.parametrize(
    ("net", "rate", "currency", "vat", "gross"),
    [
        ("46350000", "8", "VND", "3708000", "50058000"),
        ("100", "8", "JPY", "8", "108"),
        ("99", "8", "JPY", "8", "107"),
        ("1234.56", "10", "USD", "123.46", "1358.02"),
        ("1.005", "5", "KWD", "0.05", "1.055"),
        ("46350000", "", "VND", None, "46350000"),
    ],
)
def test_tax_is_rounded_to_what_the_currency_can_pay(net, rate, currency, vat, gross):
    assert tax.vat(Decimal(net), rate, currency) == vat
    assert tax.gross(Decimal(net), rate, currency) == gross
