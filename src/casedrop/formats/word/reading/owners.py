"""Whose each place of a document is: the text of every place divided among the fields that own it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from casedrop.formats.word.layout import Seat, TemplateLayout
from casedrop.formats.word.page import Page, PageRow, Spot
from casedrop.formats.word.reading.division import bare, divided, likeness
from casedrop.formats.word.reading.leftover import is_fixed, is_number
from casedrop.formats.word.reading.rows import RowLine
from casedrop.formats.word.reading.share import Share


class Owners:
    """The places of a document and their owners: `shares` are the pieces of each field outside tables of rows, `owned` the
    places that are some field's."""

    def __init__(self, plan: TemplateLayout, pages: Sequence[Page]) -> None:
        self.plan, self.pages = plan, pages
        self.owned: set[Spot] = set()
        self.shares: dict[str, list[tuple[Spot, Share]]] = {}

    def divide(self, in_rows: Collection[Spot]) -> None:
        """Divide every place but those `in_rows` among the fields whose marks stand there, or whose label stands beside it."""
        for spot in (s for one in self.pages for s in one.spots if s not in in_rows and s.spans):
            self._divide(spot, self._seats(spot))
        self._copies()
        self._by_label()

    def in_line(self, line: RowLine) -> dict[str, list[tuple[Spot, Share]]]:
        """The shares of one row's fields."""
        shares: dict[str, list[tuple[Spot, Share]]] = {}
        self.owned |= {cell for cell in line.row.cells if is_number(cell.text)}
        for cell, seat in line.cells:
            self.owned.add(cell)
            for share in divided(cell, [seat], self.plan.hints):
                shares.setdefault(share.identity.pointer, []).append((cell, share))
        return shares

    def _seats(self, spot: Spot) -> list[Seat]:
        """What the template has for the fields in a spot: of a field that is printed more than once, the place that has
        most of what stands here."""
        if len(spot.spans) == 1 and len(only := self.plan.seats.get(spot.spans[0].identity.pointer, ())) == 1:
            return [*only]
        seats: dict[Seat, None] = {}
        for identity in dict.fromkeys(span.identity for span in spot.spans):
            there = self.plan.seats.get(identity.pointer, ())
            if len(there) > 1:
                there = [seat for seat in there if identity in seat.fields] or there
            if there and not any(seat in seats for seat in there):
                seats[_best(spot, there)] = None
        return list(seats) or [bare(spot)]

    def _divide(self, spot: Spot, seats: Sequence[Seat]) -> None:
        """Divide a spot among the fields of some seats."""
        self.owned.add(spot)
        for share in divided(spot, seats, self.plan.hints):
            self.shares.setdefault(share.identity.pointer, []).append((spot, share))

    def _copies(self) -> None:
        """Leave out the printed words around a field that was copied to another place."""
        for there in self.shares.values():
            clean = [share for _, share in there if not share.is_mixed]
            for _, share in there:
                if share.is_mixed and clean and is_fixed(share.around, self.plan.fixed):
                    share.before = share.behind = ""
                    share.stray.clear()

    def _by_label(self) -> None:
        """Find what lost its marks beside the labels of the template."""
        for pointer in self.plan.beside:
            if pointer not in self.shares:
                spot = self._beside(pointer)
                if spot and spot not in self.owned:
                    self._divide(spot, self.plan.seats[pointer][:1])

    @cached_property
    def _rows(self) -> Sequence[PageRow]:
        """The rows of the body's tables."""
        return [row for table in self.pages[0].tables for row in table.rows]

    @cached_property
    def _labels(self) -> Mapping[str, Sequence[tuple[int, Spot]]]:
        """The cells of those rows by what they say, each with the number of its row."""
        labels: dict[str, list[tuple[int, Spot]]] = {}
        for n, row in enumerate(self._rows):
            for cell in row.cells:
                labels.setdefault(cell.key, []).append((n, cell))
        return labels

    def _beside(self, pointer: str) -> Spot | None:
        """The cell beside a field's label, if the label stands there as often as in the template."""
        seat = self.plan.beside[pointer]
        rows, labels = self._rows, self._labels.get(seat.label, ())
        if len(labels) != seat.count:
            return None
        at, label = labels[seat.nth]
        if seat.below:
            return rows[at + 1].by_start.get(label.start) if at + 1 < len(rows) else None
        return next((cell for cell in rows[at].cells if cell.start > label.start), None)


def _best(spot: Spot, seats: Sequence[Seat]) -> Seat:
    """Of the seats of one field the one that has most of what stands in a spot, and prints what stands around it."""
    if len(seats) == 1:
        return seats[0]
    here = {span.identity for span in spot.spans}
    return max(seats, key=lambda seat: (len(here.intersection(seat.fields)), likeness(spot, seat)))
