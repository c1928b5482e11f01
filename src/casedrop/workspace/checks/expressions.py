"""Every expression, text and pattern of a declaration file, held against exactly the names it may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from casedrop.expressions import judge
from casedrop.expressions.resolve import Fault, Functions
from casedrop.expressions.shapes import Names
from casedrop.expressions.values import ROWS
from casedrop.flows import keywords as flow_keywords
from casedrop.flows.flow import Flow
from casedrop.forms import keywords as form_keywords
from casedrop.forms import shapes as form_shapes
from casedrop.forms.form import Form, node
from casedrop.forms.keyword import Expression, Pattern, Value, Wording
from casedrop.forms.template import functions
from casedrop.forms.uses import Path, Use
from casedrop.language.problem import Problem
from casedrop.workspace.checks.names import DRAWN, PERIOD, Seen, with_row
from casedrop.workspace.yaml.source import Source, plain

SLOTS = ("{{", "{%")
"""By what one sees that a text means to be a template."""
_TEXTS = (Expression, Value, Pattern, Wording)


def check_flow_texts(seen: Seen, flow: Flow, source: Source) -> Iterator[Problem]:
    """Every problem of what a flow's file says in expressions, texts and patterns, at its line."""
    for use, names in flow_texts(seen, flow, source):
        yield from (fault.problem(source.place(*use.path)) for fault in faults(use, names))


def check_form_texts(seen: Seen, form: Form, source: Source) -> Iterator[Problem]:
    """Every problem of what a form's file says in expressions, texts and patterns, at its line."""
    known = functions(form)
    for use, names in form_texts(seen, form, source):
        yield from (fault.problem(source.place(*use.path)) for fault in faults(use, names, known))


def flow_texts(seen: Seen, flow: Flow, source: Source) -> Iterator[tuple[Use, Names]]:
    """Every expression, text and pattern of a flow's file, with the names it may see."""
    data = plain(source.data)
    scope = _FlowScope(seen, flow, data)
    return ((use, scope.names(use)) for use in flow_keywords.uses(data) if isinstance(use.kind, _TEXTS))


def form_texts(seen: Seen, form: Form, source: Source) -> Iterator[tuple[Use, Names]]:
    """Every expression, text and pattern of a form's file, with the names it may see."""
    document, answers = seen.document(form), seen.answers(form)
    for use in (use for use in form_keywords.uses(plain(source.data)) if isinstance(use.kind, _TEXTS)):
        if isinstance(use.kind, Expression):
            yield use, _of_rule(form, answers, use.block)
        else:
            yield use, DRAWN if isinstance(use.kind, Pattern) else document


def faults(use: Use, names: Names, functions: Functions | None = None) -> Iterable[Fault]:
    """What is wrong with an expression, text or pattern that sees exactly these names."""
    match use.kind:
        case Expression(is_guard=is_guard):
            return judge.expression(str(use.value), names, is_guard=is_guard).faults
        case Value():
            return judge.expression(str(use.value), names).faults
        case Wording(is_template=False):
            return [Fault("text.slot", 1, {"text": use.value})] if any(s in use.value for s in SLOTS) else ()
    return judge.template(str(use.value), names, functions)


def _of_rule(form: Form, answers: Names, rule: Mapping[str, Any]) -> Names:
    """What a rule sees: the answers, and a row of the table it is for; a table there is not is told elsewhere."""
    try:
        return answers.and_also(row=form_shapes.shape(node(form.schema, rule["each"])["items"]))
    except KeyError:
        return answers


class _FlowScope:
    """The names that each use in one flow file may see."""

    def __init__(self, seen: Seen, flow: Flow, data: Mapping[str, Any]) -> None:
        self.seen, self.flow, self.data, self.case = seen, flow, data, seen.case(flow)
        self.rows: dict[tuple[str | int, ...], Names] = {}

    def names(self, use: Use) -> Names:
        """What it may see."""
        if isinstance(use.kind, Pattern):
            return DRAWN
        base = self.base(use)
        return self.with_rows(base, use.path) if {"row", "told"} & {*use.sees} else base

    def base(self, use: Use) -> Names:
        """What it may see but for rows."""
        if "start" in use.sees:
            return self.seen.start(has_rows="for" in use.block)
        if "collected" in use.sees:
            of = self.seen.book.flows.get(str(use.block["flow"]))
            return self.seen.case(of).and_also(period=PERIOD) if of else Names({})
        if "told" in use.sees and "key" not in use.block:
            return self.case.and_also(child=self.seen.child(str(use.block["flow"])))
        return self.case

    def with_rows(self, base: Names, path: Path) -> Names:
        """The names with the row of each list around a path, the innermost last: of `for` beside it or above it."""
        for expr, at in _lists(self.data, path):
            if at not in self.rows:
                self.rows[at] = with_row(base, expr)
            base = self.rows[at]
        return base


def _lists(data: Any, path: Sequence[str | int]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """(expression, path) of every list around a path, from the outermost: a link to other cases without one does its work
    once, for a row of which nothing is known."""
    for k, step in enumerate(path):
        is_link = k >= 2 and path[k - 2] in ("opens", "tells")
        is_each = isinstance(data, Mapping) and set(data) == ROWS
        if step != "for" and (is_each or (is_link and ("for" in data or path[k - 2] == "opens" or "key" in data))):
            yield str(data.get("for", "[none]")), tuple(path[:k])
        data = data[step]
