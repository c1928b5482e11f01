"""Whether a box is ticked, by what stands in it, what its control says of itself, and what stands beside it."""

from __future__ import annotations

from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import Tick, tick
from casedrop.formats.word.reading.division import Share


def ticked(share: Share) -> tuple[bool, tuple[Doubt, ...]]:
    """Whether a box is ticked, and the doubts: about a mark nobody can be sure of, where what it shows and what its control
    says differ, and about marks beside it, which may be meant for it or for its neighbour. A sign of its own is what the
    control says."""
    shown = share.inside.strip()
    outside = [text.strip() for text in (share.before, share.behind, *share.stray) if text.strip()]
    beside = tuple(Doubt("mark", text) for text in outside)
    says, mark = tick(shown), (Doubt("mark", shown),)
    checked, signs = (share.span.checked, share.span.signs) if share.span else (False, ())
    if says is Tick.UNSURE:
        return (checked, beside) if shown in signs else (False, (*mark, *beside))
    is_ticked = says is Tick.TICKED
    return is_ticked or checked, ((*mark, *beside) if checked and not is_ticked else beside)
