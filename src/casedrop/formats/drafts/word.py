"""A first Word template from a form alone: good enough to use, and meant to be restyled by hand (house 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import casedrop.formats.drafts.word_minutes as word_minutes
import casedrop.formats.drafts.word_offer as word_offer
import casedrop.formats.drafts.word_parties as word_parties
from casedrop.formats.drafts.word_blocks import (
    NAME,
    VALUE,
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
from casedrop.formats.drafts.word_control import control, number_controls
from casedrop.formats.drafts.word_form import (
    BY_CUSTOMER,
    BY_US,
    due_box,
    sealed,
    section_name,
    sections,
    title_block,
)
from casedrop.formats.drafts.word_frame import frame, section
from casedrop.formats.drafts.word_letter import english_subject, letter_end, letter_head, subject
from casedrop.formats.drafts.word_package import package
from casedrop.formats.drafts.word_sign import addressee, customer
from casedrop.formats.drafts.word_signatures import signatures, signers
from casedrop.formats.drafts.word_xml import Element, gap, held, paragraph, root, w
from casedrop.forms.form import Field, Form


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
    """A sheet people fill: its title and when it is due, what is known, part by part who fills it, where the customer signs."""
    due = due_day(form)
    box = due_box(control(due)) if due else None
    how = paragraph(text(form, "intro"), style="HowTo")
    title = title_block([*opening(form), *([how] if "intro" in form.texts else [])], box)
    return [*title, *sections([*parts(form, named=section_of, beside=[due] if due else [])]), *customer_signs(form)]


DUE = ("/return_by", "/reply_by", "/due_on")
"""The days by which a form must be back."""


def due_day(form: Form) -> Field | None:
    """The day a form is due, if it has one that nobody fills later."""
    return next((f for f in form.fields if f.pointer in DUE and not f.stage), None)


def section_of(wording: str, form: Form, fields: Sequence[Field]) -> Element:
    """The heading of a part, with who fills it where customers are asked too: they, or we if a view hides it from them."""
    pointer = fields[0].pointer
    if form.internal or not form.returns or not fields[0].stage:
        return section_name(wording)
    ours = any(f"{pointer}/".startswith(f"{hidden}/") for view in form.views.values() for hidden in view.hides)
    return section_name(wording, BY_US, ours=True) if ours else section_name(wording, BY_CUSTOMER)


def customer_signs(form: Form) -> list[Element]:
    """Where a customer signs and seals what goes out to be filled and comes back."""
    if form.internal or not form.returns:
        return []
    return [gap(7), sealed((NAME, VALUE, NAME, VALUE), (wording("signature"), wording("seal")), ())]


def letter_page(form: Form) -> list[Element]:
    """A letter: number and date, what it is about, to whom, the facts, what to do, from whom."""
    about = text(form, "subject", "{{ title }}")
    asked = [[f"{{{{ contact.{one} }}}}"] for one in ("name", "phone", "email") if f"/contact/{one}" in form.by_pointer]
    signer = ["{{ signer.name }}"] if "/signer/name" in form.by_pointer else []
    return [
        *letter_head(),
        *subject("{{ title }}", about),
        *addressee(form),
        *english_subject(about),
        *parts(form),
        *requests(form),
        *letter_end(signer, ["{{ company.name }}"], "{{ company.name }}", asked, text(form, "enclosure")),
    ]


def requests(form: Form) -> list[Element]:
    """What a letter asks and its closing formula, kept with the signature."""
    return [held(paragraph(text(form, key), style="Letter")) for key in ("request", "closing") if key in form.texts]


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
    told = [field for field in form.fields if field.pointer in known]
    articles = [word_minutes.three_line(block) for block in between([*parts(form, beside=told)])]
    clauses = [paragraph(text(form, key), style="Clause") for key in form.texts if key.startswith("clause")]
    for clause in clauses[-1:]:
        held(clause)
    opened = [*word_minutes.opening(form), *intro(form), *([both, gap(8)] if both is not None else [])]
    return [*opened, *answered, *articles, *clauses, paragraph(style="Gap", keep=True), *signatures(*signers(form))]


def offer_page(form: Form) -> list[Element]:
    """An offer: its title beside its number, the sum first, rows with their sums and words, signatures."""
    under = text(form, "subtitle")
    head = word_offer.title_block(text(form, "heading", "{{ title }}"), [under] if under else [], [])
    sides = (
        word_parties.Party(wording("party_a"), [customer(form)]),
        word_parties.Party(wording("party_b"), ["{{ company.name }}"]),
    )
    return [head, *intro(form), *answer(form), *parts(form), held(gap(8)), word_parties.signatures(*sides)]


def answer(form: Form) -> list[Element]:
    """The last sum of a form's rows, large, where it also says the currency."""
    sums = summed(form)
    if not sums or "/currency" not in form.by_pointer:
        return []
    shown = word_offer.figure(sums[-1].column)
    return [
        gap(7),
        word_offer.figure_block([paragraph(label(sums[-1].pointer), style="FigureLabel"), *shown], []),
        gap(8),
    ]


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


Named = Callable[[str, Form, Sequence[Field]], Element]
"""Makes the heading of a part of its wording, its form and its fields."""


def plain(wording: str, _form: Form, _fields: Sequence[Field]) -> Element:
    """The heading of a part that says nothing but its name."""
    return heading(wording)


def parts(form: Form, named: Named = plain, beside: Sequence[Field] = ()) -> Iterator[Element]:
    """The parts of a form in the schema's order: information blocks and tables, each under its heading; not the fields that
    stand elsewhere (`beside`)."""
    sums = summed(form)
    for number, (_, group) in enumerate(groupby((f for f in form.fields if f not in (*sums, *beside)), part_of)):
        fields = tuple(group)
        name = top(fields[0])
        wording = text(form, f"head_{name}", label(f"/{name}") if number and is_block(form, fields) else "")
        yield from [named(wording, form, fields)] if wording else [gap(6)] if number else []
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
