"""Draws the pictures of README.md anew: shipped samples as they print, and a case's life. Needs LibreOffice and pdftoppm."""

from __future__ import annotations

import os
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
    """The first page of a form's sample in a language, so many pixels wide."""

    form: str
    lang: str
    wide: int = 900


PAGES = {
    "quote.png": Page("customization-quote", "vi"),
    "acceptance-report.png": Page("acceptance-report", "zh-Hans"),
    "training-notice.png": Page("training-notice", "zh-Hant"),
    "implementation-schedule.png": Page("implementation-schedule", "vi", 1200),
}
FLOWS = {"customization.svg": ("customization", "en")}


def main() -> None:
    """Draw every picture into docs/pictures."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        home = Path(name)
        sheets = {picture: _filled(home, picture, page) for picture, page in PAGES.items()}
        _convert(home, list(sheets.values()))
        for picture, page in PAGES.items():
            _draw(sheets[picture].with_suffix(".pdf"), PICTURES / picture, page.wide)
        for picture, (flow, lang) in FLOWS.items():
            _casedrop("flow", flow, "--svg", str(PICTURES / picture), "--lang", lang)


def _filled(home: Path, picture: str, page: Page) -> Path:
    """The sample as a file named like its picture."""
    kind = "xlsx" if next(ROOT.glob(f"templates/*/{page.form}.*")).suffix == ".xlsx" else "docx"
    made = home / f"{Path(picture).stem}.{kind}"
    _casedrop("fill", page.form, "--sample", "--lang", page.lang, "-o", str(made))
    return made


def _casedrop(*words: str) -> None:
    """Run a command in the repository's own workspace."""
    subprocess.run([sys.executable, "-m", "casedrop", *words], cwd=ROOT, check=True, capture_output=True)


def _convert(home: Path, sheets: list[Path]) -> None:
    """Make PDFs beside the files, in the fonts the desk uses."""
    fonts = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "src/casedrop/desk/libreoffice/fonts.conf")}
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    command = [_program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(home)]
    subprocess.run([*command, *map(str, sheets)], env=fonts, check=True, capture_output=True)


def _draw(pdf: Path, picture: Path, wide: int) -> None:
    """Write the first page as a PNG of few colours."""
    draft = pdf.with_suffix("")
    command = [_program("pdftoppm"), "-png", "-singlefile", "-scale-to-x", str(wide), "-scale-to-y", "-1"]
    subprocess.run([*command, str(pdf), str(draft)], check=True)
    with Image.open(draft.with_suffix(".png")) as drawn:
        drawn.convert("RGB").quantize(32, dither=Image.Dither.NONE).save(picture, optimize=True)


def _program(name: str) -> str:
    """Where a program is; raises SystemExit if it is nowhere."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name}: not found")
    return found


if __name__ == "__main__":
    main()
