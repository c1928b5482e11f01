"""A table of a page as a file: JSON for programs, a workbook for people."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from starlette.responses import JSONResponse, Response

MOST = 10_000
"""Rows that a file has at most."""
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | bool | None
Column = tuple[str, str]
"""A column: its key in JSON, and what people call it."""


def file_of(kind: str, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Response:
    """The table as a file of a kind (`json` or `xlsx`) that a browser saves."""
    if kind == "json":
        keys = [key for key, _ in columns]
        response: Response = JSONResponse([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        response = Response(_workbook(columns, rows), media_type=SHEET)
    response.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return response


def _workbook(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for n, row in enumerate([[title for _, title in columns], *rows], 1):
        for k, value in enumerate(row, 1):
            cell = sheet.cell(n, k, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # a name that begins with = is a name
    for k in range(1, len(columns) + 1):
        sheet.cell(1, k).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(k)].width = 22
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
