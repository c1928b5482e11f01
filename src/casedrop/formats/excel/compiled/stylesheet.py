"""The styles of a workbook taken apart: what all documents of its template share, and what new styles are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE

from casedrop.formats.excel.compiled.styles import Style
from casedrop.language.problem import Json

_CELLS = re.compile(r"<cellXfs.*?</cellXfs>", re.DOTALL)
_FORMATS = re.compile(r"<numFmts.*?</numFmts>|<numFmts[^>]*/>", re.DOTALL)


def stylesheet(said: str, book: Workbook, formats: Sequence[str], styles: Sequence[Style]) -> Json:
    """The styles part of a workbook around its cell styles and number formats, and what these are made of."""
    cells, numbers = _CELLS.search(said), _FORMATS.search(said)
    if cells is None or numbers is None or numbers.end() > cells.start():
        raise ValueError("styles")
    known = [etree.tostring(xf, encoding="unicode") for xf in etree.fromstring(cells[0])]
    return {
        "text": [said[: numbers.start()], said[numbers.end() : cells.start()], said[cells.end() :]],
        "known": "".join(known[: len(styles)]),
        "base": [list(style) for style in styles],
        "formats": list(formats),
        "builtin": dict(BUILTIN_FORMATS_REVERSE),
        "alignments": [_xml(a) for a in book._alignments],  # type: ignore[attr-defined]
        "protections": [_xml(p) for p in book._protections],  # type: ignore[attr-defined]
    }


def _xml(item: Json) -> str:
    return etree.tostring(item.to_tree(), encoding="unicode")
