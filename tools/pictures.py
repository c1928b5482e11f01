"""Draws the pictures of README.md anew: shipped samples as they print, and a case's life. Needs LibreOffice and pdftoppm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Page:
    """The first page of a form's sample, or of the empty form, in a language, so many pixels wide."""

    form: str
    lang: str
    wide: int = 900
    blank: bool = False


PAGES = {
    "quote.png": Page("customization-quote", "vi"),
    "acceptance-report.png": Page("acceptance-report", "zh-Hans"),
    "training-notice.png": Page("training-notice", "zh-Hant"),
    "installation-preparation.png": Page("installation-preparation", "vi", blank=True),
    "service-analysis.png": Page("service-analysis", "zh-Hans", 1200),
    "implementation-schedule.png": Page("implementation-schedule", "vi", 1200),
}
FLOWS = {"customization.svg": ("customization", "en")}


def main() -> None:
    """Draw every picture into docs/pictures."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        for picture, page in PAGES.items():
            _draw(_printed(Path(name), page), PICTURES / picture, page.wide)
        for picture, (flow, lang) in FLOWS.items():
            _casedrop("flow", flow, "--svg", str(PICTURES / picture), "--lang", lang)


def _printed(home: Path, page: Page) -> Path:
    """The PDF of a form's sample, or of the empty form."""
    blank = ["--blank"] if page.blank else []
    _casedrop("preview", page.form, "--lang", page.lang, *blank, "-o", str(home))
    return home / f"{page.form}{'.blank' if page.blank else ''}.{page.lang}.pdf"


def _casedrop(*words: str) -> None:
    """Run a command in the repository's own workspace."""
    subprocess.run([sys.executable, "-m", "casedrop", *words], cwd=ROOT, check=True, capture_output=True)


def _draw(pdf: Path, picture: Path, wide: int) -> None:
    """Write the first page as a PNG of few colours."""
    draft = pdf.with_suffix("")
    command = [_program("pdftoppm"), "-png", "-singlefile", "-scale-to-x", str(wide), "-scale-to-y", "-1"]
    subprocess.run([*command, str(pdf), str(draft)], check=True)
    with Image.open(draft.with_name(f"{draft.name}.png")) as drawn:
        drawn.convert("RGB").quantize(32, dither=Image.Dither.NONE).save(picture, optimize=True)


def _program(name: str) -> str:
    """Where a program is; raises SystemExit if it is nowhere."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name}: not found")
    return found


if __name__ == "__main__":
    main()
