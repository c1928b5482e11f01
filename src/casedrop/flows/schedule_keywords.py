"""The keywords of what the calendar starts (`starts`). Pure."""

from __future__ import annotations

from casedrop.flows.schedule import Collect, Start
from casedrop.forms.keyword import (
    EXPRESSION,
    GUARD,
    NAME,
    Block,
    Choice,
    Either,
    ExpressionTree,
    Flag,
    Keyword,
    Many,
    Named,
    Reference,
    WholeNumber,
    Word,
)

START_NAMES, COLLECTED = ("start",), ("collected",)
"""What is seen: `period`, `company`, `today`, `gathered`, and `row` (with `for`) or `customers`; all that the expressions of the
flow named beside see, and `period`."""
GIVEN = Reference("given", NAME)
PERIOD = Word("^(month|quarter|year|[1-9][0-9]? months?)$", label="period")

COLLECT = Block(
    "collect",
    Collect,
    (
        Keyword("flow", Reference("flow"), "The flow whose cases are looked through.", required=True),
        Keyword("when", GUARD, "A condition: only cases for which it holds count.", required=True, sees=COLLECTED),
        Keyword(
            "each",
            Named(ExpressionTree(), least=1),
            "What a row says: an expression for each column.",
            required=True,
            sees=COLLECTED,
        ),
    ),
    shared=True,
)

START = Block(
    "start",
    Start,
    (
        Keyword(
            "every",
            Either((PERIOD, Named(PERIOD, names=None, least=1))),
            "The period; or, by what `by` gives, a period for each kind.",
            required=True,
            examples=("month", "quarter", "2 months", {"A": "month", "B": "quarter"}),
            field="months",
        ),
        Keyword(
            "by",
            EXPRESSION,
            "An expression; the kind of the customer, for a period of its own. It sees `row`.",
            sees=START_NAMES,
        ),
        Keyword(
            "on",
            Either((WholeNumber(1, 31), Choice(("first open day",)))),
            "The day of the month, or its first open day.",
            required=True,
        ),
        Keyword(
            "month", WholeNumber(1, 12), "The month of the period in which it begins, from 1; left out, the first."
        ),
        Keyword(
            "calendar", Reference("calendar"), "The calendar that knows the first open day; left out, the company’s."
        ),
        Keyword(
            "for",
            Choice(("customers", "products")),
            "`customers`: a case for each customer of the register; `products`: for each product of each. Left out, one case.",
            field="rows",
        ),
        Keyword(
            "when",
            GUARD,
            "A condition: only rows for which it holds have a case; without `for`, whether there is anything to do. It sees "
            "`row`, or `customers`, and in `gathered` what `collect` found.",
            sees=START_NAMES,
            examples=("row.service.until >= period.start", "gathered.ratings | count > 0"),
        ),
        Keyword(
            "reports",
            Flag(),
            "`true`: a report that is due as such, whether or not anything happened.",
        ),
        Keyword("go", Reference("stage"), "The stage at which the case begins; left out, the flow’s start."),
        Keyword(
            "lang", EXPRESSION, "An expression; the language of the case. Left out, the company’s.", sees=START_NAMES
        ),
        Keyword(
            "give",
            Named(ExpressionTree(), names=GIVEN),
            "What the case is given: an expression for each of the names its flow lists under `given`.",
            sees=START_NAMES,
        ),
        Keyword(
            "collect",
            Named(Many(COLLECT, least=1, or_one=True), names=GIVEN),
            "Lists the case is given, gathered from cases of other flows, by name.",
        ),
    ),
    rules={
        "dependentRequired": {"by": ["for"]},
        "if": {"properties": {"every": {"type": "object"}}},
        "then": {"required": ["by"]},
    },
    shared=True,
)
