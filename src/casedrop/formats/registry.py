"""The formats people fill, by kind: each a module with the same verbs (house 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from casedrop.expressions.shapes import NameShape
from casedrop.formats.late import Late
from casedrop.forms.form import Facts, Form
from casedrop.forms.moments import TemplateUse
from casedrop.forms.reading import Mark, Reading
from casedrop.language.problem import Answers, Problem

if TYPE_CHECKING:
    from casedrop.formats import excel, restamp, word
    from casedrop.formats.pdf.form import mark as pdf_marks
else:
    excel, word = Late("casedrop.formats.excel"), Late("casedrop.formats.word")
    restamp = Late("casedrop.formats.restamp")
    pdf_marks = Late("casedrop.formats.pdf.form.mark")


class Peek(Protocol):
    """What a file shows before its form is known: stamp text, header and footer text, its first texts."""

    @property
    def stamp(self) -> str | None:
        """The text of the stamp, neither parsed nor trusted yet; None if the file bears none."""

    @property
    def footer(self) -> str:
        """The text of headers and footers."""

    @property
    def texts(self) -> Iterable[str]:
        """The first texts of the body, by which a file without a stamp is known."""


class Format(Protocol):
    """The verbs of a format."""

    def peek(self, data: bytes) -> Peek:
        """What a file shows before its form is known."""

    def fill(
        self,
        template: bytes,
        form: Form,
        lang: str,
        answers: Answers,
        *,
        writable: frozenset[str],
        stamp: str,
        facts: Facts,
    ) -> bytes:
        """The template filled with answers; people can write the properties at the pointers `writable`."""

    def read(self, data: bytes, form: Form, lang: str, template: bytes) -> Reading:
        """What a filled form says, found by its marks, else by the geometry of the template it was filled from."""

    def mark(self, data: bytes, marks: Sequence[Mark]) -> bytes:
        """The sender's file with the marks in it; every part that is not concerned stays as it was, byte for byte."""

    def outline(self, data: bytes) -> str:
        """The controls, texts and tables of a template, line by line."""

    def check(self, template: bytes, form: Form, langs: Sequence[str]) -> tuple[Problem, ...]:
        """What is wrong with a template, for a form in these languages."""

    def tried(self, template: bytes, form: Form, names: NameShape, moments: Sequence[TemplateUse]) -> Iterator[Problem]:
        """What is wrong with the wording of a template: names it may not see, and what fails at one of the moments."""

    def wordings(self, template: bytes) -> Iterator[str]:
        """Every text in a template that is rendered."""


def printable(data: bytes, kind: str) -> bytes:
    """A copy for PDFs: in Word the controls unwrapped and placeholders blank; an empty cell is blank already."""
    return word.printable(data) if kind == "docx" else data


Marking = Callable[[bytes, Sequence[Mark]], bytes]


def _marking(paper: Any) -> Marking:
    """The verb `mark` of a module that may not be imported yet."""

    def mark(data: bytes, marks: Sequence[Mark]) -> bytes:
        return bytes(paper.mark(data, marks))

    return mark


FORMATS: Mapping[str, Format] = {"docx": word, "xlsx": excel}

PDF_FORM = "pdf-form"
"""A PDF that is a form of ours: filled like the others, and never a template."""
PDF = "pdf"
"""Any other PDF: it can bear a stamp, and is never marked, for it is somebody's paper."""
MARKS: Mapping[str, Marking] = {"docx": _marking(word), "xlsx": _marking(excel), PDF_FORM: _marking(pdf_marks)}
"""What marks a sender's file, by its kind."""


def restamped(data: bytes, kind: str, stamp: str) -> bytes:
    """A sender's file with a stamp in place of the one it bore, or as its first."""
    return pdf_marks.restamp(data, stamp) if kind in (PDF_FORM, PDF) else restamp.restamp(data, stamp)
