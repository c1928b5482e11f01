"""What is wrong between the workspace's files: names, guards and paths held against the schemas, texts, roads, roles."""

from __future__ import annotations

from casedrop.language.problem import Problem
from casedrop.workspace.checks.company import check_company
from casedrop.workspace.checks.control import check_steering
from casedrop.workspace.checks.expressions import check_flow_texts, check_form_texts
from casedrop.workspace.checks.glossary import check_glossary
from casedrop.workspace.checks.names import NamesInScope
from casedrop.workspace.checks.numbers import check_numbers
from casedrop.workspace.checks.of_flows.alone import check_alone
from casedrop.workspace.checks.of_flows.asked import check_asked
from casedrop.workspace.checks.of_flows.audience import check_audience
from casedrop.workspace.checks.of_flows.deadlines import check_deadlines
from casedrop.workspace.checks.of_flows.endings import check_endings
from casedrop.workspace.checks.of_flows.escalations import check_escalations
from casedrop.workspace.checks.of_flows.fillable import check_fillable
from casedrop.workspace.checks.of_flows.flow import check_flow
from casedrop.workspace.checks.of_flows.hands import check_hands
from casedrop.workspace.checks.of_flows.money import check_money
from casedrop.workspace.checks.of_flows.promised import check_promised
from casedrop.workspace.checks.of_flows.references import check_references
from casedrop.workspace.checks.of_flows.roads import check_roads
from casedrop.workspace.checks.of_flows.rows import check_rows
from casedrop.workspace.checks.of_flows.waits import check_waits
from casedrop.workspace.checks.of_forms.answers import check_answers
from casedrop.workspace.checks.of_forms.days import check_days
from casedrop.workspace.checks.of_forms.forms import check_form, check_schemas
from casedrop.workspace.checks.of_forms.parts import check_parts
from casedrop.workspace.checks.of_forms.samples import check_samples
from casedrop.workspace.checks.of_forms.views import check_views
from casedrop.workspace.checks.of_forms.wordings import check_wordings
from casedrop.workspace.checks.office import check_office
from casedrop.workspace.checks.roles import check_roles
from casedrop.workspace.checks.slips import check_slips
from casedrop.workspace.checks.terms import check_terms
from casedrop.workspace.checks.texts import check_texts
from casedrop.workspace.reading.attachments import FILE, FOLDER, check_attachments
from casedrop.workspace.workspace import Workspace


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of the workspace's declarations, those of reading them first; templates are the desk's to check."""
    found, seen = [*workspace.problems, *check_schemas(workspace)], NamesInScope(workspace)
    for form in (one for one in workspace.book.forms.values() if one.whole is None):
        source = workspace.sources[f"forms/{form.flow}/{form.id}.yaml"]
        found += [*check_form(workspace, form), *check_form_texts(seen, form, source), *check_views(workspace, form)]
        found += [*check_parts(workspace, form), *check_samples(workspace, form), *check_days(workspace, form)]
    found += [*check_slips(workspace), *check_steering(workspace), *check_numbers(workspace), *check_office(workspace)]
    found += [*check_company(workspace), *check_terms(workspace), *check_roles(workspace)]
    found += check_glossary(workspace)
    declared = workspace.sources.get(f"{FOLDER}/{FILE}")
    found += check_attachments(workspace.attachments.known, declared, workspace.settings.lang)
    for flow in workspace.book.flows.values():
        source = workspace.sources[f"forms/{flow.id}/flow.yaml"]
        found += [*check_references(workspace, flow, source), *check_flow(workspace, flow, source)]
        found += check_flow_texts(seen, flow, source)
        found += check_roads(flow, source)
        found += check_rows(workspace, flow, source)
        found += check_money(workspace.book, flow, source)
        found += check_asked(workspace.book, flow, source)
        found += check_waits(workspace.book, flow, source)
        found += check_audience(workspace, flow, source)
        found += check_alone(flow, source)
        found += check_endings(workspace.book, flow, source)
        found += check_promised(workspace, flow, source)
        found += check_hands(workspace.book, flow, source)
        found += check_deadlines(workspace.book, flow, source, workspace.sources)
        found += check_escalations(flow, source)
        found += check_fillable(workspace.book, flow, source)
    return _once([*found, *check_answers(workspace), *check_texts(workspace), *check_wordings(workspace)])


def _once(found: list[Problem]) -> list[Problem]:
    """The problems, each once: what an alias brings in several times is written, and wrong, in one place."""
    return list({repr(problem): problem for problem in found}.values())
