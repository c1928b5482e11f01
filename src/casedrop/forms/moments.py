"""The moments at which a template is used, and what keeps it from being filled at one of them."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from jinja2 import Template, nodes

from casedrop.expressions.unresolved import Unresolved
from casedrop.forms.form import Form
from casedrop.forms.template import environment, scene
from casedrop.language.problem import Json


@dataclass(frozen=True)
class TemplateUse:
    """One use of a template: in a language, for a `part`, with these answers (`is_sample`, or none) and facts around them."""

    lang: str
    part: str
    answers: Mapping[str, Json]
    facts: Mapping[str, Json]
    writable: frozenset[str]

    @cached_property
    def fingerprint(self) -> str:
        """What tells it from every use that is another: the sha256 (hex) of all of it."""
        said = (self.lang, self.part, self.answers, self.facts, sorted(self.writable))
        return sha256(repr(said).encode()).hexdigest()

    def names(self, form: Form) -> dict[str, Json]:
        """The names the template sees."""
        return scene(form, self.lang, self.answers, self.facts, self.writable)


def in_languages(
    syntax: nodes.Template, form: Form, langs: Iterable[str], *, escape: bool = True
) -> dict[str, Template]:
    """A parsed template in each language, compiled once for all, which changes the tree. Raises jinja2.TemplateError."""
    code, made = None, dict[str, Template]()
    for lang in dict.fromkeys(langs):
        engine = environment(lang, form, escape=escape)
        code = code or engine.compile(syntax)
        made[lang] = engine.template_class.from_code(engine, code, engine.make_globals(None))
    return made


def failure(error: Exception, moment: TemplateUse) -> tuple[int, Unresolved]:
    """What kept a template from being filled at a moment (`template.fails`), and the line of the template it stands on."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 1 for frame in frames if frame.filename == "<template>"]
    code = "template.fails" if moment.answers else "template.fails-empty"
    return (lines[0] if lines else 1), Unresolved(
        code, 1, {"lang": moment.lang, "part": moment.part, "message": str(error)}
    )
