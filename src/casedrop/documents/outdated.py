"""Papers that are out and would say something else now, because what their case was told is otherwise. Pure."""

from __future__ import annotations

from casedrop.cases.situation import Situation
from casedrop.documents.plan import filled
from casedrop.flows.flow import Issue


def outdated(before: Situation, after: Situation) -> str:
    """The earliest stage whose papers are out and valid, and would say something else after than before; "" for none."""
    stages = sorted(after.case.entered, key=lambda stage: after.case.entered[stage])
    known = (after.flow.stages[stage] for stage in stages if stage in after.flow.stages)
    return next((s.id for s in known if any(_is_out(after, i) and _differs(before, after, i) for i in s.issues)), "")


def _is_out(situation: Situation, issue: Issue) -> bool:
    """Whether an issue's paper is out: the form's last one is valid, and of the issue's part."""
    last = situation.case.documents.get(issue.form)
    return last is not None and last.part in (None, issue.part) and situation.holds(issue.when)


def _differs(before: Situation, after: Situation, issue: Issue) -> bool:
    return filled(before, issue) != filled(after, issue)
