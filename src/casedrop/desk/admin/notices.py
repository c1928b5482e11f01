"""Notices shown and tried: who is reached how, what will be sent, and whether a channel takes a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from casedrop.desk.notices import addresses, channels, sending
from casedrop.desk.notices.deciding import NOTICE
from casedrop.desk.recording.queueing import told
from casedrop.desk.room import Room
from casedrop.language.messages import phrase
from casedrop.language.problem import Json
from casedrop.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class Reached:
    """How somebody is reached: a role, a person or `_keeper`; by a channel, and whether it is said where that leads."""

    who: str
    channel: str
    is_known: bool
    kinds: tuple[str, ...]
    at: str
    language: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A notice that is not sent yet: by which channel, when (ISO; "": now), what about, the text, and what kept it so far."""

    channel: str
    at: str
    about: str
    text: str
    why: str
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class Notices:
    """Who is reached, and what is not sent yet."""

    reached: tuple[Reached, ...]
    pending: tuple[Pending, ...]

    def as_json(self) -> dict[str, Json]:
        """The same as a JSON value."""
        return asdict(self)


def notices(room: Room) -> Notices:
    """Who is reached, and what will be sent; nothing is changed, and no address is told."""
    settings = room.workspace.settings
    reached = (
        Reached(who, channel, bool(channels.url(settings, channel)), _kinds(one), _clock(one), one.lang)
        for who, one in addresses.every(settings).items()
        for channel in one.channels
    )
    left = [*room.ledger.queued("due", NOTICE), *room.ledger.queued("waiting", NOTICE)]
    pending = (
        Pending(
            told(one, "channel"),
            one.due.isoformat() if one.due else "",
            told(one, "about"),
            told(one, "text"),
            one.why,
            one.state == "waiting",
        )
        for one in left
    )
    return Notices(tuple(reached), tuple(pending))


def test(settings: Settings, who: str) -> dict[str, str]:
    """Send a word by each channel of a role, a person or `_keeper`; what kept it ("": it was taken), by channel. Raises KeyError
    for one whom the settings do not reach."""
    address = addresses.every(settings)[who]
    return {channel: _tried(settings, channel, phrase("notices.test", address.lang)) for channel in address.channels}


def _tried(settings: Settings, channel: str, text: str) -> str:
    try:
        sending.send(settings, channel, "casedrop", text)
    except sending.NotSent as error:
        return str(error)
    return ""


def _kinds(address: addresses.Address) -> tuple[str, ...]:
    return tuple(sorted(address.kinds or ()))


def _clock(address: addresses.Address) -> str:
    return "" if address.minutes is None else f"{address.minutes // 60:02d}:{address.minutes % 60:02d}"
