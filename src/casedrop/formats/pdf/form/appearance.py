"""What a field shows: the drawing of its answer in its box (ISO 32000-1, 12.7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats.pdf.form.letters import Ink

SIZE, SMALLEST, STEP = 10.0, 5.0, 0.5
"""Letters in points: as large as the text of our documents, smaller where they would not fit."""
LEADING = 1.2
_PAD = 2.0
_DEPTH = 0.22
"""How far below its line a letter reaches, in parts of its size."""
_MIDDLE = 0.35
"""How far below the middle of its capitals a letter stands, in parts of its size."""
_TICK = ((0.22, 0.50), (0.42, 0.26), (0.80, 0.82))
"""The three corners of a tick in a box of side 1."""


def holds_lines(high: float) -> bool:
    """Whether a box of that height has room for two lines."""
    return high >= 2 * SIZE * LEADING + _PAD


def written(ink: Ink, text: str, wide: float, high: float, *, lines: bool) -> bytes:
    """The drawing of a text in a box, in `lines` if it may take several; too long a text is drawn smaller, then cut."""
    size = _fitting(ink, text, wide - 2 * _PAD, high - _PAD, lines=lines)
    rows = list(_broken(ink, text, wide - 2 * _PAD, size)) if lines else [" ".join(text.split("\n"))]
    top = high - _PAD - (1 - _DEPTH) * size if lines else high / 2 - _MIDDLE * size
    drawn = [
        f"/Tx BMC q 1 1 {wide - 2:.2f} {high - 2:.2f} re W n BT 0 g {_PAD:.2f} {top:.2f} Td {LEADING * size:.2f} TL"
    ]
    for line in rows:
        pieces = (f"{name} {size:.1f} Tf {ink.fonts[name].encoded(piece)} Tj" for name, piece in ink.runs(line))
        drawn.append(" ".join([*pieces, "T*"]))
    return "\n".join([*drawn, "ET Q EMC"]).encode()


def ticked(wide: float, high: float) -> bytes:
    """The drawing of a tick over a box that is printed on the page."""
    side = min(wide, high)
    left, bottom = (wide - side) / 2, (high - side) / 2
    points = [f"{left + x * side:.2f} {bottom + y * side:.2f}" for x, y in _TICK]
    return f"q 0 G 1.3 w 1 J 1 j {points[0]} m {points[1]} l {points[2]} l S Q".encode()


def _fitting(ink: Ink, text: str, wide: float, high: float, *, lines: bool) -> float:
    """The largest size at which a text fits, or the smallest there is."""
    size = SIZE
    while size > SMALLEST:
        rows = list(_broken(ink, text, wide, size)) if lines else []
        if len(rows) * LEADING * size <= high and (lines or ink.wide(text, size) <= wide):
            break
        size -= STEP
    return size


def _broken(ink: Ink, text: str, wide: float, size: float) -> Iterator[str]:
    """The lines of a text, broken where they would be wider: at a blank, else after any letter; a tab is drawn as four."""
    for line in text.replace("\t", "    ").split("\n"):
        here, filled = "", 0.0
        for letter in line:
            more = ink.wide(letter, size)
            if here and filled + more > wide:
                at = here.rfind(" ") + 1 or len(here)
                yield here[:at].rstrip()
                here = here[at:]
                filled = ink.wide(here, size)
            here, filled = here + letter, filled + more
        yield here
