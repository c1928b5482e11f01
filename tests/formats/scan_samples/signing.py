"""Printed pages that are signed and sealed by made hands, then scanned or photographed in colour, in grey, as a fax."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from casedrop.formats.scan.sign_places import SignPlace
from formats.scan_samples import slant

DPI = 300
_MM = DPI / 25.4
BLUE, BLACK, RED, VIOLET = (30, 50, 150), (25, 25, 30), (205, 35, 40), (95, 60, 165)


@dataclass(frozen=True)
class Scanner:
    """What happens to a signed sheet on its way into a file; angles in degrees, `noise` the deviation of each colour, `paper`
    the colour of the paper, `shadow` how much darker one side is (of 1)."""

    dpi: int = 200
    mode: str = "RGB"
    skew: float = 0.0
    turn: int = 0
    noise: float = 3.0
    blur: float = 0.0
    paper: tuple[int, int, int] = (250, 249, 245)
    shadow: float = 0.0
    jpeg: int = 80
    photo: bool = False


def page_in_colour(pdf: bytes, number: int) -> Image.Image:
    """A page as a printer lays it out, in colour."""
    return pypdfium2.PdfDocument(pdf)[number - 1].render(scale=DPI / 72, rev_byteorder=True).to_pil().convert("RGB")


def with_hand(page: Image.Image, place: SignPlace, seed: int = 0, ink: tuple[int, int, int] = BLUE) -> Image.Image:
    """The page with a signature in a place: one line of a pen that goes up and down, 0.5 mm wide."""
    chance, box = np.random.default_rng(seed), place.box
    wide = min(45.0, box.wide - 20) * chance.uniform(0.7, 1)
    left, middle = box.left + (box.wide - wide) / 2, box.top + box.high * (0.45 if box.high < 30 else 0.4)
    high = min(14.0, box.high - 6) / 2
    phase = chance.uniform(0, 6)
    line = [
        (
            (left + wide * t + 3 * math.sin(5 * t + phase)) * _MM,
            (middle + high * math.sin(31 * t + phase) * (1 - 0.6 * t) + 2 * math.sin(9 * t)) * _MM,
        )
        for t in np.linspace(0, 1, 160)
    ]
    return _inked(page, lambda draw: draw.line(line, fill=255, width=round(0.5 * _MM), joint="curve"), ink, 0.9)


def with_seal(
    page: Image.Image, place: SignPlace, seed: int = 0, ink: tuple[int, int, int] = RED, strength: float = 0.8
) -> Image.Image:
    """The page with a round seal of 36 mm in a place: two rings, a star, and letters between them."""
    chance, box = np.random.default_rng(seed), place.box
    x = (box.left + box.right) / 2 + chance.uniform(-8, 8)
    y = box.top + box.high * 0.5 + chance.uniform(-3, 3)

    def stamped(draw: ImageDraw.ImageDraw) -> None:
        for radius in (18.0, 16.5, 10.0):
            sides = [(x - radius) * _MM, (y - radius) * _MM, (x + radius) * _MM, (y + radius) * _MM]
            draw.ellipse(sides, outline=255, width=round(0.7 * _MM))
        for n in range(28):
            a, b = (math.tau * n / 28, math.tau * (n + 0.45) / 28)
            draw.line([_on((x, y), r, t) for r, t in ((12, a), (14.8, b))], fill=255, width=round(0.6 * _MM))
        draw.polygon([_on((x, y), 6 if n % 2 else 2.6, math.tau * n / 10) for n in range(10)], fill=255)

    return _inked(page, stamped, ink, strength)


def _on(middle: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    return (middle[0] + radius * math.cos(angle)) * _MM, (middle[1] + radius * math.sin(angle)) * _MM


def _inked(page: Image.Image, drawn, ink: tuple[int, int, int], strength: float) -> Image.Image:
    mask = Image.new("L", page.size, 0)
    drawn(ImageDraw.Draw(mask))
    mask = mask.filter(ImageFilter.GaussianBlur(1)).point(lambda level: round(level * strength))
    return ImageChops.multiply(
        page, Image.composite(Image.new("RGB", page.size, ink), Image.new("RGB", page.size, "white"), mask)
    )


def scanned(page: Image.Image, how: Scanner, seed: int = 0) -> Image.Image:
    """The page as it comes out of a scanner, or a telephone; the same for the same seed."""
    chance = np.random.default_rng(seed)
    image = ImageChops.multiply(page, Image.new("RGB", page.size, how.paper))
    image = _photographed(image, chance) if how.photo else _on_glass(image, how)
    image = image.filter(ImageFilter.GaussianBlur(how.blur)) if how.blur else image
    dots = np.asarray(image, dtype=float)
    high, wide = dots.shape[:2]
    light = 1 - how.shadow * np.linspace(0, 1, wide)[None, :, None] * np.linspace(0.6, 1, high)[:, None, None]
    dots = dots * light + chance.normal(0, how.noise, dots.shape)
    image = Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8)).rotate(-how.turn, expand=True)
    if how.mode == "1":
        return image.convert("L").point(lambda grey: 255 * (grey > 140)).convert("1")
    return image.convert(how.mode)


def saved(image: Image.Image, how: Scanner) -> bytes:
    """The picture as a file: JPEG, or TIFF of a fax."""
    out = io.BytesIO()
    if how.mode == "1":
        image.save(out, "TIFF", compression="group4", dpi=(how.dpi, how.dpi))
    else:
        image.save(out, "JPEG", quality=how.jpeg, dpi=(how.dpi, how.dpi))
    return out.getvalue()


def as_pdf(images: Sequence[Image.Image], how: Scanner) -> bytes:
    """The pictures as the pages of one PDF."""
    out, (first, *rest) = io.BytesIO(), images
    first.save(out, "PDF", resolution=how.dpi, save_all=True, append_images=rest, quality=how.jpeg)
    return out.getvalue()


def _on_glass(image: Image.Image, how: Scanner) -> Image.Image:
    turned = image.rotate(-how.skew, Image.Resampling.BICUBIC, fillcolor=how.paper)
    size = round(image.width * how.dpi / DPI), round(image.height * how.dpi / DPI)
    return turned.resize(size, Image.Resampling.LANCZOS)


def _photographed(image: Image.Image, chance: np.random.Generator) -> Image.Image:
    """On a dark desk, at a slant."""
    corners = [
        (x + int(chance.integers(-60, 60)), y + int(chance.integers(-60, 60)))
        for x, y in ((260, 300), (2150, 240), (2240, 2900), (180, 2960))
    ]
    numbers = slant(corners, image.size)
    return image.transform(
        (2400, 3200), Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC, fillcolor=(70, 60, 50)
    )
