"""What a plain cell says, told at once: a text of ASCII letters where text is asked, a number shown as it is where a number is.

Most cells are like this. Of each it is certain that `answers.answer` would come to the same, by the longer road.
"""

from __future__ import annotations

import re

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.number_format import GENERAL
from casedrop.forms.form import Field

TEXTS = ("text", "lines", "code")
NUMBERS = ("decimal", "integer")
WHOLE = frozenset({GENERAL, "0", "0.00", "#,##0", "#,##0.00"})
"""Formats that show a whole number of up to 15 figures with each of its figures."""

_SIGNS = r"!-$'-<>@-\[\]-~"
_TEXT = re.compile(rf"(?!#)[{_SIGNS}](?:[ {_SIGNS}]{{0,998}}[{_SIGNS}])?")
"""ASCII without blanks outside, without question marks, which may stand for letters that were lost, without what programs write
letters with (`&`, `%`, `=`, `\\`), and no error, which begins with `#`."""
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]")
"""At most 15 figures, which binary floating point keeps, and none that is not canonical."""


def plain_answer(cell: Cell, field: Field) -> str | int | None:
    """The canonical answer of a plain cell; None for any other."""
    if cell.mark:
        return None
    if cell.kind == "text":
        return cell.value if is_plain_text(cell.value, field.kind) else None
    return plain_number(cell.value, cell.format, field.kind) if cell.kind == "number" else None


def is_plain_text(text: str, kind: str) -> bool:
    """Whether a text is its own canonical answer to a field of a kind."""
    return kind in TEXTS and _TEXT.fullmatch(text) is not None


def plain_number(value: str, shown_by: str, kind: str) -> str | int | None:
    """The canonical answer that a number is to a field of a kind; None if that is not certain."""
    if kind not in NUMBERS:
        return None
    if shown_by in WHOLE and _WHOLE.fullmatch(value):
        return int(value) if kind == "integer" else value
    return value if shown_by == GENERAL and kind == "decimal" and _FRACTION.fullmatch(value) else None
