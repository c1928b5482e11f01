"""Whether a reduced document shows what it must hide. The answer names the field and the place, never the value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from casedrop.formats.late import Late
from casedrop.formats.registry import FORMATS
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, pattern
from casedrop.forms.reading import Piece
from casedrop.forms.redaction import Leak, leaks, secrets, serial
from casedrop.language.problem import Answers, Place

if TYPE_CHECKING:
    from casedrop.formats import content
else:
    content = Late("casedrop.formats.content")


def leaking(
    form: Form,
    template: bytes,
    lang: str,
    answers: Answers,
    facts: Answers,
    told: tuple[Answers, list[Piece]],
) -> tuple[Leak, ...]:
    """The hidden answers (by concrete pointer) that a reduced document's pieces show.

    What the document would show without any answers does not count, nor what it shows elsewhere on purpose; a number that
    somebody wrote into a text does.
    """
    concealed, there = told
    blank = FORMATS[form.format].fill(template, form, lang, {}, writable=frozenset(), stamp="", facts=facts)
    known = [*content.pieces(blank, form.format), *_shown(form, answers)]
    return leaks(there, secrets(form.base, concealed, known))


def _shown(form: Form, answers: Answers) -> Iterator[Piece]:
    """The pieces that people can see; of texts, only the words."""
    for pointer, value in flatten(answers):
        kind = form.base.by_pointer[pattern(pointer)].kind
        yield Piece(Place(), str(value), "words" if kind in ("text", "lines") else "text")
        if kind == "date":
            yield Piece(Place(), serial(date.fromisoformat(str(value))), "number")
