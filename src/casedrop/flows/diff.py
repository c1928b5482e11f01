"""How a flow goes otherwise than an earlier version of it did. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casedrop.calendar.deadline import Deadline
from casedrop.flows.difference import Difference, others, same
from casedrop.flows.flow import Flow, Road, Stage
from casedrop.flows.keywords import FLOW
from casedrop.flows.stage_keywords import STAGE
from casedrop.forms.form import Form
from casedrop.language.messages import in_each_language
from casedrop.language.problem import Texts

_FLOW = ("flow", "version", "stages", "start")
_STAGE = ("titles", "next", "deadline")
"""The keywords that are compared by themselves, or change nothing of the way."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions of a flow, the titles of forms by id, and the names of roles."""

    old: Flow
    new: Flow
    forms: Mapping[str, Form]
    roles: Mapping[str, Texts]

    def stage(self, name: str) -> Texts | str:
        """What a stage is called: now, or before it went."""
        known = self.new.stages.get(name) or self.old.stages.get(name)
        return known.titles if known else name

    def form(self, form: str) -> Texts | str:
        """What a form is called."""
        return self.forms[form].titles if form in self.forms else form

    def role(self, role: str | None) -> Texts | str:
        """What a role is called."""
        return self.roles.get(role, role) if role else in_each_language("changes.anyone")


def compare_flows(sides: Sides) -> Iterator[Difference]:
    """Every difference of the ways of cases; empty if there is none."""
    old, new = sides.old, sides.new
    if old.start != new.start:
        yield Difference("flow_start", {"was": sides.stage(old.start), "now": sides.stage(new.start)})
    yield from (Difference("stage_gone", {"stage": s.titles}) for n, s in old.stages.items() if n not in new.stages)
    for name, stage in new.stages.items():
        if name in old.stages:
            yield from _stage(sides, old.stages[name], stage)
        else:
            yield Difference("stage_added", {"stage": stage.titles})
    if names := others(FLOW, old, new, _FLOW):
        yield Difference("flow_other", {"names": names})


def _stage(sides: Sides, old: Stage, new: Stage) -> Iterator[Difference]:
    ways = [*_roads(sides, old, new), *_deadline(sides, old, new)]
    forms = [*_items(sides, old, new), *_issues(sides, old, new)]
    if old.titles != new.titles:
        yield Difference("stage_called", {"was": old.titles, "stage": new.titles})
    yield from (*ways, *forms)
    if names := others(STAGE, old, new, (*_STAGE, *(("awaits", "issues") if forms else ()))):
        yield Difference("stage_other", {"stage": new.titles, "names": names})


def _roads(sides: Sides, old: Stage, new: Stage) -> Iterator[Difference]:
    was, now = _ends(old.roads), _ends(new.roads)
    if was != now:
        ways = {"was": _named(sides, was), "now": _named(sides, now)}
        yield Difference("stage_roads", {"stage": new.titles, **ways})
    elif not same(old.roads, new.roads):
        yield Difference("stage_guards", {"stage": new.titles})


def _ends(roads: Iterable[Road]) -> list[str]:
    return [road.go for road in roads]


def _named(sides: Sides, stages: list[str]) -> list[Texts | str] | Texts:
    return [sides.stage(name) for name in stages] or in_each_language("changes.none")


def _deadline(sides: Sides, old: Stage, new: Stage) -> Iterator[Difference]:
    was, now = _term(old.deadline), _term(new.deadline)
    if was != now or not same(_length(old.deadline), _length(new.deadline)):
        yield Difference("stage_deadline", {"stage": new.titles, "was": was, "now": now})
    if old.deadline and new.deadline and old.deadline.go != new.deadline.go:
        ways = {"was": sides.stage(old.deadline.go), "now": sides.stage(new.deadline.go)}
        yield Difference("stage_over", {"stage": new.titles, **ways})


def _term(deadline: Deadline | None) -> Texts:
    if deadline is None:
        return in_each_language("changes.none")
    term = in_each_language(f"chart.late_{deadline.unit.replace(' ', '_')}", n=deadline.amount, after=deadline.after)
    return in_each_language("chart.nonstop", term=term, when=deadline.nonstop) if deadline.nonstop else term


def _length(deadline: Deadline | None) -> object:
    return (deadline.calendar, deadline.dates) if deadline else None


def _items(sides: Sides, old: Stage, new: Stage) -> Iterator[Difference]:
    was, now = ({(i.form, i.part): i.role for i in stage.awaits} for stage in (old, new))
    for form, _ in (key for key in was if key not in now):
        yield Difference("stage_no_item", {"stage": new.titles, "form": sides.form(form)})
    for (form, part), role in now.items():
        named = {"stage": new.titles, "form": sides.form(form)}
        if (form, part) not in was:
            yield Difference("stage_item", named)
        elif was[form, part] != role:
            roles = {"was": sides.role(was[form, part]), "now": sides.role(role)}
            yield Difference("stage_role", {**named, **roles})


def _issues(sides: Sides, old: Stage, new: Stage) -> Iterator[Difference]:
    was, now = ({(i.form, i.part, i.to) for i in stage.issues} for stage in (old, new))
    for kind, keys in (("stage_no_issue", was - now), ("stage_issue", now - was)):
        for form, _, _ in sorted(keys):
            yield Difference(kind, {"stage": new.titles, "form": sides.form(form)})
