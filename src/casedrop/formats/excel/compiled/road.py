"""Filling by the compiled road where the template is for it, by openpyxl where it is not; both give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedrop.formats.excel.compiled.document import document
from casedrop.formats.excel.compiled.known import Known, State, known
from casedrop.formats.excel.compiled.shape import Shape, measured
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
    try:
        paper = _paper(template, job_of(form, lang, answers, writable, facts), stamp)
    except Exception:
        paper = None  # whatever is wrong with it, the other road says
    made = paper.quick() if paper else None
    if made is None:
        made = reference.fill(template, form, lang, answers, writable=writable, stamp=stamp, facts=facts)
        if paper:
            paper.learn(made)
    return made


def _paper(template: bytes, job: Job, stamp: str) -> _Paper:
    about = known(template, job)
    shape, rows = measured(about.outline, job, stamp)
    return _Paper(template, job, stamp, about, shape, rows, about.state(shape, here()))


@dataclass(frozen=True)
class _Paper:
    """One document to be made: what is known of its template, its shape, the rows of its tables, and what became of the shape."""

    template: bytes
    job: Job
    stamp: str
    about: Known
    shape: Shape
    rows: tuple[int, ...]
    state: State

    def quick(self) -> bytes | None:
        """The document by the compiled road; None if it is not for it."""
        return self._by(self.state) if isinstance(self.state, Sized) else None

    def learn(self, made: bytes) -> None:
        """Remember that the document was made by the other road, and compile the template if that was often enough."""
        if isinstance(self.state, int):
            self.about.set(self.shape, self.state + 1 if self.state < AFTER else self._compiled(made), here())

    def _by(self, ready: Sized) -> bytes | None:
        try:
            program = ready.program(self.about.outline.tables, self.rows)
            return document(program, self.job, self.stamp, day_of(self.job))
        except Exception:
            return None

    def _compiled(self, wanted: bytes) -> Sized | None:
        """The template compiled for the shape, if it gives the document that is wanted; else it is filled as ever."""
        try:
            ready = Sized(making.compiled(self.template, self.job, self.shape), self.shape, self.job.lang)
        except Exception:
            return None
        return ready if self._by(ready) == wanted else None
