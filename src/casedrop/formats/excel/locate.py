"""Where a filled workbook has each field: by its defined name, else beside its label, as in the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jinja2 import Environment, TemplateError, meta

from casedrop.expressions.names_read import texts as texts_in
from casedrop.formats.excel.job import FieldCell
from casedrop.formats.excel.names import pointers
from casedrop.formats.excel.package import Workbook
from casedrop.formats.excel.worksheet import Worksheet
from casedrop.forms.form import Form
from casedrop.forms.template import environment, scene
from casedrop.language.filenames import fold

FIXED = frozenset(("label", "text", "phrase", "choice", "title", "lang"))
"""The names whose words are the same in every document of a language."""


@dataclass(frozen=True)
class FilledWorkbook:
    """A workbook that came back, and the template it was made from."""

    book: Workbook
    template: Workbook
    form: Form
    lang: str

    @property
    def sites(self) -> Mapping[str, FieldCell]:
        """The fields of the template, by pattern pointer."""
        return self._said.sites

    @property
    def plain(self) -> frozenset[str]:
        """The fixed texts of the template as they stand in a document."""
        return self._said.plain

    @property
    def wording(self) -> Mapping[FieldCell, str]:
        """The fixed texts of the template, folded, as far as they can be said without answers or facts."""
        return self._said.cells

    @property
    def titles(self) -> Mapping[str, str]:
        """What the template's sheets are called in a filled workbook, folded, by their names in the template."""
        return self._said.titles

    @property
    def fixed(self) -> Mapping[FieldCell, str]:
        """Those of the wordings that are the same in every document of the language."""
        return self._said.fixed

    @cached_property
    def _said(self) -> Wordings:
        return _rendered(_Key(self.template, self.form, self.lang))


@dataclass(frozen=True)
class Wordings:
    """What a template says in a language: its cells, those of them that never change, and its sheets' names, folded; those that
    never change as they stand; and where its fields are."""

    cells: Mapping[FieldCell, str]
    fixed: Mapping[FieldCell, str]
    titles: Mapping[str, str]
    plain: frozenset[str]
    sites: Mapping[str, FieldCell]


class _Key:
    """A template in a language, equal to itself only."""

    def __init__(self, template: Workbook, form: Form, lang: str) -> None:
        self.template, self.form, self.lang = template, form, lang
        self.mark = (id(template), form.id, form.version, id(form.schema), lang)

    def __hash__(self) -> int:
        return hash(self.mark)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.mark == other.mark


@lru_cache(maxsize=64)
def _rendered(key: _Key) -> Wordings:
    """The wordings and the sheets' names of a template in a language, rendered once."""
    jinja, names = environment(key.lang, key.form, escape=False), scene(key.form, key.lang, {}, {})

    def said(text: str) -> str:
        try:
            return str(jinja.from_string(text).render(names))
        except (TemplateError, TypeError, ValueError):
            return ""

    sheets = key.template.sheets
    texts = {FieldCell(s.name, *at): text for s in sheets for at, text in s.texts.items()}
    shown = {site: said(text) for site, text in texts.items()}
    cells = {site: words for site, text in shown.items() if (words := fold(text))}
    fixed = {site: words for site, words in cells.items() if _is_fixed(texts[site], key.form, key.lang)}
    titles = {s.name: fold(said(s.name)) for s in sheets}
    return Wordings(cells, fixed, titles, frozenset(shown[site] for site in fixed), named_sites(key.template, key.form))


def _is_fixed(text: str, form: Form, lang: str) -> bool:
    """Whether a wording, with the form's texts in it, asks for nothing but words of the form and the language."""
    try:
        asked, inner = meta.find_undeclared_variables(Environment(autoescape=True).parse(text)), texts_in(text)
    except TemplateError:
        return False
    return asked <= FIXED and all(_is_fixed(form.texts.get(key, {}).get(lang, ""), form, lang) for key in inner)


@dataclass(frozen=True, slots=True)
class CellSpot:
    """Where a field is and how it was found: `name` or `label`."""

    site: FieldCell
    how: str


@dataclass(frozen=True, slots=True)
class Clue:
    """How a field stands to its label in the template.

    `label` is where the label stands there and `nth` which one it is of its text and column, from 0.
    """

    label: FieldCell
    nth: int
    rows: int
    columns: int


def locate(filled: FilledWorkbook) -> dict[str, CellSpot]:
    """The cell of every field that is found, or the head of its column, by pattern pointer."""
    named = {p: CellSpot(site, "name") for p, site in named_sites(filled.book, filled.form).items()}
    lost = {p: site for p, site in filled.sites.items() if p not in named}
    return named | dict(_by_labels(filled, lost)) if lost else named


def named_sites(book: Workbook, form: Form) -> dict[str, FieldCell]:
    """The fields whose defined names still point at a cell, by pattern pointer."""
    known = pointers(form)
    return {known[n]: FieldCell(*at) for n, at in book.names.items() if n in known and book.sheet(at[0])}


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """A label's folded text without the star of a required field."""
    return fold(text.rstrip().removesuffix("*"))


def _by_labels(filled: FilledWorkbook, lost: Mapping[str, FieldCell]) -> Iterator[tuple[str, CellSpot]]:
    """The lost fields whose labels are there."""
    places = [(FieldCell(s.name, *at), plain_text(t)) for s in _seen(filled.book) for at, t in s.texts.items()]
    for pointer, site in lost.items():
        clue = clue_of(filled, site, is_head=filled.form.by_pointer[pointer].rows is not None)
        moved = _follow(filled, clue, places) if clue else None
        if moved:
            yield pointer, CellSpot(moved, "label")


def clue_of(filled: FilledWorkbook, site: FieldCell, *, is_head: bool) -> Clue | None:
    """The label a field's cell goes by: the head itself, else the nearest text to its left, else the nearest above."""
    label = site if is_head else _nearest(filled, site)
    text = filled.wording.get(label) if label else None
    if label is None or text is None:
        return None
    alike = [s for s, other in filled.wording.items() if other == text and s.column == label.column]
    return Clue(label, alike.index(label), site.row - label.row, site.column - label.column)


def _nearest(filled: FilledWorkbook, site: FieldCell) -> FieldCell | None:
    near = [s for s in filled.wording if s.sheet == site.sheet]
    left = [s for s in near if s.row == site.row and s.column < site.column]
    above = [s for s in near if s.column == site.column and s.row < site.row]
    return max(left, key=lambda s: s.column, default=None) or max(above, key=lambda s: s.row, default=None)


def _follow(filled: FilledWorkbook, clue: Clue, places: list[tuple[FieldCell, str]]) -> FieldCell | None:
    """The cell a clue leads to.

    Labels of one text are told apart by column and order, so that an answer that reads like a label elsewhere is none.
    """
    text = filled.wording[clue.label]
    alike = [site for site, other in places if other == text]
    sites = [site for site in alike if site.column == clue.label.column] or alike
    if not sites:
        return None
    label = sites[min(clue.nth, len(sites) - 1)]
    sheet = filled.book.sheet(label.sheet)
    return FieldCell(label.sheet, *sheet.home(label.row + clue.rows, label.column + clue.columns)) if sheet else None


def _seen(book: Workbook) -> Iterator[Worksheet]:
    return (sheet for sheet in book.sheets if not sheet.hidden)
