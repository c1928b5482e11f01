"""Compiled templates ready to fill documents: in memory, else from where they are kept, else compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from jinja2 import Template

from casedrop.formats import properties
from casedrop.formats.kept import here, of_this_code
from casedrop.formats.qr import picture
from casedrop.formats.word.compiled.balance import strange
from casedrop.formats.word.compiled.compiling import compiled
from casedrop.formats.word.compiled.program import Control, Program, UncompilableError, Wording, packed, unpacked
from casedrop.formats.word.compiled.writing import PartWriter
from casedrop.formats.word.filling.code import MEDIA, code_of
from casedrop.formats.word.filling.controls import ControlWriter
from casedrop.formats.word.filling.rows import rows_shown, without_rows
from casedrop.formats.word.identity import pattern
from casedrop.formats.word.placeholder import placeholder
from casedrop.formats.word.prepare import ROWS
from casedrop.formats.word.xml import escape
from casedrop.forms.form import Facts, Form, Names
from casedrop.forms.template import environment, scene
from casedrop.language.problem import Answers


class Unheard(ValueError):  # noqa: N818
    """A document holds letters that a compiled template cannot write."""


_MOST = 128
"""How many compiled templates are held in memory."""


@dataclass(frozen=True)
class Ready:
    """A compiled template with the form and language it is for."""

    program: Program
    form: Form
    lang: str

    @cached_property
    def parts(self) -> tuple[tuple[Wording, Template, tuple[ControlWriter, ...]], ...]:
        """The parts written anew, each with its template and what writes its controls."""
        engine = environment(self.lang, self.form)
        return tuple((w, engine.loaded(w.code), tuple(map(self._writer, w.controls))) for w in self.program.wordings)

    def _writer(self, control: Control) -> ControlWriter:
        field = self.form.by_pointer[pattern(control.tag.partition("=")[0])]
        return ControlWriter(field, control.tag, control.looks, self.lang, placeholder(field, self.lang))

    def filled(self, answers: Answers, writable: frozenset[str], stamp: str, facts: Facts) -> bytes:
        """A document; raises jinja2.TemplateError, and Unheard for what docxtpl must fill."""
        if strange((answers, facts, stamp)):
            raise Unheard
        names: dict[str, object] = {**scene(self.form, self.lang, answers, facts, writable)}
        names[ROWS] = self.rows(answers, names, writable)
        code = code_of(facts)
        own = {
            wording.name: PartWriter(wording, controls, answers, writable, code).written(template, names)
            for wording, template, controls in self.parts
        }
        own |= self._properties(stamp, facts)
        return self.program.shell.filled(own | {MEDIA: _picture(code)} if self.program.shows_code else own)

    def rows(self, answers: Answers, names: Names, writable: frozenset[str]) -> dict[str, list[tuple[object, ...]]]:
        """The rows of each table as their loops see them, each knowing whether it says that there are none."""
        form, empty = self.form, without_rows(self.form, answers, writable)
        shown = {a: rows_shown(a, form, self.program.pointers, names, writable) for a in form.tables}
        return {a: [(*row, a in empty) for row in rows] for a, rows in shown.items()}

    def _properties(self, stamp: str, facts: Facts) -> dict[str, bytes]:
        """The properties of a document."""
        before, behind, bare = self.program.properties
        author, day = str(facts.get("company", {}).get("name", "")), str(facts.get("today", "1980-01-01"))
        custom = before + escape(stamp).encode() + behind if stamp else bare
        return {
            properties.CORE: properties.core(self.form.titles[self.lang], author, day),
            properties.CUSTOM: custom,
        }


def ready(template: bytes, form: Form, lang: str, *, with_code: bool) -> Ready | UncompilableError:
    """A template compiled for a form and a language, remembered; or why it cannot be. What is compiled is looked for, and
    kept, where `kept.here` says. Raises what `compiling.compiled` raises beside that."""
    return _ready(template, _Same(form), lang, with_code)


def forget() -> None:
    """Let go of every compiled template held in memory."""
    _ready.cache_clear()


class _Same:
    """A form, equal to any that says the same."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return hash(self.form.fingerprint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.form.fingerprint == other.form.fingerprint


@lru_cache(maxsize=_MOST)
def _ready(template: bytes, whose: _Same, lang: str, with_code: bool) -> Ready | UncompilableError:
    where, form = here(), whose.form
    name = _name(template, form, lang, with_code) if where else ""
    there = where.get(name) if where else None
    if there is not None:
        return Ready(unpacked(there), form, lang)
    try:
        made = compiled(template, form, lang, with_code=with_code)
    except UncompilableError as why:
        return why
    if where:
        where.put(name, packed(made))
    return Ready(made, form, lang)


def _name(template: bytes, form: Form, lang: str, with_code: bool) -> str:
    """What a compiled template is kept under: all that it was made from, and by."""
    made_from = (sha256(template).hexdigest(), form.fingerprint, lang, with_code, of_this_code())
    return sha256(repr(made_from).encode()).hexdigest()


@lru_cache(maxsize=64)
def _picture(code: str) -> bytes:
    """A code's picture, remembered: a document is filled when a drop is judged, and again when it is brought out."""
    return picture(code)
