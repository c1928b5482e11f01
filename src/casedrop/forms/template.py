"""Templates: the environment they are rendered in, the names they see, and small patterns for names and numbers."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from casedrop.expressions.filters import for_templates
from casedrop.expressions.resolve import Fault, Functions
from casedrop.expressions.sandbox import TEMPLATE, Sandbox
from casedrop.forms.canonical import complete
from casedrop.forms.form import COUNT, Form, node
from casedrop.forms.pointers import groups, pattern
from casedrop.language import messages
from casedrop.language.choices import show_choice
from casedrop.language.problem import Json

FUNCTIONS = frozenset({"label", "text", "choice", "column", "phrase"})
RESERVED = FUNCTIONS | {"title", "lang", "company", "doc", "case", "today"}
"""Names a template always sees; a property of that name at the top of a schema would be hidden."""
MOST = 2000
"""Templates that an environment keeps compiled; it begins anew with one more."""


class FormSandbox(Sandbox):
    """The sandbox of one form's templates: pointers and text keys written into them must be the form's."""

    def __init__(self, lang: str, form: Form | None, *, escape: bool) -> None:
        self.form = form.base if form else None
        self.known: dict[str, Template] = {}
        super().__init__(TEMPLATE, for_templates(lang), FUNCTIONS, escape=escape)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """The template, compiled once: compiling takes many times as long as filling. Raises TemplateSyntaxError."""
        if source not in self.known:
            if len(self.known) >= MOST:
                self.known.clear()
            self.known[source] = super().from_string(source, *args, **kwargs)
        return self.known[source]

    def vet(self, tree: nodes.Node) -> None:
        """Nothing; raises TemplateSyntaxError also for `label('/no/such')` and `text('no-such')`."""
        super().vet(tree)
        for call in tree.find_all(nodes.Call):
            for name in _unknown(call, self.form):
                raise TemplateSyntaxError(f"unknown: {name}", call.lineno)


def environment(lang: str, form: Form | None = None, *, escape: bool = True) -> Sandbox:
    """The Jinja environment of a form's templates in a language.

    Sandboxed, with `StrictUndefined`, no globals, and only the filters of `filters.for_templates`. `escape` is for
    XML; cells of a sheet, file names and numbers are rendered without. Compiling raises TemplateSyntaxError.
    """
    return _environment(lang, _Same(form), escape)


class _Same:
    """A form, equal to itself alone: another reading of it may say something else."""

    def __init__(self, form: Form | None) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.form is other.form


@lru_cache(maxsize=1024)
def _environment(lang: str, whose: _Same, escape: bool) -> Sandbox:
    return FormSandbox(lang, whose.form, escape=escape)


def scene(
    form: Form,
    lang: str,
    answers: Mapping[str, Json],
    facts: Mapping[str, Any],
    writable: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """The names a template sees.

    The answers at top level, completed by the schema ("" for an absent leaf, [] for absent rows; dates and decimals
    stay canonical strings, filters write them); `facts` over them; `title`, `lang`; and the functions `label(pointer)`
    (with ` *` if the field is required and among `writable`), `text(key)` (itself rendered), `choice(pointer)`
    (what was chosen; `choice('/state=done')` what a choice is called), `phrase(key)`. `column` is a spreadsheet's own and
    added there. What a view hides is there, and empty.
    """
    return {
        **complete(form.base.schema, answers, ""),
        **facts,
        "title": form.titles[lang],
        "lang": lang,
        "label": lambda pointer: _label(form.base, lang, pointer, writable),
        "choice": lambda pointer: _choice(form.base, lang, answers, pointer),
        "text": _texts(form, lang),
        "phrase": lambda key, **args: messages.phrase(key, lang, **args),
    }


def render(template: str, names: Mapping[str, Any], lang: str = "en") -> str:
    """A short pattern filled, unescaped: a file's name, a number (`PT-{{ year }}-{{ n | pad(4) }}`).

    Raises jinja2.TemplateError for what the language leaves out and for names that are not there.
    """
    return str(environment(lang, escape=False).from_string(template).render(names))


def _label(form: Form, lang: str, pointer: str, writable: frozenset[str]) -> str:
    at = pattern(pointer)
    field = form.by_pointer.get(at) or form.columns.get(at)
    who = f"{field.rows}{COUNT}" if field and at in form.columns else at
    asked = field is not None and field.required and who in writable
    return form.label(pointer, lang) + (" *" if asked else "")


def _choice(form: Form, lang: str, answers: Mapping[str, Json], pointer: str) -> str:
    pointer, _, key = pointer.partition("=")
    if key:
        return form.by_pointer[pattern(pointer)].choices[key][lang]
    here: Json = answers
    for part in pointer.strip("/").split("/"):
        here = _step(here, part)
    return show_choice(here, lang, form.by_pointer[pattern(pointer)].choices) if here else ""


def _step(here: Json, part: str) -> Json:
    if isinstance(here, list):
        return here[int(part)] if part.isdigit() and int(part) < len(here) else None
    return here.get(part) if isinstance(here, Mapping) else None


def _texts(form: Form, lang: str) -> Callable[..., str]:
    """The function `text(key)`: the form's text rendered where it stands; a text within itself raises."""
    open_keys: list[str] = []

    @pass_context
    def text(context: Context, key: str) -> str:
        if key in open_keys:
            raise TemplateSyntaxError(f"text within itself: {key}", 1)
        open_keys.append(key)
        try:
            said = context.environment.from_string(form.texts[key][lang]).render(context.get_all())
        finally:
            open_keys.pop()
        return Markup(said) if context.environment.autoescape else said  # noqa: S704

    return text


@dataclass(frozen=True)
class Moment:
    """One use of a template: in a language, for a `part`, with these answers (`is_sample`, or none) and facts around them."""

    lang: str
    part: str
    answers: Mapping[str, Json]
    facts: Mapping[str, Any]
    writable: frozenset[str]

    def names(self, form: Form) -> dict[str, Any]:
        """The names the template sees."""
        return scene(form, self.lang, self.answers, self.facts, self.writable)


def in_languages(
    syntax: nodes.Template, form: Form, langs: Iterable[str], *, escape: bool = True
) -> dict[str, Template]:
    """A parsed template in each language, compiled once for all. Raises jinja2.TemplateError."""
    code, made = None, dict[str, Template]()
    for lang in dict.fromkeys(langs):
        engine = environment(lang, form, escape=escape)
        code = code or engine.compile(syntax)
        made[lang] = engine.template_class.from_code(engine, code, engine.make_globals(None))
    return made


def failure(error: Exception, moment: Moment) -> tuple[int, Fault]:
    """What kept a template from being filled at a moment (`template.fails`), and the line of the template it stands on."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 1 for frame in frames if frame.filename == "<template>"]
    code = "template.fails" if moment.answers else "template.fails-empty"
    return (lines[0] if lines else 1), Fault(code, 1, {"lang": moment.lang, "part": moment.part, "message": str(error)})


def functions(form: Form) -> Functions:
    """The functions of a form's templates, each with what its pointers and keys may be (`expressions.judge`)."""
    fields = [f.pointer for f in form.fields]
    tables = [at for field in fields for at in groups(field)]
    return {
        "label": lambda at: None if _has_node(form, at) else [*fields, *tables],
        "choice": lambda at: None if _has_choice(form, at) else _choices(form, at.partition("=")[0]),
        "column": lambda at: None if _has_field(form, at) else fields,
        "text": lambda key: None if _has_text(form, key) else form.texts,
        "phrase": lambda key: None if messages.has_phrase(key) else messages.phrases(),
    }


def _choices(form: Form, pointer: str) -> list[str]:
    """What `choice` may be asked for: the field itself and its choices; all fields if there is no such field."""
    field = form.by_pointer.get(pattern(pointer))
    return [pointer, *(f"{pointer}={key}" for key in field.choices)] if field else list(form.by_pointer)


def _unknown(call: nodes.Call, form: Form | None) -> Iterator[str]:
    """The constant a call of ours names but the form does not have."""
    first = call.args[0] if call.args else None
    if form is None or not isinstance(first, nodes.Const) or not isinstance(call.node, nodes.Name):
        return
    known = {"text": _has_text, "label": _has_node, "choice": _has_choice, "column": _has_field}
    if call.node.name in known and not known[call.node.name](form, str(first.value)):
        yield str(first.value)


def _has_text(form: Form, key: str) -> bool:
    return key in form.texts


def _has_field(form: Form, pointer: str) -> bool:
    return pattern(pointer) in form.by_pointer


def _has_choice(form: Form, pointer: str) -> bool:
    pointer, _, key = pointer.partition("=")
    return _has_field(form, pointer) and (not key or key in form.by_pointer[pattern(pointer)].choices)


def _has_node(form: Form, pointer: str) -> bool:
    try:
        return bool(node(form.schema, pointer))
    except KeyError:
        return False
