"""How the cells of a field show what is in them: number formats, all of a column alike."""

from __future__ import annotations

from casedrop.formats.excel.job import Job
from casedrop.forms.form import Field

DATES = {"vi": "dd/mm/yyyy", "zh-Hans": "yyyy-mm-dd", "zh-Hant": "yyyy-mm-dd", "en": "yyyy-mm-dd"}
"""The formats of dates."""

TEXT = "@"
"""The format of texts."""

SIGNS = tuple("=+-@\t")
"""What a spreadsheet may take for the beginning of a formula."""


def is_as_it_is(field: Field) -> bool:
    """Whether a text is what a field of its kind holds, so that its own format is right for one."""
    return field.kind in ("text", "lines", "code", "choice")


def number_format(field: Field, job: Job) -> str:
    """The format of a field's cells: all cells of a column alike, so that figures stand under each other."""
    if field.kind == "date":
        return DATES[job.lang]
    if field.kind not in ("decimal", "integer"):
        return TEXT
    mark = "[$-42A]" if job.lang == "vi" else ""
    places = _decimals(field, job)
    if places is None:
        return "General"
    return f"{mark}#,##0" + ("." + "0" * places if places else "")


def _decimals(field: Field, job: Job) -> int | None:
    """The decimal places a field's figures need, of money none or at least two; with no figures yet, the language's habit
    for money, and None for what else may come."""
    if field.kind == "integer":
        return 0
    places = [len(text.partition(".")[2]) for text in figures_of(field, job)]
    if not field.money:
        return max(places, default=None)
    longest = max(places, default=0 if job.lang == "vi" else 2)
    return max(longest, 2) if longest else 0


def figures_of(field: Field, job: Job) -> list[str]:
    """The answers to a field as texts, those of every row."""
    there = [field.at(n) for n in range(job.filled(field.rows))] if field.rows else [field.pointer]
    return [str(value) for pointer in there if (value := job.leaves.get(pointer)) is not None]


def sum_format(field: Field, job: Job) -> str:
    """The format of a formula that reckons with a column: as the column's figures, and nothing for nought if it has none."""
    figures = number_format(field, job)
    negative = figures.replace("#", "-#", 1) if "#" in figures else f"-{figures}"
    return figures if figures_of(field, job) else f"{figures};{negative};"
