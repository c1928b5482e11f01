"""Templates: the environment they are rendered in, the names they see, and small patterns for names and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from casedrop.expressions.filters import for_templates
from casedrop.expressions.sandbox import TEMPLATE, Sandbox
from casedrop.forms.completed import complete
from casedrop.forms.form import COUNT, Facts, Form, Names
from casedrop.forms.pointers import pattern
from casedrop.forms.template_names import functions
from casedrop.language import messages
from casedrop.language.choices import show_choice
from casedrop.language.problem import LANGS, Answers, Json

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
            self.known[source] = self._compiled(source) or super().from_string(source, *args, **kwargs)
        return self.known[source]

    def code(self, source: str) -> CodeType:
        """What a template compiles to, for `loaded`, here or in another process. Raises TemplateSyntaxError."""
        shared = _shared(source, bool(self.autoescape)) if self._compiled(source) else None
        return shared.code if shared else self.compile(source)

    def loaded(self, code: CodeType) -> Template:
        """The template of `code` that was made for a form that says the same, in the same language."""
        return Template.from_code(self, code, self.make_globals(None))

    def _compiled(self, source: Any) -> Template | None:
        """The template made of what another form or language compiled; None if that holds for these alone."""
        shared = _shared(source, bool(self.autoescape)) if isinstance(source, str) else None
        if shared is None:
            return None
        try:
            for call in shared.calls:
                self._vet_call(call)
        except TemplateSyntaxError:
            self.handle_exception(source=source)
        return Template.from_code(self, shared.code, self.make_globals(None))

    def vet(self, tree: nodes.Node) -> None:
        """Raise TemplateSyntaxError for what the language leaves out, for `label('/no/such')` and `text('no-such')`."""
        super().vet(tree)
        for call in tree.find_all(nodes.Call):
            self._vet_call(call)

    def _vet_call(self, call: nodes.Call) -> None:
        for name in _unknown(call, self.form):
            raise TemplateSyntaxError(f"unknown: {name}", call.lineno)


@dataclass(frozen=True)
class _Shared:
    """A template compiled for every form and language, and the calls in it that must fit the form."""

    code: CodeType
    calls: tuple[nodes.Call, ...]


@lru_cache(maxsize=MOST)
def _shared(source: str, escape: bool) -> _Shared | None:
    """What all forms and languages share of a template; None if a filter's value is reckoned when it is compiled, for then
    it speaks one language. Raises TemplateSyntaxError."""
    sandbox = Sandbox(TEMPLATE, for_templates(LANGS[0]), FUNCTIONS, escape=escape)
    tree = sandbox.parse(source)
    if any(next(one.find_all((nodes.Name, nodes.Call)), None) is None for one in tree.find_all(nodes.Filter)):
        return None
    calls = tuple(tree.find_all(nodes.Call))
    return _Shared(sandbox.compile(tree), calls)


def environment(lang: str, form: Form | None = None, *, escape: bool = True) -> FormSandbox:
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
def _environment(lang: str, whose: _Same, escape: bool) -> FormSandbox:
    return FormSandbox(lang, whose.form, escape=escape)


def scene(
    form: Form,
    lang: str,
    answers: Answers,
    facts: Facts,
    writable: frozenset[str] = frozenset(),
) -> dict[str, Json]:
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


def render(template: str, names: Names, lang: str = "en") -> str:
    """A short pattern filled, unescaped: a file's name, a number (`PT-{{ year }}-{{ n | pad(4) }}`).

    Raises jinja2.TemplateError for what the language leaves out and for names that are not there; the pattern is noted on
    whatever is raised, so that the file it stands in can be named.
    """
    try:
        return str(environment(lang, escape=False).from_string(template).render(names))
    except Exception as error:
        error.add_note(template)
        raise


def _label(form: Form, lang: str, pointer: str, writable: frozenset[str]) -> str:
    at = pattern(pointer)
    field = form.by_pointer.get(at) or form.columns.get(at)
    who = f"{field.rows}{COUNT}" if field and at in form.columns else at
    asked = field is not None and field.required and who in writable
    return form.label(pointer, lang) + ("\u00a0*" if asked else "")


def _choice(form: Form, lang: str, answers: Answers, pointer: str) -> str:
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
        said = form.texts[key][lang]
        if "{" in said or "\r" in said:  # else it is rendered as it stands
            open_keys.append(key)
            try:
                said = context.environment.from_string(said).render(context.get_all())
            finally:
                open_keys.pop()
        return Markup(said) if context.environment.autoescape else said  # noqa: S704

    return text


def _unknown(call: nodes.Call, form: Form | None) -> Iterator[str]:
    """The constant a call of ours names but the form does not have."""
    first = call.args[0] if call.args else None
    if form is None or not isinstance(first, nodes.Const) or not isinstance(call.node, nodes.Name):
        return
    known = functions(form)
    if call.node.name != "phrase" and call.node.name in known and known[call.node.name](str(first.value)) is not None:
        yield str(first.value)
