"""The sample of a form as an office would send it: what its flows fill in from the settings is the office's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce

from casedrop.forms.form import Form
from casedrop.language.problem import Answers, Json
from casedrop.workspace.checks.company import is_example
from casedrop.workspace.settings import PLACEHOLDER
from casedrop.workspace.workspace import Workspace

_OF_COMPANY = re.compile(r"company((?:\.[a-z_]+)+)")
OF_THE_SUMS = {"currency", "vat_rate"}
"""What the sums of a sample go by: they stay the sample's."""


def as_own(workspace: Workspace, form: Form, lang: str) -> Answers:
    """The realistic answers to a form in a language, with who signs, whom to ask, terms and the like as the office's settings
    say them; where they say nothing yet, and what no flow fills in from them, as the sample has it. The company that casedrop
    comes with has its samples as they are."""
    said: Answers = workspace.sample(form, lang)
    if is_example(workspace.settings.company):
        return said
    company = workspace.book.companies[lang]
    own = {name: reduce(_within, path, company) for name, path in _filled_in(workspace, form) if name in said}
    return {**said, **{name: value for name, value in own.items() if _is_said(value)}}


def _filled_in(workspace: Workspace, form: Form) -> Iterator[tuple[str, list[str]]]:
    """The properties of a form that a flow fills in from the settings, each with its path there."""
    stages = (stage for flow in workspace.book.flows.values() for stage in flow.stages.values())
    for issue in (one for stage in stages for one in stage.issues if one.form == form.id):
        for name, value in issue.values.items():
            found = _OF_COMPANY.fullmatch(value) if isinstance(value, str) else None
            path = found[1].split(".")[1:] if found else [""]
            if found and path[0] not in OF_THE_SUMS:
                yield name, path


def _within(value: Json, key: str) -> Json:
    return value.get(key) if isinstance(value, dict) else None


def _is_said(value: Json) -> bool:
    inner = value.values() if isinstance(value, dict) else [value]
    return bool(value) and PLACEHOLDER not in inner
