"""What stands behind the question mark of an overview: which cases are sought, which page of them, and the way to others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from urllib.parse import urlencode

from casedrop.language.filenames import fold
from casedrop.store.standing import MOST, Due, Sought

EACH = 50
"""Cases on a page."""
LAST = MOST // EACH
"""The last page there is of any number of cases."""
KNOWN = ("due", "state", "held", "flow", "stage", "role", "customer", "month", "q", "page", "format")
"""What may stand there; anything else is passed over."""
DUES: Mapping[str, Due] = {"late": "late", "week": "week", "open": "open", "none": "none"}
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Query:
    """What an address asks for, as it stands there."""

    said: Mapping[str, str]

    @property
    def page(self) -> int:
        """Which page, from 1."""
        return page_of(self.said.get("page", "1"))

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the cases down."""
        return {name: value for name, value in self.said.items() if name not in ("page", "format")}

    def sought(self, now: datetime, zone: tzinfo) -> Sought:
        """The cases that are sought."""
        said, month = self.said, _MONTH.fullmatch(self.said.get("month", ""))
        return Sought(
            closed=said.get("state") == "closed",
            flow=said.get("flow", ""),
            stage=said.get("stage", ""),
            role=said.get("role", ""),
            words=fold(said.get("q") or said.get("customer", ""))[:100],
            due=DUES.get(said.get("due", ""), ""),
            by=week_ends(now, zone),
            held=said.get("held") == "1",
            opened=month_of(int(month[1]), int(month[2]), zone) if month else None,
        )

    def to(self, **other: str) -> str:
        """The address of the same with something else, its first page unless another is named; "" takes out what narrows."""
        said = {**self.filters, **other}
        return "?" + urlencode({name: value for name, value in said.items() if value})


def query(said: Mapping[str, str]) -> Query:
    """What an address asks for, of all that stands in it."""
    return Query({name: said[name].strip()[:200] for name in KNOWN if said.get(name, "").strip()})


def page_of(text: str) -> int:
    """Which page a text asks for, from 1 to the last there is."""
    return min(max(int(text), 1), LAST) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def week_ends(now: datetime, zone: tzinfo) -> datetime:
    """The moment at which the office's week is over."""
    day = now.astimezone(zone).date()
    return datetime.combine(day + timedelta(days=7 - day.weekday()), time(), zone)


def month_of(year: int, month: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """A month's first moment, and the next one's."""
    after = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)


def weeks_of(year: int, month: int, zone: tzinfo) -> list[tuple[date, date]]:
    """The weeks of a month, each with its first and last day; the outer ones end with the month."""
    start, end = (moment.date() for moment in month_of(year, month, zone))
    firsts = [start, *(start + timedelta(days=n) for n in range(1, (end - start).days) if not _weekday(start, n))]
    return list(
        zip(firsts, [*(first - timedelta(days=1) for first in firsts[1:]), end - timedelta(days=1)], strict=True)
    )


def _weekday(start: date, n: int) -> int:
    return (start + timedelta(days=n)).weekday()
