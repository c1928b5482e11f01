"""A first Word template from a form alone: good enough to use, and meant to be restyled by hand (house 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from casedrop.formats.drafts import word_minutes
from casedrop.formats.drafts.word_blocks import (
    between,
    heading,
    in_words,
    information,
    label,
    note,
    opening,
    rows,
    text,
    wording,
)
from casedrop.formats.drafts.word_control import number_controls
from casedrop.formats.drafts.word_form import sections
from casedrop.formats.drafts.word_frame import frame, section
from casedrop.formats.drafts.word_package import package
from casedrop.formats.drafts.word_sign import addressee, both_parties, closing, hold
from casedrop.formats.drafts.word_signatures import signatures, signers
from casedrop.formats.drafts.word_xml import Element, gap, paragraph, root, w
from casedrop.forms.form import Field, Form

GENRES = ("form", "letter", "offer", "minutes", "report")


def make(form: Form, genre: str = "form") -> bytes:
    """The bytes of a .docx template for a form.

    `genre` is `form` (people fill it), `letter` (a notice to someone), `offer` (rows, sums and terms), `minutes` (two
    parties sign) or `report` (findings and tables); any other raises KeyError. The form's own texts are used where it has them:
    `heading`, `subtitle`, `intro`, `head_<property>`, `addressee`, `opening`, `request`, `closing`, and every
    `clause…` in order; of minutes also `agreed`, over the frame in which the form's first choice stands as their verdict,
    large as `verdict_<choice>` says it. Where rows have a decimal column, the form's top-level decimals are their sums,
    the last of them also in words if the form says its `currency`.
    """
    body = between([*PAGES[genre](form), *foot(form), gap(1)])
    page = w("body", *body, section())
    number_controls(page)
    return package(root("document", page), frame(genre, form.code), form.titles["en"])


def form_page(form: Form) -> list[Element]:
    """A sheet people fill: what is known first, then part by part."""
    return [*opening(form), *intro(form), *sections([*parts(form)])]


def letter_page(form: Form) -> list[Element]:
    """A letter: to whom, the facts, what to do, from whom."""
    return [*opening(form), *addressee(form), *parts(form), *closing(form)]


def minutes_page(form: Form) -> list[Element]:
    """Minutes: who met, what came of it, then articles, clauses, and the signatures of both parties."""
    both, there = word_minutes.met(form)
    verdict = word_minutes.verdict_of(form)
    answered = (
        [paragraph(text(form, "agreed"), style="Clause", keep=True), word_minutes.answer(form, verdict)]
        if verdict
        else []
    )
    known = there | ({verdict.pointer} if verdict else frozenset())
    articles = [word_minutes.three_line(block) for block in between([*parts(form, known)])]
    clauses = [paragraph(text(form, key), style="Clause") for key in form.texts if key.startswith("clause")]
    for clause in clauses[-1:]:
        hold(clause)
    opened = [*word_minutes.opening(form), *intro(form), *([both, gap(8)] if both is not None else [])]
    return [*opened, *answered, *articles, *clauses, paragraph(style="Gap", keep=True), *signatures(*signers(form))]


def offer_page(form: Form) -> list[Element]:
    """An offer: rows with their sums and words, terms, signatures."""
    return [*opening(form), *intro(form), *parts(form), paragraph(style="Gap", keep=True), both_parties(form)]


PAGES: Mapping[str, Callable[[Form], list[Element]]] = {
    "form": form_page,
    "letter": letter_page,
    "minutes": minutes_page,
    "offer": offer_page,
    "report": form_page,
}


def intro(form: Form) -> list[Element]:
    """The line before the parts, if the form has one."""
    wording = text(form, "intro")
    return [paragraph(wording, style="Clause")] if wording else []


def foot(form: Form) -> list[Element]:
    """The line at the foot of a form that comes back: how to fill it."""
    return [note(wording("foot"))] if form.returns else []


def parts(form: Form, but: frozenset[str] = frozenset()) -> Iterator[Element]:
    """The parts of a form in the schema's order, less some fields: information blocks and tables, each under its heading."""
    sums = summed(form)
    left = (f for f in form.fields if f not in sums and f.pointer not in but)
    for number, (_, group) in enumerate(groupby(left, part_of)):
        fields = tuple(group)
        name = top(fields[0])
        wording = text(form, f"head_{name}", label(f"/{name}") if number and is_block(form, fields) else "")
        yield from [heading(wording)] if wording else [gap(6)] if number else []
        yield from table_part(form, fields, sums) if fields[0].rows else [information(fields)]


def part_of(field: Field) -> tuple[str | None, str | None]:
    """What fields must share to stand in one block: their rows, and who writes them."""
    return field.rows, None if field.rows else field.stage


def is_block(form: Form, fields: Sequence[Field]) -> bool:
    """Whether fields are all of one object or table, whose label then names them."""
    return len({top(f) for f in fields}) == 1 and f"/{top(fields[0])}" not in form.by_pointer


def top(field: Field) -> str:
    """The name of the top-level property a field belongs to."""
    return field.pointer.split("/")[1]


def table_part(form: Form, columns: Sequence[Field], sums: Sequence[Field]) -> list[Element]:
    """A table of rows; the one that counts money carries the sums."""
    own = sums if any(c.kind == "decimal" for c in columns) else ()
    said_in_words = [in_words(own[-1])] if own and "/currency" in form.by_pointer else []
    return [*rows(columns, own), *said_in_words]


def summed(form: Form) -> tuple[Field, ...]:
    """The top-level decimals below a table with a decimal column; none without such a table."""
    if not any(f.rows and f.kind == "decimal" for f in form.fields):
        return ()
    return tuple(f for f in form.fields if f.kind == "decimal" and f.pointer.count("/") == 1)
