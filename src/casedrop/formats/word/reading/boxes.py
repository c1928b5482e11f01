"""Whether a box is ticked, by what stands in it, what its control says of itself, and what stands beside it."""

from __future__ import annotations

from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import Tick, tick
from casedrop.formats.word.reading.share import Share


def ticked(share: Share) -> tuple[bool, tuple[Doubt, ...]]:
    """Whether a box is ticked, and the doubts: about a mark nobody can be sure of, where what it shows and what its control
    says differ, and about marks beside it, which may be meant for it or for its neighbour. A sign of its own is what the
    control says; a tick that touches an empty box from behind is that box's.
    """
    if not share.loose and _touches(share.behind) and tick(share.inside) is Tick.CLEAR:
        return True, _marks(share.before, *share.stray)
    shown, beside = share.inside.strip(), _marks(share.before, share.behind, *share.stray)
    says, mark = tick(shown), _marks(shown)
    checked, signs = (share.span.checked, share.span.signs) if share.span else (False, ())
    if says is Tick.UNSURE:
        return (checked, beside) if shown in signs else (False, (*mark, *beside))
    is_ticked = says is Tick.TICKED
    return is_ticked or checked, ((*mark, *beside) if checked and not is_ticked else beside)


def _touches(behind: str) -> bool:
    """Whether what stands behind a box is a tick with nothing between."""
    return bool(behind[:1].strip()) and tick(behind) is Tick.TICKED


def _marks(*texts: str) -> tuple[Doubt, ...]:
    return tuple(Doubt("mark", text.strip()) for text in texts if text.strip())
