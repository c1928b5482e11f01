"""How values stand in the ledger's columns: moments, JSON, and any text there is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from casedrop.store import canonical_json


class MomentColumn(TypeDecorator[datetime]):
    """A moment in UTC, as text of fixed width: sorts as time does, and is the same in both databases."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text of a moment."""
        return None if value is None else canonical_json.moment(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment of a text."""
        return None if value is None else canonical_json.parse_moment(value)


class Json(TypeDecorator[Any]):
    """A JSON value as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """The text of a value."""
        return canonical_json.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """The value of a text."""
        return None if value is None else json.loads(value)


class Exact(TypeDecorator[str]):
    """Any Python text, also what no encoding holds: lone surrogates of an undecodable file name, and NUL (J4).

    Such a text is stored as its JSON; so is one that begins with a quotation mark, to be told apart.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text as stored."""
        if value is None:
            return None
        odd = value.startswith('"') or any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value)
        return json.dumps(value) if odd else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text as it was."""
        return str(json.loads(value)) if value and value.startswith('"') else value
