"""The reference: a validator of jsonschema, which says what is wrong. Imported when something is: that takes a twentieth of a
second."""

from __future__ import annotations

import re
from datetime import date

from jsonschema import Draft202012Validator, FormatChecker

from casedrop.forms.form import Schema

FORMATS = FormatChecker(formats=())

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@FORMATS.checks("decimal")
def _is_decimal(value: object) -> bool:
    return not isinstance(value, str) or bool(_DECIMAL.fullmatch(value))


@FORMATS.checks("email")
def _is_email(value: object) -> bool:
    return not isinstance(value, str) or bool(_EMAIL.fullmatch(value))


def validator(schema: Schema) -> Draft202012Validator:
    """The validator of a schema."""
    return Draft202012Validator(schema, format_checker=FORMATS)
