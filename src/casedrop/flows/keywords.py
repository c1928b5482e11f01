"""The keywords of flow files (`forms/<flow>/flow.yaml`), each declared once: reader, `check`, `diff`, drawing, the editors'
schema and `docs/flows.md` walk these tables (see docs/adding-a-keyword.md). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from casedrop.flows.flow import Column, Enclosure, Flow
from casedrop.flows.item_keywords import VIEW
from casedrop.flows.link_keywords import CASE, KNOWING
from casedrop.flows.schedule_keywords import START
from casedrop.flows.stage_keywords import FOLLOWERS, STAGE
from casedrop.forms.keyword import (
    EXPRESSION,
    ID,
    NAME,
    TITLES,
    Block,
    Choice,
    Flag,
    Keyword,
    Many,
    Named,
    Reference,
    WholeNumber,
    Word,
)
from casedrop.forms.keywords import NUMBER
from casedrop.forms.uses import Use, uses_in
from casedrop.language.problem import Json

COLUMN = Block(
    "columns",
    Column,
    (
        Keyword("titles", TITLES, "The heading.", required=True),
        Keyword(
            "value",
            EXPRESSION,
            "An expression that gives what the column shows.",
            required=True,
            sees=CASE,
            examples=("note.region",),
        ),
        Keyword(
            "figure",
            Choice(("owed", "paid", "rating")),
            "What the number in it counts as in the month's figures: money owed to the company, what of it was paid, a rating.",
        ),
        Keyword(
            "currency",
            EXPRESSION,
            "An expression that gives the currency (ISO 4217) of `owed` and `paid`; left out, the company's.",
            sees=CASE,
            examples=("given.currency",),
        ),
    ),
    key="name",
)

HIDES = Block(
    "hides",
    dict,
    (
        Keyword("form", Reference("form"), "The form whose answers are meant.", required=True),
        Keyword("view", VIEW, "The view of the form: what its readers see.", required=True),
    ),
)

ENCLOSURE = Block(
    "enclosures",
    Enclosure,
    (
        Keyword("titles", TITLES, "What the document is called.", required=True),
        Keyword(
            "aliases",
            Many(Word(shortest=2), is_unique=True),
            "Other words for it that the name of a file may have.",
        ),
        Keyword("hides", HIDES, "The form and the view whose hidden answers must not be found in the document."),
    ),
    key="id",
)

CASE_NUMBER = replace(
    NUMBER,
    keywords=tuple(
        replace(keyword, examples=("visits" if keyword.name == "series" else "TH-{{ year }}-{{ n | pad(4) }}",))
        for keyword in NUMBER.keywords
    ),
)

FLOW = Block(
    "flow",
    Flow,
    (
        Keyword(
            "flow",
            Word(ID),
            "The id of the flow: the folder this file lies in.",
            required=True,
            examples=("visits",),
            field="id",
        ),
        Keyword(
            "version",
            WholeNumber(1),
            "Raise it whenever the way of a case changes; running cases keep the files they began with.",
            required=True,
            examples=(1,),
        ),
        Keyword("titles", TITLES, "What the flow is called.", required=True),
        Keyword("number", CASE_NUMBER, "How its cases are numbered.", required=True),
        Keyword(
            "answers",
            Named(Reference("form")),
            "The forms of the flow, by the short names under which expressions read their answers.",
            required=True,
            examples=({"note": "visit-note"},),
        ),
        Keyword(
            "start", Reference("stage"), "The stage at which a case begins.", required=True, examples=("visiting",)
        ),
        Keyword("stages", Named(STAGE, names=ID, least=1), "The stages of a case, by id.", required=True),
        Keyword(
            "holders",
            Named(TITLES, names=ID),
            "Who keeps paper originals, by id, as documents name them.",
        ),
        Keyword(
            "steer",
            Many(Reference("role", None), is_unique=True),
            "The roles that may hold, resume, cancel or reopen its cases by a form; left out, all whom `[steering]` of "
            "`casedrop.toml` lets.",
        ),
        Keyword(
            "given",
            Many(Word(NAME), least=1, is_unique=True),
            "The names of what a case is opened with that no form says.",
            examples=(("visit", "asked_on"),),
        ),
        Keyword(
            "single",
            Flag(),
            "`true`: there is one case at a time, and a second opening is refused.",
        ),
        Keyword(
            "several",
            Flag(),
            "`true`: a customer may have many open cases, and nobody is asked whether a form from the shelf belongs to one of "
            "them. With neither, a form from the shelf whose customer has an open case is asked about.",
        ),
        Keyword(
            "follows",
            FOLLOWERS,
            "The roles that follow its cases: their lists say of each where it stands, who has it, since when and until when, "
            "what went to the customer, and for two weeks how it ended.",
            examples=("sales", ("sales", "leader")),
        ),
        Keyword(
            "deputies",
            Named(Many(Reference("role"), is_unique=True, or_one=True), names=Reference("role"), least=1),
            "Who may do what another role is late with, by that role: a stage to which a deadline has led takes from them too "
            "what it awaits from it, and what it was given lies with them as well. An empty list: nobody may.",
            examples=({"implementation-head": "service-director", "lecturer": ()},),
        ),
        Keyword(
            "product",
            EXPRESSION,
            "An expression that gives the product its cases are about. With it `known` is what the register of customers says of "
            "the customer and that product.",
            sees=CASE,
            examples=("note.product.name",),
        ),
        Keyword(
            "knows",
            Many(KNOWING, least=1),
            "Fields of its forms that are known from elsewhere: they come filled in, and what contradicts them comes back.",
        ),
        Keyword("columns", Named(COLUMN, least=1), "What `casedrop list` shows of each of its cases, by name."),
        Keyword("starts", Many(START, least=1), "What the calendar opens, each period once."),
        Keyword(
            "enclosures",
            Named(ENCLOSURE, names=ID, least=1),
            "Documents without a template of ours that a case keeps as they came, by id.",
        ),
    ),
    rules={"not": {"required": ["single", "several"]}},
)


def uses(data: Mapping[str, Json]) -> Iterator[Use]:
    """Every expression, text, pattern and reference of a flow file's data (which fits its schema), in the order of the tables:
    each with its keyword, its path (`Source.place(*path)` is file and line) and what it may see."""
    return uses_in(FLOW, data)
