"""The walk over the steps of a part: what `formats.word.walk` does with a tree, done with pieces of markup as they come."""

from __future__ import annotations

from collections.abc import Callable

from casedrop.formats.word.controls import named
from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.page import NOWHERE, Names, Page, PageRow, PageTable, Span, Spot, in_table
from casedrop.formats.word.straight.properties import Band, Control, Letters, Surface, Unusual
from casedrop.formats.word.straight.sight import Around, Sight
from casedrop.language.problem import Place

BODY, TABLE, ROW, CELL, BLOCK, LINE, INLINE, FIELD = "body", "tbl", "tr", "tc", "block", "p", "inline", "field"
"""Where the walk is: in a part, a table, a row, a cell, a control around paragraphs, a paragraph, a control in one, a field
code."""
_HOLDS_RUNS = frozenset((LINE, INLINE, FIELD))
_HOLDS_LINES = frozenset((CELL, BLOCK))
_ORDER = (("begin", "counts"), ("counts", "separate"), ("separate", "end"))
"""The parts of a field code, which follow each other so."""


class Walk:
    """One walk. Each step is one of its methods and what it is called with; they raise Unusual where the part is no plain one."""

    def __init__(self, names: Names, sight: Sight, *, edge: bool) -> None:
        self.names, self.sight, self.edge = names, sight, edge
        self.tables: list[PageTable] = []
        self.spots: list[Spot] = []
        self.rows: list[PageRow] = []
        self.cells: list[Spot] = []
        self.spot = Spot(NOWHERE)
        self.stack = [BODY]
        self.begun: list[bool] = []
        self.open: dict[str | None, Span] = {}
        self.controls: list[tuple[Span | None, int, list[str] | None]] = []
        self.hints: list[list[str]] = []
        self.counted = [0, 0]
        self.at = 0
        self.table_is, self.cell_is = Surface(), Surface()
        self.around: Around = ("",) * 5
        self.letters = Letters()
        self.code_at, self.code_from = "", (0, 0)

    def page(self) -> Page:
        """What was walked, once all of it was."""
        if self.stack != [BODY]:
            raise Unusual("not closed")
        return Page(self.tables, self.spots)

    def paragraph(self, about: Surface) -> None:
        """Begin a paragraph: a line of the page, or one more line of a cell."""
        top = self.stack[-1]
        if top in _HOLDS_LINES:
            if self.begun[-1]:
                self.spot.say("\n")
            self.begun[-1] = True
        elif top == BODY and not self.open:
            self.spot = Spot(NOWHERE)
            self.spots.append(self.spot)
            self.table_is = self.cell_is = Surface()
        else:
            raise Unusual(top)
        if about.numbered and self.controls:
            raise Unusual("a number by a list")
        self.stack.append(LINE)
        self.around = (about.style, self.table_is.style, about.fill, self.cell_is.fill, self.table_is.fill)

    def end_paragraph(self, _: None) -> None:
        """End a paragraph; one outside tables that says something is counted."""
        self._leave(LINE)
        if self.code_at:
            raise Unusual("a field that goes on")
        spot = self.spot
        if self.stack[-1] == BODY and not self.edge and spot.length and "".join(spot._pieces).strip():
            self.counted[1] += 1
            spot.place = Place("paragraph", {"paragraph": self.counted[1]})

    def table(self, about: Surface) -> None:
        """Begin a table; one within another is not read straight."""
        self._enter(BODY, TABLE)
        self.counted[0] += 1
        self.table_is, self.rows = about, []
        self.tables.append(PageTable(self.rows))

    def end_table(self, _: None) -> None:
        """End a table."""
        self._leave(TABLE)

    def row(self, about: Band) -> None:
        """Begin a row."""
        self._enter(TABLE, ROW)
        self.at, self.cells = about.before, []
        self.rows.append(PageRow(self.cells, about.is_head))

    def end_row(self, _: None) -> None:
        """End a row."""
        self._leave(ROW)

    def cell(self, about: Surface) -> None:
        """Begin a cell."""
        self._enter(ROW, CELL)
        self.put_cell(about)
        self.begun.append(False)

    def put_cell(self, about: Surface) -> None:
        """Put a cell into the row, as the next one."""
        place = NOWHERE if self.edge else in_table(self.counted[0], len(self.rows), len(self.cells) + 1)
        self.spot = Spot(place, self.at, is_cell=True)
        self.cells.append(self.spot)
        self.spots.append(self.spot)
        self.at += about.span
        self.cell_is = about

    def end_cell(self, _: None) -> None:
        """End a cell."""
        self._leave(CELL)
        self.begun.pop()

    def control(self, about: Control) -> None:
        """Begin a control: around some of a line, or around lines of a cell."""
        top, spot = self.stack[-1], self.spot
        if self.code_at:
            raise Unusual("a control within a field")
        if top in _HOLDS_LINES:
            if self.begun[-1]:
                spot.say("\n")
            self.begun[-1] = True
            self.begun.append(False)
            self.stack.append(BLOCK)
        elif top in (LINE, INLINE):
            self.stack.append(INLINE)
        else:
            raise Unusual(top)
        how, identity = named(self.names, about.tag, about.title)
        span = about.span(identity, how, spot.length) if identity else None
        if span:
            spot.spans.append(span)
        hints: list[str] | None = [] if span and about.is_hint and not about.box and self.sight.sheet.marks else None
        if hints is not None:
            self.hints.append(hints)
        self.controls.append((span, spot.length, hints))

    def end_control(self, _: None) -> None:
        """End a control."""
        span, start, hints = self.controls.pop() if self.controls else (None, 0, None)
        if self.stack.pop() == BLOCK:
            if not self.begun.pop():
                raise Unusual("a control around nothing")
        elif self.stack[-1] not in (LINE, INLINE):
            raise Unusual("a control that ends elsewhere")
        if span is None:
            self.spot.wraps.append((start, self.spot.length))
        else:
            span.end = self.spot.length
        if hints is not None and span is not None:
            self.hints.remove(hints)
            span.blank = bool(hints) and self.sight.sheet.marks.issuperset(hints)

    def mark(self, about: tuple[str | None, str | None]) -> None:
        """Begin a bookmark; one outside all places is none."""
        number, name = about
        if self.stack[-1] in (TABLE, ROW) or self.code_at:
            raise Unusual("a bookmark between cells")
        identity = self.names.mark(name) if self.stack[-1] != BODY else None
        if identity is not None:
            if number in self.open:
                raise Unusual("a bookmark twice")
            span = Span(identity, "bookmark", self.spot.length)
            self.spot.spans.append(span)
            self.open[number] = span

    def end_mark(self, about: tuple[str | None, str | None]) -> None:
        """End a bookmark."""
        span = self.open.pop(about[0], None)
        if span:
            span.end = self.spot.length

    def run(self, about: Letters) -> None:
        """Begin a run."""
        if self.stack[-1] not in _HOLDS_RUNS or not self.sight.is_plain(about, self.around):
            raise Unusual("letters that are no plain text")
        self.letters = about

    def text(self, text: str) -> None:
        """Say what a run says."""
        if self.letters.apart and text.strip():
            self._doubt(Doubt("apart", text))
            self.letters = _SAID_APART
        elif self.letters is _SAID_APART:
            raise Unusual("a run set apart, in pieces")
        if self.hints and text.strip():
            for hints in self.hints:
                hints.append(str(self.letters.style))
        self.spot.say(text)

    def picture(self, _: None) -> None:
        """Note a picture."""
        self._doubt(Doubt("picture", ""))

    def field(self, _: None) -> None:
        """Begin a field code that counts pages: what it shows is doubted, where it stands."""
        self._begin_code()
        self.code_at = "separate"
        self.stack.append(FIELD)

    def end_field(self, _: None) -> None:
        """End a field code."""
        self._leave(FIELD)
        self._end_code()

    def code(self, part: str) -> None:
        """Go on with a field code that counts pages and is written in four parts."""
        if part == "begin":
            self._begin_code()
        elif (self.code_at, part) not in _ORDER or (part != "end" and self.spot.length != self.code_from[1]):
            raise Unusual("a field in disorder")
        self.code_at = part
        if part == "end":
            self._end_code()

    def _begin_code(self) -> None:
        if self.code_at or self.open or self.controls or self.stack[-1] != LINE:
            raise Unusual("a field within something")
        self.code_from = (len(self.spot.doubts), self.spot.length)

    def _end_code(self) -> None:
        number, start = self.code_from
        shown = "".join(self.spot._pieces)[start:]
        if not shown.isdecimal() or len(self.spot.doubts) > number:
            raise Unusual("a page that is no number")
        self.spot.doubts.append((start, Doubt("computed", shown)))
        self.code_at = ""

    def _doubt(self, doubt: Doubt) -> None:
        self.spot.doubts.append((self.spot.length, doubt))
        for span in self.spot.spans:
            if span.end < 0:
                span.doubts.append(doubt)

    def _enter(self, outer: str, inner: str) -> None:
        if self.stack[-1] != outer or self.open:
            raise Unusual(inner)
        self.stack.append(inner)

    def _leave(self, what: str) -> None:
        if self.stack.pop() != what or self.open:
            raise Unusual(what)


_SAID_APART = Letters()

Step = tuple[Callable[[Walk, object], None], object]
"""A method of Walk, and what it is called with."""
