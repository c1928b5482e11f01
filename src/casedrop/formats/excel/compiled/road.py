"""Filling by the compiled road where the template is for it, by openpyxl where it is not; both give the same bytes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from casedrop.formats.excel.compiled.document import document
from casedrop.formats.excel.compiled.growing import at
from casedrop.formats.excel.compiled.program import Program, program
from casedrop.formats.excel.compiled.shape import SEVERAL, Outline, Shape, measured, outline
from casedrop.formats.excel.compiled.styles import Styles
from casedrop.formats.excel.job import Job, day_of, job_of
from casedrop.formats.excel.lines import Face, points
from casedrop.formats.late import Late
from casedrop.forms.form import Facts, Form
from casedrop.language.problem import Answers, Json

if TYPE_CHECKING:
    from casedrop.formats.excel.compiled import making
    from casedrop.formats.excel.filling import fill as reference
else:
    making = Late("casedrop.formats.excel.compiled.making")
    reference = Late("casedrop.formats.excel.filling.fill")

AFTER = 2
"""Documents of a shape after which its template is compiled: that takes as long as some three of them."""

TEMPLATES, SHAPES, SIZES = 64, 32, 8
"""How many templates (each for a form, a language and a hand) are kept compiled, shapes of each, and sizes of each of these."""


class Sized:
    """A template compiled for one shape, and its programs for the sizes asked for last."""

    def __init__(self, taken: Json, shape: Shape, lang: str) -> None:
        self._taken, self._chinese = taken, lang.startswith("zh")
        self._tables = [table for table, rows in shape.counts if rows == SEVERAL]
        self._styles = Styles(taken["styles"])
        self._programs: OrderedDict[tuple[int, ...], Program] = OrderedDict()

    def program(self, tables: tuple[str, ...], rows: tuple[int, ...]) -> Program:
        """The program for so many rows in each table."""
        if rows not in self._programs:
            sized = at(self._taken, self._tables, dict(zip(tables, rows, strict=True)))
            put(self._programs, rows, program(sized, self._styles, self._measure), SIZES)
        self._programs.move_to_end(rows)
        return self._programs[rows]

    def _measure(self, text: str, face: Face) -> float:
        return points(text, face, chinese=self._chinese)


K = TypeVar("K")
V = TypeVar("V")


@dataclass
class Known:
    """What is known of a template for one form, language and hand: its outline, and of each shape how often it was asked for,
    then the compiled template, or None if it is not for this road."""

    outline: Outline
    shapes: OrderedDict[Shape, Sized | int | None] = field(default_factory=OrderedDict)


_KNOWN: OrderedDict[tuple[bytes, str, str, frozenset[str]], Known] = OrderedDict()


def fill(
    template: bytes,
    form: Form,
    lang: str,
    answers: Answers,
    *,
    writable: frozenset[str],
    stamp: str,
    facts: Facts,
) -> bytes:
    """The bytes of a workbook, as `filling.fill` makes them; raises as it does.

    A template is compiled once it was asked for a few times in the same shape, and one document is made by both roads: only
    where they agree, to the byte, is the compiled one gone from then on.
    """
    job = job_of(form, lang, answers, writable, facts)
    known = _known(template, job)
    shape, rows = measured(known.outline, job, stamp)
    kept = known.shapes.get(shape, 0)
    if isinstance(kept, Sized):
        made = _quick(kept, known.outline, rows, job, stamp)
        if made is not None:
            return made
    made = reference.fill(template, form, lang, answers, writable=writable, stamp=stamp, facts=facts)
    if isinstance(kept, bool):
        put(
            known.shapes,
            shape,
            _tried(template, known.outline, shape, rows, job, stamp, made) if kept else True,
            SHAPES,
        )
    return made


def _known(template: bytes, job: Job) -> Known:
    key = (template, job.form.fingerprint, job.lang, job.writable)
    if key not in _KNOWN:
        put(_KNOWN, key, Known(outline(template, job)), TEMPLATES)
    _KNOWN.move_to_end(key)
    return _KNOWN[key]


def _quick(kept: Sized, seen: Outline, rows: tuple[int, ...], job: Job, stamp: str) -> bytes | None:
    """The document by the compiled road; None if it is not for it, whatever the reason: the other road says what is wrong."""
    try:
        return document(kept.program(seen.tables, rows), job, stamp, day_of(job))
    except Exception:
        return None


def _tried(
    template: bytes, seen: Outline, shape: Shape, rows: tuple[int, ...], job: Job, stamp: str, wanted: bytes
) -> Sized | None:
    """The template compiled for a shape, if its document is the one that is wanted."""
    try:
        kept = Sized(making.compiled(template, job, shape), shape, job.lang)
    except Exception:
        return None
    return kept if _quick(kept, seen, rows, job, stamp) == wanted else None


def put(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Keep a value, and of all no more than so many: what was not asked for longest goes."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
