"""What is wrong with a template, told before anything is filled from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from jinja2 import TemplateSyntaxError

from casedrop.formats import zips
from casedrop.formats.excel.compiled.wordings import is_same
from casedrop.formats.excel.names import FIELD, field_name, heads, pointers
from casedrop.formats.excel.package import Workbook, main_part, no_surprises, read_book
from casedrop.formats.excel.refs import a1, target
from casedrop.formats.excel.wordings import is_template
from casedrop.formats.excel.xml import parse
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS, Place, Problem


def check(template: bytes, form: Form, langs: Sequence[str] = LANGS) -> tuple[Problem, ...]:
    """What is wrong with a template for a form.

    `template.pointer` (a name for no property), `template.split-name` (a name that points to no cell, or to several),
    `template.lacks` (a property without a name), `template.row` (a column beside the heads of its table); of a template without
    any, `template.slow` (a sheet named by an answer, which only openpyxl can fill). What is wrong with the wording,
    `trial.tried` tells. Raises zips.UnreadableError for what is no workbook.
    """
    names, known = field_names(template), {**pointers(form), **heads(form)}
    named = {known[name.casefold()] for name in names if name.casefold() in known}
    found = (
        *(Problem("template.pointer", pointer=pointer_of(name)) for name in names if name.casefold() not in known),
        *(Problem("template.split-name", pointer=pointer_of(n)) for n, cell in names.items() if not is_one_cell(cell)),
        *(
            Problem("template.lacks", pointer=f.pointer)
            for f in (*form.fields, *form.columns.values())
            if f.pointer not in named
        ),
        *_astray(names, form),
    )
    return found or tuple(_slow(template, form, langs[0]))


def _slow(template: bytes, form: Form, lang: str) -> Iterator[Problem]:
    """Each sheet whose name differs from document to document: what refers to it then cannot be compiled."""
    for sheet in read_book(template).sheets:
        with suppress(TemplateSyntaxError):  # `trial.tried` tells
            if is_template(sheet.name) and not is_same(sheet.name, form, lang):
                yield Problem("template.slow", Place("file", {"file": sheet.name}), args={"why": sheet.name})


def field_names(template: bytes) -> Mapping[str, str]:
    """The defined names that are for fields, with what they refer to as the file says it."""
    parts = zips.read_parts(template)
    with no_surprises():
        tags = parse(parts[main_part(parts)]).iterfind("{*}definedNames/{*}definedName")
        return {n: tag.text or "" for tag in tags if (n := tag.get("name", "")).casefold().startswith(FIELD)}


def pointer_of(name: str) -> str:
    """The pointer a field's name reads as; a column cannot be told from an object's property by its name alone."""
    return "/" + name[len(FIELD) :].replace(".", "/")


def is_one_cell(reference: str) -> bool:
    """Whether a name refers to exactly one cell."""
    return target(reference) is not None and ":" not in reference.rpartition("!")[2]


def _astray(names: Mapping[str, str], form: Form) -> Iterator[Problem]:
    """The columns whose heads do not stand in the row of the first head of their table."""
    at = {name.casefold(): target(cell) for name, cell in names.items()}
    for columns in (*form.tables.values(), *form.bulk.values()):
        heads = [(c, head) for c in columns if (head := at.get(field_name(c.pointer).casefold()))]
        for column, (sheet, row, _) in heads:
            if (sheet, row) != heads[0][1][:2]:
                yield Problem("template.row", pointer=column.pointer)


def wordings(template: bytes) -> Iterator[str]:
    """Every string of a template that is rendered; raises zips.UnreadableError."""
    return (text for _, text, _ in placed(read_book(template)))


def placed(book: Workbook) -> Iterator[tuple[Place, str, bool]]:
    """Every string of a template that is rendered, where it stands, and whether it is a formula: cells, sheet names, header
    and footer."""
    for sheet in book.sheets:
        yield Place("file", {"file": sheet.name}), sheet.name, False
        yield Place("header"), sheet.lines, False
        for (row, column), cell in sheet.cells.items():
            if cell.kind in ("text", "formula"):
                yield Place("cell", {"sheet": sheet.name, "cell": a1(row, column)}), cell.value, cell.kind == "formula"
