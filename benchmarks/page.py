"""Runs every benchmark, one after the other, and writes what they found: a table of each on docs/performance.md, all of it in
docs/performance.json.

python benchmarks/page.py [--write] [NAME …]

With names, such as `bulk`, only these are run; of the others stands what they found last.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE, FIGURES = ROOT / "docs/performance.md", ROOT / "docs/performance.json"
BENCHMARKS: Mapping[str, tuple[str, ...]] = {
    "Documents filled, milliseconds": ("filling.py",),
    "Workbooks filled, milliseconds": ("filling_excel.py",),
    "Forms read, milliseconds": ("reading.py",),
    "Answers judged, microseconds": ("judging.py",),
    "Tables of many rows, seconds": ("bulk.py",),
    "A drop from end to end, milliseconds": ("drop.py",),
    "A batch, milliseconds a document": ("batch.py", "2000"),
    "PDFs, milliseconds a document": ("pdf.py",),
    "Commands, milliseconds": ("commands.py",),
    "Pages of the desk in a browser, milliseconds": ("web.py",),
    "An archive looked through and a ledger rebuilt, seconds": ("recovery.py",),
}
"""The benchmarks by what they measure, and in which unit."""
Row = Mapping[str, object]


def main() -> None:
    """Run them all, or those that are named, and print the tables; with `--write`, onto the page."""
    names = {word for word in sys.argv[1:] if not word.startswith("-")}
    before = json.loads(FIGURES.read_text(encoding="utf-8"))
    run = {title: words for title, words in BENCHMARKS.items() if not names or words[0].removesuffix(".py") in names}
    now = {title: list(rows(words)) for title, words in run.items()}
    found = {title: now.get(title) or before.get(title, []) for title in BENCHMARKS}
    tables = "\n".join(
        f"## {title}\n\n`python benchmarks/{BENCHMARKS[title][0]}`\n\n{table(of)}" for title, of in found.items()
    )
    if "--write" not in sys.argv:
        sys.stdout.write(tables)
        return
    FIGURES.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    marked = re.compile(r"(?<=<!-- bench -->\n).*(?=<!-- /bench -->)", re.DOTALL)
    PAGE.write_text(marked.sub(lambda _: tables, text), encoding="utf-8")


def rows(words: Sequence[str]) -> Iterator[Row]:
    """The rows a benchmark prints as JSON."""
    name, *rest = words
    ran = subprocess.run(  # noqa: S603 - our own files
        [sys.executable, str(ROOT / "benchmarks" / name), *rest, "--json"], check=True, capture_output=True, text=True
    )
    said = json.loads(ran.stdout)
    yield from said if isinstance(said, list) else [said]


def table(of: Sequence[Row]) -> str:
    """Rows as a Markdown table; figures have two places at most."""
    heads = list(dict.fromkeys(key for row in of for key in row))
    lines = [heads, ["---"] * len(heads), *([_shown(row.get(key)) for key in heads] for row in of)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _shown(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
