"""What of one place is one field's."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedrop.formats.word.identity import Identity
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.page import Span, Spot

_TORN = 3
"""Runs that a hint makes of a place into whose middle somebody typed."""


@dataclass(eq=False, slots=True)
class Share:
    """What of a place is one field's: before its control, in it, behind it.

    `stray` is text whose owner cannot be told, `doubts` are what is no plain text in its place; `loose` says that the
    control's own edges are not known, so that before and behind are no other places; `spot` is the place.
    """

    identity: Identity
    how: str
    before: str = ""
    inside: str = ""
    behind: str = ""
    span: Span | None = None
    loose: bool = False
    stray: list[str] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()
    spot: Spot | None = None

    @property
    def runs(self) -> tuple[str, ...]:
        """What stands in its control, run by run; nothing where that is not known, all as one where it cannot be three."""
        if self.spot is None or self.span is None or self.spot.seams < _TORN:
            return (self.inside,)
        runs = self.spot.pieces(self.span.start, self.span.end)
        return runs if "".join(runs) == self.inside else ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all is its own."""
        return not (self.before + self.inside + self.behind).strip() and not self.stray

    @property
    def around(self) -> str:
        """What stands around its control."""
        return self.before + self.behind + "".join(self.stray)

    @property
    def is_mixed(self) -> bool:
        """Whether anything stands around its control."""
        return bool((self.before or self.behind or self.stray) and self.around.strip())
