"""Setting the stamp of an Office file that is otherwise left as it is."""

from __future__ import annotations

from casedrop.formats.properties import CUSTOM, stamped
from casedrop.formats.zips import patch, read_parts

_ANNOUNCED = ("[Content_Types].xml", "_rels/.rels")


def restamp(data: bytes, stamp: str) -> bytes:
    """The file with the stamp in place of the one it bore, or as its first; every other part byte for byte."""
    parts = read_parts(data, {CUSTOM, *_ANNOUNCED})
    changed = stamped(parts, stamp)
    return patch(data, {name: part for name, part in changed.items() if parts.get(name) != part})
