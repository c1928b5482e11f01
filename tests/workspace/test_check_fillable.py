"""What can come back as a PDF form: a Word form that returns, with a part to fill, and no originals."""

from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from casedrop.flows.flow import Flow, Issue, Stage
from casedrop.workspace.checks.of_flows.fillable import check_fillable
from casedrop.workspace.workspace import read
from casedrop.workspace.yaml.lines import lined
from casedrop.workspace.yaml.source import Source
from shipped import ROOT

BOOK = read(ROOT).book
SLIP = Issue("training-reply", "reply", pdf=True, fillable=True)


@pytest.mark.parametrize(
    ("issue", "problems"),
    [
        (SLIP, []),
        (replace(SLIP, fillable=False, part="nobody"), []),
        (replace(SLIP, part="nobody"), ["pdf.not-fillable 4"]),
        (replace(SLIP, originals=("customer",)), ["pdf.not-fillable 4"]),
        (replace(SLIP, form="training-certificate", part=""), ["pdf.not-fillable 4"]),
        (replace(SLIP, form="training-plan", part=""), ["pdf.not-fillable 4"]),
    ],
)
def test_only_a_word_form_that_returns_can_be_a_pdf_form(issue, problems):
    stage = Stage("sent", {}, issues=(issue,))
    source = Source("f.yaml", lined(YAML().load("stages:\n  sent:\n    issues:\n      - {form: x, pdf: fillable}\n")))
    flow = Flow("f", 1, {}, {}, {}, "sent", {"sent": stage})
    assert [f"{p.code} {p.place.args['line']}" for p in check_fillable(BOOK, flow, source)] == problems
