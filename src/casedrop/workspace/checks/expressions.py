"""Every expression, text and pattern of a declaration file, held against exactly the names it may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from casedrop.expressions import judge
from casedrop.expressions.compare import kind as kind_of
from casedrop.expressions.resolve import Functions
from casedrop.expressions.shapes import ANY, BOOL, CHOICE, DATE, NUMBER, Leaf, ListShape, NameShape, Shape
from casedrop.expressions.unresolved import Unresolved
from casedrop.expressions.values import ROWS
from casedrop.flows import keywords as flow_keywords
from casedrop.flows.flow import Flow
from casedrop.forms import keywords as form_keywords
from casedrop.forms import shapes as form_shapes
from casedrop.forms.form import Form, node
from casedrop.forms.keyword import Expression, ExpressionTree, Pattern, Wording
from casedrop.forms.template_names import functions
from casedrop.forms.uses import Path, Use
from casedrop.language.problem import Json, Problem
from casedrop.language.role_names import SLOT
from casedrop.workspace.checks.names import DRAWN, PERIOD, NamesInScope, with_row
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.yaml.source import Source, plain

SLOTS = ("{{", "{%", "{#")
"""By what one sees that a text means to be a template."""
_TEXTS = (Expression, ExpressionTree, Pattern, Wording)


@dataclass(frozen=True, slots=True)
class ScopedUse:
    """An expression, text or pattern of a file, the names it may see, the functions it may call, and what it fills."""

    use: Use
    names: NameShape
    functions: Functions | None = None
    target: Shape = ANY

    def faults(self) -> Iterable[Unresolved]:
        """What is wrong with it."""
        text, kind = str(self.use.value), self.use.kind
        if isinstance(kind, Expression):
            judged = judge.expression(text, self.names, is_guard=kind.is_guard)
            return judged.faults or _no_day(self.use, judged.shape)
        if isinstance(kind, ExpressionTree):
            return judge.filling(text, self.names, self.target)
        if isinstance(kind, Wording):
            text = SLOT.sub("", text)
        if isinstance(kind, Wording) and not kind.is_template:
            return [Unresolved("text.slot", 1, {"text": text})] if any(slot in text for slot in SLOTS) else ()
        return judge.template(text, self.names, self.functions)


def _no_day(use: Use, shape: Shape) -> list[Unresolved]:
    """What a deadline cannot count from, because it is no day and no moment."""
    if use.keyword.name != "after" or not isinstance(shape, Leaf) or shape.kind not in (NUMBER, BOOL, CHOICE):
        return []
    args = {"name": str(use.value), "given": kind_of(shape), "wanted": kind_of(Leaf(DATE))}
    return [Unresolved("expression.kind", 1, args)]


def check_flow_texts(seen: NamesInScope, flow: Flow, source: Source) -> Iterator[Problem]:
    """Every problem of what a flow's file says in expressions, texts and patterns, at its line."""
    return _problems(flow_texts(seen, flow, source), source)


def check_form_texts(seen: NamesInScope, form: Form, source: Source) -> Iterable[Problem]:
    """Every problem of what a form's file says in expressions, texts and patterns, at its line."""
    return _in_form(seen.document(form), seen.answers(form), form, source)


@remembered
def _in_form(document: NameShape, answers: NameShape, form: Form, source: Source) -> Iterable[Problem]:
    return _problems(_of_form(document, answers, form, source), source)


def _problems(texts: Iterable[ScopedUse], source: Source) -> Iterator[Problem]:
    for said in texts:
        for fault in said.faults():
            yield from _unlikely(fault.problem(source.place(*said.use.path)))


def _unlikely(problem: Problem) -> Iterator[Problem]:
    """The problem; of a choice among what a case is opened with it is advice, where it looks like a slip of the pen: else a flow
    that gives it has been left out, as an office may."""
    is_given = problem.code == "expression.choice" and str(problem.args.get("name", "")).startswith("given.")
    if not is_given:
        yield problem
    elif any(get_close_matches(one, problem.args["choices"]) for one in problem.args["given"]):
        yield replace(problem, code="given.choice")


def flow_texts(seen: NamesInScope, flow: Flow, source: Source) -> Iterator[ScopedUse]:
    """Every expression, text and pattern of a flow's file."""
    data = plain(source.data)
    scope = _FlowScope(seen, flow, data)
    for use in (use for use in flow_keywords.uses(data) if isinstance(use.kind, _TEXTS)):
        yield ScopedUse(use, scope.names(use), target=_target(seen, use))


def form_texts(seen: NamesInScope, form: Form, source: Source) -> Iterator[ScopedUse]:
    """Every expression, text and pattern of a form's file."""
    return _of_form(seen.document(form), seen.answers(form), form, source)


def _of_form(document: NameShape, answers: NameShape, form: Form, source: Source) -> Iterator[ScopedUse]:
    known = functions(form)
    for use in (use for use in form_keywords.uses(plain(source.data)) if isinstance(use.kind, _TEXTS)):
        if isinstance(use.kind, Expression) or "answers" in use.sees:
            yield ScopedUse(use, _of_rule(form, answers, use.block))
        else:
            yield ScopedUse(use, DRAWN if isinstance(use.kind, Pattern) else document, known)


def _target(seen: NamesInScope, use: Use) -> Shape:
    """What a document has where a value fills it; ANY for what fills no document."""
    name, steps = use.keyword.name, list(use.path)
    form = seen.book.forms.get(str(use.block.get("form"))) if name == "with" else None
    here: Shape = seen.of(form.base) if form else seen.customer() if name == "registers" else ANY
    for step in steps[steps.index(name) + 1 :] if form or name == "registers" else ():
        if isinstance(here, ListShape):
            here = here.row if step == "each" or isinstance(step, int) else ANY
        elif isinstance(here, NameShape):
            is_whole = step == "value" and step not in here.names  # of an item that stands under a condition
            here = here if is_whole else here.of(str(step)) if step in here.names else ANY
    return here


def _of_rule(form: Form, answers: NameShape, rule: Mapping[str, Json]) -> NameShape:
    """What a rule sees: the answers, and a row of the table it is for; a table there is not is told elsewhere."""
    try:
        return answers.and_also(row=form_shapes.shape(node(form.schema, rule["each"])["items"]))
    except KeyError:
        return answers


def _sources(collect: Mapping[str, Json]) -> dict[str, tuple[tuple[str, Json], ...]]:
    """The flow and the columns of each source of the lists a start collects, by name."""
    lists = ((name, said if isinstance(said, list | tuple) else [said]) for name, said in collect.items())
    return {name: tuple((str(one["flow"]), one["each"]) for one in sources) for name, sources in lists}


class _FlowScope:
    """The names that each use in one flow file may see."""

    def __init__(self, seen: NamesInScope, flow: Flow, data: Mapping[str, Json]) -> None:
        self.seen, self.flow, self.data, self.case = seen, flow, data, seen.case(flow)
        self.rows: dict[tuple[str | int, ...], NameShape] = {}

    def names(self, use: Use) -> NameShape:
        """What it may see."""
        if isinstance(use.kind, Pattern):
            return DRAWN
        base = self.base(use)
        names = self.with_rows(base, use.path) if {"row", "told"} & {*use.sees} else base
        if "told" in use.sees and use.block.get("every"):
            return names.and_also(there=self.seen.there(str(use.block["flow"])))
        return names

    def base(self, use: Use) -> NameShape:
        """What it may see but for rows."""
        if "start" in use.sees:
            return self.seen.start(has_rows="for" in use.block, collect=_sources(use.block.get("collect", {})))
        if "collected" in use.sees:
            of = self.seen.book.flows.get(str(use.block["flow"]))
            return self.seen.case(of).and_also(period=PERIOD) if of else NameShape({})
        if "told" in use.sees and not {"key", "every"} & set(use.block):
            return self.case.and_also(child=self.seen.child(str(use.block["flow"])))
        return self.case

    def with_rows(self, base: NameShape, path: Path) -> NameShape:
        """The names with the row of each list around a path, the innermost last: of `for` beside it or above it."""
        for expr, at in _lists(self.data, path):
            if at not in self.rows:
                self.rows[at] = with_row(base, expr)
            base = self.rows[at]
        return base


def _lists(data: Json, path: Sequence[str | int]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """(expression, path) of every list around a path, from the outermost: a link to other cases without one does its work
    once, for a row of which nothing is known."""
    for k, step in enumerate(path):
        is_link = k >= 2 and path[k - 2] in ("opens", "tells")
        is_each = isinstance(data, Mapping) and set(data) == ROWS
        if step != "for" and (is_each or (is_link and ("for" in data or path[k - 2] == "opens" or "key" in data))):
            yield str(data.get("for", "[none]")), tuple(path[:k])
        data = data[step]
