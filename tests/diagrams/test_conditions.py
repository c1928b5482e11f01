"""Conditions and dates on drawings are said in words: labels, choices, titles (U10)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casedrop.diagrams.chart import chart_of
from casedrop.diagrams.conditions import Conditions
from casedrop.diagrams.names import Names
from casedrop.language.problem import LANGS
from casedrop.workspace import workspace

OFFICE = workspace.read(Path(__file__).parents[2])
CODE = re.compile(r"[a-z]\.[a-z]|==|!=|\||'[a-z-]+'|_|\bis not none\b")
"""What no person writes."""


def words(flow, lang="en"):
    return Conditions(Names(OFFICE.book.flows[flow], OFFICE.book, lang))


@pytest.mark.parametrize(
    ("flow", "expr", "lang", "said"),
    [
        ("customization", "agreement.agreed == 'yes'", "en", "Customer’s decision: Agreed"),
        ("customization", "agreement.agreed == 'yes'", "vi", "Ý kiến khách hàng: Đồng ý"),
        ("customization", "analysis.review.result != 'approved'", "en", "Sales leader – Decision: other than Approved"),
        ("customization", "analysis.items | where('feasible', 'yes') | count > 0", "en", "there are: Requests (Feasible: Yes)"),
        ("customization", "agreement.plan is none", "en", "Project plan: empty"),
        ("customization", "not (not agreement.plan.start)", "en", "Project plan – Start date: filled in"),
        ("customization", "analysis.price.total | number >= analysis.budget | number", "en",
         "Regional sales director – Announced price ≥ Budget"),
        ("problem", "record.type in ['technical', 'other'] and (record.state is none or record.severity == 'urgent')", "en",
         "Type: Technical, Other and (State: empty or Severity: Urgent)"),
        ("contract-review", "'refuse' in [review.service.result, review.finance.result]", "en",
         "one of Service department – Result, Finance – Result: Refused"),
        ("implementation", "children.acceptance | where('open', true) | count == 0", "zh-Hans", "没有项目验收（未结案件）"),
        ("contract-execution", "given.owes.license == 'yes'", "en", "Contract obligations – License: Yes"),
        ("delivery", "given.deliver_before_payment == 'yes'", "zh-Hant", "所獲告知：是"),
        ("onsite-training", "enclosures.training_outline.on is none", "vi", "Đề cương đào tạo: để trống"),
        ("contract-review", "1 if summary.kind == 'amendment' else 2", "vi", "theo điều kiện trong tệp quy trình"),
        ("customization", "this is no expression", "en", "a condition of the flow’s file"),
    ],
)  # fmt: skip
def test_a_condition_in_words(flow, expr, lang, said):
    assert words(flow, lang).told(expr) == said


@pytest.mark.parametrize(
    ("flow", "expr", "said"),
    [
        ("customization", "analysis.quote_date", "Quotation date"),
        ("onsite-training", "order.from | add_days(-2)", "2 days before From"),
        ("customization", "stages.quoted.entered", "the start of “Quoted”"),
        ("collection", "documents.report.date", "the date of “Contract Payment Tracking Sheet”"),
        ("upgrade-campaign", "customers", "customers of the register"),
        ("customization", "period.start", "what the flow’s file says"),
    ],
)
def test_what_an_expression_speaks_of(flow, expr, said):
    assert words(flow).named(expr) == said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", sorted(OFFICE.book.flows))
def test_no_drawing_shows_code(flow, lang):
    chart = chart_of(OFFICE.book.flows[flow], OFFICE.book, OFFICE.settings.roles, lang)
    shown = [line for stage in chart.stages for line in stage.lines] + [road.text for road in chart.roads]
    assert [line for line in shown if CODE.search(line)] == []
