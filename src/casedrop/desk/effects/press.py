"""A press beside the desk: PDFs are converted by a call that goes on while drops are taken in (decision 0017)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from casedrop.desk import processes
from casedrop.desk.effects import pdfs
from casedrop.desk.libreoffice.convert import Failure
from casedrop.desk.room import Converter, Room
from casedrop.store.records import QueuedEffect

Ahead = tuple[Sequence[QueuedEffect], Room]
"""Conversions, and a room whose converter has converted what they ask for."""
END_SECONDS = 2.0
"""How long a call that was killed may take to end."""


@dataclass
class _Call:
    """One call of the converter: for which effects, what it converts, and what came of it."""

    batch: Sequence[QueuedEffect]
    wanted: Sequence[tuple[bytes, str]]
    made: dict[bytes, bytes | Failure] = field(default_factory=dict)
    error: Exception | None = None
    is_over: threading.Event = field(default_factory=threading.Event)


class Press:
    """Converts by one call at a time, in a thread that touches nothing but the converter; `told` is called at the end of each."""

    def __init__(self, told: Callable[[], object]) -> None:
        self._told = told
        self._call: _Call | None = None
        self._thread: threading.Thread | None = None

    def __call__(self, room: Room, ready: Sequence[QueuedEffect]) -> Ahead | None:
        """What the last call has converted, once; or None, while one is at work on the first of what is ready."""
        if self._call is None:
            self._begin(room, pdfs.together(ready))
            return None
        if not self._call.is_over.is_set():
            return None
        call, self._call = self._call, None
        return call.batch, replace(room, convert=_known(room, call))

    def close(self) -> None:
        """End the call that is at work, and with it every helper process of ours."""
        if self._thread and self._thread.is_alive():
            processes.kill_all()
            self._thread.join(END_SECONDS)

    def _begin(self, room: Room, batch: Sequence[QueuedEffect]) -> None:
        self._call = _Call(batch, [paper for entry in batch for paper in pdfs.asked(room, pdfs.conversion(entry))])
        self._thread = threading.Thread(target=self._work, args=(self._call, room.convert), daemon=True)
        self._thread.start()

    def _work(self, call: _Call, convert: Converter) -> None:
        try:
            papers = convert(call.wanted) if call.wanted else []
            call.made = {source: paper for (source, _), paper in zip(call.wanted, papers, strict=True)}
        except Exception as error:  # each effect of it meets this error, and says it
            call.error = error
        call.is_over.set()
        self._told()


def _known(room: Room, call: _Call) -> Converter:
    """A converter that has made what a call made, and fails as that failed; whatever else is asked of it, it converts then."""

    def convert(asked: Sequence[tuple[bytes, str]]) -> list[bytes | Failure]:
        if call.error and set(asked) <= set(call.wanted):
            raise call.error
        known = [call.made[source] for source, _ in asked if source in call.made]
        return known if len(known) == len(asked) else room.convert(asked)

    return convert
