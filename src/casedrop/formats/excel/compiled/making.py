"""A template compiled: probed at its first size and with a row more in each table, and so taken apart."""

from __future__ import annotations

from dataclasses import replace

from casedrop.formats.excel.compiled.growing import lifted
from casedrop.formats.excel.compiled.probe import probe
from casedrop.formats.excel.compiled.shape import SEVERAL, Shape
from casedrop.formats.excel.compiled.taken import taken
from casedrop.formats.excel.job import Job
from casedrop.language.problem import Json


def compiled(template: bytes, job: Job, shape: Shape) -> Json:
    """The workbook of a shape as text and holes, and how it grows. Raises whatever keeps it from being compiled."""
    several = [table for table, rows in shape.counts if rows == SEVERAL]
    sizes = [shape] + [_larger(shape, table) for table in several]
    first, *others = [taken(probe(template, job, size)) for size in sizes]
    return lifted(first, others)


def _larger(shape: Shape, table: str) -> Shape:
    return replace(shape, counts=tuple((name, rows + (name == table)) for name, rows in shape.counts))
