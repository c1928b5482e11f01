"""A page as it is laid out: its lines of letters, its rules and pictures, in millimetres from its upper left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4
THIN = 0.9
"""What is no thicker than so many millimetres is a rule, and no box."""
_GAP, _ROOM, _TURNED = 1.0, 0.12, 0.05
"""A gap of so many letter heights ends a line, of so many is room between letters; letters turned by more than so many
radians are no lines of the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """From its left to its right side."""
        return self.right - self.left

    @property
    def high(self) -> float:
        """From its upper to its lower side."""
        return self.bottom - self.top

    def beside(self, other: Box) -> float:
        """How much of their widths two have in common; negative if there is room between."""
        return min(self.right, other.right) - max(self.left, other.left)

    def level(self, other: Box) -> float:
        """How much of their heights two have in common; negative if there is room between."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its ink, the line it stands on, its size in points, and from where to where it was written with
    its white."""

    text: str
    box: Box
    base: float
    size: float
    begins: float = 0.0
    ends: float = 0.0


@dataclass(frozen=True)
class Line:
    """Letters after each other on one line, nothing wider than a letter between them."""

    letters: Sequence[Letter]

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(letter.text for letter in self.letters)

    @cached_property
    def apart(self) -> str:
        """What it says, with a blank where there is room between letters and none was written."""
        pairs = pairwise(self.letters)
        return "".join(one.text + " " * _is_apart(one, other) for one, other in pairs) + self.letters[-1].text

    @cached_property
    def box(self) -> Box:
        """Where its ink stands; of blanks alone, where they do."""
        inked = [one.box for one in self.letters if not one.text.isspace()] or [one.box for one in self.letters]
        left, right = min(b.left for b in inked), max(b.right for b in inked)
        return Box(left, min(b.top for b in inked), right, max(b.bottom for b in inked))

    @cached_property
    def size(self) -> float:
        """The size of its letters in points: that of most."""
        return median(letter.size for letter in self.letters)

    @property
    def base(self) -> float:
        """The line its letters stand on."""
        return self.letters[0].base


@dataclass(frozen=True)
class Laid:
    """A page: its sides, its lines in the order they were written, its rules across and down, its pictures."""

    wide: float
    high: float
    lines: Sequence[Line] = ()
    across: Sequence[Box] = ()
    down: Sequence[Box] = ()
    pictures: Sequence[Box] = field(default=())


def laid(document: pypdfium2.PdfDocument) -> Iterator[Laid]:
    """The pages of an opened PDF."""
    for page in document:
        wide, high = page.get_size()
        boxes = list(_boxes(page, high))
        paths = [box for kind, box in boxes if kind == raw.FPDF_PAGEOBJ_PATH]
        yield Laid(
            wide / MM,
            high / MM,
            tuple(_lines(_letters(page.get_textpage(), high))),
            tuple(box for box in paths if box.high <= THIN < box.wide),
            tuple(box for box in paths if box.wide <= THIN < box.high),
            tuple(box for kind, box in boxes if kind == raw.FPDF_PAGEOBJ_IMAGE),
        )


def _boxes(page: pypdfium2.PdfPage, high: float) -> Iterator[tuple[int, Box]]:
    """The objects of a page that are drawn, each by its kind."""
    for one in page.get_objects():
        left, bottom, right, top = one.get_bounds()
        yield one.type, Box(left / MM, (high - top) / MM, right / MM, (high - bottom) / MM)


def _letters(text: pypdfium2.PdfTextPage, high: float) -> Iterator[Letter]:
    """The letters of a page that stand upright, in the order they were written; blanks pdfium adds are left out."""
    across, up, shape = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, at) == 1 or raw.FPDFText_GetCharAngle(text, at) > _TURNED:
            continue
        raw.FPDFText_GetCharOrigin(text, at, across, up)
        raw.FPDFText_GetMatrix(text, at, shape)
        left, bottom, right, top = text.get_charbox(at)
        box = Box(left / MM, (high - top) / MM, right / MM, (high - bottom) / MM)
        size = abs(raw.FPDFText_GetFontSize(text, at) * shape.d)
        begins, _, ends, _ = text.get_charbox(at, loose=True)
        letter = chr(raw.FPDFText_GetUnicode(text, at))
        yield Letter(letter, box, (high - up.value) / MM, size, begins / MM, ends / MM)


def _lines(letters: Iterator[Letter]) -> Iterator[Line]:
    """The letters in lines: one ends where the next letter stands on another line, behind a gap, or further left."""
    there: list[Letter] = []
    for letter in letters:
        if there and not _follows(letter, there[-1]):
            yield Line(tuple(there))
            there = []
        there.append(letter)
    if there:
        yield Line(tuple(there))


def _is_apart(one: Letter, other: Letter) -> bool:
    """Whether there is room between two letters that follow each other, and neither is a blank."""
    return other.begins - one.ends > _ROOM * one.size / MM and not (one.text.isspace() or other.text.isspace())


def _follows(letter: Letter, last: Letter) -> bool:
    """Whether a letter goes on where the last one ended."""
    em = max(letter.size, last.size) / MM
    gap = letter.box.left - last.box.right
    return abs(letter.base - last.base) < 0.3 * em and -1.0 * em < gap < _GAP * em
