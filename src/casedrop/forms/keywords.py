"""The keywords of form files (`forms/<flow>/<form>.yaml`), each declared once; a line here is all the reader, the editors'
schema and the docs need. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.forms import numbering
from casedrop.forms.form import Check, Form, View
from casedrop.forms.keyword import (
    GUARD,
    ID,
    NOTE,
    TITLES,
    Block,
    Choice,
    Either,
    Flag,
    Keyword,
    Many,
    Named,
    Pattern,
    WholeNumber,
    Word,
    Wording,
)
from casedrop.forms.uses import Use, uses_in
from casedrop.language.problem import Json

ANSWERS, DOCUMENT, DRAWN = ("answers",), ("document",), ("number",)
"""What is seen: the form's answers and `calendar`; those with all that a template sees; `n` and `year`."""
POINTER = Word("^/", label="pointer")

PATTERNS = Either((Pattern(), Named(Pattern(), names="^(vi|zh-Hans|zh-Hant|en)$", least=1)))
"""One pattern, or one for each language a company may speak."""

NUMBER = Block(
    "number",
    numbering.spec,
    (
        Keyword(
            "series",
            Word(ID),
            "The counter the numbers are drawn from; whatever shares it is numbered in one row.",
            required=True,
            examples=("quote",),
        ),
        Keyword(
            "pattern",
            PATTERNS,
            "How a number is written; it sees `n` and `year`. By language: as the company speaks, else as `en` says.",
            required=True,
            sees=DRAWN,
            examples=("BG-{{ year }}-{{ n | pad(4) }}",),
        ),
    ),
)

CHECK = Block(
    "checks",
    Check,
    (
        Keyword("stage", Word(ID), "The part of the form the rule is for; left out, every drop is held to it."),
        Keyword(
            "that",
            GUARD,
            "An expression that must be true; it sees the fields by their names, and `row` if there is `each`.",
            required=True,
            sees=("answers", "row of each"),
            examples=("not until or until >= since",),
        ),
        Keyword("each", POINTER, "The pointer of a table, if the rule is for each of its rows.", examples=("/items",)),
        Keyword(
            "place",
            POINTER,
            "The pointer of the field at which the mark is put; with `each`, within the row.",
            required=True,
            examples=("/until",),
        ),
        Keyword(
            "say",
            NOTE,
            "What the sender is told; what stands in braces sees what `that` sees.",
            required=True,
            sees=("answers", "row of each"),
            examples=("The sum is {{ items | total('amount') | money(currency) }}.",),
        ),
    ),
)

VIEW = Block(
    "views",
    View,
    (
        Keyword("titles", TITLES, "What the reduced document is called, in every language.", required=True),
        Keyword(
            "hides",
            Many(POINTER, least=1, is_unique=True),
            "JSON pointers of what stays out of it: fields, groups or whole tables.",
            required=True,
        ),
    ),
)

FORM = Block(
    "form",
    Form,
    (
        Keyword(
            "form",
            Word(ID),
            "The id of the form: the name of this file and of its schema and template.",
            required=True,
            examples=("visit-note",),
            field="id",
        ),
        Keyword(
            "version",
            WholeNumber(1),
            "Raise it whenever what the form asks or means changes; running cases keep the files they began with.",
            required=True,
            examples=(1,),
        ),
        Keyword(
            "flow",
            Word(ID),
            "The home of the form: the folder this file lies in. Any flow may use the form.",
            required=True,
            examples=("visits",),
        ),
        Keyword(
            "code",
            Word("^[A-Z]{2,4}$"),
            "Two to four capital letters; they stand in the QR code and at the foot of every page.",
            required=True,
            examples=("VN",),
        ),
        Keyword(
            "format",
            Choice(("docx", "xlsx")),
            "The kind of file people fill: `docx` for Word, `xlsx` for Excel.",
            required=True,
        ),
        Keyword("titles", TITLES, "What the printed form is called.", required=True),
        Keyword(
            "aliases",
            Many(Word()),
            "Other names people use for it; a file without a stamp is also known by them.",
            examples=(("Phiếu khiếu nại", "投诉单"),),
        ),
        Keyword("internal", Flag(), "`true`: it says so at its foot and never goes to a customer."),
        Keyword("returns", Flag(), "`false`: it only goes out; nobody sends it back, and nothing in it can be filled."),
        Keyword("number", NUMBER, "How its documents are numbered; left out, they have no number."),
        Keyword(
            "names",
            NOTE,
            "How the file is called when it comes out; it sees the answers, `title` and `doc.number`.",
            required=True,
            sees=DOCUMENT,
        ),
        Keyword(
            "retention",
            Word("^[0-9]+ (days|months|years)$", label="length"),
            "How long the archive keeps it; left out, 10 years.",
            examples=("5 years", "10 years"),
        ),
        Keyword(
            "texts",
            Named(Wording(is_template=True, may_be_empty=True), names=None),
            "Wording of the template, by the key under which `{{ text('key') }}` shows it; each may read the answers.",
            sees=DOCUMENT,
        ),
        Keyword("checks", Many(CHECK), "Rules between fields: a drop that breaks one comes back."),
        Keyword(
            "views",
            Named(VIEW, names=ID, least=1),
            "Reduced documents of the form, by name: what certain readers must not see.",
        ),
    ),
)


def uses(data: Mapping[str, Json]) -> Iterator[Use]:
    """Every expression, text, pattern and reference of a form file's data (which fits its schema)."""
    return uses_in(FORM, data)
