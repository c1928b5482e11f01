"""What is wrong with a template, told before anything is filled from it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError

from casedrop.core.form import Form
from casedrop.core.model import LANGS, Problem
from casedrop.core.templating import environment
from casedrop.paper import zips
from casedrop.paper.word.identity import known, split
from casedrop.paper.word.package import body_name, edge_names
from casedrop.paper.word.prepare import Prepared, prepare


def check(template: bytes, form: Form) -> tuple[Problem, ...]:
    """What is wrong with a template for a form.

    `prepare`'s problems, then `template.syntax` (wording that cannot be rendered; args message), `template.pointer` (a
    control for no property) and `template.lacks` (a property without a control); the pointer says which. Raises
    zips.UnreadableError for what is no package.
    """
    ready = prepare(template)
    found = [i for i in map(split, ready.tags) if i]
    strange = dict.fromkeys(i.pointer for i in found if not known(i, form))
    lacking = [f.pointer for f in form.fields if f.pointer not in ready.pointers]
    return (
        *ready.problems,
        *_wording(ready, form),
        *(Problem("template.pointer", pointer=p) for p in strange),
        *(Problem("template.lacks", pointer=p) for p in lacking),
    )


def _wording(ready: Prepared, form: Form) -> Iterator[Problem]:
    """The parts whose wording does not compile, each with its first mistake."""
    parts, engine = zips.read_parts(ready.package), DocxTemplate(io.BytesIO(ready.package))
    language = environment(LANGS[0], form)
    for name in (body_name(parts), *edge_names(parts)):
        try:
            language.from_string(engine.patch_xml(parts[name].decode()))
        except TemplateSyntaxError as error:
            yield Problem("template.syntax", args={"message": str(error.message)})
