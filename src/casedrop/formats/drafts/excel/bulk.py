"""The sheets of a form's bulk tables: one each, a head and then nothing but room for rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import casedrop.formats.drafts.excel.blocks as blocks
import casedrop.formats.drafts.excel.look as look
from casedrop.formats.drafts.excel.page import SheetPage
from casedrop.formats.excel.refs import letters
from casedrop.forms.form import Field, Form

WIDTHS = {"date": 13.0, "integer": 12.0, "decimal": 15.0, "choice": 16.0, "code": 16.0, "text": 24.0, "lines": 32.0}
"""The width of a column by what it holds, in figures."""


def sheets(page: SheetPage, form: Form) -> None:
    """Put a sheet behind a form's own for each bulk table: its title, the form's text `bulk` if it has one, its head."""
    for at, columns in form.bulk.items():
        own = page.beside(f"{{{{ label('{at.strip('/')}') }}}}", [WIDTHS[c.kind] for c in columns])
        own.put(own.next(26), (1, 1), replace(look.TITLE, size=14, across="left", indent=0), f"{{{{ label('{at}') }}}}")
        if "bulk" in form.texts:
            own.put(own.next(16), (1, 1), look.NOTE, "{{ text('bulk') }}")
        head = heads(own, columns)
        blocks.print_setup(own, head)
        own.sheet.print_area = None
        own.sheet.freeze_panes = f"{letters(2)}{head + 1}"


def heads(page: SheetPage, columns: Sequence[Field]) -> int:
    """The row of a table's head, each column's with its name and its width."""
    row = page.next(30)
    for column, one in enumerate(columns, 1):
        across = "right" if one.kind in ("decimal", "integer") else "left"
        page.field(row, (column, column), replace(look.HEAD, across=across), one, blocks.label(one))
    return row
