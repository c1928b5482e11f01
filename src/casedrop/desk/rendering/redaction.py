"""Whether a reduced document gives away what it hides, and how that is told: by the field and the place, never by the value."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats.content import pieces
from casedrop.formats.registry import FORMATS
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, pattern
from casedrop.forms.reading import Piece
from casedrop.forms.redaction import Leak, leaks, secrets
from casedrop.language.problem import Answers, Place


def leaking(
    form: Form,
    template: bytes,
    lang: str,
    answers: Answers,
    facts: Answers,
    told: tuple[Answers, list[Piece]],
) -> tuple[Leak, ...]:
    """What of the hidden answers (concrete pointers) is told by pieces of a document, of a view and its `answers`.

    What stands in the document without any answers gives nothing away, nor does what it shows elsewhere; but a number that
    somebody wrote into a text does.
    """
    concealed, there = told
    blank = FORMATS[form.format].fill(template, form, lang, {}, writable=frozenset(), stamp="", facts=facts)
    known = [*pieces(blank, form.format), *_shown(form, answers)]
    return leaks(there, secrets(form.base, concealed, known))


def _shown(form: Form, answers: Answers) -> Iterator[Piece]:
    """What a document shows: of texts only the words."""
    for pointer, value in flatten(answers):
        is_text = form.base.by_pointer[pattern(pointer)].kind in ("text", "lines")
        yield Piece(Place(), str(value), "words" if is_text else "text")
