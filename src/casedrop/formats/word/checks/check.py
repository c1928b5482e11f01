"""What is wrong with a template, told before anything is filled from it."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.formats.word.boxes import check_boxes
from casedrop.formats.word.checks.touching import check_touching
from casedrop.formats.word.identity import known, split
from casedrop.formats.word.prepare import prepare
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS, Problem


def check(template: bytes, form: Form, langs: Sequence[str] = LANGS) -> tuple[Problem, ...]:
    """What is wrong with a template for a form, as the languages that use it show it.

    `prepare`'s problems, then `template.pointer` (a control for no property), `template.lacks` (a property without a control;
    a document that only goes out says what its reader needs, often in sentences, and nothing is read back from it)
    and those of `check_boxes` and `check_touching`; the pointer says which. What is wrong with the wording, `trial.tried` tells.
    Raises zips.UnreadableError for what is no package.
    """
    ready = prepare(template)
    named = [i for i in map(split, ready.tags) if i]
    strange = dict.fromkeys(i.pointer for i in named if not known(i, form))
    lacking = [f.pointer for f in form.fields if form.returns and f.pointer not in ready.pointers]
    return (
        *ready.problems,
        *(Problem("template.pointer", pointer=p) for p in strange),
        *(Problem("template.lacks", pointer=p) for p in lacking),
        *check_boxes(template, form, langs),
        *check_touching(template, form),
    )
