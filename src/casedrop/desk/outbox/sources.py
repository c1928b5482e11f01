"""What lists and deadlines are made from beside the cases, as one hash: where it is the same, the same would come out again."""

from __future__ import annotations

import hashlib

from casedrop.workspace.program import program
from casedrop.workspace.settings import FILE
from casedrop.workspace.workspace import Workspace


def digest(workspace: Workspace) -> str:
    """The hash (sha256, hex) of this casedrop, the settings, the calendars, and the releases of the flows."""
    settings = workspace.settings
    said = (settings.lang, str(settings.zone), settings.roles, settings.company, settings.calendars)
    opening = [(c.id, str(c.zone), c.week, c.announced_until) for c in workspace.book.calendars.values()]
    flows = sorted(flow.sha for flow in workspace.book.flows.values())
    whole = hashlib.sha256(repr((program(), said, opening, flows)).encode())
    calendars = (path for path in (workspace.root / "calendars").rglob("*") if path.is_file())
    for path in (workspace.root / FILE, *sorted(calendars)):
        whole.update(path.read_bytes() if path.exists() else b"")
    return whole.hexdigest()
