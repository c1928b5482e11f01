"""Write docs/documents.md from the grades people gave the printed forms: tools/grades.py [--check]."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
GRADES = ROOT / "docs/documents.tsv"
PAGE = ROOT / "docs/documents.md"
LANGS = ("vi", "zh-Hans", "zh-Hant", "en")

HEAD = """\
# Documents, looked at

Every form was printed in four languages, as its sample, blank and with the longest values, and each page looked at by other
eyes than its maker's. **A**: sign it and send it. **B**: a small fault, named here. **C**: embarrassing; there may be none.

The [five genres](decisions/0083-five-genres.md) are letter, offer, minutes, form and report; a certificate is its own. What can
be measured on a page, is ([how](decisions/0086-pages-measured.md)); what was found stands in [pages.tsv](pages.tsv), and what is
left of it, with its reason, in [pages_known.toml](../tests/pages_known.toml). `casedrop preview` shows all of this to whoever
restyles a form.

| offer | minutes |
| --- | --- |
| ![Quote][quote] | ![Acceptance report][minutes] |
| **letter** | **form** |
| ![Training notice][letter] | ![Installation preparation][form] |

[quote]: pictures/quote.png
[minutes]: pictures/acceptance-report.png
[letter]: pictures/training-notice.png
[form]: pictures/installation-preparation.png

Fifty forms that are A in each language were wanted, and are there. What is not A says why in the last column.

This page is made by `tools/grades.py` from `docs/documents.tsv`; a test holds it to that, to a row for each form, to no C, and to
no fewer A than there are.
"""


@dataclass(frozen=True, slots=True)
class Graded:
    """One form: its grades by language, and why it is not A everywhere."""

    form: str
    grades: tuple[str, ...]
    why: str


def main(*words: str) -> int:
    """0, or 1 if `--check` was said and the page is not what the grades make it."""
    page = made(graded())
    if "--check" in words:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


def graded() -> list[Graded]:
    """Every form's grades, in the file's order."""
    with GRADES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Graded(row["form"], tuple(row[lang] for lang in LANGS), row["why"] or "") for row in rows]


def made(found: Sequence[Graded]) -> str:
    """The page for these grades."""
    return "\n".join([HEAD.rstrip(), "", *_counts(found), "", *_table(found)]) + "\n"


def _counts(found: Sequence[Graded]) -> Iterator[str]:
    yield "| | vi | zh-Hans | zh-Hant | en |\n| --- | --- | --- | --- | --- |"
    for grade in "ABC":
        counts = (str(sum(one.grades[at] == grade for one in found)) for at in range(len(LANGS)))
        yield f"| {grade} | {' | '.join(counts)} |"


def _table(found: Sequence[Graded]) -> Iterator[str]:
    titles = {
        path.stem: YAML(typ="safe").load(path)["titles"]["en"] for path in ROOT.glob("forms/*/*.yaml") if _is_form(path)
    }
    yield "| form | vi | zh-Hans | zh-Hant | en | what is not A |\n| --- | --- | --- | --- | --- | --- |"
    for one in found:
        yield f"| {titles[one.form]} (`{one.form}`) | {' | '.join(one.grades)} | {one.why or '–'} |"


def _is_form(path: Path) -> bool:
    return path.stem != "flow"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
