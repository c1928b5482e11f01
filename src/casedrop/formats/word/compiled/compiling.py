"""Compiling a Word template: everything its documents share, worked out once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from casedrop.formats import properties, zips
from casedrop.formats.late import Late
from casedrop.formats.shell import shell
from casedrop.formats.word.compiled.balance import JINJA, escapes, strange
from casedrop.formats.word.compiled.program import Program, UncompilableError, Wording
from casedrop.formats.word.compiled.source import CODE, WHITE, Source, asked, check_letters, source
from casedrop.formats.word.filling.code import MEDIA, closed, declared, placed
from casedrop.formats.word.filling.language import speak
from casedrop.formats.word.package import body_name, edge_names, note_names, styled_names
from casedrop.formats.word.prepare import TemplateFaultError, prepare
from casedrop.formats.word.reduce import reduced
from casedrop.formats.word.xml import HEAD, parse, write
from casedrop.forms.form import Form
from casedrop.forms.template import environment

if TYPE_CHECKING:
    import docxtpl
else:
    docxtpl = Late("docxtpl")

_STAMP = "\ue010"
"""Where the stamp goes in the custom properties."""


def compiled(template: bytes, form: Form, lang: str, *, with_code: bool) -> Program:
    """The program of a template for a form in a language, for documents with or without a code.

    Raises TemplateFaultError, jinja2.TemplateSyntaxError, and UncompilableError for what only docxtpl can fill.
    """
    _check_texts(form)
    base = reduced(template, form)
    ready = prepare(base)
    if ready.problems:
        raise TemplateFaultError(ready.problems)
    parts = _saved(base)
    _check_parts(parts)
    edges = placed(parts, asked(CODE), asked(WHITE)) if with_code else {}
    parts = declared({**parts, **edges, MEDIA: b""}) if edges else {**parts, **({} if with_code else closed(parts))}
    sources = _sources(parts, form, lang)
    fixed = {name: HEAD + one.jinja.encode() for name, one in sources.items() if one.is_fixed}
    wordings = tuple(_wording(name, one, form, lang) for name, one in sources.items() if not one.is_fixed)
    stamped, bare = (properties.stamped(parts, text)[properties.CUSTOM] for text in (_STAMP, ""))
    parts = properties.stamped(properties.titled({**parts, **fixed, **_styled(parts, lang)}, "", "", ""), "")
    own = {*(w.name for w in wordings), properties.CORE, properties.CUSTOM, *([MEDIA] if edges else [])}
    before, behind = stamped.split(_STAMP.encode())
    return Program(shell(parts, own), wordings, ready.pointers, (before, behind, bare), bool(edges))


def uncompilable(template: bytes, form: Form, lang: str) -> str:
    """Why only docxtpl can fill a template, "" if it can be compiled; for one that `check` finds nothing wrong with."""
    try:
        _check_texts(form)
        parts = zips.read_parts(reduced(template, form))
        _check_parts(parts)
        _sources(parts, form, lang)
    except UncompilableError as why:
        return str(why)
    return ""


def _check_parts(parts: Mapping[str, bytes]) -> None:
    """Raise UncompilableError for parts that hold letters of ours."""
    for name in (body_name(parts), *edge_names(parts), *note_names(parts)):
        check_letters(parts[name])


def _saved(package: bytes) -> dict[str, bytes]:
    """The parts of a package as the library under docxtpl saves it."""
    out, document = io.BytesIO(), docxtpl.DocxTemplate(io.BytesIO(package)).get_docx()
    document.core_properties.title = ""  # made, where there are none
    document.save(out)
    return zips.read_parts(out.getvalue())


def _sources(parts: Mapping[str, bytes], form: Form, lang: str) -> dict[str, Source]:
    """The sources of the body, the headers and footers, and the footnotes."""
    body, edges = body_name(parts), edge_names(parts)
    made: dict[str, Source] = {}
    for name in (body, *edges, *note_names(parts)):
        made[name] = source(parse(parts[name]), form, lang, is_body=name == body, is_filled=name in (body, *edges))
    return made


def _wording(name: str, one: Source, form: Form, lang: str) -> Wording:
    return Wording(name, environment(lang, form).code(one.jinja), one.controls, one.highest)


def _styled(parts: Mapping[str, bytes], lang: str) -> dict[str, bytes]:
    """Styles and the like, which hold no wording, in a language."""
    done: dict[str, bytes] = {}
    for name in set(styled_names(parts)) - {body_name(parts), *edge_names(parts), *note_names(parts)}:
        root = parse(parts[name])
        speak(root, lang)
        done[name] = write(root)
    return done


def _check_texts(form: Form) -> None:
    """Raise UncompilableError for a form one of whose texts is markup: what it does in a document cannot be told before."""
    for key, said in form.texts.items():
        if any(mark in JINJA.sub("", text) for text in said.values() for mark in "<&"):
            raise UncompilableError(f"markup in a text: {key}")
        if any(escapes(text) for text in said.values()):
            raise UncompilableError(f"an escape in a text: {key}")
    if strange(form):
        raise UncompilableError("letters that no document may hold")
