"""The keywords by which a stage speaks to other cases and to people: `opens`, `tells`, `asks`, `informs`; and what
a flow knows from elsewhere: `knows`. Pure."""

from __future__ import annotations

from casedrop.flows.knowing import Knowing
from casedrop.flows.links import Asking, Children, Informing, Telling
from casedrop.forms.keyword import (
    EXPRESSION,
    GUARD,
    NAME,
    NOTE,
    TITLES,
    Block,
    Choice,
    ExpressionTree,
    Flag,
    Keyword,
    Named,
    Reference,
    Word,
)

CASE, ROW, TOLD = ("case",), ("case", "row"), ("case", "told")
"""What is seen: all that the flow's expressions see; besides that `row` and `no`; or `row` and `no` where there is a `key`, else
`child`."""
GIVEN = Named(ExpressionTree(), names=Reference("given", NAME, of="flow"), least=1)

CHILDREN = Block(
    "opens",
    Children,
    (
        Keyword("flow", Reference("flow"), "The flow of the cases.", required=True),
        Keyword(
            "for",
            EXPRESSION,
            "An expression; one case is opened for each row of the list it gives. Left out, one case.",
            sees=CASE,
            examples=("plan.customers",),
            field="rows",
        ),
        Keyword(
            "key",
            EXPRESSION,
            "An expression; rows that give the same are one case. It sees `row` and `no`.",
            sees=ROW,
            examples=("row.customer.code",),
        ),
        Keyword(
            "customer",
            EXPRESSION,
            "An expression; the customer whose case it is. Left out, the customer of this one.",
            sees=ROW,
        ),
        Keyword(
            "give",
            GIVEN,
            "What the case is given: an expression for each of the names its flow lists under `given`.",
            sees=ROW,
            field="values",
        ),
        Keyword(
            "at",
            Reference("stage", of="flow"),
            "The stage at which it begins; left out, its flow’s start.",
            field="stage",
        ),
        Keyword(
            "lang", EXPRESSION, "An expression; the language of the case. Left out, the language of this one.", sees=ROW
        ),
        Keyword("joins", Flag(), "`true`: a case of the same customer that waits to hear this is taken up instead."),
        Keyword("stays", Flag(), "`true`: they go on when this case is cancelled; left out, they end with it."),
        Keyword("when", GUARD, "A condition: a row for which it does not hold opens nothing.", sees=ROW),
    ),
    is_lined=True,
)

TELLING = Block(
    "tells",
    Telling,
    (
        Keyword("flow", Reference("flow"), "The flow of the cases that are told.", required=True),
        Keyword(
            "give",
            GIVEN,
            "What they are told: an expression for each name.",
            required=True,
            sees=TOLD,
            field="values",
        ),
        Keyword("when", GUARD, "A condition: only cases for which it holds are told.", sees=TOLD),
        Keyword(
            "key",
            EXPRESSION,
            "An expression; the cases that were opened under this key are told, whoever opened them. Left out, those this "
            "case opened.",
            sees=TOLD,
        ),
        Keyword(
            "for",
            EXPRESSION,
            "An expression; they are told for each row of the list it gives.",
            sees=CASE,
            field="rows",
        ),
    ),
    rules={"dependentRequired": {"for": ["key"]}},
    is_lined=True,
)

KNOWING = Block(
    "knows",
    Knowing,
    (
        Keyword("form", Reference("form"), "The form in which it would be asked.", required=True),
        Keyword(
            "place",
            Word("^/[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)*$"),
            "The pointer of the field.",
            required=True,
            examples=("/license/valid_until",),
        ),
        Keyword(
            "value",
            EXPRESSION,
            "An expression that gives what is known; none where nobody knows.",
            required=True,
            sees=CASE,
            examples=("known.warranty_until",),
        ),
        Keyword("where", TITLES, "Where it stands, as the sender is told.", required=True),
        Keyword(
            "rule",
            Choice(("equal", "at most", "at least")),
            "What is filled in must be equal to it, which is so if it is left out, at most or at least as much.",
        ),
        Keyword("when", GUARD, "A condition: what is filled in is held against it only if it holds.", sees=CASE),
    ),
)

ASKING = Block(
    "asks",
    Asking,
    (
        Keyword("from", Reference("role"), "The role on whose list it stands.", required=True, field="role"),
        Keyword("note", NOTE, "What the list says.", sees=CASE),
    ),
)

INFORMING = Block(
    "informs",
    Informing,
    (
        Keyword("to", Reference("role"), "The role on whose list it stands.", required=True, field="role"),
        Keyword("note", NOTE, "What the list says.", required=True, sees=CASE),
        Keyword("when", GUARD, "A condition: it stands there only if it holds.", sees=CASE),
    ),
)
