"""The text of one place divided among the fields that own it: whatever stands there is some field's, printed, or in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedrop.formats.word.folding import plain, remembered
from casedrop.formats.word.identity import Identity
from casedrop.formats.word.layout import Seat
from casedrop.formats.word.page import HOWS, Span, Spot
from casedrop.formats.word.placeholder import Placeholders
from casedrop.formats.word.printed import NOTHING, Wording
from casedrop.formats.word.reading.gaps import is_printed, split, ways, without_lines
from casedrop.formats.word.reading.share import Share

_BLANK = re.compile(r"\s+")
_WITHIN = re.compile(r"(?<=\w)[·・•.\-/](?=\w)")
"""A mark within a word or a name, as in 阿里木·買買提, parts no two answers."""


def divided(spot: Spot, seats: Sequence[Seat], hints: Placeholders) -> list[Share]:
    """The shares of the fields of the seats that a spot holds; `hints` is what they show while they are empty."""
    if len(seats) == 1 and (whole := only(spot, seats[0])):
        return [whole]
    fields, wordings = (seats[0].fields, seats[0].wordings) if len(seats) == 1 else _joined(seats)
    return _Division(spot, fields, wordings, hints).shares()


def only(spot: Spot, seat: Seat) -> Share | None:
    """The share of a seat's only field, known by one tag or bookmark, that is all there is in a spot: so it is in most cells."""
    spans = spot.spans
    best = spans if len(spans) == 1 and not spot.wraps else [span for span in spans if span.how == "tag"]
    if len(best) != 1 or len(seat.fields) != 1 or spot.doubts:
        return None
    span, field = best[0], seat.fields[0]
    is_all = span.start == 0 and span.end == spot.length and span.identity == field
    return Share(field, span.how, inside=spot.text, span=span, spot=spot) if is_all else None


def likeness(spot: Spot, seat: Seat) -> int:
    """How much of what a seat prints stands in a spot."""
    return _likeness(spot.text, seat)


@remembered
def _likeness(text: str, seat: Seat) -> int:
    solids = [(w.always, re.search(w.solid, plain(text))) for w in seat.wordings if w.solid]
    return sum(1 if found else -int(always) for always, found in solids)


def _holds_mark(character: str) -> bool:
    """Whether a letter turns to more than letters as wordings are compared, as Ŀ does to l·."""
    return character.isalpha() and not plain(character).isalpha()


def bare(spot: Spot) -> Seat:
    """A seat of the fields in a spot that prints nothing: for fields the template has no place for."""
    fields = list(dict.fromkeys(span.identity for span in spot.spans))
    return Seat(fields, [NOTHING] * (len(fields) + 1))


def _joined(seats: Sequence[Seat]) -> tuple[list[Identity], list[Wording]]:
    """The fields and wordings of several seats one below the other, as when cells were merged."""
    fields: list[Identity] = []
    wordings = [NOTHING]
    for n, seat in enumerate(seats):
        first = seat.wordings[0] if seat.wordings else NOTHING
        wordings[-1] = wordings[-1].and_then(first) if n else first
        fields += seat.fields
        wordings += seat.wordings[1:]
    return fields, wordings


@dataclass(eq=False)
class _Anchor:
    """A field that is known in a spot: its number among the fields, and its control's edges."""

    at: int
    span: Span


class _Division:
    """One spot being divided."""

    def __init__(
        self, spot: Spot, fields: Sequence[Identity], wordings: Sequence[Wording], hints: Placeholders
    ) -> None:
        self.spot, self.fields, self.wordings, self.hints = spot, fields, wordings, hints
        self.by_field: dict[int, Share] = {}

    def shares(self) -> list[Share]:
        """The share of each field that has one."""
        anchors = list(self._anchors())
        text = self.spot.text
        for n, anchor in enumerate(anchors):
            end = anchor.span.end
            if n + 1 < len(anchors):
                end = min(end, anchors[n + 1].span.start)
            self._share(anchor.at, anchor.span).inside = text[anchor.span.start : end]
            anchor.span.end = end
        left = None
        for right in (*anchors, None):
            start, end = left.span.end if left else 0, right.span.start if right else len(text)
            if start < end and not (gap := text[start:end]).isspace():
                self._gap(gap, start, left, right)
            left = right
        self._ask_run_on(anchors)
        self._note(anchors)
        return [self.by_field[at] for at in sorted(self.by_field)]

    def _ask_run_on(self, anchors: Sequence[_Anchor]) -> None:
        """Ask of all fields from one on where it alone says something, and all that is printed between them: everything was typed
        into the first control."""
        if len(anchors) < 2 or not self._is_silent(self.by_field[anchors[-1].at]):
            return
        for n, anchor in enumerate(anchors[:-1]):
            shares = [self.by_field[one.at] for one in anchors[n:]]
            is_last = [one.at for one in anchors[n:]] == [*range(anchor.at, len(self.fields))]
            if is_last and all(map(self._is_silent, shares[1:])) and self._has_marks(shares[0].inside, anchor.at):
                whole, shares[0].inside = shares[0].inside.strip(), ""
                for share in shares:
                    share.stray.append(whole)
                return

    def _has_marks(self, text: str, at: int) -> bool:
        """Whether every mark printed between the fields from one on stands in a text, each between words."""
        marks = [wording.mark for wording in self.wordings[at + 1 : len(self.fields)]]
        if not all(marks):
            return False
        rest = plain("".join("x" if _holds_mark(c) else c for c in _WITHIN.sub("x", text)))
        for mark in marks:
            before, found, rest = rest.partition(mark)
            if not found or not before.strip():
                return False
        return bool(rest.strip())

    def _is_silent(self, share: Share) -> bool:
        """Whether a control shows nothing, or the words of an empty one."""
        is_blank = share.span is not None and share.span.blank
        return is_blank or share.empty or self.hints.holds(share.identity.pointer, share.inside)

    def _note(self, anchors: Sequence[_Anchor]) -> None:
        """Give each doubt to the fields it may be about: to all of them where no other can be told."""
        if not self.spot.doubts:
            return
        pointers = {identity.pointer for identity in self.fields}
        edges = {a.at: (b, c) for a, b, c in zip(anchors, self._starts(anchors), self._ends(anchors), strict=True)}
        for at, share in self.by_field.items():
            start, end = edges.get(at, (0, len(self.spot.text))) if len(pointers) > 1 else (0, len(self.spot.text))
            share.doubts = tuple(doubt for where, doubt in self.spot.doubts if start <= where <= end)

    def _starts(self, anchors: Sequence[_Anchor]) -> list[int]:
        """Where the text that may be each known field's begins: behind the field before it."""
        return [0, *(anchor.span.end for anchor in anchors[:-1])][: len(anchors)]

    def _ends(self, anchors: Sequence[_Anchor]) -> list[int]:
        """Where the text that may be each known field's ends: before the field behind it."""
        return [*(anchor.span.start for anchor in anchors[1:]), len(self.spot.text)][: len(anchors)]

    def _share(self, at: int, span: Span | None = None) -> Share:
        if at not in self.by_field:
            how = span.how if span else "label"
            is_loose = bool(span and self._is_loose(span))
            self.by_field[at] = Share(self.fields[at], how, span=span, loose=is_loose, spot=self.spot)
        return self.by_field[at]

    def _is_loose(self, span: Span) -> bool:
        """Whether a bookmark alone shows where a field stands, within a control that lost its name."""
        if span.how != "bookmark":
            return False
        named = [(s.start, s.end) for s in self.spot.spans if s.how == "alias" and s.identity == span.identity]
        around = (start <= span.start and span.end <= end for start, end in (*self.spot.wraps, *named))
        return any(around)

    def _anchors(self) -> Iterator[_Anchor]:
        """The best span of each field, in the order of the page."""
        best: dict[int, Span] = {}
        for span in self.spot.spans:
            if span.identity not in self.fields:
                continue
            at = self.fields.index(span.identity)
            there = best.get(at)
            if there is None or HOWS.index(span.how) < HOWS.index(there.how):
                best[at] = span
            elif span.how == there.how:
                there.end = max(there.end, span.end)
        for at, span in sorted(best.items(), key=lambda item: item[1].start):
            yield _Anchor(at, span)

    def _gap(self, gap: str, start: int, left: _Anchor | None, right: _Anchor | None) -> None:
        """Divide what stands between two known fields, or at one end of the spot, from a start."""
        first = left.at if left else -1
        last = right.at if right else len(self.fields)
        if first >= last:
            self._doubt(gap, left, right, ())
            return
        missing = range(first + 1, last)
        wordings = self.wordings[first + 1 : last + 1]
        if is_printed(gap, tuple(wordings)):
            return
        left_out = without_lines(wordings, left is None, right is None)
        if left_out and is_printed(gap, (left_out,)):
            return
        found = ways([first, *missing, last], wordings, left is None, right is None)
        for owners, printed in (*found, *([([first, last], [left_out])] if left_out else [])):
            pieces = split(gap, printed)
            if pieces is not None:
                self._give(owners, pieces, left, right)
                return
        if not missing and self._is_nested(left, right, start, gap):
            self._share(first).behind += gap
        else:
            self._doubt(gap, left, right, missing)

    def _give(self, owners: Sequence[int], pieces: Sequence[str], left: _Anchor | None, right: _Anchor | None) -> None:
        """Give each owner its piece; the first piece is behind the known field on the left, the last before the one right."""
        for owner, piece in zip(owners, pieces, strict=True):
            if not piece.strip():
                continue
            if left and owner == left.at:
                self._share(owner).behind += piece
            elif right and owner == right.at:
                self._share(owner).before += piece
            elif 0 <= owner < len(self.fields):
                self._share(owner).inside += piece
            else:
                self._stray_at_edge(piece, owner)

    def _stray_at_edge(self, piece: str, owner: int) -> None:
        """Ask the field next to it about text beyond what is printed at an end of the spot."""
        self._share(0 if owner < 0 else len(self.fields) - 1).stray.append(piece.strip())

    def _doubt(self, gap: str, left: _Anchor | None, right: _Anchor | None, missing: Sequence[int]) -> None:
        """Ask of every field that may own a text."""
        for at in [*(anchor.at for anchor in (left, right) if anchor), *missing]:
            self._share(at).stray.append(gap.strip())

    def _is_nested(self, left: _Anchor | None, right: _Anchor | None, start: int, gap: str) -> bool:
        """Whether a control around both fields holds another one that begins behind the gap: LibreOffice 7.4 writes so what
        was typed into the first of them, whose bookmark stays around the first letters."""
        if not left or not right or not self.spot.text[left.span.start : left.span.end].strip():
            return False
        written = start + len(gap.rstrip())
        around = any(s <= left.span.start and right.span.end <= e for s, e in self.spot.wraps)
        return around and any(written <= s <= right.span.start for s, e in self.spot.wraps)
