"""What is to become a document, and the number it draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casedrop.cases.definitions import Definitions
from casedrop.cases.numbering import Draw, Number, numbered
from casedrop.flows.attachments import Attached
from casedrop.language.problem import Answers


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document to be made, complete but for its number.

    `number` is the one it keeps (a form travelling through several hands), else "" until drawn; `replaces` is the number
    that becomes void by it. `originals` are the holders of its paper
    originals: `holder` in the flow, `text` as the document's language calls him. `hidden` is what a view leaves out, by
    concrete pointer: it must not be found in the document. `attach` names what goes out beside it. `also` are its readers
    beside `to`, `enclosed` the case's enclosures that go with it. `final`: nobody fills it in any more.
    """

    form: str
    part: str
    lang: str
    to: str
    pdf: bool
    answers: Answers
    originals: tuple[Mapping[str, str], ...] = ()
    number: str = ""
    replaces: str = ""
    fillable: bool = False
    hidden: Answers = field(default_factory=dict)
    attach: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    enclosed: tuple[Attached, ...] = ()
    final: bool = False


def number_of(book: Definitions, wanted: PlannedDocument, draw: Draw, now: datetime) -> Number:
    """The number a document keeps, or the next of its series; "" for a form that bears none."""
    spec = book.forms[wanted.form].number
    if wanted.number or not spec:
        return Number(wanted.number)
    return numbered(book, spec, draw, now)
