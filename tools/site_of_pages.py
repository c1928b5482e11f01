"""Builds the pages of docs/ as a site that needs nothing from elsewhere.

    python tools/site_of_pages.py [FOLDER]    into FOLDER, else build/site

The pages are copied to build/pages first, for a site knows no files of the repository: what they link to there is said without a
link, and what stands behind a fence's language becomes its title.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STAGED = ROOT / "build/pages"
ABOVE = {
    "README.md": "start.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
}
"""What the pages beside `docs/` are called in the site."""
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]+)\)")
_FENCE = re.compile(r"^```(\w+) +(\S+)$", re.MULTILINE)


def main() -> int:
    """Build the site; 0, or 1 with what stands against it on the error output."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build/site"
    build(folder)
    print(folder)
    return 0


def build(folder: Path) -> None:
    """Build the site in a folder, which is emptied first; raises what mkdocs raises, on a link that leads nowhere, too."""
    from mkdocs.commands.build import build as built  # noqa: PLC0415  (not needed to make an editable install)
    from mkdocs.config import load_config  # noqa: PLC0415

    stage()
    built(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))
    for path in [*folder.rglob("*.map"), *folder.glob("sitemap.xml*"), folder / "assets/javascripts/lunr/wordcut.js"]:
        path.unlink(missing_ok=True)


def stage() -> None:
    """Copy the pages, and what they show, to where the site is made from."""
    shutil.rmtree(STAGED, ignore_errors=True)
    shutil.copytree(ROOT / "docs", STAGED, ignore=shutil.ignore_patterns("*.tsv", "*.json"))
    for page, called in ABOVE.items():
        (STAGED / called).write_text(staged(ROOT / page, STAGED / called), encoding="utf-8")
    for path in (ROOT / "docs").rglob("*.md"):
        place = STAGED / path.relative_to(ROOT / "docs")
        place.write_text(staged(path, place), encoding="utf-8")


def staged(page: Path, place: Path) -> str:
    """A page of the repository as the site has it at its place."""
    text = _LINK.sub(lambda found: _link(found, page, place), page.read_text(encoding="utf-8"))
    return _spoken(_FENCE.sub(lambda found: _fence(*found.groups()), text), page)


def _spoken(text: str, page: Path) -> str:
    """A page that is not in English as such, so that a browser takes the right letters and reads it aloud rightly."""
    lang = page.stem.partition(".")[2]
    title = text.partition("\n")[0].removeprefix("# ")
    return f'---\ntitle: {title}\n---\n<div lang="{lang}" markdown="1">\n\n{text}\n</div>\n' if lang else text


def _link(found: re.Match[str], page: Path, place: Path) -> str:
    picture, said, to = found.groups()
    path, _, anchor = to.partition("#")
    if not path or "://" in path:
        return found[0]
    in_site = _in_site((page.parent / path).resolve())
    if in_site is None:
        return said
    way = Path(*[".."] * len(place.parent.relative_to(STAGED).parts), in_site)
    return f"{picture}[{said}]({way.as_posix()}{'#' + anchor if anchor else ''})"


def _in_site(path: Path) -> Path | None:
    """Where a file of the repository lies in the site, from its root; None for one that is not there."""
    if path.is_relative_to(ROOT / "docs") and path.suffix not in {".tsv", ".json"}:
        return path.relative_to(ROOT / "docs")
    called = ABOVE.get(path.name) if path.parent == ROOT else None
    return Path(called) if called else None


def _fence(language: str, about: str) -> str:
    return f'```{language} title="{about}"' if "." in about or "/" in about else f"```{language}"


if __name__ == "__main__":
    sys.exit(main())
