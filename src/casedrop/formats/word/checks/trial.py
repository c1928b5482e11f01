"""The wording of a template tried out: held against the names it may see, and rendered at every moment it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinja2 import nodes
from lxml import etree

from casedrop.expressions import judge
from casedrop.expressions.shapes import ANY, NUMBER, Leaf, ListShape, NameShape, TupleShape
from casedrop.expressions.unresolved import Unresolved
from casedrop.formats import zips
from casedrop.formats.word.compiled.compiling import uncompilable
from casedrop.formats.word.filling.patched import patched
from casedrop.formats.word.filling.rows import rows_shown
from casedrop.formats.word.grid import Places
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.prepare import ROWS, Prepared, prepare
from casedrop.formats.word.xml import TR, P, parse, write
from casedrop.forms.form import Form, node
from casedrop.forms.moments import TemplateUse, failure, in_languages
from casedrop.forms.shapes import answers
from casedrop.forms.template_names import functions
from casedrop.language.problem import LANGS, Json, Place, Problem

_NUMBERED = re.compile(r"<!--at (\d+)-->")


def tried(template: bytes, form: Form, names: NameShape, moments: Sequence[TemplateUse]) -> Iterator[Problem]:
    """Each fault of the wording at its cell or paragraph: names that `names` has not, and else what keeps the template from
    being filled at one of the moments; of one without any, `template.slow` (args why) if only docxtpl can fill it. Raises
    zips.UnreadableError for what is no package."""
    faults = list(_faults(template, form, names, moments))
    why = "" if faults else uncompilable(template, form, moments[0].lang if moments else LANGS[0])
    yield from faults
    if why:
        yield Problem("template.slow", args={"why": why})


def _faults(template: bytes, form: Form, names: NameShape, moments: Sequence[TemplateUse]) -> Iterator[Problem]:
    ready = prepare(template)
    seen = names.and_also(**{ROWS: NameShape({at: ListShape(_row(form, at)) for at in form.tables})})
    shown = [_shown(moment, form, ready) for moment in moments]
    for part in _parts(ready):
        syntax = judge.tree(part.wording, anew=True)
        faults = (syntax,) if isinstance(syntax, Unresolved) else judge.of_tree(syntax, seen, functions(form.base))
        yield from (fault.problem(part.place(fault.line)) for fault in faults)
        if not faults and isinstance(syntax, nodes.Template):
            yield from _rendered(part, syntax, form, moments, shown)


def _row(form: Form, at: str) -> TupleShape:
    """What a loop over a table's rows takes apart: the number shown, the row, its place."""
    return TupleShape((ANY, answers(node(form.base.schema, at)["items"]), Leaf(NUMBER)))


def _shown(moment: TemplateUse, form: Form, ready: Prepared) -> dict[str, Json]:
    """The names a template sees at a moment, with the rows of its tables."""
    names = moment.names(form)
    return {**names, ROWS: {at: rows_shown(at, form, ready.pointers, names, moment.writable) for at in form.tables}}


def _rendered(
    part: _Part, syntax: nodes.Template, form: Form, moments: Sequence[TemplateUse], shown: Sequence[Mapping[str, Json]]
) -> Iterator[Problem]:
    """The first thing that keeps a part from being rendered."""
    made = in_languages(syntax, form, [moment.lang for moment in moments])
    for moment, names in zip(moments, shown, strict=True):
        try:
            made[moment.lang].render(names)
        except Exception as error:
            line, fault = failure(error, moment)
            yield fault.problem(part.place(line))
            return


@dataclass(frozen=True)
class _Part:
    """One part of a template: its wording, in which every row and paragraph begins a line and says which it is."""

    wording: str
    places: Sequence[Place]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the wording."""
        return self.wording.split("\n")

    def place(self, line: int) -> Place:
        """Where what stands in a line (from 1) stands for a person."""
        for text in reversed(self.lines[:line]):
            if found := _NUMBERED.search(text):
                return self.places[int(found[1])]
        return Place()


def _parts(ready: Prepared) -> Iterator[_Part]:
    """The body, headers and footers of a template."""
    parts = zips.read_parts(ready.package)
    body = body_name(parts)
    for name in (body, *edge_names(parts)):
        root = parse(parts[name])
        grid, elements = Places(root), list(root.iter(TR, P))
        places = [grid.place(e) if name == body else Place("header") for e in elements]
        for n, element in enumerate(elements):
            _begin_line(element, n)
        yield _Part(patched(write(root).decode()), places)


def _begin_line(element: etree._Element, n: int) -> None:
    """Let an element begin a line of its file, which says that it is the n-th."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = f"{previous.tail or ''}\n"
    elif parent is not None:
        parent.text = f"{parent.text or ''}\n"
    element.addprevious(etree.Comment(f"at {n}"))
