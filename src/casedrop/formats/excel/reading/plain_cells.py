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

_TEXT = re.compile(r"[!->@-~](?:[ ->@-~]{0,998}[!->@-~])?")
"""ASCII without blanks outside, and without question marks, which may stand for letters that were lost."""
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]")
"""At most 15 figures, which binary floating point keeps, and none that is not canonical."""


def plain_answer(cell: Cell, field: Field) -> str | int | None:
    """The canonical answer of a plain cell; None for any other."""
    if cell.mark:
        return None
    if cell.kind == "text":
        return cell.value if field.kind in TEXTS and _TEXT.fullmatch(cell.value) else None
    if cell.kind != "number" or field.kind not in NUMBERS:
        return None
    if _WHOLE.fullmatch(cell.value) and cell.format in WHOLE:
        return int(cell.value) if field.kind == "integer" else cell.value
    is_fraction = cell.format == GENERAL and field.kind == "decimal" and _FRACTION.fullmatch(cell.value)
    return cell.value if is_fraction else None
