"""What the files of a workspace came to: worked out once for the same files, and kept for the next command.

It is data, not code: whoever changes the file can at most make declarations say something else.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casedrop.flows.attachments import Attachment
from casedrop.flows.flow import Flow
from casedrop.forms.form import Form
from casedrop.language.problem import Json
from casedrop.workspace import kept

NAME = "workspace.json"
MOST = 16
"""Workspaces a process keeps; it begins anew with one more."""


@dataclass(frozen=True)
class Compiled:
    """A workspace without a mistake: its flows, each with the id of its release and the files of that; its forms, but not
    their views; what the office's files say of calendars; its attachments; and the files that declare, each with the schema
    it is held against."""

    flows: Mapping[str, Flow]
    forms: Mapping[str, Form]
    calendars: Mapping[str, Json]
    attachments: Mapping[str, Attachment]
    releases: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, str]


_MEMORY: dict[str, tuple[Compiled, bytes]] = {}
"""By key, what is known and how it is written; nothing if it cannot be."""


def recall(key: str, file: Path) -> Compiled | None:
    """What is kept of the files a snapshot has, in memory or in the file; None if they are new."""
    if key not in _MEMORY:
        written = kept.read(file)
        head, _, body = written.partition(b"\n")
        if head.decode("ascii", "replace") != key:
            return None
        try:
            with _undisturbed():
                _remember(key, msgspec.json.decode(body, type=Compiled), written)
        except msgspec.MsgspecError:
            return None
    found, written = _MEMORY[key]
    if written and not file.exists():
        kept.write(file, written)
    return found


def keep(key: str, compiled: Compiled, file: Path) -> None:
    """Keep it, to be recalled; in the file only if the same comes back out of it."""
    written = b""
    with suppress(msgspec.MsgspecError, ValueError, TypeError, OverflowError), _undisturbed():
        body = msgspec.json.encode(compiled)
        if msgspec.json.decode(body, type=Compiled) == compiled:
            written = key.encode() + b"\n" + body
            kept.write(file, written)
    _remember(key, compiled, written)


def _remember(key: str, compiled: Compiled, written: bytes) -> None:
    if len(_MEMORY) >= MOST:
        _MEMORY.clear()
    _MEMORY[key] = compiled, written


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A context in which nobody looks for garbage: there is none among a hundred thousand new values."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
