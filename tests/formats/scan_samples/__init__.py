"""Paper that went out and came back: really converted documents, and what scanners and telephones make of them."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from casedrop.desk.libreoffice.convert import Failure, to_pdfs
from casedrop.formats import word
from casedrop.formats.pdf.stamp import stamp
from casedrop.forms import page_code
from casedrop.forms.canonical import canonical
from casedrop.forms.page_code import Code
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import read_form
from casedrop.workspace.settings import read_settings
from formats.word_samples.edges import with_place

ROOT = Path(__file__).parents[3]
TITLES = read_settings(ROOT)[0].titles
KEY = b"a key of this test, 32 bytes long"
READABLE = "CX-v1 · PL-2026-0031 · R6TB-2HXE"
COMPANY = {"name": "Công ty TNHH Bánh Mì Trên Mây", "address": "7 đường Mây Trắng", "phone": "0905 550 147"}
GREY_COPY = (70, 205)


def form(name):
    """A form of the customization flow."""
    found, _ = read_form(ROOT, ROOT / "forms" / "customization" / f"{name}.yaml", roles=TITLES)
    assert found
    return found


def filled(name: str, lang: str, code: Code, *, coded: bool = True, place: str | None = None, **how: Any) -> bytes:
    """A form's sample as the Word file that goes out, with its code or without; `place`: where its template keeps one (`hdr`,
    `ftr`, "" for nowhere) and `how` (see `with_place`), else where the shipped one does."""
    found = form(name)
    sample = json.loads((ROOT / "forms" / "customization" / f"{name}.sample.{lang}.json").read_text(encoding="utf-8"))
    template = (ROOT / "templates" / "customization" / f"{name}.docx").read_bytes()
    template = template if place is None else with_place(template, place, **how)
    known = {"number": code.number, "date": "2026-03-18", "readable": READABLE, "audience": "customer"}
    doc = {**known, "copy": code.copy, "code": page_code.write(code, KEY) if coded else ""}
    facts = {
        "company": letterhead(COMPANY, "vi"),
        "doc": doc,
        "case": {"number": "TB-2026-0007"},
        "today": "2026-03-18",
    }
    answers, _ = canonical(sample, found)
    return word.fill(template, found, lang, answers, writable=frozenset(), stamp="", facts=facts)


def issued(documents: Sequence[tuple[str, str, Code]], *places: str) -> list[bytes]:
    """The stamped PDF of each document (form, language, code), converted in one call; `places`: see `filled`."""
    files = [filled(*one, place=place) for one, place in zip_longest(documents, places)]
    made = to_pdfs([(word.printable(data), "a.docx") for data in files])
    assert not [m for m in made if isinstance(m, Failure)]
    return [stamp(pdf, one[2], READABLE, KEY) for pdf, one in zip(made, documents, strict=True)]


@dataclass(frozen=True)
class Hands:
    """What happens to a sheet between printer and file; lengths in pixels of the scan, angles clockwise.

    `levels` are the greys of ink and paper, `noise` is the deviation of each pixel, `jpeg` the quality it is packed with.
    """

    dpi: int = 200
    turn: int = 0
    skew: float = 0
    noise: float = 0
    jpeg: int = 0
    blur: float = 0
    levels: tuple[int, int] = (0, 255)
    fax: bool = False


def sheets(pdf: bytes, dpi: int = 300) -> list[Image.Image]:
    """The printed pages, as sharp as paper is."""
    return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def scanned(sheet: Image.Image, hands: Hands, seed: int = 0) -> Image.Image:
    """A sheet printed at 300 dpi as it comes out of a scanner; the same for the same seed."""
    size = round(sheet.width * hands.dpi / 300), round(sheet.height * hands.dpi / 300)
    image = sheet.rotate(-hands.skew, Image.Resampling.BICUBIC, fillcolor=255).resize(size, Image.Resampling.LANCZOS)
    image = image.filter(ImageFilter.GaussianBlur(hands.blur)) if hands.blur else image
    image = image if (hands.noise, hands.levels) == (0, (0, 255)) else worn(image, hands, seed)
    image = image.rotate(-hands.turn, expand=True)
    if hands.fax:
        image = image.point(lambda grey: 255 * (grey > 128)).convert("1")
    return packed(image, hands.jpeg) if hands.jpeg else image


def worn(image: Image.Image, hands: Hands, seed: int) -> Image.Image:
    """The picture on paper that is no longer white, with ink that is no longer black, seen by a glass with dust on it."""
    dark, light = hands.levels
    pixels = np.asarray(image, dtype=float) * (light - dark) / 255 + dark
    pixels += np.random.default_rng(seed).normal(0, hands.noise, pixels.shape)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def packed(image: Image.Image, quality: int) -> Image.Image:
    """The picture after a way through JPEG."""
    return Image.open(io.BytesIO(file([image], "JPEG", quality=quality)))


def file(images: Sequence[Image.Image], kind: str = "PDF", **options) -> bytes:
    """The pictures as one file: PDF, TIFF, JPEG or PNG."""
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if kind in ("PDF", "TIFF") else {}
    images[0].save(out, kind, resolution=options.pop("dpi", 200), **more, **options)
    return out.getvalue()


def photographed(sheet: Image.Image, seed: int = 0) -> Image.Image:
    """A sheet on a dark desk, taken at a slant by a telephone under a lamp at one side."""
    chance = np.random.default_rng(seed)
    wide, high = 2400, 3200
    corners = [(260, 300), (2150, 240), (2240, 2900), (180, 2960)]
    corners = [(x + int(chance.integers(-60, 60)), y + int(chance.integers(-60, 60))) for x, y in corners]
    page = sheet.transform(
        (wide, high), Image.Transform.PERSPECTIVE, slant(corners, sheet.size), Image.Resampling.BICUBIC, fillcolor=60
    )
    light = np.linspace(0.55, 1.0, wide)[None, :] * np.linspace(0.8, 1.0, high)[:, None]
    pixels = np.asarray(page, dtype=float) * light + chance.normal(0, 6, (high, wide))
    return packed(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), 75)


def slant(corners: Sequence[tuple[int, int]], size: tuple[int, int]) -> list[float]:
    """The eight numbers by which Pillow puts a picture's corners (from the upper left, clockwise) at given points."""
    wide, high = size
    rows, sides = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (wide, 0), (wide, high), (0, high)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        sides += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows, dtype=float), np.array(sides, dtype=float))]
