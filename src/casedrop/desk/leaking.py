"""Whether a reduced document gives away what it hides, and how that is told: by the field and the place, never by the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from casedrop.config.workspace import Workspace
from casedrop.core.document import facts_of
from casedrop.core.flat import flatten, pattern
from casedrop.core.form import Form
from casedrop.core.leaks import Leak, Piece, leaks, secrets
from casedrop.core.model import LANGS, Place, Problem
from casedrop.core.stamp import Stamp
from casedrop.core.views import hidden, shown
from casedrop.paper.formats import FORMATS
from casedrop.paper.pieces import pieces

_DAY = datetime(2026, 1, 2, tzinfo=UTC)
"""The day of a document that is only made to be looked at."""


def leaking(
    form: Form,
    template: bytes,
    lang: str,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    told: tuple[Mapping[str, Any], list[Piece]],
) -> tuple[Leak, ...]:
    """What of the hidden answers (concrete pointers) is told by pieces of a document, of a view and its `answers`.

    What stands in the document without any answers gives nothing away, nor does what it shows elsewhere; but a number that
    somebody wrote into a text does.
    """
    concealed, there = told
    blank = FORMATS[form.format].fill(template, form, lang, {}, writable=frozenset(), stamp="", facts=facts)
    known = [*pieces(blank, form.format), *_shown(form, answers)]
    return leaks(there, secrets(form.base, concealed, known))


def _shown(form: Form, answers: Mapping[str, Any]) -> Iterator[Piece]:
    """What a document shows: of texts only the words."""
    for pointer, value in flatten(answers):
        is_text = form.base.by_pointer[pattern(pointer)].kind in ("text", "lines")
        yield Piece(Place(), str(value), "words" if is_text else "text")


def leaked(code: str, form: Form, leak: Leak, **args: Any) -> Problem:
    """The Problem of a leak: which field of the form, by its labels, and where."""
    field = form.base.by_pointer[pattern(leak.pointer)]
    return Problem(code, leak.place, args={"field": field.labels, **args})


def check_view(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`view.leaks` for what a view's document would show of the realistic sample, and `template.syntax` if none can be made."""
    for lang in LANGS:
        path = workspace.template_path(form, lang)
        if not path.exists():
            return
        whole = workspace.sample(form.base, lang)
        answers, facts = shown(form, whole), _facts(workspace, form, lang)
        try:
            made = FORMATS[form.format].fill(
                path.read_bytes(), form, lang, answers, writable=form.writable(None), stamp="", facts=facts
            )
        except Exception as error:
            where = {"file": path.relative_to(workspace.root).as_posix()}
            yield Problem("template.syntax", Place("file", where), args={"message": f"{form.id}: {error}"})
            return
        there = list(pieces(made, form.format))
        for leak in leaking(form, path.read_bytes(), lang, answers, facts, (hidden(form, whole), there)):
            yield leaked("view.leaks", form, leak, file=form.titles[lang])


def _facts(workspace: Workspace, form: Form, lang: str) -> dict[str, Any]:
    stamp = Stamp(form.id, form.version, lang)
    return facts_of(workspace.book, None, form, stamp, b"", _DAY)
