"""The wording of a template tried out: held against the names it may see, and rendered at every moment it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from casedrop.expressions import judge
from casedrop.expressions.shapes import NUMBER, Leaf, NameShape
from casedrop.expressions.unresolved import Unresolved
from casedrop.formats.excel.check import placed
from casedrop.formats.excel.package import read_book
from casedrop.formats.excel.wordings import lowered
from casedrop.forms.form import Form
from casedrop.forms.moments import TemplateUse, failure, in_languages
from casedrop.forms.template_names import functions
from casedrop.language.problem import Json, Place, Problem


def tried(template: bytes, form: Form, names: NameShape, moments: Sequence[TemplateUse]) -> Iterator[Problem]:
    """Each fault of the wording at its cell: names that `names` has not (a formula sees `column(pointer)` only), and else
    what keeps the template from being filled at one of the moments. Raises zips.UnreadableError for what is no workbook."""
    seen, known = names.and_also(n=Leaf(NUMBER)), functions(form.base)
    column = {"column": known["column"]}
    shown = [{**moment.names(form), "fillable": bool(moment.writable), "n": 1} for moment in moments]
    for place, text, is_formula in placed(read_book(template)):
        if "{" not in text:
            continue
        syntax = judge.tree(lowered(text) if is_formula else text, anew=True)
        here, may_call = (NameShape({}), column) if is_formula else (seen, known)
        faults = (syntax,) if isinstance(syntax, Unresolved) else judge.of_tree(syntax, here, may_call)
        yield from (fault.problem(place) for fault in faults)
        if not faults and not is_formula and isinstance(syntax, nodes.Template):
            yield from _rendered(place, syntax, form, moments, shown)


def _rendered(
    place: Place,
    syntax: nodes.Template,
    form: Form,
    moments: Sequence[TemplateUse],
    shown: Sequence[Mapping[str, Json]],
) -> Iterator[Problem]:
    """The first thing that keeps a text from being rendered."""
    made = in_languages(syntax, form, [moment.lang for moment in moments], escape=False)
    for moment, names in zip(moments, shown, strict=True):
        try:
            made[moment.lang].render(names)
        except Exception as error:
            _, fault = failure(error, moment)
            yield fault.problem(place)
            return
