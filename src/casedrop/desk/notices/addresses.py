"""Whom the settings let be told of what, and how: by role, by person, and whoever runs casedrop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from casedrop.calendar.worktime import Calendar, always, at
from casedrop.language.problem import Json
from casedrop.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class Address:
    """How somebody is reached: by which channels, of which kinds of news (None: all), in which language, and at which time of an
    open day all that came since goes out (None: each at once)."""

    channels: tuple[str, ...]
    kinds: frozenset[str] | None
    lang: str
    minutes: int | None = None

    def wants(self, kind: str) -> bool:
        """Whether news of a kind is told."""
        return self.kinds is None or kind in self.kinds


def of_role(settings: Settings, role: str, person: str = "") -> Address | None:
    """How a role is reached, or, where the settings know the person who is meant, that person; None if they say nothing."""
    people, roles = settings.notify.get("people", {}), settings.notify.get("roles", {})
    said = people.get(person) or roles.get(role)
    return _address(said, settings) if said else None


def of_keeper(settings: Settings) -> Address | None:
    """How whoever runs casedrop is reached; None if the settings say nothing."""
    said = settings.notify.get("keeper")
    return _address(said, settings) if said else None


def every(settings: Settings) -> dict[str, Address]:
    """Everybody the settings name, by the role, the person's name, or `_keeper`."""
    said = {**settings.notify.get("roles", {}), **settings.notify.get("people", {})}
    keeper = of_keeper(settings)
    return {who: _address(one, settings) for who, one in said.items()} | ({"_keeper": keeper} if keeper else {})


def goes_out(address: Address, calendar: Calendar | None, settings: Settings, now: datetime) -> str:
    """When what is decided now goes out (ISO, UTC); "" for at once. Without a calendar every day is open."""
    if address.minutes is None:
        return ""
    known = calendar or always(settings.zone)
    today = now.astimezone(known.zone).date()
    days = (today + timedelta(days=n) for n in count())
    moments = (at(day, address.minutes, known.zone) for day in days if known.hours(day))
    return next(moment for moment in moments if moment > now).isoformat()


def _address(said: Mapping[str, Json], settings: Settings) -> Address:
    channel, kinds, clock = said["channel"], said.get("kinds"), said.get("at")
    channels = (channel,) if isinstance(channel, str) else tuple(channel)
    minutes = int(clock[:2]) * 60 + int(clock[3:]) if clock else None
    return Address(channels, frozenset(kinds) if kinds else None, said.get("language", settings.lang), minutes)
