"""Filling by docxtpl: the road for templates that cannot be compiled, and what compiled ones are held against."""

from __future__ import annotations

import io
from collections.abc import Mapping

from docxtpl import DocxTemplate

from casedrop.formats import properties, zips
from casedrop.formats.word.filling.code import coded
from casedrop.formats.word.filling.controls import ControlWriter, Numbers, highest, only, put
from casedrop.formats.word.filling.language import speak
from casedrop.formats.word.filling.looks import looks
from casedrop.formats.word.filling.patched import patched
from casedrop.formats.word.filling.rows import at, rows_shown, without_rows
from casedrop.formats.word.filling.tint import of_cell, tinted, untint
from casedrop.formats.word.identity import pattern
from casedrop.formats.word.package import body_name, edge_names, styled_names
from casedrop.formats.word.placeholder import NONE, placeholder
from casedrop.formats.word.prepare import ROWS, Prepared, TemplateFaultError, fields, prepare
from casedrop.formats.word.reduce import reduced
from casedrop.formats.word.xml import Element, parse, write
from casedrop.forms.form import ROW, Facts, Field, Form
from casedrop.forms.template import environment, scene
from casedrop.language.problem import Json


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl's engine, but broken markup raises instead of being repaired into a different document."""

    def patch_xml(self, src_xml: str) -> str:
        """A part's XML with its Jinja cleaned of markup, remembered: that takes longer than filling it."""
        return patched(src_xml)

    def fix_tables(self, xml: str) -> Element:
        """The parsed body; raises etree.XMLSyntaxError."""
        return parse(xml.encode())


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
    """The document for canonical answers, as `compiled.fill.fill` gives it and raising what that raises."""
    ready = prepare(reduced(template, form))
    if ready.problems:
        raise TemplateFaultError(ready.problems)
    own = zips.read_parts(ready.package)
    parts = coded(zips.read_parts(_rendered(ready, form, lang, answers, writable, facts)), facts)
    for name in (body_name(parts), *edge_names(parts)):
        root = parse(parts[name])
        first = highest(parse(own[name])) if name in own else highest(root)
        _Filler(form, lang, answers, writable, root, first).fill()
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
    rows = {array: rows_shown(array, form, ready.pointers, names, writable) for array in form.tables}
    document.render({**names, ROWS: rows}, environment(lang, form), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _Filler:
    """One part being filled."""

    def __init__(
        self,
        form: Form,
        lang: str,
        answers: Mapping[str, Json],
        writable: frozenset[str],
        root: Element,
        first: int,
    ) -> None:
        """`first` is the highest number that a bookmark of the template's part bears."""
        self.form, self.lang, self.answers, self.writable = form, lang, answers, writable
        self.root, self.numbers = root, Numbers(first)
        self.empty = without_rows(form, answers, writable)

    def fill(self) -> None:
        """Give every control of the form its content, and cells to fill their tint."""
        self._tint()
        for sdt, tag in list(fields(self.root)):
            field = self._field(tag)
            if field:
                self._control(sdt, tag, field)

    def _tint(self) -> None:
        """Take the tint from every cell with fields in which nothing is asked."""
        for cell in list(tinted(self.root)):
            tags = [tag for sdt, tag in fields(cell) if of_cell(cell, sdt) and self._field(tag)]
            if tags and not any(self._is_asked(tag) for tag in tags):
                untint(cell)

    def _field(self, tag: str) -> Field | None:
        return self.form.by_pointer.get(pattern(tag.partition("=")[0]))

    def _is_asked(self, tag: str) -> bool:
        """Whether a control is for somebody to fill and has no answer yet."""
        pointer = tag.partition("=")[0]
        return pattern(pointer) in self.writable and at(self.answers, tuple(pointer[1:].split("/"))) is None

    def _control(self, sdt: Element, tag: str, field: Field) -> None:
        if ROW in tag:
            raise ValueError(f"a column outside its rows: {tag}")
        if field.rows in self.empty:
            only(sdt, NONE)
            return
        writer = ControlWriter(field, tag, looks(sdt), self.lang, placeholder(field, self.lang))
        put(sdt, writer.written(self.answers, self.numbers, is_open=field.pointer in self.writable))
