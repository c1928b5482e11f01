"""What is wrong with deadlines: one that a document reckons a second time, by other rules than the list does (W24), and one that
counts from when something was typed, though the form says when it happened (W25)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from casedrop.cases.definitions import Definitions
from casedrop.expressions.values import expressions
from casedrop.flows.flow import Flow, Stage
from casedrop.forms.form import Form
from casedrop.forms.judging.day_rules import DONE, rules
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source

_LATER = r"\s*\|\s*add_(?:days|months)\("


def check_deadlines(book: Definitions, flow: Flow, source: Source, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """`deadline.twice` at each value of the flow and each text of its forms that reckons again what a deadline counts from;
    `deadline.typed` at each deadline that counts from the opening of a case although its form says when that was."""
    counted = {one.deadline.after: one.id for one in flow.stages.values() if one.deadline}
    for stage in flow.stages.values():
        for k, issue in enumerate(stage.issues):
            for at, expr, _ in expressions(issue.values):
                place = source.place("stages", stage.id, "issues", k, "with", *at)
                again = [*_again(expr, counted), *_entered(stage, expr)]
                yield from (Problem("deadline.twice", place, args={"name": one}) for one in again)
        if stage.deadline and _is_typed(flow, stage) and (fields := sorted(_facts(book, flow))):
            place = source.place("stages", stage.id, "deadline")
            yield Problem("deadline.typed", place, args={"after": stage.deadline.after, "names": fields})
    for name, form in ((n, book.forms[f]) for n, f in flow.answers.items() if f in book.forms):
        own = {
            after.removeprefix(f"{name}."): stage for after, stage in counted.items() if after.startswith(f"{name}.")
        }
        yield from _in_texts(form, own, sources.get(f"forms/{form.flow}/{form.id}.yaml"))


def _entered(stage: Stage, text: str) -> Iterator[str]:
    """The stage, if its time counts from when it is entered, and a text counts as many days from that."""
    limit = stage.deadline
    if limit and limit.after == f"stages.{stage.id}.entered" and limit.unit in ("days", "working days"):
        found = re.search(r"(?<![\w.])today\s*\|\s*add_days\(([0-9]+)\)", text)
        yield from [stage.id] if found and int(found[1]) == limit.amount else []


def _again(text: str, counted: Mapping[str, str]) -> Iterator[str]:
    """The stages from whose beginning of the time a text goes on counting itself."""
    for after, stage in counted.items():
        if re.search(rf"(?<![\w.]){re.escape(after)}{_LATER}", text):
            yield stage


def _in_texts(form: Form, counted: Mapping[str, str], source: Source | None) -> Iterator[Problem]:
    if source is None:
        return
    for key, texts in form.texts.items():
        for lang, text in texts.items():
            for stage in _again(text, counted):
                yield Problem("deadline.twice", source.place("texts", key, lang), args={"name": stage})


def _is_typed(flow: Flow, stage: Stage) -> bool:
    """Whether a stage counts from the moment a case was opened, by a drop."""
    after = stage.deadline.after if stage.deadline else ""
    return after == "case.opened" or (stage.id != flow.start and after == f"stages.{flow.start}.entered")


def _facts(book: Definitions, flow: Flow) -> Iterator[str]:
    """What the forms that open cases of a flow say of the days on which something was done, as expressions."""
    for item in (item for _, item in flow.items() if item.opens and item.form in book.forms and not flow.given):
        form = book.forms[item.form]
        for rule in rules(form):
            field = form.by_pointer[rule.field]
            if rule.kind == DONE and not field.rows and (field.stage or "") == item.part:
                yield ".".join((flow.alias(form.id), *rule.field.strip("/").split("/")))
