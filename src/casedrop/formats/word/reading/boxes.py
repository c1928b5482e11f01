"""Whether a box is ticked, by what stands in it and right behind it."""

from __future__ import annotations

from casedrop.formats.word.reading.division import Share
from casedrop.formats.word.reading.values import Doubt
from casedrop.formats.word.text import OFF, ON

_TICKED = frozenset((ON, "☒", "✓", "✔", "√", "■", "x", "X", "v", "V"))
_CLEAR = frozenset((OFF, "□", ""))


def ticked(share: Share) -> bool | Doubt:
    """Whether a box is ticked; in doubt for marks beside it, which may be meant for it or for its neighbour."""
    outside = [text.strip() for text in (share.before, share.behind, *share.stray) if text.strip()]
    if outside:
        return Doubt("choice.beside", {"given": "  ".join(outside)})
    shown = share.inside.strip()
    if shown in _TICKED or shown in _CLEAR:
        return shown in _TICKED
    return bool(share.span and share.span.checked)
