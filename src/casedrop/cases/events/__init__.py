"""What was decided about a case, past tense: one class an event. Moments (`at`) are ISO texts in UTC. Pure.

`cases.event_codec` writes each as JSON and reads it back; `cases.evolve` says what it does to a case.
"""

from __future__ import annotations

from datetime import UTC, datetime

from casedrop.cases.events.life import (
    BY_CANCELLATION,
    BY_CORRECTION,
    Accepted,
    ByCalendar,
    Closed,
    ControlForm,
    Enclosed,
    Held,
    Migrated,
    Moved,
    Opened,
    OpenedWith,
    Reckoned,
    Reopened,
    Resumed,
    Undone,
    Waived,
)
from casedrop.cases.events.links import Heard, Reported, Spread
from casedrop.cases.events.papers import (
    BatchRow,
    Dunned,
    Exported,
    Filed,
    FoundInArchive,
    Issued,
    PagesScanned,
    Sent,
    Voided,
    WordingAccepted,
)

__all__ = [
    "BY_CANCELLATION",
    "BY_CORRECTION",
    "Accepted",
    "BatchRow",
    "ByCalendar",
    "Closed",
    "ControlForm",
    "Dunned",
    "Enclosed",
    "Event",
    "Exported",
    "Filed",
    "FoundInArchive",
    "Heard",
    "Held",
    "Issued",
    "Kept",
    "Migrated",
    "Moved",
    "Opened",
    "OpenedWith",
    "PagesScanned",
    "Reckoned",
    "Reopened",
    "Reported",
    "Resumed",
    "Sent",
    "Spread",
    "Undone",
    "Voided",
    "Waived",
    "WordingAccepted",
    "kept_drop",
    "utc_text",
]

Event = (
    Opened
    | Accepted
    | Enclosed
    | Moved
    | Issued
    | Exported
    | Voided
    | Closed
    | Held
    | Resumed
    | Waived
    | Reopened
    | Undone
    | Reckoned
    | Migrated
    | Sent
    | Filed
    | Dunned
    | PagesScanned
    | WordingAccepted
    | Spread
    | Heard
    | Reported
    | FoundInArchive
)

Kept = Accepted | Enclosed | PagesScanned | ControlForm
"""What tells of a drop that the case's folder keeps."""


def kept_drop(event: Event) -> Kept | None:
    """The drop that an event tells of and the case's folder keeps: one that was accepted, a scan, or a form by which the case
    was steered; None of any other."""
    if isinstance(event, Accepted | Enclosed | PagesScanned):
        return event
    return event.dropped if isinstance(event, Held | Resumed | Waived | Closed | Reopened) else None


def utc_text(at: datetime) -> str:
    """A moment (aware) as events write it: ISO, UTC."""
    return at.astimezone(UTC).isoformat()
