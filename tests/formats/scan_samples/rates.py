"""How often the code of a really converted page is read: `PYTHONPATH=src:tests python -m formats.scan_samples.rates [SHEETS]`.

Prints the table of docs/analysis/scan.md, of so many sheets of each way and resolution.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle, islice, product

from PIL import Image

from casedrop.formats.scan.read import read
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import KEY, Hands, file, issued, photographed, scanned, sheets

DPIS = (100, 150, 200, 300)
SHEETS = int(sys.argv[1]) if __name__ == "__main__" and sys.argv[1:] else 7
"""Sheets of each way and resolution."""
DOCUMENTS = [
    ("contract-appendix", "vi", Code("PL-2026-0031", 9, "1/4")),
    ("contract-appendix", "zh-Hans", Code("PL-2026-0031", 9, "3/4")),
    ("customization-quote", "zh-Hant", Code("BG-2026-0118", 4)),
    ("handover-record", "en", Code("BB-2026-0007", 21, "2/4")),
]
WAYS: Mapping[str, Hands] = {
    "clean": Hands(),
    "turned 90, 180, 270": Hands(turn=90),
    "skewed 3° either way": Hands(skew=3),
    "noise (σ 25)": Hands(noise=25),
    "JPEG 30": Hands(jpeg=30),
    "grey copy of a copy": Hands(levels=(70, 205), blur=0.8),
    "fax (black and white)": Hands(fax=True),
    "skewed 3°, turned, noise, JPEG 30, grey": Hands(turn=270, skew=-3, noise=15, jpeg=30, levels=(60, 210)),
    "the same, JPEG 10, out of focus, faint": Hands(turn=270, skew=-3, noise=25, jpeg=10, blur=1.6, levels=(130, 210)),
}


def variants(way: Hands, seed: int) -> Hands:
    """The same treatment turned and skewed the other way for every other page."""
    turn = (90, 180, 270)[seed % 3] if way.turn else 0
    return replace(way, turn=turn, skew=way.skew if seed % 2 else -way.skew)


def outcome(data: bytes, wanted: str) -> str:
    """`right`, `unread`, or `wrong`: another code of ours than the page's was read and held genuine."""
    found = [text for page in read(data).pages for text in page.codes if page_code.genuine(text, KEY)]
    return "unread" if not found else "right" if found == [wanted] else "wrong"


def measured() -> Iterator[tuple[str, int, list[str], float]]:
    """Way, resolution (0: a photograph's own), outcomes and seconds a page."""
    paper = list(islice(cycle(printed()), SHEETS))
    for (name, way), dpi in product(WAYS.items(), DPIS):
        hands = [replace(variants(way, n), dpi=dpi) for n in range(SHEETS)]
        yield (
            name,
            dpi,
            *timed((scanned(sheet, h, n), text) for n, (h, (sheet, text)) in enumerate(zip(hands, paper, strict=True))),
        )
    yield (
        "photograph, slanted, in shadow",
        0,
        *timed((photographed(sheet, n), text) for n, (sheet, text) in enumerate(paper)),
    )


def printed() -> Iterator[tuple[Image.Image, str]]:
    """Every printed sheet and the text of its code."""
    for (_, _, code), pages in zip(DOCUMENTS, map(sheets, issued(DOCUMENTS)), strict=True):
        yield from ((sheet, page_code.write(code.at(n, len(pages)), KEY)) for n, sheet in enumerate(pages, 1))


def timed(scans: Iterable[tuple[Image.Image, str]]) -> tuple[list[str], float]:
    """The outcomes of scans (picture, the text of its code), and seconds a page."""
    files = [(file([image], "PNG"), text) for image, text in scans]
    begun = time.perf_counter()
    outcomes = [outcome(data, text) for data, text in files]
    return outcomes, (time.perf_counter() - begun) / len(files)


def table() -> Iterator[str]:
    """The lines of the table, as they are measured."""
    yield "| what happened to the page | dpi | read | wrong | ms a page |\n|---|---|---|---|---|\n"
    for name, dpi, outcomes, seconds in measured():
        right, wrong = outcomes.count("right"), outcomes.count("wrong")
        yield f"| {name} | {dpi or '–'} | {right}/{len(outcomes)} | {wrong} | {1000 * seconds:.0f} |\n"


if __name__ == "__main__":
    for line in table():
        sys.stdout.write(line)
        sys.stdout.flush()
