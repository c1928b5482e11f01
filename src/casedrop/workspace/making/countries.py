"""What follows from an office's country: its time zone and its currency; and from the language it writes first: its country."""

from __future__ import annotations

from dataclasses import dataclass

HOMES = {"vi": "VN", "zh-Hans": "CN", "zh-Hant": "HK"}
"""The country that is meant by a language, unless another is named; English is written in too many."""


@dataclass(frozen=True, slots=True)
class Country:
    """An IANA time zone and an ISO 4217 currency."""

    zone: str
    currency: str


COUNTRIES = {
    "VN": Country("Asia/Ho_Chi_Minh", "VND"),
    "CN": Country("Asia/Shanghai", "CNY"),
    "HK": Country("Asia/Hong_Kong", "HKD"),
    "MO": Country("Asia/Macau", "MOP"),
    "TW": Country("Asia/Taipei", "TWD"),
    "SG": Country("Asia/Singapore", "SGD"),
    "MY": Country("Asia/Kuala_Lumpur", "MYR"),
    "TH": Country("Asia/Bangkok", "THB"),
    "JP": Country("Asia/Tokyo", "JPY"),
    "KR": Country("Asia/Seoul", "KRW"),
    "GB": Country("Europe/London", "GBP"),
    "DE": Country("Europe/Berlin", "EUR"),
    "FR": Country("Europe/Paris", "EUR"),
}
"""Countries by ISO 3166-1 code that have one zone for all their offices; of others the zone must be named."""
