"""Who else may do what is late: the deputies a flow names stand in its stages like anybody else (W21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casedrop.flows.flow import Enclosing, Flow, Issue, Item, Stage

Handed = tuple[str, str, str | None]
"""Form, part and the role that hands it in."""


def late_roles(flow: Flow, stage: Stage) -> set[str]:
    """The roles that are late at a stage: it asks them again, and so did one whose deadline led to it."""
    before = [one for one in flow.stages.values() if one.deadline and one.deadline.go == stage.id]
    return {role for one in before for role in asked_of(one) & asked_of(stage)}


def asked_of(stage: Stage) -> set[str]:
    """The roles from which a stage waits for anything: forms, enclosures, signed papers."""
    papers = [stage.originals.role] if stage.originals else []
    roles = (*(one.role for one in stage.awaits), *(one.role for one in stage.encloses), *papers)
    return {role for role in roles if role}


def with_deputies(flow: Flow) -> Flow:
    """The flow whose late stages take from deputies, too, what they await from those who are late; what these were given to
    fill in lies with the deputies as well."""
    if not any(flow.deputies.values()):
        return flow
    late = {name: late_roles(flow, stage) for name, stage in flow.stages.items()}
    handed: set[Handed] = {
        (item.form, item.part, item.role)
        for name, stage in flow.stages.items()
        for item in stage.awaits
        if item.role in late[name] and not item.opens
    }
    stages = {name: _deputised(flow, stage, late[name], handed) for name, stage in flow.stages.items()}
    return replace(flow, stages=stages)


def _deputised(flow: Flow, stage: Stage, late: set[str], handed: set[Handed]) -> Stage:
    return replace(
        stage,
        awaits=(*stage.awaits, *_items(flow, stage, late)),
        encloses=(*stage.encloses, *_enclosings(flow, stage, late)),
        issues=tuple(_lying_with(flow, issue, handed) for issue in stage.issues),
    )


def _items(flow: Flow, stage: Stage, late: set[str]) -> Iterator[Item]:
    there = {(item.form, item.part, item.role) for item in stage.awaits}
    for item in (one for one in stage.awaits if one.role in late and not one.opens):
        for deputy in flow.deputies.get(str(item.role), ()):
            if (item.form, item.part, deputy) not in there:
                yield replace(item, role=deputy)


def _enclosings(flow: Flow, stage: Stage, late: set[str]) -> Iterator[Enclosing]:
    there = {(enclosing.enclosure, enclosing.role) for enclosing in stage.encloses}
    for enclosing in (one for one in stage.encloses if one.role in late):
        for deputy in flow.deputies.get(str(enclosing.role), ()):
            if (enclosing.enclosure, deputy) not in there:
                yield replace(enclosing, role=deputy)


def _lying_with(flow: Flow, issue: Issue, handed: set[Handed]) -> Issue:
    """A document, for the deputies too of those who may be late with it."""
    form = issue.form.partition(".")[0]
    late = [role for role in issue.to if (form, issue.part, role) in handed]
    more = [deputy for role in late for deputy in flow.deputies.get(role, ())]
    return replace(issue, to=tuple(dict.fromkeys((*issue.to, *more))))
