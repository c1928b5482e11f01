"""Where the open fields of a converted document stand: by the links put into it before (decision 0028)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from pypdfium2 import raw

from casedrop.formats.pdf.pages import opened
from casedrop.formats.word.filling.blanks import LINK, Blank

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""

_ACROSS, _UP, _UP_TALL, _TALL = 3.4, 1.0, 3.5, 30.0
"""How far within its cell a field begins, so that what is typed stands where the text of other cells does; in a tall one its
lines begin as high as theirs."""
_THIN = 4.0
"""What is thinner is a rule."""


@dataclass(frozen=True, slots=True)
class PageSpot:
    """Where a field stands: the page from 0, and its box there."""

    page: int
    box: Box

    @property
    def wide(self) -> float:
        """Its width in points."""
        return self.box[2] - self.box[0]

    @property
    def high(self) -> float:
        """Its height in points."""
        return self.box[3] - self.box[1]


def spots(pdf: bytes, blanks: Sequence[Blank]) -> dict[int, PageSpot]:
    """The place of each blank by its number, as far as the PDF tells it: the cell that is its own, else its room in the line.

    A blank whose room is broken at a line's end has the widest piece. Raises pypdf's PdfReadError, pypdfium2.PdfiumError.
    """
    grounds = _grounds(pdf)
    spots: dict[int, PageSpot] = {}
    for number, page, box in _links(PdfReader(io.BytesIO(pdf))):
        if number >= len(blanks):
            continue
        if blanks[number].alone:
            spots.setdefault(number, PageSpot(page, _cell(box, grounds[page])))
        else:
            spots[number] = max(PageSpot(page, box), spots.get(number, PageSpot(page, box)), key=lambda spot: spot.wide)
    return spots


def without_links(page: DictionaryObject) -> None:
    """Take our links off a page."""
    kept = [link for link in page.get("/Annots", ()) if _number(link.get_object()) is None]
    page[NameObject("/Annots")] = ArrayObject(kept)


def _links(reader: PdfReader) -> Iterator[tuple[int, int, Box]]:
    """The number, page and box of each of our links, from the top of each page down."""
    for at, page in enumerate(reader.pages):
        there = [link.get_object() for link in page.get("/Annots", ())]
        boxes = [(number, _box(link["/Rect"])) for link in there if (number := _number(link)) is not None]
        yield from ((number, at, box) for number, box in sorted(boxes, key=lambda each: -each[1][3]))


def _number(link: DictionaryObject) -> int | None:
    """The number of a link of ours."""
    target = str(link.get("/A", {}).get("/URI", "")) if link.get("/Subtype") == "/Link" else ""
    number = target.removeprefix(LINK)
    return int(number) if target.startswith(LINK) and number.isdigit() else None


def _box(rect: Iterable[float]) -> Box:
    a, b, c, d = map(float, rect)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _grounds(pdf: bytes) -> Mapping[int, list[Box]]:
    """The painted areas of each page, the smallest first."""
    grounds: dict[int, list[Box]] = {}
    with opened(pdf) as document:
        for at, page in enumerate(document):
            shapes = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
            boxes = [tuple(shape.get_bounds()) for shape in shapes]
            grounds[at] = sorted((b for b in boxes if min(b[2] - b[0], b[3] - b[1]) > _THIN), key=_area)
    return grounds


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _cell(link: Box, grounds: Sequence[Box]) -> Box:
    """The smallest painted area around a link, a little within its edge; the link itself if there is none."""
    x, y = (link[0] + link[2]) / 2, (link[1] + link[3]) / 2
    left, bottom, right, top = next((g for g in grounds if g[0] <= x <= g[2] and g[1] <= y <= g[3]), link)
    up = _UP_TALL if top - bottom > _TALL else _UP
    return left + _ACROSS, bottom + up, right - _ACROSS, top - up
