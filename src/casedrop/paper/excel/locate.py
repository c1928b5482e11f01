"""Where a filled workbook has each field: by its defined name, else beside its label, as in the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import TemplateError

from casedrop.core.form import Form
from casedrop.core.names import fold
from casedrop.core.templating import environment, scene
from casedrop.paper.excel.book import Book, Sheet
from casedrop.paper.excel.job import Site
from casedrop.paper.excel.names import pointers


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field is and how it was found: `name` or `label`."""

    site: Site
    how: str


@dataclass(frozen=True, slots=True)
class Clue:
    """How a field stands to its label in the template: the folded text, which one of that text, the way to the cell."""

    text: str
    nth: int
    rows: int
    columns: int


def locate(book: Book, form: Form, lang: str, template: Book) -> dict[str, Spot]:
    """The cell of every field that is found, or the head of its column, by pattern pointer."""
    named = {p: Spot(site, "name") for p, site in named_sites(book, form).items()}
    lost = {p: s for p, s in named_sites(template, form).items() if p not in named}
    if not lost:
        return named
    said = wording(template, form, lang)
    return named | dict(_by_labels(book, form, said, lost))


def named_sites(book: Book, form: Form) -> dict[str, Site]:
    """The fields whose defined names still point at a cell, by pattern pointer."""
    known = pointers(form)
    return {known[n]: Site(*at) for n, at in book.names.items() if n in known and book.sheet(at[0])}


def wording(template: Book, form: Form, lang: str) -> dict[Site, str]:
    """The fixed texts of a template, folded, as far as they can be said without answers or facts; in reading order."""
    jinja, names = environment(lang, form, escape=False), scene(form, lang, {}, {})
    said: dict[Site, str] = {}
    for sheet in template.sheets:
        for (row, column), text in sheet.texts.items():
            try:
                words = fold(jinja.from_string(text).render(names))
            except (TemplateError, TypeError, ValueError):
                continue
            if words:
                said[Site(sheet.name, row, column)] = words
    return said


def plain_text(text: str) -> str:
    """A label's folded text without the star of a required field."""
    return fold(text.rstrip().removesuffix("*"))


def _by_labels(
    book: Book, form: Form, said: Mapping[Site, str], lost: Mapping[str, Site]
) -> Iterator[tuple[str, Spot]]:
    places = _index(
        {Site(s.name, *at): plain_text(t) for s in book.sheets if not s.hidden for at, t in s.texts.items()}
    )
    counted = _index(said)
    for pointer, site in lost.items():
        clue = clue_of(site, said, counted, is_head=form.by_pointer[pointer].rows is not None)
        found = _follow(book, clue, places) if clue else None
        if found:
            yield pointer, Spot(found, "label")


def clue_of(site: Site, said: Mapping[Site, str], counted: Mapping[str, list[Site]], *, is_head: bool) -> Clue | None:
    """The label a field's cell goes by: the head itself, else the nearest text to its left, else the nearest above."""
    label = site if is_head else _left(site, said) or _above(site, said)
    if label is None or label not in said:
        return None
    text = said[label]
    return Clue(text, counted[text].index(label), site.row - label.row, site.column - label.column)


def _left(site: Site, said: Mapping[Site, str]) -> Site | None:
    return max(
        (s for s in said if s.sheet == site.sheet and s.row == site.row and s.column < site.column),
        key=lambda s: s.column,
        default=None,
    )


def _above(site: Site, said: Mapping[Site, str]) -> Site | None:
    return max(
        (s for s in said if s.sheet == site.sheet and s.column == site.column and s.row < site.row),
        key=lambda s: s.row,
        default=None,
    )


def _follow(book: Book, clue: Clue, places: Mapping[str, list[Site]]) -> Site | None:
    """The cell a clue leads to; labels of one text are told apart by their order."""
    found = places.get(clue.text, [])
    if not found:
        return None
    label = found[min(clue.nth, len(found) - 1)]
    sheet = book.sheet(label.sheet)
    return Site(label.sheet, *_home(sheet, label.row + clue.rows, label.column + clue.columns)) if sheet else None


def _home(sheet: Sheet, row: int, column: int) -> tuple[int, int]:
    return sheet.home(row, column)


def _index(texts: Mapping[Site, str]) -> dict[str, list[Site]]:
    found: dict[str, list[Site]] = {}
    for site, text in texts.items():
        found.setdefault(text, []).append(site)
    return found
