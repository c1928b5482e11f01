"""A workbook of one size as a program: runs of text that stay, and between them what a document fills."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casedrop.formats import zips
from casedrop.formats.excel.compiled.styles import Styles
from casedrop.formats.excel.lines import Face
from casedrop.formats.properties import CORE, CUSTOM
from casedrop.formats.shell import QUICK, Shell, shell
from casedrop.forms.form import ROW
from casedrop.language.problem import Json


@dataclass(frozen=True, slots=True)
class Own:
    """A cell with something of the document's own: a `value` of a field or a `wording` (`what`), in the row of that number (0:
    in none), with its concrete `pointer`; `style` is that of all documents or (negative) one of `Styles.late`, None for none."""

    head: str
    kind: str
    what: str
    pointer: str
    row: int
    style: int | None
    shrunk: int
    wrap: int
    dress: int


@dataclass(frozen=True, slots=True)
class Dressed:
    """A cell that is the same in every document but for its style; a formula is shown as figures of the field `sums`."""

    head: str
    style: int
    rest: str
    sums: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The tag of a row around its height, and without one."""

    number: int
    before: str
    after: str
    plain: str


@dataclass(frozen=True, slots=True)
class Wrap:
    """A text that may wrap, in rows from first to last: its points, or its face and the number of what a document says there."""

    first: int
    last: int
    points: float
    face: Face
    said: int


Step = str | int | Own | Dressed | Row
Measure = Callable[[str, Face], float]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its steps; its rows' heights without texts, from 1; its texts in the order in which they raise rows; what comes
    after the rows, as it is and on one page of so many points (None: it is not fitted)."""

    steps: tuple[Step, ...]
    bases: tuple[float | None, ...]
    wraps: tuple[Wrap, ...]
    tail: tuple[str, ...]
    one: tuple[str, ...]
    room: float | None


@dataclass(frozen=True)
class Program:
    """A workbook of one size."""

    sheets: tuple[Sheet, ...]
    styles: Styles
    shell: Shell
    events: tuple[tuple[str, str], ...]
    edges: tuple[str, ...]
    core: tuple[str, ...]
    custom: tuple[str, ...]
    codes: tuple[str, ...]
    said: int
    dresses: int


def program(taken: Json, styles: Styles, measure: Measure) -> Program:
    """The program of a workbook taken apart; `measure` gives the points of a text that stays."""
    making = _Making(measure)
    sheets = tuple(making.sheet(sheet) for sheet in taken["sheets"])
    parts = taken["parts"]
    codes = tuple(name for name, part in parts.items() if isinstance(part, dict) and "code" in part)
    own = {CORE, CUSTOM, *codes} & parts.keys()
    named = {f"xl/worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)} | {"xl/styles.xml"}
    kept = {name: _bytes(part) for name, part in parts.items() if name not in own}
    around = shell(kept, own | named)
    media = {n: zips.pack(n, kept[n], QUICK) for n in kept if n.startswith("xl/media/")}
    events = tuple((kind, what) for kind, what in taken["events"])
    around = Shell(around.order, {**around.kept, **media})
    core, custom = (tuple(parts.get(name, ())) for name in (CORE, CUSTOM))
    return Program(
        sheets, styles, around, events, tuple(taken["edges"]), core, custom, codes, making.said, len(making.dresses)
    )


def _bytes(part: Json) -> bytes:
    return part.encode() if isinstance(part, str) else base64.b64decode(part["base64"])


class _Making:
    """Steps being made, one sheet after the other."""

    def __init__(self, measure: Measure) -> None:
        self.measure, self.said = measure, 0
        self.dresses: dict[tuple[int | None, str, int], int] = {}

    def sheet(self, taken: Json) -> Sheet:
        """The steps of a sheet."""
        wraps: list[Wrap] = []
        self.run: list[Step] = []
        for part in taken["head"]:
            self.add(part if isinstance(part, str) else part if part < 0 else str(part))
        for row in taken["rows"]:
            self.row(row, wraps)
        ordered = sorted(wraps, key=lambda wrap: wrap.last - wrap.first)
        bases = tuple(row["base"] for row in taken["rows"])
        tails = tuple(taken["tail"]), tuple(taken["one"])
        return Sheet(tuple(self.run), bases, tuple(ordered), *tails, taken["room"])

    def add(self, step: Step) -> None:
        """Add a step; runs of text become one."""
        if isinstance(step, str) and self.run and isinstance(self.run[-1], str):
            self.run[-1] += step
        else:
            self.run.append(step)

    def row(self, taken: Json, wraps: list[Wrap]) -> None:
        """Add the steps of a row, and its texts that wrap."""
        holes = {wrap["column"]: self._wrap(taken["r"], wrap) for wrap in taken["wraps"]}
        wraps += holes.values()
        tag = taken["tag"]
        if tag is None:
            return
        self.add(Row(taken["r"], *tag) if len(tag) > 1 else tag[0])
        for cell in taken["cells"]:
            self.add(cell if isinstance(cell, str) else self._cell(cell, holes))
        if not tag[-1].endswith("/>"):
            self.add("</row>")

    def _wrap(self, first: int, taken: Json) -> Wrap:
        face = Face(*taken["face"])
        if taken["text"] is not None:
            return Wrap(first, taken["last"], self.measure(taken["text"], face), face, -1)
        self.said += 1
        return Wrap(first, taken["last"], 0.0, face, self.said - 1)

    def _cell(self, taken: Json, holes: Mapping[int, Wrap]) -> Own | Dressed:
        if "rest" in taken:
            return Dressed(taken["head"], taken["style"], taken["rest"], taken.get("sum", ""))
        kind = "value" if "value" in taken else "wording"
        hole = taken[kind]
        wrap = holes.get(hole["column"])
        said = wrap.said if wrap else -1
        here = hole["what"].replace(ROW, f"/{hole['row'] - 1}/") if kind == "value" else ""
        dress = self._dress(taken["style"], hole)
        return Own(taken["head"], kind, hole["what"], here, hole["row"], taken["style"], hole["shrunk"], said, dress)

    def _dress(self, style: int | None, hole: Json) -> int:
        """Where a document keeps the styles of a cell like this, one for each thing it may hold."""
        return 4 * self.dresses.setdefault((style, hole["what"], hole["shrunk"]), len(self.dresses))
