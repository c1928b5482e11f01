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
MOST = 64
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


_MEMORY: dict[str, Compiled] = {}


def recall(key: str, file: Path) -> Compiled | None:
    """What is kept of the files a snapshot has, in memory or in the file; None if they are new."""
    if key not in _MEMORY:
        head, _, body = kept.read(file).partition(b"\n")
        if head.decode("ascii", "replace") != key:
            return None
        try:
            with _undisturbed():
                _remember(key, msgspec.json.decode(body, type=Compiled))
        except msgspec.MsgspecError:
            return None
    return _MEMORY[key]


def keep(key: str, compiled: Compiled, file: Path) -> None:
    """Keep it, to be recalled; in the file only if the same comes back out of it."""
    _remember(key, compiled)
    with suppress(msgspec.MsgspecError, ValueError, TypeError, OverflowError), _undisturbed():
        body = msgspec.json.encode(compiled)
        if msgspec.json.decode(body, type=Compiled) == compiled:
            kept.write(file, key.encode() + b"\n" + body)


def _remember(key: str, compiled: Compiled) -> None:
    if len(_MEMORY) >= MOST:
        _MEMORY.clear()
    _MEMORY[key] = compiled


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
