"""A folder of the archive: what both a case and the desk have one of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folder:
    """Whose folder of the archive it is: `id` and `flow` of a case and the moment (ISO, UTC) at which it was `opened`; of the
    desk, its folder's path, its flow `_desk` and no moment ("")."""

    id: str
    flow: str
    opened: str
