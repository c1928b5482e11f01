"""What a row is called among others, so that two who share a name are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casedrop.language.filenames import fold

Row = Mapping[str, Any]


def told_apart(row: Row, rows: Iterable[Row], keys: Sequence[str]) -> str:
    """What a row says under the first key; where other rows say the same there, what it says under as many of the further keys as
    tell it from them stands behind it: `Lê Thị An (Kế toán)`."""
    first, *further = keys
    alike, parts = [one for one in rows if _said(one, first) == _said(row, first)], list[str]()
    for key in further:
        if len(alike) < 2:
            break
        alike = [one for one in alike if _said(one, key) == _said(row, key)]
        parts += [str(row[key])] if _said(row, key) else []
    name = str(row.get(first) or "")
    return f"{name} ({', '.join(parts)})" if parts else name


def _said(row: Row, key: str) -> str:
    return fold(str(row.get(key) or ""))
