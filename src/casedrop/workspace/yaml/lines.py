"""Plain data that knows the line each of its keys and rows stands on, and the texts it is kept as."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casedrop.language.problem import Json


class LinedMapping(dict[str, Json]):
    """A mapping; `lines` has the line of each key, from 1; of one that `<<` brings in, where it is written."""

    lines: dict[str, int]


class LinedList(list[Json]):
    """A list; `lines` has the line of each row, from 1."""

    lines: list[int]


def lined(data: Json) -> Json:
    """What ruamel read, as plain data with lines: keys are texts, and so are dates (ISO 8601)."""
    if isinstance(data, dict):
        names = LinedMapping({_text(key): lined(value) for key, value in data.items()})
        names.lines = _lines(data)
        return names
    if isinstance(data, list):
        rows = LinedList(map(lined, data))
        marks = getattr(data, "lc", None)
        rows.lines = [marks.item(k)[0] + 1 if marks else 1 for k in range(len(rows))]
        return rows
    return _text(data) if isinstance(data, date | str) else data


def _lines(data: Json) -> dict[str, int]:
    """The line of each key of a mapping as ruamel read it."""
    marks = getattr(data, "lc", None)
    own = {_text(key): marks.key(key)[0] + 1 for key in data if marks and key in (marks.data or ())}
    brought = (_lines(other) for other in reversed(list(getattr(data, "merge", ()))))
    return {**{key: at for lines in brought for key, at in lines.items()}, **own}


def line(data: Json, path: Sequence[str | int]) -> int:
    """The line of the deepest part of the path that the data has; 1 if it has none."""
    deepest = 1
    for part in path:
        if not isinstance(data, LinedMapping | LinedList) or not _has(data, part):
            return deepest
        deepest = data.lines.get(part, deepest) if isinstance(data, LinedMapping) else data.lines[part]  # type: ignore[index,arg-type]
        data = data[part]  # type: ignore[index]
    return deepest


def packed(data: Json) -> Json:
    """The data as JSON can keep it."""
    if isinstance(data, LinedMapping):
        return {"names": [[key, data.lines.get(key), packed(value)] for key, value in data.items()]}
    if isinstance(data, LinedList):
        return [[at, packed(row)] for at, row in zip(data.lines, data, strict=True)]
    return data


def unpacked(kept: Json) -> Json:
    """What was packed; raises ValueError, TypeError or KeyError for anything else."""
    if isinstance(kept, dict):
        names = LinedMapping({key: unpacked(value) for key, _, value in kept["names"]})
        names.lines = {key: at for key, at, _ in kept["names"] if at}
        return names
    if isinstance(kept, list):
        rows = LinedList(unpacked(row) for _, row in kept)
        rows.lines = [at for at, _ in kept]
        return rows
    return kept


def _text(value: Json) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _has(data: LinedMapping | LinedList, part: str | int) -> bool:
    return part in data if isinstance(data, LinedMapping) else isinstance(part, int) and part < len(data)
