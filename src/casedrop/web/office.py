"""The workspace that is shown: its room, opened anew when its files are others, and its keys."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.desk.room import Clock, Room, open_room
from casedrop.watch.reload import Reload
from casedrop.web.access import Keys, keys_of
from casedrop.workspace.errors import BrokenWorkspace
from casedrop.workspace.workspace import working

LOOK_SECONDS = 5.0
"""How often it is looked whether the workspace's files are others."""


@dataclass
class Office:
    """The workspace at a root, for many requests at once."""

    root: Path
    clock: Clock
    acting: threading.Lock = field(default_factory=threading.Lock)
    """Held by whoever writes something for a person: of two who press at once, the second learns what the first did."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._room = open_room(working(self.root), self.clock)
        self._reload, self._looked = Reload(self.root), time.monotonic()

    def room(self) -> Room:
        """The room as the workspace's files now say; as they last said while they cannot be used."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self._looked = time.monotonic()
                self._renew()
            return self._room

    def keys(self) -> Keys:
        """The secrets as they now are: a turned one counts at once."""
        room = self._room
        return keys_of(room.workspace.settings.state, room.key)

    def _renew(self) -> None:
        if self._reload.is_due():
            with contextlib.suppress(BrokenWorkspace):
                self._room = open_room(working(self.root), self.clock)
