"""How both parties sign minutes, as each country does: room for hand and seal, and never alone on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from casedrop.formats.drafts.word_blocks import label, text, wording
from casedrop.formats.drafts.word_control import single
from casedrop.formats.drafts.word_minutes import if_lang
from casedrop.formats.drafts.word_sign import BETWEEN, PARTY, customer
from casedrop.formats.drafts.word_xml import (
    ACCENT_RULE,
    HAIRLINE,
    RULE,
    Element,
    W,
    cell,
    edges,
    held,
    paragraph,
    row,
    tab,
    table,
    w,
)
from casedrop.forms.form import Form

SEAL, HAND_AND_SEAL = 40.0, 42.0
"""The room for a seal alone, and for a hand that a seal covers a third of, in millimetres."""
NAMED, ANSWER, REST = 28.0, 47.0, 4.0
"""The widths of what a line of a signature is called, of the line, and of what is left of the party's column."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for a party: `side` is `a` or `b`, `firm` how its name is printed; `name`, `title` and `on` are the fields
    that say who signed, as what and when, empty where that is written by hand; `words` what these three are called."""

    side: str
    firm: str
    name: str = ""
    title: str = ""
    on: str = ""
    words: tuple[str, str, str] = ("", "", "")


def signers(form: Form) -> tuple[Signer, Signer]:
    """The parties of a form whose signatures are written by hand."""
    return Signer("a", customer(form)), Signer("b", "{{ company.name }}")


def signer(form: Form, side: str, firm: str, at: str) -> Signer:
    """Who signs for a party in the fields below a pointer: `name`, `title` and `on`."""
    name, title, on = (f"{at}/{part}" for part in ("name", "title", "on"))
    keys = ("sign_name", "sign_title", "sign_date")
    words = [text(form, key, label(pointer)) for key, pointer in zip(keys, (name, title, on), strict=True)]
    return Signer(side, firm, name, title, on, (words[0], words[1], words[2]))


def signatures(left: Signer, right: Signer) -> list[Element]:
    """The signatures of both parties, the customer's left: centred in Vietnamese, else line by line over the seal."""
    return [*if_lang("lang != 'vi'", lined(left, right)), *if_lang("lang == 'vi'", centred(left, right))]


def centred(left: Signer, right: Signer) -> Element:
    """For whom, as what, room for hand and seal, the name, the day: each in the middle of its column."""
    rows = [beside(centred_head, left, right), room(HAND_AND_SEAL), beside(centred_end, left, right)]
    return held(table((PARTY, BETWEEN, PARTY), rows, ruled=False))


def beside(said: Callable[[Signer], list[Element]], left: Signer, right: Signer) -> Element:
    """A row that says the same of both parties."""
    return row(cell(PARTY, *said(left), at="top"), cell(BETWEEN), cell(PARTY, *said(right), at="top"))


def centred_head(who: Signer) -> list[Element]:
    """For whom somebody signs, as what, and how."""
    title = [paragraph(single(who.title), style="PartyTitle")] if who.title else []
    head = paragraph(wording(f"for_party_{who.side}"), style="PartyHead")
    return [head, *title, paragraph(wording("sign_hint"), style="SignHint")]


def centred_end(who: Signer) -> list[Element]:
    """The name under the signature, and the day."""
    name = paragraph(single(who.name), style="SignName") if who.name else to_write("name_and_title")
    day = (f"{who.words[2]}\u00a0", single(who.on, "date")) if who.on else (wording("date_to_write"),)
    return [name, paragraph(*day, style="SignDate")]


def to_write(key: str) -> Element:
    """A line to write on by hand, and what for."""
    return paragraph(f"{wording(key)} ", tab(), style="SignRow")


def lined(left: Signer, right: Signer) -> Element:
    """Which party, then line by line who signs, room for the seal, and the day under it, on which the seal may rest."""
    heads = across(lined_head(left), lined_head(right), edges(top=ACCENT_RULE), height=14)
    rows = [heads, *lines(left, right), room(SEAL, sealed(), three=True), *days(left, right)]
    return held(table((NAMED, ANSWER, REST, BETWEEN, NAMED, ANSWER, REST), rows, ruled=False))


def lined_head(who: Signer) -> list[Element]:
    """A party's side, and its name in full."""
    return [paragraph(wording(f"for_party_{who.side}"), style="Party"), paragraph(who.firm, style="PartyName")]


def lines(left: Signer, right: Signer) -> list[Element]:
    """The line to sign on, high enough for a hand, and those that say who signed."""
    signing = pair(wording("signature"), (), (), height=15)
    if not left.name:
        return [signing, pair(wording("name_and_title"), (), (), height=9)]
    said = ((left.words[0], left.name, right.name), (left.words[1], left.title, right.title))
    return [signing, *(pair(name, (single(a),), (single(b),), height=7.4) for name, a, b in said if a)]


def days(left: Signer, right: Signer) -> list[Element]:
    """The days of both signatures."""
    if left.on:
        return [pair(left.words[2], (single(left.on, "date"),), (single(right.on, "date"),), height=9, last=True)]
    day = [paragraph(wording("date_to_write"), style="SignDay")]
    return [across(day, deepcopy(day), edges(bottom=RULE), height=9)]


def pair(name: str, left: Sequence[Element], right: Sequence[Element], height: float, last: bool = False) -> Element:
    """One line of both parties: what it says, the answer over a hairline."""
    made: list[Element] = []
    for content in (left, right):
        under = edges(bottom=RULE if last else HAIRLINE)
        edge = edges(bottom=RULE) if last else None
        made += [cell(BETWEEN)] if made else []
        made.append(cell(NAMED, paragraph(name, style="SignLabel"), borders=deepcopy(edge), at="bottom"))
        made.append(cell(ANSWER, paragraph(*content, style="SignAnswer"), borders=under, at="bottom"))
        made.append(cell(REST, borders=deepcopy(edge)))
    return row(*made, height=height)


def across(left: Sequence[Element], right: Sequence[Element], borders: Element, height: float) -> Element:
    """A row with one cell a party."""
    first, second = (cell(PARTY, *said, span=3, borders=deepcopy(borders)) for said in (left, right))
    return row(first, cell(BETWEEN), second, height=height)


def room(height: float, *content: Element, three: bool = False) -> Element:
    """A row of exactly so many millimetres, in which nothing is printed but where the seal goes."""
    span = 3 if three else 1
    first, second = (cell(PARTY, *map(deepcopy, content), span=span) for _ in range(2))
    made = row(first, cell(BETWEEN), second, height=height)
    for size in made.iter(w("trHeight").tag):
        size.set(f"{{{W}}}hRule", "exact")
    return made


def sealed() -> Element:
    """Where the seal goes."""
    return paragraph(wording("seal"), style="SealHere")
