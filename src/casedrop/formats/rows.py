"""Rows as text files: lines of JSON as they are, and tables (CSV) that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from casedrop.language.problem import Answers

SIGNS = tuple("=+-@\t\r'")
"""What a spreadsheet may take for the beginning of a formula, and the sign that stops it."""


def harmless(value: object, *, is_text: bool = True) -> str:
    """A value as a cell of a table: a text that could be a formula begins with an apostrophe, and so does one that begins
    with one, so that it can be taken off again (faults K4). Figures and dates are what they are."""
    text = "" if value is None else str(value)
    return f"'{text}" if is_text and text.startswith(SIGNS) else text


class CsvFile:
    """A CSV file being written: UTF-8 with a mark, without which Excel takes it for the machine's own letters; lines end as
    RFC 4180 has it."""

    def __init__(self, path: Path, heads: Sequence[str]) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow(heads)

    def add(self, cells: Iterable[str]) -> None:
        """Write one row."""
        self._rows.writerow(cells)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file, which is whole from now on."""
        self._file.close()


class Lines:
    """A file of JSON lines being written: UTF-8 without a mark, one object a line."""

    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="\n")

    def add(self, row: Answers) -> None:
        """Write one row."""
        self._file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file, which is whole from now on."""
        self._file.close()
