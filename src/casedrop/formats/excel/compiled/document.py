"""A document written by a program: its answers and wordings into the holes, rows as high as their texts, styles numbered."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from xml.sax.saxutils import escape

from jinja2 import Environment, Template

from casedrop.formats.excel.compiled.program import Dressed, Own, Program, Row, Sheet
from casedrop.formats.excel.compiled.styles import ALIGNMENT, NUMBER, QUOTED, STYLES, Numbering, Style
from casedrop.formats.excel.job import Job
from casedrop.formats.excel.lines import DEFAULT_ROW, LEAST, SMALLEST, TALLEST, points
from casedrop.formats.excel.shown import SIGNS, TEXT, is_as_it_is, number_format, sum_format
from casedrop.formats.excel.values import cell_value
from casedrop.formats.excel.xml import escaped
from casedrop.formats.properties import CORE, CUSTOM
from casedrop.formats.qr import picture
from casedrop.formats.shell import Shell

LONGEST = 32_767
"""Letters that a cell holds."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EDGE = dict(zip(("Tab", "Pages", "Date", "Path", "Page", "Time", "File", "Picture"), "ANDZPTFG", strict=True))
"""The names of codes in headers and footers, and the codes."""
_EDGES = re.compile("&\\[(" + "|".join(_EDGE) + ")]")


NOWHERE = -1

HELD = EMPTY, FIGURE, WORDS, SIGNED = range(4)
"""What a field's cell may hold: nothing, a figure, a text, a text that begins like a formula."""


class Unusual(Exception):  # noqa: N818
    """A document that the compiled road does not write."""


def document(made: Program, job: Job, stamp: str, day: str) -> bytes:
    """The bytes of a document. Raises `Unusual`, and what rendering raises."""
    return _Writing(made, job).done(stamp, day)


class _Writing:
    """One document being written."""

    def __init__(self, made: Program, job: Job) -> None:
        self.made, self.job, self.names = made, job, dict(job.names)
        self.fields = fields = job.form.by_pointer
        self.shown = {what: number_format(fields[what], job) for kind, what in made.events if kind == "value"}
        self.sums = {what: sum_format(fields[what], job) for kind, what in made.events if kind == "formula"}
        self.said = [""] * made.said
        self.numbering = Numbering(made.styles, [self._code(*event) for event in made.events])
        self.places = [NOWHERE] * (made.dresses * len(HELD))
        self.dressed: dict[int, str] = {}

    def _code(self, kind: str, what: str) -> str:
        return what if kind == "format" else self.shown[what] if kind == "value" else self.sums[what]

    def done(self, stamp: str, day: str) -> bytes:
        """The bytes of the package."""
        job, made = self.job, self.made
        company = str(job.facts.get("company", {}).get("name", ""))
        fills = {"S": stamp, "A": company, "D": day}
        edges = self._edges()
        own = {f"xl/worksheets/sheet{n}.xml": self.sheet(sheet, edges) for n, sheet in enumerate(made.sheets, 1)}
        own |= {name: picture(str(job.facts["doc"]["code"])) for name in made.codes}
        properties = {CORE: _joined(made.core, fills), CUSTOM: _joined(made.custom, fills)}
        around = {**made.shell.kept, STYLES: self.numbering.part()}
        return Shell(made.shell.order, around).filled(own | properties)

    def _edges(self) -> dict[str, str]:
        """What headers and footers say, by their marks."""
        doubled = _doubling(self.job.environment)
        return {f"e{n}": _edge(_rendered(doubled(text), self.names)) for n, text in enumerate(self.made.edges)}

    def sheet(self, sheet: Sheet, edges: dict[str, str]) -> bytes:
        """One sheet's part."""
        out: list[str] = []
        rows: list[tuple[int, Row]] = []
        for step in sheet.steps:
            if isinstance(step, str):
                out.append(step)
            elif isinstance(step, Own):
                out.append(self._value(step) if step.kind == "value" else self._wording(step))
            elif isinstance(step, Row):
                rows.append((len(out), step))
                out.append("")
            else:
                out.append(self._late(step) if isinstance(step, int) else self._dressed(step))
        heights = self._heights(sheet)
        for place, row in rows:
            height = heights[row.number - 1]
            out[place] = row.plain if height is None else f'{row.before} ht="{height:.16g}"{row.after}'
        tail = sheet.tail
        if sheet.room is not None and sheet.room / sum(h or DEFAULT_ROW for h in heights) >= SMALLEST:
            tail = sheet.one
        return "".join((*out, *_filled(tail, edges))).encode()

    def _heights(self, sheet: Sheet) -> list[float | None]:
        heights, chinese = list(sheet.bases), self.job.lang.startswith("zh")
        for wrap in sheet.wraps:
            need = wrap.points
            if wrap.said >= 0:
                text = self.said[wrap.said]
                if not text:
                    continue
                need = points(text, wrap.face, chinese=chinese)
            last = wrap.last - 1
            own = heights[last] or LEAST
            have = own if wrap.first > last else sum(h or LEAST for h in heights[wrap.first - 1 : wrap.last])
            heights[last] = min(own + max(need - have, 0.0), TALLEST)
        return heights

    def _dressed(self, step: Dressed) -> str:
        if not step.sums:
            return f'{step.head} s="{self._late(step.style)}"{step.rest}'
        style = self._style(step.style)
        style = (*style[:NUMBER], self.numbering.number(self.sums[step.sums]), *style[NUMBER + 1 :])
        return f'{step.head} s="{self.numbering.place(style)}"{step.rest}'

    def _late(self, number: int) -> str:
        """The number, here, of a style by that of all documents or of those that come later."""
        if number not in self.dressed:
            self.dressed[number] = str(self.numbering.place(self._style(number)))
        return self.dressed[number]

    def _style(self, number: int) -> Style:
        return self.made.styles.base[number] if number >= 0 else self.numbering.late(number)

    def _wording(self, step: Own) -> str:
        names = {**self.names, "n": step.row} if step.row else self.names
        text = _held(escaped(_rendered(self.job.environment.from_string(step.what), names)))
        head = step.head if step.style is None else f'{step.head} s="{self._late(step.style)}"'
        if not text:
            return f'{head} t="n"></c>'
        if step.wrap >= 0:
            self.said[step.wrap] = text
        return f'{head} t="inlineStr">{_inline(text)}</c>'

    def _value(self, step: Own) -> str:
        value = self.job.leaves.get(step.pointer)
        if value is None:
            return f'{step.head} s="{self._place(step, EMPTY)}" t="n"></c>'
        made = cell_value(value, self.fields[step.what], self.job.lang)
        if not isinstance(made, str):
            return f'{step.head} s="{self._place(step, FIGURE)}" t="n"><v>{_figure(made)}</v></c>'
        text = _held(escaped(made))
        if step.wrap >= 0:
            self.said[step.wrap] = text
        place = self._place(step, SIGNED if made.startswith(SIGNS) else WORDS)
        return f'{step.head} s="{place}" t="inlineStr">{_inline(text) if text else ""}</c>'

    def _place(self, step: Own, held: int) -> int:
        """The number of the style of a field's cell that holds such a thing."""
        at = step.dress + held
        if self.places[at] == NOWHERE:
            self.places[at] = self.numbering.place(self._dress(step, held))
        return self.places[at]

    def _dress(self, step: Own, held: int) -> Style:
        style = list(self._style(step.style or 0))
        style[NUMBER] = self.numbering.number(self.shown[step.what])
        if held == FIGURE:
            style[ALIGNMENT] = step.shrunk
        elif held != EMPTY:
            style[QUOTED] = int(held == SIGNED)
            if not is_as_it_is(self.fields[step.what]):
                style[NUMBER] = self.numbering.number(TEXT)
        return tuple(style)


def _rendered(template: Template, names: dict[str, object]) -> str:
    """What a template says, as `Template.render` does without its care for where an error is said to be."""
    return "".join(template.root_render_func(template.new_context(names, shared=True)))


def _held(text: str) -> str:
    """A text as a cell holds it; raises `Unusual` for what XML has no letters for."""
    if _FORBIDDEN.search(text):
        raise Unusual(text)
    return text[:LONGEST]


def _inline(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{space}>{_said(text)}</t></is>"


def _said(text: str) -> str:
    return escape(text).replace("\r", "&#13;")


_DAY_ZERO = date(1899, 12, 30)


def _figure(made: date | int | Decimal) -> str:
    """A figure as openpyxl writes it; a day from 1950 on is its number from the last day but one of 1899."""
    return "%.16g" % ((made - _DAY_ZERO).days if isinstance(made, date) else made)


def _edge(text: str) -> str:
    if not text or _FORBIDDEN.search(text):
        raise Unusual(text)
    return _said(_EDGES.sub(lambda found: "&" + _EDGE[found[1]], text))


def _joined(pieces: tuple[str, ...], fills: dict[str, str]) -> bytes:
    return "".join(_filled(pieces, {mark: _said(_held(text)) for mark, text in fills.items()})).encode()


def _filled(pieces: tuple[str, ...], fills: dict[str, str]) -> list[str]:
    """Text and, in every other place, what a mark stands for."""
    return [fills[piece] if n % 2 else piece for n, piece in enumerate(pieces)]


@lru_cache(maxsize=256)
def _doubling(environment: Environment) -> Callable[[str], Template]:
    """What compiles wording of headers and footers, in which the ampersands of values are doubled."""
    return environment.overlay(finalize=lambda value: str(value).replace("&", "&&")).from_string
