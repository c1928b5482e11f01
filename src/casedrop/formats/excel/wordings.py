"""What of a workbook's strings is wording to be rendered."""

from __future__ import annotations

import re

NUMBER = "{{ n }}"
"""The wording that is a row's number and nothing else: its cell holds a number."""

_COLUMN = re.compile(r"\{\{\s*COLUMN\(")
"""LibreOffice knows a function of that name and writes it in capitals."""


def is_template(value: object) -> bool:
    """Whether a string says more than it shows."""
    return isinstance(value, str) and ("{{" in value or "{%" in value)


def lowered(formula: str) -> str:
    """The formula with our function `column` in small letters, whatever a program made of them."""
    return _COLUMN.sub(lambda found: found[0].lower(), formula)
