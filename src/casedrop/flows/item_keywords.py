"""The keywords of what a stage awaits and issues: forms, enclosures, paper originals, and the roads behind them. Pure."""

from __future__ import annotations

from casedrop.flows.flow import Gathering, Issue, Item, Road, Waiver
from casedrop.flows.link_keywords import CASE
from casedrop.forms.keyword import (
    EXPRESSION,
    GUARD,
    NOTE,
    Block,
    Choice,
    ExpressionTree,
    Flag,
    Keyword,
    Many,
    Named,
    Reference,
)

VIEW = Reference("view", of="form")
PART = Reference("part", None, of="form")

ROAD = Block(
    "next",
    Road,
    (
        Keyword(
            "when",
            GUARD,
            "A condition: the road is taken if it holds. The last road has none.",
            sees=CASE,
            examples=("review.result == 'approved'",),
        ),
        Keyword("go", Reference("stage"), "The stage the road leads to.", required=True, examples=("pricing",)),
    ),
    is_lined=True,
)
ROADS = Many(ROAD, least=1, shared="roads")

ISSUE = Block(
    "issues",
    Issue,
    (
        Keyword("form", Reference("form"), "The form that is filled.", required=True, examples=("visit-quote",)),
        Keyword("view", VIEW, "The view of the form: what its readers see."),
        Keyword(
            "part",
            PART,
            "The part of the form that its reader fills; left out, the part named as the stage, if there is one, else the "
            'opening part (`""`).',
        ),
        Keyword(
            "to",
            Many(Reference("reader"), least=1, is_unique=True, or_one=True),
            "Who reads it: a role, `customer`, which it is if it is left out, or several; it lies in the folder of each.",
            examples=("customer", "leader"),
        ),
        Keyword(
            "pdf",
            Choice((True, False, "fillable")),
            "`true`: a PDF comes out beside it; `fillable`: a PDF form that may come back in its place.",
            also=("fillable",),
        ),
        Keyword("fresh", Flag(), "`true`: the part is emptied first, for a stage that is entered again."),
        Keyword(
            "with",
            Named(ExpressionTree(), names=None),
            "What fills properties that names do not fill already: an expression for each.",
            sees=CASE,
            examples=({"items": "note.items"},),
            field="values",
        ),
        Keyword(
            "anew",
            Flag(),
            "`true`: another document of the form begins, with a number of its own and nothing of the last one.",
        ),
        Keyword(
            "originals",
            Many(Reference("holder"), least=1),
            "The holders of its numbered paper originals, in the order of their copies.",
            examples=(("customer", "finance"),),
        ),
        Keyword("renew", Flag(), "`true`: the last document of the form is brought up to date under its own number."),
        Keyword(
            "attach",
            Many(Reference("attachment"), least=1, is_unique=True),
            "Documents of `documents/` that go out beside this one.",
        ),
        Keyword(
            "encloses",
            Many(Reference("enclosure"), least=1, is_unique=True),
            "Enclosures of the case that go out beside it, the last of each kind that came, as it came.",
            examples=(("contract-draft",),),
        ),
        Keyword("when", GUARD, "A condition: it comes out only if it holds.", sees=CASE),
    ),
)

ITEM = Block(
    "awaits",
    Item,
    (
        Keyword("form", Reference("form"), "The form that is awaited.", examples=("visit-note",)),
        Keyword(
            "part",
            PART,
            'The part of it; left out, the part named as the stage, if there is one, else the opening part (`""`).',
        ),
        Keyword(
            "from",
            Reference("role"),
            "The role whose folder it must lie in; left out, any.",
            examples=("sales",),
            field="role",
        ),
        Keyword("opens", Flag(), "`true`: an empty form from the shelf may open a case by it."),
        Keyword("note", NOTE, "What the role’s list says of it.", sees=CASE),
        Keyword(
            "person",
            EXPRESSION,
            "Who of the role it is meant for: an expression that gives the name, which the role’s list shows.",
            sees=CASE,
            examples=("order.consultant",),
        ),
        Keyword("next", ROADS, "Roads of its own; left out, those of the stage.", field="roads"),
        Keyword("when", GUARD, "A condition: it is awaited only if it holds.", sees=CASE),
        Keyword("late", Flag(), "`true`: it is still taken, and kept, once the case has gone on without it."),
        Keyword(
            "enclosure",
            Reference("enclosure"),
            "The document without a template of ours that is awaited.",
            examples=("signed-contract",),
        ),
        Keyword(
            "signed",
            Many(Choice(("digital", "advice")), least=1, is_unique=True, or_one=True),
            "`digital`: it must be a PDF that is digitally signed, else it is asked about or comes back; `advice`: what is known"
            " of its signatures is told, and it is taken all the same.",
            examples=("digital",),
        ),
    ),
    rules={
        "oneOf": [
            {"required": ["form"]},
            {"required": ["enclosure"], "properties": {"part": False, "opens": False, "next": False, "late": False}},
        ]
    },
)

GATHERING = Block(
    "originals",
    Gathering,
    (
        Keyword("form", Reference("form"), "Their form.", required=True),
        Keyword(
            "holders",
            Many(Reference("holder"), least=1, is_unique=True),
            "The holders whose copies are waited for.",
            required=True,
        ),
        Keyword(
            "seen",
            Choice(("scan", "paper")),
            "Whether a scan is enough, or the paper itself must come in.",
            required=True,
        ),
        Keyword("from", Reference("role"), "The role that sees to it.", field="role"),
        Keyword(
            "signed",
            Many(Choice(("seal", "signature", "digital", "advice")), least=1, is_unique=True, or_one=True),
            "What a scan of them must show in each place to sign, one of these: a `seal`, a `signature` by hand, or, in a PDF, a"
            " `digital` one; what shows none comes back, what nobody can tell is asked. `advice`: it is only told.",
            examples=("seal", ("signature", "digital")),
        ),
    ),
    is_lined=True,
)

WAIVER = Block(
    "waive",
    Waiver,
    (
        Keyword(
            "by",
            Many(Reference("role"), least=1, is_unique=True, or_one=True),
            "The roles that may decide it, by the form that steers cases.",
            required=True,
            field="roles",
            examples=("manager",),
        ),
        Keyword("go", Reference("stage"), "The stage the case then goes to.", required=True, examples=("closed",)),
    ),
)
