"""What is wrong between the workspace's files: names, guards and paths held against the schemas, texts, roads, roles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from casedrop.config.attachments import check_attachments
from casedrop.config.check_answers import check_answers
from casedrop.config.check_fillable import check_fillable
from casedrop.config.check_roads import check_roads
from casedrop.config.check_slips import check_slips
from casedrop.config.check_starts import check_starts
from casedrop.config.check_steering import check_steering
from casedrop.config.check_texts import check_texts
from casedrop.config.check_wordings import check_wordings
from casedrop.config.expressions import ROW
from casedrop.config.expressions import guard as _guard
from casedrop.config.expressions import value as _value
from casedrop.config.expressions import values as _values
from casedrop.config.workspace import Workspace
from casedrop.config.yamls import Source, unknown
from casedrop.core.book import Book
from casedrop.core.context import alias, reported
from casedrop.core.flow import Flow, Issue, Road, Stage
from casedrop.core.form import Form, node
from casedrop.core.judge import AROUND
from casedrop.core.model import LANGS, Place, Problem

Path = tuple[str | int, ...]

CHILD = ("case", "flow", "key", "customer", "stage", "open")
"""What expressions see of a case that was opened, beside what it reports."""


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of the workspace's declarations, those of reading them first; templates are the desk's to check."""
    found = list(workspace.problems)
    for form in workspace.book.forms.values():
        found += check_form(workspace, form)
    found += [*check_slips(workspace), *check_steering(workspace)]
    found += check_attachments(workspace.attachments, workspace.settings.lang)
    for flow in workspace.book.flows.values():
        source = workspace.sources[f"forms/{flow.id}/flow.yaml"]
        found += _FlowCheck(workspace, flow, source).problems()
        found += check_roads(flow, source)
        found += check_fillable(workspace.book, flow, source)
        found += check_starts(workspace.book, flow, source, partial(flow_names, workspace.book), names_of)
    return [*found, *check_answers(workspace), *check_texts(workspace), *check_wordings(workspace)]


def check_form(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """Missing labels, and rules (`checks`) that read what the schema does not have."""
    name = f"schemas/{form.flow}/{form.id}.schema.json"
    for pointer, langs in unlabelled(form.schema):
        for lang in langs:
            yield Problem("text.missing", Place("line", {"file": name, "line": 1}), args={"lang": f"{lang}: {pointer}"})
    source = workspace.sources[f"forms/{form.flow}/{form.id}.yaml"]
    for k, rule in enumerate(form.checks):
        row = {"row": names_of(node(form.schema, rule.each)["items"])} if rule.each else {}
        yield from _guard(
            rule.that, {**dict.fromkeys(AROUND), **names_of(form.schema), **row}, source.place("checks", k, "that")
        )


def unlabelled(schema: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, list[str]]]:
    """(pointer, languages) of every property and choice that lacks a text in some language."""
    for name, sub in schema.get("properties", {}).items():
        texts = [sub.get("x-labels", {}), *sub.get("x-choices", {}).values()]
        missing = [lang for lang in LANGS if any(lang not in t for t in texts)]
        if missing or set(sub.get("enum", ())) != set(sub.get("x-choices", {})):
            yield f"{at}/{name}", missing or list(LANGS)
        inner = sub["items"] if sub.get("type") == "array" else sub
        yield from unlabelled(inner, f"{at}/{name}" + ("/-" if inner is not sub else ""))


def names_of(schema: Mapping[str, Any]) -> Any:
    """The names an expression may read of a form, as the tree `guards` wants."""
    if schema.get("type") == "object" or "properties" in schema:
        return {k: names_of(v) for k, v in schema["properties"].items()}
    return None


def flow_names(book: Book, flow: Flow) -> dict[str, Any]:
    """The names an expression of a flow may read (house 5)."""
    known = {alias: names_of(book.forms[f].schema) for alias, f in flow.answers.items() if f in book.forms}
    return known | {
        "case": dict.fromkeys(("number", "lang", "opened")) | {"customer": dict.fromkeys(("name", "short", "key"))},
        "stages": {stage: {"entered": None} for stage in flow.stages},
        "documents": {
            alias: {"number": None, "date": None, "scanned": None, "answers": known.get(alias)}
            for alias in flow.answers
        },
        "enclosures": {alias(kind): dict.fromkeys(("on", "name")) for kind in flow.enclosures},
        "given": dict.fromkeys(flow.given),
        "children": dict.fromkeys(map(alias, book.flows)),
        "customers": None,
        "company": book.companies[book.lang],
        "today": None,
    }


class _FlowCheck:
    """The checks of one flow file."""

    def __init__(self, workspace: Workspace, flow: Flow, source: Source) -> None:
        self.workspace, self.flow, self.source = workspace, flow, source
        self.names = flow_names(workspace.book, flow)

    def problems(self) -> Iterator[Problem]:
        """Every problem of the flow."""
        for name, form in self.flow.answers.items():
            yield from self.form(form, "answers", name)
        yield from self.stage_name(self.flow.start, "start")
        steering = self.workspace.settings.steering
        for k, role in enumerate(self.flow.steer or ()):
            yield from self.among(role, steering.roles if steering else (), "steer", k)
        for column in self.flow.columns:
            yield from _value(column.value, self.names, self.source.place("columns", column.name, "value"))
        for stage in self.flow.stages.values():
            yield from self.stage(stage)

    def stage(self, stage: Stage) -> Iterator[Problem]:
        """Every problem of one stage."""
        at: Path = ("stages", stage.id)
        for k, issue in enumerate(stage.issues):
            yield from self.issue(issue, *at, "issues", k)
        for k, item in enumerate(stage.awaits):
            yield from self.form(item.form, *at, "awaits", k, "form")
            yield from self.role(item.role, *at, "awaits", k, "from")
            if item.when:
                yield from _guard(item.when, self.names, self.source.place(*at, "awaits", k, "when"))
            yield from self.roads(item.roads, *at, "awaits", k, "next")
        for enclosing in stage.encloses:
            yield from self.among(enclosing.enclosure, self.flow.enclosures, *at, "awaits")
            yield from self.role(enclosing.role, *at, "awaits")
            yield from _guard(enclosing.when or "true", self.names, self.source.place(*at, "awaits"))
        yield from self.roads(stage.roads, *at, "next")
        yield from self.kin(stage, *at)
        yield from self.role(stage.asks.role if stage.asks else None, *at, "asks", "from")
        for k, informing in enumerate(stage.informs):
            yield from self.role(informing.role, *at, "informs", k, "to")
            yield from _guard(informing.when or "true", self.names, self.source.place(*at, "informs", k, "when"))
        if stage.originals:
            yield from self.gathering(stage, *at)
        if stage.deadline:
            yield from self.stage_name(stage.deadline.go, *at, "deadline", "go")
            yield from _value(stage.deadline.after, self.names, self.source.place(*at, "deadline", "after"))

    def kin(self, stage: Stage, *at: str | int) -> Iterator[Problem]:
        """What a stage opens, tells, reports and waits for among other cases: flows, stages and names that are not there."""
        flows = self.workspace.book.flows
        for k, children in enumerate(stage.opens):
            of, there, names = flows.get(children.flow), (*at, "opens", k), {**self.names, **ROW}
            yield from self.among(children.flow, flows, *there, "flow")
            yield from _value(children.rows, self.names, self.source.place(*there, "for"))
            yield from _guard(children.when or "true", names, self.source.place(*there, "when"))
            for name in ("key", "customer", "lang"):
                yield from _value(getattr(children, name) or "none", names, self.source.place(*there, name))
            yield from self.given(of, children.values, names, *there, "give")
            if of and children.stage:
                yield from self.among(children.stage, of.stages, *there, "at")
        for k, telling in enumerate(stage.tells):
            of, there = flows.get(telling.flow), (*at, "tells", k)
            yield from self.among(telling.flow, flows, *there, "flow")
            seen = ROW if telling.key else {"child": dict.fromkeys((*CHILD, *reported(of)))}
            names = {**self.names, **seen}
            yield from _value(telling.rows, self.names, self.source.place(*there, "for"))
            yield from _value(telling.key or "none", names, self.source.place(*there, "key"))
            yield from self.given(of, telling.values, names, *there, "give")
            yield from _guard(telling.when or "true", names, self.source.place(*there, "when"))
        yield from _values(stage.reports, self.names, self.source, *at, "reports")
        for k, name in enumerate(stage.hears):
            yield from self.among(name, self.flow.given, *at, "hears", k)
        if stage.until:
            yield from _guard(stage.until, self.names, self.source.place(*at, "until"))

    def given(self, of: Flow | None, values: Any, names: Mapping[str, Any], *at: str | int) -> Iterator[Problem]:
        """What a flow is given that it does not ask for, and expressions that cannot be."""
        for name in values if of else ():
            yield from self.among(name, of.given if of else (), *at, name)
        yield from _values(values, names, self.source, *at)

    def gathering(self, stage: Stage, *at: str | int) -> Iterator[Problem]:
        """Originals that nothing issues, or whose holders or role are unknown; and a stage they lead nowhere from."""
        assert stage.originals  # noqa: S101 - asked only of stages that wait for some
        wanted, there = stage.originals, (*at, "originals")
        yield from self.form(wanted.form, *there, "form")
        yield from self.role(wanted.role, *there, "from")
        known = {h for s in self.flow.stages.values() for i in s.issues if i.form == wanted.form for h in i.originals}
        for k, holder in enumerate(wanted.holders):
            yield from self.among(holder, known, *there, "holders", k)
        if not stage.roads:
            yield Problem("road.none", self.source.place(*there))

    def among(self, name: str, known: Collection[str], *at: str | int) -> Iterator[Problem]:
        """A name that is none of those known."""
        yield from unknown(name, sorted(known), self.source.place(*at))

    def roads(self, roads: tuple[Road, ...], *at: str | int) -> Iterator[Problem]:
        """Unknown stages, guards that cannot be, and a last road that may not be taken (faults E6)."""
        for k, road in enumerate(roads):
            yield from self.stage_name(road.go, *at, k, "go")
            if road.when:
                yield from _guard(road.when, self.names, self.source.place(*at, k, "when"))
        if roads and roads[-1].when is not None:
            yield Problem("road.open", self.source.place(*at, len(roads) - 1))

    def issue(self, issue: Issue, *at: str | int) -> Iterator[Problem]:
        """Unknown forms and roles, expressions that cannot be, and what a document requires but nothing fills."""
        yield from self.form(issue.form, *at, "form")
        if issue.to != "customer":
            yield from self.role(issue.to, *at, "to")
        for k, name in enumerate(issue.attach):
            yield from self.among(name, self.workspace.book.attachments, *at, "attach", k)
        for k, holder in enumerate(issue.originals):
            yield from self.among(holder, self.flow.holders, *at, "originals", k)
        yield from _guard(issue.when or "true", self.names, self.source.place(*at, "when"))
        yield from _values(issue.values, self.names, self.source, *at, "with")
        if issue.form in self.workspace.book.forms:
            yield from self.unfilled(self.workspace.book.forms[issue.form], issue, *at)

    def unfilled(self, form: Form, issue: Issue, *at: str | int) -> Iterator[Problem]:
        """The required properties of a document that neither `with`, nor a shared block, nor its own answers fill;
        what is asked for by this very document is for its reader to fill."""
        asked = {(i.form, i.part) for _, i in self.flow.items()}
        own = form.id in {i.form for _, i in self.flow.items() if i.opens}
        theirs = {p.split("/")[1] for p in form.writable(issue.part)} if (form.id, issue.part) in asked else set()
        given = {n for s in self.flow.stages.values() for i in s.issues if i.form == form.id for n in i.values}
        blocks = {b for f in self.flow.answers.values() for b in _blocks(self.workspace.book.forms.get(f))}
        for name in form.schema.get("required", ()):
            sub = form.schema["properties"][name]
            if not own and name not in given | theirs and (name, sub.get("x-block")) not in blocks:
                args = {"label": sub.get("x-labels", {}).get(self.workspace.book.lang, name)}
                yield Problem("required.unfilled", self.source.place(*at), pointer=f"/{name}", args=args)
        for name in issue.values:
            yield from unknown(name, list(form.schema["properties"]), self.source.place(*at, "with", name))

    def form(self, form: str, *at: str | int) -> Iterator[Problem]:
        """A form that is not declared."""
        if form not in self.workspace.book.forms:
            yield Problem("form.undeclared", self.source.place(*at), args={"name": form})

    def role(self, role: str | None, *at: str | int) -> Iterator[Problem]:
        """A role that `casedrop.toml` does not know."""
        if role is not None:
            yield from self.among(role, self.workspace.settings.roles, *at)

    def stage_name(self, stage: str, *at: str | int) -> Iterator[Problem]:
        """A stage that the flow does not have."""
        yield from unknown(stage, list(self.flow.stages), self.source.place(*at), "stage.unknown")


def _blocks(form: Form | None) -> set[tuple[str, str]]:
    properties = form.schema["properties"] if form else {}
    return {(name, sub["x-block"]) for name, sub in properties.items() if "x-block" in sub}
