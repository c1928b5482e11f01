"""Signatures: room for a seal or a hand, and something of what is signed on the same page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casedrop.formats.pdf.measures.body import Body
from casedrop.formats.pdf.measures.laid import Box, Line
from casedrop.formats.pdf.measures.places import at
from casedrop.formats.pdf.measures.told import Told
from casedrop.formats.pdf.pages import dense
from casedrop.language import messages
from casedrop.language.problem import Problem

SEAL, HAND, IN_FRAME = 36.0, 25.0, 18.0
"""Millimetres of height for a seal, for a signature, for a signature in a cell of a form."""
_HALF = 0.5
_SEALS, _HANDS, _SEAL_ALONE = ("sign_hint", "seal"), ("sign_only",), ("seal",)
_ABOVE = 2
"""Lines of a block above the words that ask for a hand: whose it is, and his office."""


def room(pages: Sequence[Body], told: Told) -> Iterator[Problem]:
    """`page.seal` and `page.hand` for each place to sign that has less room than a seal, or a hand, needs (args given,
    wanted, in millimetres)."""
    for body in pages:
        for line in body.lines:
            said = dense(line.text)
            if said in _words(_SEALS, told.lang):
                white = _free(body, line, above=said in _words(_SEAL_ALONE, told.lang))
                yield from _lacking(body, line, "page.seal", (white, SEAL, SEAL))
            elif said in _words(_HANDS, told.lang):
                yield from _lacking(body, line, "page.hand", (_free(body, line), HAND, IN_FRAME))


def alone(pages: Sequence[Body], told: Told) -> Iterator[Problem]:
    """`page.signature` for a place to sign on a page after the first with nothing above it, and for one at the foot of a page
    before the last, its room on the next."""
    hints = _words((*_SEALS, *_HANDS), told.lang)
    for body in pages:
        first = next((n for n, row in enumerate(body.rows) if dense(row[0].text) in hints), None)
        if first is not None and body.number > 1 and first <= _ABOVE:
            yield Problem("page.signature", at(body, body.rows[first][0].box.top))
        elif body.number < len(pages) and body.rows and dense(body.rows[-1][0].text) in hints and not _ruled(body):
            yield Problem("page.signature", at(body, body.rows[-1][0].box.top))


def _ruled(body: Body) -> bool:
    """Whether a rule across closes what stands last on a page."""
    return any(rule.top > body.rows[-1][0].box.bottom for rule in body.across)


def _lacking(body: Body, hint: Line, code: str, due: tuple[float, float, float]) -> Iterator[Problem]:
    """What is wrong with the room about the words that ask for a hand or a seal, in a cell its height. `due` are the white
    about the words, what is due in the open, and in a cell."""
    cell, (white, free, framed) = _cell(body, hint), due
    given, wanted = (white, free) if cell is None else (cell, framed)
    if given < wanted - _HALF:
        args = {"given": f"{given:.0f}", "wanted": f"{wanted:.0f}"}
        yield Problem(code, at(body, hint.box.top), args=args)


def _cell(body: Body, hint: Line) -> float | None:
    """The height of the cell the words stand in: from the next rule below them up to the next one as long; None without."""
    over = [r for r in body.page.across if r.beside(hint.box) > hint.box.wide / 2]
    below = min((r for r in over if r.top >= hint.box.bottom - 0.5), key=lambda r: r.top, default=None)
    if below is None or below.top > body.bottom + 0.5:
        return None
    above = [r.bottom for r in over if r.bottom <= hint.box.top + 0.5 and _as_long(r, below)]
    return below.top - max(above) if above else None


def _as_long(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) < 1 and abs(one.right - other.right) < 1


def _free(body: Body, hint: Line, *, above: bool = False) -> float:
    """How far it is, in the column of the words, down to the next text: a hand or a seal may cover the words; for a seal alone,
    from the text above them."""
    column = [one.box for one in body.lines if one is not hint and one.box.beside(hint.box) > 0]
    begins = max((b.bottom for b in column if b.bottom <= hint.box.top + 0.5), default=body.top)
    ends = min((b.top for b in column if b.top >= hint.box.bottom - 0.5), default=body.bottom)
    return ends - (begins if above else hint.box.top)


def _words(keys: Sequence[str], lang: str) -> set[str]:
    return {dense(messages.phrase(f"paper.{key}", lang)) for key in keys}
