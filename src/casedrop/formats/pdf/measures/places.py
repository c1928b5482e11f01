"""Where on a printed page something is."""

from __future__ import annotations

from casedrop.formats.pdf.measures.body import Body
from casedrop.language.problem import Place


def at(body: Body, down: float | None = None) -> Place:
    """A page, or the height on it, counted from its upper edge."""
    return Place("page", {"page": body.number} if down is None else {"page": body.number, "down": round(down)})
