"""The formats people fill, by kind: each a module with the same verbs (house 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from casedrop.expressions.shapes import Names
from casedrop.formats import excel, word
from casedrop.formats.pdf.form import mark as pdf_marks
from casedrop.formats.restamp import restamp
from casedrop.forms.form import Form
from casedrop.forms.reading import Mark, Reading
from casedrop.forms.template import Moment
from casedrop.language.problem import Problem


class Peek(Protocol):
    """What a file shows before its form is known: stamp text, header and footer text, its first texts."""

    @property
    def stamp(self) -> str | None: ...  # noqa: D102
    @property
    def footer(self) -> str: ...  # noqa: D102
    @property
    def texts(self) -> tuple[str, ...]: ...  # noqa: D102


class Format(Protocol):
    """The verbs of a format."""

    def peek(self, data: bytes) -> Peek: ...  # noqa: D102
    def fill(  # noqa: D102
        self,
        template: bytes,
        form: Form,
        lang: str,
        answers: Mapping[str, Any],
        *,
        writable: frozenset[str],
        stamp: str,
        facts: Mapping[str, Any],
    ) -> bytes: ...
    def read(self, data: bytes, form: Form, lang: str, template: bytes) -> Reading: ...  # noqa: D102
    def mark(self, data: bytes, marks: Sequence[Mark]) -> bytes: ...  # noqa: D102
    def outline(self, data: bytes) -> str: ...  # noqa: D102
    def check(self, template: bytes, form: Form, langs: Sequence[str]) -> tuple[Problem, ...]: ...  # noqa: D102
    def tried(  # noqa: D102
        self, template: bytes, form: Form, names: Names, moments: Sequence[Moment]
    ) -> Iterator[Problem]: ...
    def wordings(self, template: bytes) -> Iterator[str]: ...  # noqa: D102


def printable(data: bytes, kind: str) -> bytes:
    """A copy for PDFs: in Word the controls unwrapped and placeholders blank; an empty cell is blank already."""
    return word.printable(data) if kind == "docx" else data


FORMATS: Mapping[str, Format] = {"docx": word, "xlsx": excel}

PDF_FORM = "pdf-form"
"""A PDF that is a form of ours: filled like the others, and never a template."""
MARKS: Mapping[str, Callable[[bytes, Sequence[Mark]], bytes]] = {
    **{kind: paper.mark for kind, paper in FORMATS.items()},
    PDF_FORM: pdf_marks.mark,
}
"""What marks a sender's file, by its kind."""


def restamped(data: bytes, kind: str, stamp: str) -> bytes:
    """A sender's file with a stamp in place of the one it bore."""
    return pdf_marks.restamp(data, stamp) if kind == PDF_FORM else restamp(data, stamp)
