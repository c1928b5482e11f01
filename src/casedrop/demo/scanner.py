"""What an office scanner and a telephone make of printed pages: pictures, turned, skewed and noisy. None of casedrop's own
reading is in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps

DPI = 200
TURN_DEGREES = 0.7
"""How far the feeder turns a sheet, one to the left and the next to the right."""
GRAIN = 24
"""Between how many grey levels a scanner's sensor wavers."""
TABLE = (96, 74, 58)
"""The colour of the table a photographed page lies on."""
MARGIN = 0.08
"""How much table a telephone sees on each side, as a share of the page's width."""


@dataclass(frozen=True)
class PaperSheet:
    """One page of a printed PDF; whether it went into the feeder upside down."""

    pdf: Path
    page: int
    upside_down: bool = False


def scan(sheets: Sequence[PaperSheet], target: Path) -> None:
    """Write `target`, a PDF of the sheets as a feeder scanner makes it; raises LookupError for a page that is not there."""
    taken = [_fed(_printed(sheet), n) for n, sheet in enumerate(sheets)]
    taken[0].save(target, "PDF", save_all=True, append_images=taken[1:], resolution=DPI)


def photograph(sheets: Sequence[PaperSheet], target: Path) -> None:
    """Write `target`, a JPEG of the one sheet as a telephone takes it. Raises LookupError for a page that is not there,
    ValueError for more than one.
    """
    (sheet,) = sheets
    _shot(_printed(sheet)).save(target, "JPEG", quality=80)


HANDS: Mapping[str, Callable[[Sequence[PaperSheet], Path], None]] = {".pdf": scan, ".jpg": photograph}
"""What makes a file of sheets, by its suffix."""


def sheets(pdf: Path, only: Sequence[int] = (), *, upside_down: bool = False) -> list[PaperSheet]:
    """The sheets of a printed PDF in order: all of them, or only some."""
    with pypdfium2.PdfDocument(pdf) as document:
        there = range(1, len(document) + 1)
    return [PaperSheet(pdf, page, upside_down) for page in only or there]


def _printed(sheet: PaperSheet) -> Image.Image:
    """A page as the printer puts it on paper, in the direction it is laid down; pages count from 1."""
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        if not 1 <= sheet.page <= len(document):
            raise LookupError(sheet)
        page: Image.Image = document[sheet.page - 1].render(scale=DPI / 72).to_pil().convert("RGB")
    return page.rotate(180) if sheet.upside_down else page


def _fed(page: Image.Image, n: int) -> Image.Image:
    """The n-th sheet out of the feeder: grey, a little turned, with the sensor's grain."""
    degrees = TURN_DEGREES if n % 2 else -TURN_DEGREES
    grey = page.convert("L").rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return ImageChops.add(grey, _grain(grey.size, n), 1.0, -GRAIN // 2)


def _grain(size: tuple[int, int], seed: int) -> Image.Image:
    """Grey levels from 0 to GRAIN by chance, the same for the same seed."""
    noise = random.Random(seed).randbytes(size[0] * size[1])  # noqa: S311 - grain, no secret
    return Image.frombytes("L", size, noise).point(_between(0, GRAIN))


def _shot(page: Image.Image) -> Image.Image:
    """The page on a table, seen from one side by the light of a window."""
    edge = round(page.width * MARGIN)
    scene = ImageOps.expand(page, edge, TABLE)
    width, height = scene.size
    # The corners of what the lens sees, from the upper left against the clock: further apart is further away.
    seen = (0, 0, edge * 0.6, height, width - edge * 0.3, height - edge * 0.4, width, edge * 0.5)
    skewed = scene.transform(scene.size, Image.Transform.QUAD, seen, Image.Resampling.BICUBIC)
    return ImageChops.multiply(skewed, _light(skewed.size))


def _light(size: tuple[int, int]) -> Image.Image:
    """Window light: warm, and brighter below than above."""
    falling = Image.linear_gradient("L").resize(size)
    levels = (_between(150, 255), _between(146, 250), _between(132, 232))
    return Image.merge("RGB", [falling.point(level) for level in levels])


def _between(least: int, most: int) -> list[int]:
    """For each of 256 levels the one that stands for it, evenly from `least` to `most`."""
    return [least + (most - least) * level // 255 for level in range(256)]
