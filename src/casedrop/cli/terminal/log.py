"""The log of `watch` and `run`: what was decided about each drop and what keeps something from being done, a line each with time,
level and role; and the same for systemd's journal, which keeps the time itself."""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime, tzinfo
from logging.handlers import RotatingFileHandler
from pathlib import Path

from casedrop.language.plain import plain

BYTES = 5_000_000
"""How large a log grows before a new one is begun."""
KEPT = 9
"""Logs that are kept beside the one being written."""
NOBODY = "-"
"""In place of a role: it is about none."""
PRIORITIES = {logging.ERROR: 3, logging.WARNING: 4, logging.INFO: 6}
"""How systemd's journal numbers what Python calls by levels."""

_log = logging.getLogger("casedrop.log")


class _Line(logging.Formatter):
    """`2026-12-01T09:30:05+07:00 INFO sales accepted: Need.xlsx`, on one line whatever a file is called."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created, self._zone).isoformat(timespec="seconds")
        role = getattr(record, "role", NOBODY)
        return f"{at} {record.levelname} {plain(role)} {plain(record.getMessage())}"


def keep(file: Path, zone: tzinfo = UTC, size: int = BYTES) -> None:
    """Write the log into a file from now on, times in a zone; at that size (bytes) a new one is begun, and the oldest goes.
    Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=size, backupCount=KEPT, encoding="utf-8")
    handler.setFormatter(_Line(zone))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


def close() -> None:
    """Write the log no more."""
    for handler in [*_log.handlers]:
        _log.removeHandler(handler)
        handler.close()


def write(sentence: str, role: str | None = None, level: int = logging.INFO) -> None:
    """Write a line into the log, if one is kept."""
    if _log.handlers:
        _log.log(level, "%s", sentence, extra={"role": role or NOBODY})


def for_journal(sentence: str, role: str | None = None, level: int = logging.INFO) -> str:
    """A line as it is printed: with its level and role where systemd's journal keeps the output, else as it is."""
    if not is_journal():
        return sentence
    return f"<{PRIORITIES[level]}>{role or NOBODY} {sentence}"


def is_journal() -> bool:
    """Whether what is printed goes into systemd's journal (`JOURNAL_STREAM`: device and inode of its socket)."""
    said = os.environ.get("JOURNAL_STREAM", "")
    try:
        there = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return False
    return said == f"{there.st_dev}:{there.st_ino}"
