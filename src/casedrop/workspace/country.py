"""The country an office works in, as its time zone says it, and the calendar that follows from it (W28)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from casedrop.language.problem import Json

OF_LANGUAGE = {"vi": "VN", "zh-Hans": "CN"}
"""The country of a language that is the official one of a single country here, for zones that lie in none."""


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    """The two letters of the country of every zone that lies in one, from the table of the time zone database."""
    lines = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in rows}


def country(zone: str, lang: str) -> str:
    """The two letters (ISO 3166) of the country of a time zone, or, of a zone that lies in none, of the company's language;
    "" if neither says one."""
    return _zones().get(zone) or OF_LANGUAGE.get(lang, "")


def usual(company: Mapping[str, Json], calendars: Mapping[str, Mapping[str, Json]]) -> str | None:
    """The first calendar of the country in which the company works, and whose zone is the company's; None if there is none."""
    own = country(company["zone"], company["language"])
    here = (name for name, said in calendars.items() if own and said.get("country") == own)
    return next((name for name in here if calendars[name].get("zone", company["zone"]) == company["zone"]), None)


def elsewhere(company: Mapping[str, Json], calendars: Mapping[str, Mapping[str, Json]]) -> bool:
    """Whether the company's calendar has the public holidays of another country than the company's zone lies in, and no zone of
    its own that says it is meant so."""
    said, own = calendars.get(company.get("calendar", ""), {}), country(company["zone"], company["language"])
    return bool(own) and "zone" not in said and said.get("country", own) != own
