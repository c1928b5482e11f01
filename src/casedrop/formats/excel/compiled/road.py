"""Filling by the compiled road where the template is for it, by openpyxl where it is not; both give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedrop.formats.excel.compiled.document import document
from casedrop.formats.excel.compiled.known import known
from casedrop.formats.excel.compiled.shape import Outline, Shape, measured
from casedrop.formats.excel.compiled.sized import Sized
from casedrop.formats.excel.job import Job, day_of, job_of
from casedrop.formats.kept import here
from casedrop.formats.late import Late
from casedrop.forms.form import Facts, Form
from casedrop.language.problem import Answers

if TYPE_CHECKING:
    from casedrop.formats.excel.compiled import making
    from casedrop.formats.excel.filling import fill as reference
else:
    making = Late("casedrop.formats.excel.compiled.making")  # a compiled template needs no openpyxl
    reference = Late("casedrop.formats.excel.filling.fill")

AFTER = 2
"""Documents of a shape after which its template is compiled: that takes as long as some three of them."""


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
    where they agree, to the byte, is the compiled one gone from then on. What was compiled is kept where `kept.here` says.
    """
    job = job_of(form, lang, answers, writable, facts)
    about = known(template, job)
    shape, rows = measured(about.outline, job, stamp)
    kept, paper = here(), _Paper(job, about.outline, rows, stamp)
    state = about.state(shape, kept)
    quick = paper.quick(state) if isinstance(state, Sized) else None
    if quick is not None:
        return quick
    made = reference.fill(template, form, lang, answers, writable=writable, stamp=stamp, facts=facts)
    if isinstance(state, int):
        about.set(shape, state + 1 if state < AFTER else paper.compiled(template, shape, made), kept)
    return made


@dataclass(frozen=True)
class _Paper:
    """One document to be made, with the rows of each table."""

    job: Job
    outline: Outline
    rows: tuple[int, ...]
    stamp: str

    def quick(self, ready: Sized) -> bytes | None:
        """The document by the compiled road; None if it is not for it: what is wrong with it, the other road says."""
        try:
            program = ready.program(self.outline.tables, self.rows)
            return document(program, self.job, self.stamp, day_of(self.job))
        except Exception:
            return None

    def compiled(self, template: bytes, shape: Shape, wanted: bytes) -> Sized | None:
        """The template compiled for a shape, if it gives the document that is wanted; else it is filled as ever."""
        try:
            ready = Sized(making.compiled(template, self.job, shape), shape, self.job.lang)
        except Exception:
            return None
        return ready if self.quick(ready) == wanted else None
