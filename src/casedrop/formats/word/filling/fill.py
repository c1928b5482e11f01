"""Filling: a prepared template and answers become a document, the same bytes for the same answers."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache

from docxtpl import DocxTemplate

from casedrop import language
from casedrop.formats import properties, zips
from casedrop.formats.word.filling.code import coded
from casedrop.formats.word.filling.controls import ControlContent, Numbers, fillable, only, plain
from casedrop.formats.word.filling.language import speak
from casedrop.formats.word.identity import pattern
from casedrop.formats.word.package import body_name, edge_names, styled_names
from casedrop.formats.word.placeholder import NONE, placeholder
from casedrop.formats.word.prepare import ROWS, Prepared, fields, prepare
from casedrop.formats.word.reduce import reduced
from casedrop.formats.word.xml import Element, parse, write
from casedrop.forms.form import Facts, Field, Form, Names, node
from casedrop.forms.template import environment, scene
from casedrop.language.problem import Answers, Json, Problem

NARROW, FEW, MORE = 4, 3, 5
"""A table of at most NARROW columns gets FEW blank rows to fill, a wider one MORE (documents.md 3)."""

Rows = list[tuple[int | str, Answers, int]]
"""The rows of one table as its loop sees them: number shown, cells, index from 0."""


class TemplateFaultError(ValueError):
    """A template was filled that `check` refuses."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(", ".join(f"{p.code} {p.pointer}" for p in problems))


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's engine, but broken markup raises instead of being repaired into a different document."""

    def patch_xml(self, src_xml: str) -> str:
        """A part's XML with its Jinja cleaned of markup, remembered: that takes longer than filling it."""
        return _patched(src_xml)

    def fix_tables(self, xml: str) -> Element:
        """The parsed body; raises etree.XMLSyntaxError."""
        return parse(xml.encode())


@lru_cache(maxsize=256)
def _patched(source: str) -> str:
    engine = DocxTemplate.__new__(DocxTemplate)  # what it does here depends on the text alone
    return str(DocxTemplate.patch_xml(engine, source))


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
    `doc.code`, if given, is printed as a QR code where the header keeps a place for it.
    """
    ready = prepare(reduced(template, form))
    if ready.problems:
        raise TemplateFaultError(ready.problems)
    parts = coded(zips.read_parts(_rendered(ready, form, lang, answers, writable, facts)), facts)
    for name in (body_name(parts), *edge_names(parts)):
        root = parse(parts[name])
        _Filler(form, lang, answers, writable, root).fill()
        parts[name] = write(root)
    for name in styled_names(parts):
        root = parse(parts[name])
        speak(root, lang)
        parts[name] = write(root)
    author = str(facts.get("company", {}).get("name", ""))
    parts = properties.titled(parts, form.titles[lang], author, str(facts.get("today", "1980-01-01")))
    return zips.write_parts(properties.stamped(parts, stamp))


def _rendered(
    ready: Prepared,
    form: Form,
    lang: str,
    answers: Mapping[str, Json],
    writable: frozenset[str],
    facts: Facts,
) -> bytes:
    """The package with its wording and rows, its controls still as in the template."""
    names = scene(form, lang, answers, facts, writable)
    document = _Template(io.BytesIO(ready.package))
    rows = {array: rows_shown(array, form, ready, names, writable) for array in form.tables}
    document.render({**names, ROWS: rows}, environment(lang, form), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rows_shown(array: str, form: Form, ready: Prepared, names: Names, writable: frozenset[str]) -> Rows:
    """The rows of a table: those there are, then blank ones if rows may be begun; with none at all, one saying so."""
    there = list(at(names, array) or ())
    columns = form.tables[array]
    blank = dict.fromkeys((c.column for c in columns), "")
    if columns[0].pointer in writable:
        shown = sum(c.pointer in ready.pointers for c in columns)
        more = FEW if shown <= NARROW else MORE
        there += [blank] * max(0, min(more, _most(form, array) - len(there)))
    return [(n, row, n - 1) for n, row in enumerate(there, 1)] or [(NONE, blank, 0)]


def _most(form: Form, array: str) -> int:
    """How many rows a table may have."""
    return int(node(form.schema, array).get("maxItems", 1_000_000))


def at(answers: Json, pointer: str) -> Json:
    """What stands at a concrete pointer of answers, or None."""
    for part in pointer.strip("/").split("/"):
        if isinstance(answers, list):
            answers = answers[int(part)] if int(part) < len(answers) else None
        else:
            answers = answers.get(part) if isinstance(answers, Mapping) else None
    return answers


class _Filler:
    """One part being filled."""

    def __init__(
        self, form: Form, lang: str, answers: Mapping[str, Json], writable: frozenset[str], root: Element
    ) -> None:
        self.form, self.lang, self.answers, self.writable = form, lang, answers, writable
        self.root, self.numbers = root, Numbers(root)
        self.empty = {a for a, c in form.tables.items() if not at(answers, a) and c[0].pointer not in writable}

    def fill(self) -> None:
        """Give every control of the form its content."""
        for sdt, tag in list(fields(self.root)):
            pointer = tag.partition("=")[0]
            field = self.form.by_pointer.get(pattern(pointer))
            if field:
                self._control(sdt, tag, pointer, field)

    def _control(self, sdt: Element, tag: str, pointer: str, field: Field) -> None:
        value = at(self.answers, pointer)
        text = language.show(value, field.kind, self.lang, field.choices, money=field.money)
        entry = ControlContent(field, tag, text, "" if value is None else str(value))
        if field.rows in self.empty:
            only(sdt, NONE)
        elif field.pointer in self.writable:
            fillable(sdt, entry, self.lang, placeholder(field, self.lang), self.numbers)
        else:
            plain(sdt, entry, self.numbers)
