"""Charts and pictures follow the cells: what rows are put in above moves down, what a chart shows grows and is renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpyxl import Workbook
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.data_source import NumRef, StrRef
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.refs import Insertion

_SHOWN = ("cat", "val", "xVal", "yVal", "bubbleSize")
_KINDS = ("numRef", "strRef", "multiLvlStrRef")
_CACHES = ("numCache", "strCache", "multiLvlStrCache")


def follow(book: Workbook, moved: Callable[[str], str]) -> None:
    """Rewrite every reference of every chart as `moved` says.

    A single cell of what is shown becomes a range, which can grow; the values a template remembers are let go.
    """
    for reference, is_shown in _references(book):
        text = reference.f or ""
        reference.f = moved(_range(text) if is_shown else text)
        for cache in _CACHES:
            if hasattr(reference, cache):
                setattr(reference, cache, None)


def shift(sheet: Worksheet, insertion: Insertion) -> None:
    """Move the charts and pictures of a sheet to where rows put in have moved them."""
    for drawn in _drawn(sheet):
        for marker in (getattr(drawn.anchor, "_from", None), getattr(drawn.anchor, "to", None)):
            if marker is not None:
                marker.row = insertion.row(marker.row + 1) - 1


def _references(book: Workbook) -> Iterator[tuple[NumRef | StrRef, bool]]:
    """Every reference of the charts, and whether it is to what is shown; else it is to a series' name."""
    for whole in (whole for sheet in book.worksheets for whole in _charts(sheet)):
        for series in (series for one in whole._charts for series in one.ser):  # type: ignore[attr-defined]
            yield from ((reference, False) for reference in _of(series.tx))
            yield from ((reference, True) for part in _SHOWN for reference in _of(getattr(series, part, None)))


def _of(source: object) -> Iterator[NumRef | StrRef]:
    yield from (reference for kind in _KINDS if (reference := getattr(source, kind, None)) is not None)


def _range(reference: str) -> str:
    """`Sheet!$D$22` as `Sheet!$D$22:$D$22`."""
    cell = reference.rpartition("!")[2]
    return f"{reference}:{cell}" if cell and ":" not in cell else reference


def _drawn(sheet: Worksheet) -> list[ChartBase]:
    """The charts and the pictures of a sheet whose anchors have cells."""
    return [d for d in (*_charts(sheet), *sheet._images) if not isinstance(d.anchor, str)]  # type: ignore[attr-defined]


def _charts(sheet: Worksheet) -> list[ChartBase]:
    return list(sheet._charts)  # type: ignore[attr-defined]
