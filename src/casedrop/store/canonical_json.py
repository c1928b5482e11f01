"""JSON and moments as text: one text for one value, so that texts can be hashed, compared and sorted."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import msgspec

MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
LENGTH = len("2026-03-02T01:00:00.000000Z")
_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: object) -> str:
    """The one line of JSON for a value: keys sorted, no spaces, letters as they are (RFC 8259, RFC 8785's order aside).

    A lone surrogate, as in a file name no encoding fits, is written as its escape, so the text is always good UTF-8.
    """
    return _escaped(_LINE.encode(value))


def pretty(value: object) -> str:
    """The JSON of a value for people: as `dumps`, indented, with a newline at the end."""
    text = _LINE.encode(value)
    if _SURROGATE.search(text):  # halves of letters, which msgspec refuses
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
        return _escaped(text) + "\n"
    return msgspec.json.format(text, indent=2) + "\n"


def _escaped(text: str) -> str:
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def moment(at: datetime) -> str:
    """A moment in UTC as text of fixed width that sorts as time does; raises ValueError if `at` has no zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).strftime(MOMENT)


def parse_moment(text: str) -> datetime:
    """The moment `moment` wrote, in UTC; raises ValueError."""
    if len(text) == LENGTH and text[10] == "T" and text[-1] == "Z":
        return datetime.fromisoformat(text)
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
