"""Documents that a flow brings out as PDF forms."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow
from casedrop.forms.form import is_fillable
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source


def check_fillable(book: Definitions, flow: Flow, source: Source) -> Iterator[Problem]:
    """`pdf.not-fillable` for each document with `pdf: fillable` that cannot come back as one: a sheet, a form that only goes
    out, a part with nothing to fill, or one that comes out as originals."""
    for stage in flow.stages.values():
        for k, issue in enumerate(stage.issues):
            form = book.forms.get(issue.form)
            if form and issue.fillable and (issue.originals or not is_fillable(form, issue.part)):
                yield Problem("pdf.not-fillable", source.place("stages", stage.id, "issues", k, "pdf"))
