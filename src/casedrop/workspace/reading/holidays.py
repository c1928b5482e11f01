"""Public holidays and swapped days of a country, as plain values: the one place that asks the `holidays` library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.formats.late import Late
from casedrop.language import messages, show
from casedrop.language.problem import LANGS, Texts
from casedrop.workspace import kept
from casedrop.workspace.program import program

if TYPE_CHECKING:
    import holidays
else:
    holidays = Late("holidays")  # the rules of every country there is: a tenth of a second

THEIRS = {"vi": "vi", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "en": "en_US"}
"""What the library calls our languages; it has not each of them for each country."""

_OBSERVED = " (observed)"
_SWAPPED = re.compile(r"Day off \(substituted from (\d\d/\d\d/\d{4})\)")
_Names = Mapping[str, Mapping[date, str]]


def is_known(country: str) -> bool:
    """Whether the library knows the holidays of a country (ISO 3166, two letters)."""
    return country in holidays.list_supported_countries(include_aliases=False)


def days_off(country: str, year: int, file: Path) -> tuple[Mapping[date, Texts], frozenset[date]]:
    """`closed` and `swapped` of a year: out of a file that keeps what was asked before, or asked now and kept there."""
    known = kept.held(file)
    known = known if known.get("by") == program() else {"by": program()}
    name = f"{country}-{year}"
    try:
        said = known[name]
        return (
            {date.fromisoformat(day): {**texts} for day, texts in said["closed"].items()},
            frozenset(map(date.fromisoformat, said["swapped"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        days, work = closed(country, year), swapped(country, year)
    said = {"closed": {day.isoformat(): texts for day, texts in days.items()}, "swapped": sorted(map(str, work))}
    kept.hold(file, {**known, name: said})
    return days, work


@cache
def closed(country: str, year: int) -> Mapping[date, Texts]:
    """The days off of a year, each with its name in our languages; of a year not yet announced, what may be expected."""
    names = {lang: _asked(country, year, lang) for lang in LANGS}
    return {day: {lang: _named(names, day, lang) for lang in LANGS} for day in names["en"] if day.year == year}


@cache
def swapped(country: str, year: int) -> frozenset[date]:
    """The weekend days of a year on which people work in exchange for a day off."""
    return frozenset(day for day in _asked(country, year, "en").weekend_workdays if day.year == year)


def _asked(country: str, year: int, lang: str) -> holidays.HolidayBase:
    """The library's own answer. Days swapped in a year may belong to a holiday of the next, so both are asked."""
    supported = holidays.country_holidays(country).supported_languages
    language = THEIRS[lang] if THEIRS[lang] in supported else THEIRS["en"] if THEIRS["en"] in supported else None
    return holidays.country_holidays(country, years=(year, year + 1), language=language)


def _named(names: _Names, day: date, lang: str) -> str:
    """The day's name: in our own words where we have some, for the library has none of Tết in Chinese."""
    theirs = names[lang][day]
    parts = list(_ours(names["en"][day], lang))
    return theirs if None in parts else messages.phrase("marks.list", lang).join(p for p in parts if p)


def _ours(english: str, lang: str) -> Iterator[str | None]:
    for part in english.split("; "):
        if swap := _SWAPPED.fullmatch(part):
            day = datetime.strptime(swap[1], "%m/%d/%Y").date()
            yield messages.phrase("holidays.day-off-for", lang, day=show(day.isoformat(), "date", lang))
        else:
            yield _known(part, lang)


def _known(name: str, lang: str) -> str | None:
    plain = name.removesuffix(_OBSERVED).lower().replace("'", "")
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    try:
        title = messages.phrase(f"holidays.{slug}", lang)
    except KeyError:
        return None
    return messages.phrase("holidays.observed", lang, name=title) if name.endswith(_OBSERVED) else title
