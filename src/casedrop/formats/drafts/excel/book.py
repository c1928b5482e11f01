"""A first Excel template from a form alone: good enough to use, and meant to be restyled by hand (house 6)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import casedrop.formats.drafts.excel.blocks as blocks
import casedrop.formats.drafts.excel.bulk as bulk
from casedrop.formats import zips
from casedrop.formats.drafts.excel.grid import widths
from casedrop.formats.drafts.excel.head import head, named
from casedrop.formats.drafts.excel.page import SheetPage
from casedrop.formats.properties import titled
from casedrop.forms.form import ROW, Field, Form

_DRAWING = "xl/drawings/drawing1.xml"
_DAY_ONE = "1980-01-01"


@dataclass(frozen=True, slots=True)
class FieldRun:
    """A run of fields that belong together: an object, an array of rows, or leaves side by side at the top."""

    pointer: str
    stage: str | None
    fields: tuple[Field, ...]
    is_rows: bool = False


def make(form: Form) -> bytes:
    """The bytes of an .xlsx template for a form: one sheet, A4 landscape, one page wide.

    Objects and rows become sections under their labels, what a later stage decides stands in blocks of opinions. The
    form's own texts are used where it has them: `subtitle`, `foot`, a stage's name for a block that is no object.
    """
    page = SheetPage("{{ title }}", widths(form))
    head(page, "{{ title }}", " · ".join([form.code, *_subtitle(form), "{{ doc.date | date }}"]))
    heads = [row for several in sections(form) for row in lay(page, form, several)]
    blocks.foot(page, "{{ text('foot') }}" if "foot" in form.texts else "{{ phrase('paper.foot') }}")
    blocks.print_setup(page, heads[0] if len(heads) == 1 else None)
    bulk.sheets(page, form)
    return saved(page, form)


def parts(form: Form) -> list[FieldRun]:
    """The form's fields in runs, in the schema's order."""
    runs = groupby(form.fields, key=lambda f: (_home(f), _stage(form, f)))
    return [FieldRun(home, stage, tuple(fields), is_rows=home.endswith("/-")) for (home, stage), fields in runs]


def sections(form: Form) -> Iterator[list[FieldRun]]:
    """The parts as sections: rows and what the opening knows one by one, neighbours of later stages together."""
    for is_opinion, several in groupby(parts(form), key=lambda p: bool(p.stage) and not p.is_rows):
        run = list(several)
        yield from [run] if is_opinion else [[one] for one in run]


def lay(page: SheetPage, form: Form, several: list[FieldRun]) -> list[int]:
    """Lay out one section; returns the head's row of its table, if it is one."""
    first = several[0]
    if first.stage and not first.is_rows:
        page.next(10)
        blocks.opinions(page, [blocks.Opinion(_heading(form, s), _fields(s)) for s in _by_stage(several)])
        return []
    if first.pointer:
        blocks.heading(page, f"{{{{ label('{first.pointer.removesuffix(ROW[:-1])}') }}}}")
    if first.is_rows:
        return [blocks.table(page, first.fields)]
    blocks.information(page, first.fields)
    return []


def saved(page: SheetPage, form: Form) -> bytes:
    """The workbook's bytes, the same each time."""
    out = io.BytesIO()
    page.book.save(out)
    parts = {name: named(data) if name == _DRAWING else data for name, data in zips.read_parts(out.getvalue()).items()}
    return zips.write_parts(titled(parts, form.titles["en"], "", _DAY_ONE))


def _subtitle(form: Form) -> list[str]:
    return ["{{ text('subtitle') }}"] if "subtitle" in form.texts else []


def _home(one: Field) -> str:
    """The pointer of the array or the top-level object a field lies in; "" for a leaf at the top."""
    if one.rows:
        return one.rows + ROW[:-1]
    top = one.pointer.split("/")
    return f"/{top[1]}" if len(top) > 2 else ""


def _stage(form: Form, one: Field) -> str | None:
    """The stage a part belongs to; rows belong to whoever writes their first column."""
    return form.tables[one.rows][0].stage if one.rows else one.stage


def _by_stage(several: list[FieldRun]) -> Iterator[list[FieldRun]]:
    for _, same in groupby(several, key=lambda p: p.stage):
        yield list(same)


def _fields(several: list[FieldRun]) -> tuple[Field, ...]:
    return tuple(f for part in several for f in part.fields)


def _heading(form: Form, several: list[FieldRun]) -> str:
    """An object's label, else the text named like the stage, else the first field's label."""
    owner = next((p.pointer for p in several if p.pointer), None)
    if owner is None and several[0].stage in form.texts:
        return f"{{{{ text('{several[0].stage}') }}}}"
    return f"{{{{ label('{owner or several[0].fields[0].pointer}') }}}}"
