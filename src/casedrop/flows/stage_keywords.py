"""The keywords of a stage and of its deadline. Pure."""

from __future__ import annotations

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Escalation, Stage
from casedrop.flows.item_keywords import GATHERING, ISSUE, ITEM, ROADS, WAIVER
from casedrop.flows.link_keywords import ASKING, CASE, CHILDREN, INFORMING, TELLING
from casedrop.forms.keyword import (
    EXPRESSION,
    GUARD,
    ID,
    NAME,
    TITLES,
    Block,
    Choice,
    Either,
    ExpressionTree,
    Keyword,
    Many,
    Named,
    Reference,
    Word,
)

SAME_DAY, NEXT_OPEN_DAY, MONTH_END = "same day", "next open day", "last day of the month"
LENGTH = Word("^[1-9][0-9]{0,3} (months?|(working )?(days?|hours?))$", label="length")
SHORT_LENGTH = Word("^[1-9][0-9]{0,3} (working )?(days?|hours?)$", label="length")
MONTH_DAY = Word(
    "^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$",
    label="month and day",
)
FOLLOWERS = Many(Reference("role"), least=1, is_unique=True, or_one=True)

DEADLINE = Block(
    "deadline",
    Deadline,
    (
        Keyword(
            "after",
            EXPRESSION,
            "An expression that gives the day or the moment from which time is counted.",
            required=True,
            sees=CASE,
            examples=("note.visited_on", "stages.visiting.entered"),
        ),
        Keyword(
            "in",
            LENGTH,
            "How long; the day itself is day 0. Days, months and hours run by date and round the clock, working days and "
            "working hours by the calendar.",
            examples=("15 days", "2 working days", "4 working hours", "1 month"),
        ),
        Keyword(
            "on",
            Either((Choice((SAME_DAY, NEXT_OPEN_DAY, MONTH_END)), Many(MONTH_DAY, least=1))),
            "A day instead of a length: the same day, the next open day, the last day of the month, or the next of some dates "
            "(month-day).",
        ),
        Keyword(
            "calendar",
            Reference("calendar"),
            "The calendar that counts; left out, the company’s.",
            examples=("vn",),
        ),
        Keyword(
            "nonstop",
            GUARD,
            "A condition: where it holds, working days and working hours count round the clock, whatever the calendar says.",
            sees=CASE,
            examples=("record.severity == 'critical'",),
        ),
        Keyword(
            "go",
            Reference("stage"),
            "The stage the case goes to when the time is over.",
            required=True,
            examples=("lapsed",),
        ),
    ),
    rules={"oneOf": [{"required": ["in"]}, {"required": ["on"]}]},
    is_lined=True,
)

ESCALATION = Block(
    "escalate",
    Escalation,
    (
        Keyword(
            "after",
            SHORT_LENGTH,
            "How long the case may stand at the stage until they are told, counted from when it came there as a deadline counts.",
            required=True,
            examples=("2 working days", "4 working hours"),
        ),
        Keyword(
            "to",
            FOLLOWERS,
            "The roles that are told: on their lists, and by notice if they get any, until the case goes on.",
            required=True,
            field="roles",
            examples=("director",),
        ),
        Keyword(
            "calendar",
            Reference("calendar"),
            "The calendar that counts; left out, the company’s.",
            examples=("vn",),
        ),
    ),
)

STAGE = Block(
    "stage",
    Stage,
    (
        Keyword("titles", TITLES, "What the stage is called.", required=True),
        Keyword("issues", Many(ISSUE), "The documents that come out when a case enters the stage."),
        Keyword("awaits", Many(ITEM, least=1), "The drops the stage waits for.", also=("encloses",)),
        Keyword(
            "needs",
            Choice(("any", "all")),
            "`any`: the first awaited drop moves the case on, which is so if it is left out; `all`: only all of them do, in "
            "whatever order.",
            field="needs_all",
        ),
        Keyword(
            "next",
            ROADS,
            "Where the case goes once what is awaited has come: the first road whose condition holds.",
            field="roads",
        ),
        Keyword(
            "deadline",
            DEADLINE,
            "Until when the stage may last. What is late still waits if the deadline leads to the stage that waits for it.",
        ),
        Keyword("escalate", ESCALATION, "Who is told when a case stands here for too long, until it goes on."),
        Keyword("waive", WAIVER, "Who may decide that the case goes on without what the stage waits for."),
        Keyword("originals", GATHERING, "Signed paper originals the stage waits for."),
        Keyword("opens", Many(CHILDREN, least=1), "Cases of other flows that entering the stage opens."),
        Keyword("tells", Many(TELLING, least=1), "What entering the stage tells other cases."),
        Keyword("asks", ASKING, "What the stage asks of a role and no drop of this case answers."),
        Keyword(
            "informs",
            Many(INFORMING, least=1),
            "What roles are let know as long as the case stands here; nothing is waited for.",
        ),
        Keyword(
            "follows",
            FOLLOWERS,
            "The roles that follow a case while it stands here, beside those of the flow’s own `follows`.",
            examples=("sales",),
        ),
        Keyword(
            "reports",
            Named(ExpressionTree(), least=1),
            "What the case that opened this one learns: an expression for each name.",
            sees=CASE,
        ),
        Keyword(
            "corrected",
            Reference("stage"),
            "Where the case goes when its papers say otherwise than what it was opened with, because that was corrected, or than "
            "what it is told or what cases it opened report by now. Left out, papers that nobody has answered come out anew, and "
            "a correction of what was answered is refused.",
            examples=("invited",),
        ),
        Keyword(
            "cancelled",
            Reference("stage"),
            "Where the case goes when somebody cancels the case that opened it; the stage itself: it goes on as it is. Left out, "
            "the case is cancelled too, for the same reason, and stands again if the other does.",
            examples=("removing",),
        ),
        Keyword(
            "registers",
            Named(ExpressionTree(), least=1),
            "What entering the stage writes into the register of customers, of the customer and the flow’s `product`: an "
            "expression for each column; none leaves it as it is, `''` empties it.",
            sees=CASE,
            examples=({"license_until": "application.license.valid_until"},),
        ),
        Keyword(
            "hears",
            Many(Reference("given", NAME), least=1, is_unique=True),
            "The names of `given` the stage waits to be told.",
        ),
        Keyword(
            "until",
            GUARD,
            "A condition: the case goes on once it holds; it is asked whenever another case has told something.",
            sees=CASE,
            examples=("children.reply | flat | where('open', true) | count == 0",),
        ),
        Keyword(
            "exports",
            Many(Reference("form"), least=1, is_unique=True),
            "Forms with large tables whose accepted rows come out as CSV and JSON lines.",
        ),
        Keyword(
            "closes",
            Word(ID),
            "The case ends here; the word says how.",
            examples=("delivered", "lost"),
        ),
    ),
    key="id",
    is_lined=True,
    shared=True,
)
