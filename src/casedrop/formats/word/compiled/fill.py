"""Filling: a template and answers become a document, the same bytes for the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from casedrop.formats.late import Late
from casedrop.formats.word.compiled.ready import Ready, Unheard, ready
from casedrop.formats.word.filling.code import code_of
from casedrop.forms.form import Facts, Form
from casedrop.language.problem import Json

if TYPE_CHECKING:
    from casedrop.formats.word.filling import by_docxtpl
else:
    by_docxtpl = Late("casedrop.formats.word.filling.by_docxtpl")  # most templates can do without


def fill(
    template: bytes,
    form: Form,
    lang: str,
    answers: Mapping[str, Json],
    *,
    writable: frozenset[str],
    stamp: str,
    facts: Facts,
) -> bytes:
    """The document for canonical answers: controls where `writable` (pattern pointers) allows, plain text elsewhere.

    Raises TemplateFaultError, jinja2.TemplateError (an unknown name, refused syntax), ValueError for answers that are
    not canonical. Of a view only what it shows is there.

    `facts` are the template's (`company`, `doc`, `case`, `today`); `today` also dates the properties, and
    `doc.code`, if given, is printed as a QR code where a header or footer keeps a place for it.
    """
    compiled = ready(template, form, lang, with_code=bool(code_of(facts)))
    if isinstance(compiled, Ready):
        try:
            return compiled.filled(answers, writable, stamp, facts)
        except Unheard:  # what docxtpl makes of it, it says itself
            pass
    return by_docxtpl.fill(template, form, lang, answers, writable=writable, stamp=stamp, facts=facts)
