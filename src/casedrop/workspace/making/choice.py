"""What an office's flows need: other flows, forms, roles, documents that go along, papers of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casedrop.flows import keywords
from casedrop.flows.flow import Flow
from casedrop.forms.keyword import Reference, Target
from casedrop.language.problem import Json
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import plain

STEERING = "manager"
"""Who steers cases where none of those who usually may has a part in the flows."""


@dataclass(frozen=True)
class Choice:
    """Flows with all they lead to, each in the workspace's order: the `forms` they name, the `roles` that have a part in them,
    the `attachments` they send along, the `slips` of the settings they need, who steers their cases (`steers`), and whether
    they need the register of customers."""

    flows: tuple[str, ...]
    forms: tuple[str, ...]
    roles: tuple[str, ...]
    attachments: tuple[str, ...]
    slips: Mapping[str, Json]
    steers: tuple[str, ...]
    has_register: bool


def needed(workspace: Workspace, flow: str) -> frozenset[str]:
    """The flows that a flow's file names: those it opens, tells, or collects from; but not those of which it tells every case,
    for where there is none of them, nobody needs to hear it."""
    return frozenset(_named(workspace, flow, "flow")) & workspace.book.flows.keys() - {flow}


def needing(workspace: Workspace, flow: str) -> tuple[str, ...]:
    """The flows whose files name this one."""
    return tuple(other for other in workspace.book.flows if flow in needed(workspace, other))


def chosen(workspace: Workspace, wanted: Iterable[str]) -> Choice:
    """What the wanted flows of a workspace need, and what that needs; raises KeyError for a flow there is not."""
    register = workspace.book.customers.form
    flows = _reached(workspace, wanted)
    has_register = any(start.rows for name in flows for start in workspace.book.flows[name].starts)
    has_register |= register in forms_of(workspace, flows)
    if has_register:
        home = workspace.book.forms[register].flow
        flows = _reached(workspace, {*flows, *({home} & workspace.book.flows.keys())})
    gathers = any(stage.originals for name in flows for stage in workspace.book.flows[name].stages.values())
    slips = workspace.settings.slips if gathers else {}
    forms = forms_of(workspace, flows) | {str(slip["form"]) for slip in slips.values()}
    steering = workspace.settings.steering
    roles = {role for name in flows for role in people_of(workspace, name)}
    steers = tuple(role for role in steering.roles if role in roles) if steering else ()
    steers = steers or ((STEERING,) if steering and STEERING in workspace.settings.roles else ())
    forms |= {steering.form} if steering else set()
    return Choice(
        tuple(name for name in workspace.book.flows if name in flows),
        tuple(form for form in workspace.book.forms if form in forms),
        tuple(role for role in workspace.settings.roles if role in {*roles, *steers}),
        tuple(dict.fromkeys(one for name in flows for one in _named(workspace, name, "attachment"))),
        slips,
        steers,
        has_register,
    )


def people_of(workspace: Workspace, flow: str) -> set[str]:
    """The roles that a flow's file names, and `customer`."""
    people: tuple[Target, ...] = ("role", "reader")
    return {role for to in people for role in _named(workspace, flow, to)}


def _reached(workspace: Workspace, wanted: Iterable[str]) -> frozenset[str]:
    """Flows and all that they lead to."""
    found, left = set[str](), list(wanted)
    while left:
        name = left.pop()
        if name not in found:
            found.add(workspace.book.flows[name].id)
            left += needed(workspace, name)
    return frozenset(found)


def forms_of(workspace: Workspace, flows: Iterable[str]) -> set[str]:
    """The forms that flows name, by the ids of the whole ones."""
    forms = workspace.book.forms
    return {forms[form].base.id for name in flows for form in _named(workspace, name, "form") if form in forms}


def _named(workspace: Workspace, flow: str, to: Target) -> Iterator[str]:
    """What a flow's file names of a kind."""
    source = workspace.sources[_file(workspace.book.flows[flow])]
    for use in keywords.uses(plain(source.data)):
        is_needed = to != "flow" or not use.block.get("every")
        if isinstance(use.kind, Reference) and use.kind.to == to and is_needed:
            yield str(use.value)


def _file(flow: Flow) -> str:
    return f"forms/{flow.id}/flow.yaml"
