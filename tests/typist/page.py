"""The page that says how well typed documents are read, made of the figures of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from typist.compare import RESULTS, Result

ROOT = Path(__file__).parents[2]
FIGURES, PAGE = ROOT / "docs" / "reading.json", ROOT / "docs" / "reading.md"
Figures = Mapping[str, Mapping[str, Mapping[str, list[int]]]]
"""By program, habit and form: how many fields are right, asked, missing, wrong."""

_HEAD = """\
# What is read of typed forms

Forms are opened in a real LibreOffice, typed into by key events, field by field, as people do; saved; and read. `make typist`
goes through every form, from where it stopped ([decision 0043](decisions/0043-typed-by-key-events.md)). The figures are of what
was typed so far: a program, habit or form that is not listed here has not been, and documents in which a step of the hands
failed are left out. They stand in `reading.json`; this page is made of them.

- *right*: what was typed is what is read.
- *asked*: a problem names the field, and nothing goes on before a person has answered.
- *missing*: nothing is read, and nobody is told.
- *wrong*: something else is read.
"""


def counted(found: Iterable[tuple[Path, Iterable[Result]]]) -> Figures:
    """The figures of documents, each by its path below the folder of all: program, habit, form."""
    figures: dict[str, dict[str, dict[str, list[int]]]] = {}
    for path, results in found:
        version, habit, name = path.parts
        counts = Counter(r.result for r in results)
        form = (
            figures.setdefault(version, {}).setdefault(habit, {}).setdefault(name.split(".")[0].split("@")[0], [0] * 4)
        )
        form[:] = [n + counts[result] for n, result in zip(form, RESULTS, strict=True)]
    return figures


def page(figures: Figures) -> str:
    """The page."""
    parts = [_HEAD]
    for version, habits in figures.items():
        rows = [(f"`{habit}`", _sum(forms.values())) for habit, forms in habits.items()]
        whole = _sum(counts for _, counts in rows)
        parts.append(f"## LibreOffice {version}\n\n" + _table("habit", [("**all**", whole), *rows]))
        forms = sorted({form for by_form in habits.values() for form in by_form})
        by_form = [(f"`{form}`", _sum(h[form] for h in habits.values() if form in h)) for form in forms]
        parts.append(_table("form", by_form))
    return "\n".join(parts)


def _sum(counts: Iterable[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*counts, strict=True)] or [0] * 4


def _table(head: str, rows: Iterable[tuple[str, list[int]]]) -> str:
    lines = [f"| {head} | {' | '.join(RESULTS)} | right of all |", "|---|---|---|---|---|---|"]
    for name, counts in rows:
        share = 100 * counts[0] / max(1, sum(counts))
        lines.append(f"| {name} | {' | '.join(f'{n:,}' for n in counts)} | {share:.1f} % |")
    return "\n".join(lines) + "\n"
