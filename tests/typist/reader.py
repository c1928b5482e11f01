"""Which reader reads: a fingerprint of the code that reading a form depends on, whatever machine or commit it is of."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "casedrop"
_PARTS = ("formats/*.py", "formats/word/*.py", "formats/word/straight/*.py", "forms/*.py", "language/*.py")
_DEEP = ("formats/word/reading", "formats/excel/reading", "formats/excel", "language/habits")


@cache
def fingerprint() -> str:
    """Eight hexadecimal digits; comments and the layout of the code do not count."""
    said = hashlib.sha256()
    for path in sorted(set(_modules())):
        said.update(ast.dump(ast.parse(path.read_text(encoding="utf-8"))).encode())
    return said.hexdigest()[:8]


def _modules() -> Iterator[Path]:
    for pattern in _PARTS:
        yield from SRC.glob(pattern)
    for folder in _DEEP:
        yield from (SRC / folder).glob("*.py")
