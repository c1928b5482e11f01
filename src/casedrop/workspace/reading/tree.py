"""The trees of a workspace, read file by file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casedrop.flows.flow import Flow
from casedrop.forms.form import Form
from casedrop.forms.views import reduced
from casedrop.workspace.reading.flows import read_flow
from casedrop.workspace.reading.forms import read_form
from casedrop.workspace.settings import Settings
from casedrop.workspace.yaml.source import Source


def declarations(root: Path, settings: Settings) -> tuple[dict[str, Flow], dict[str, Form], dict[str, Source]]:
    """The flows and forms that the trees below `root` declare, and every file they were read from."""
    sources: dict[str, Source] = {}
    forms = _forms(root, settings, sources)
    return _flows(root, settings, forms, sources), forms, sources


def _forms(root: Path, settings: Settings, sources: dict[str, Source]) -> dict[str, Form]:
    forms = {}
    for path in sorted(root.glob("forms/*/*.yaml")):
        if path.name == "flow.yaml":
            continue
        form, source = read_form(root, path, settings.languages, settings.currencies, settings.titles)
        sources[source.name] = source
        forms.update({one.id: one for one in (form, *reduced(form))} if form else {})
    return forms


def _flows(root: Path, settings: Settings, forms: Mapping[str, Form], sources: dict[str, Source]) -> dict[str, Flow]:
    flows = {}
    for path in sorted(root.glob("forms/*/flow.yaml")):
        usual = settings.company.get("calendar")
        flow, source = read_flow(root, path, forms, settings.calendars, usual, settings.languages, settings.titles)
        sources[source.name] = source
        flows.update({flow.id: flow} if flow else {})
    return flows
