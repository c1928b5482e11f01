"""Events as JSON and back, byte for byte what journals hold: the one place that knows their kinds and keys. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.cases import dataclass_json, events
from casedrop.cases.events import Event
from casedrop.language.problem import Answers, Json

KINDS: Mapping[str, type[Event]] = {
    "opened": events.Opened,
    "accepted": events.Accepted,
    "enclosed": events.Enclosed,
    "moved": events.Moved,
    "issued": events.Issued,
    "exported": events.Exported,
    "voided": events.Voided,
    "closed": events.Closed,
    "held": events.Held,
    "resumed": events.Resumed,
    "waived": events.Waived,
    "reopened": events.Reopened,
    "undone": events.Undone,
    "reckoned": events.Reckoned,
    "migrated": events.Migrated,
    "sent": events.Sent,
    "filed": events.Filed,
    "dunned": events.Dunned,
    "scanned": events.PagesScanned,
    "wording": events.WordingAccepted,
    "spread": events.Spread,
    "told": events.Heard,
    "reported": events.Reported,
    "found": events.FoundInArchive,
}
"""The class of each kind of event, by the word a journal has for it."""

_WORDS = {cls: kind for kind, cls in KINDS.items()}

_DROPS = ("accepted", "enclosed", "scanned", "held", "resumed", "waived", "closed", "reopened")


def to_json(event: Event) -> tuple[str, dict[str, Json]]:
    """The kind of an event, and what it says as JSON values."""
    return _WORDS[type(event)], dataclass_json.encode(event)


def from_json(kind: str, data: Answers) -> Event:
    """The event that `to_json` wrote, also after a way through JSON text.

    Raises KeyError for a kind that is no event of a case, TypeError if something is missing of it.
    """
    event: Event = dataclass_json.decode(KINDS[kind], data)
    return event


def kind_of(event: Event) -> str:
    """The word a journal has for an event."""
    return _WORDS[type(event)]


def is_drop(kind: str, data: Answers) -> bool:
    """Whether a line of a case's journal, whoever wrote it, tells of a drop that its folder keeps (`events.kept_drop`)."""
    return kind in _DROPS and "sha256" in data
