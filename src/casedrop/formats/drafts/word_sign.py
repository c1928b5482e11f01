"""Where people sign, and how minutes and letters open and close (documents.md 3)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from casedrop.formats.drafts.word_blocks import SPACE, TEXT, text, wording
from casedrop.formats.drafts.word_xml import (
    ACCENT_RULE,
    HAIRLINE,
    INK,
    RULE,
    Element,
    cell,
    dxa,
    edges,
    paragraph,
    row,
    table,
    w,
)
from casedrop.forms.form import Form

PARTY, BETWEEN = 79.0, 10.0
"""The widths of one party's column and of the space between the two, in millimetres."""
MOTTO = 64.0
"""The width of the motto's second line in millimetres."""

Party = tuple[Sequence[Element], Sequence[Element]]
"""What stands in a party's head and in its body."""


def bilateral(left: Party, right: Party, height: float = 52) -> Element:
    """Two parties side by side, room to sign and to seal; no part of it leaves the page of the other."""
    heads = row(*three(left[0], right[0], edges(top=ACCENT_RULE, bottom=HAIRLINE), tint=True))
    bodies = row(*three(left[1], right[1], edges(bottom=RULE)), height=height)
    made = table((PARTY, BETWEEN, PARTY), [heads, bodies], ruled=False)
    hold(made)
    return made


def three(left: Sequence[Element], right: Sequence[Element], lines: Element, tint: bool = False) -> tuple[Element, ...]:
    """The cells of both parties with the space between them."""
    at = "center" if tint else "top"
    first, second = (cell(PARTY, *party, tint=tint, borders=deepcopy(lines), at=at) for party in (left, right))
    return first, cell(BETWEEN), second


def hold(block: Element) -> None:
    """Set every paragraph below an element to stay on the page of the next one."""
    for properties in block.iter(w("pPr").tag):
        if properties.find(w("keepNext").tag) is None:
            style = properties.find(w("pStyle").tag)
            properties.insert(0 if style is None else 1, w("keepNext"))


def customer(form: Form) -> str:
    """The customer's name as a template says it; nothing for a form that knows no customer."""
    return "{{ customer.name }}" if "/customer/name" in form.by_pointer else ""


def both_parties(form: Form) -> Element:
    """The signatures of the customer, left, and of the company, right, as minutes and contracts end."""
    names = (("party_a", customer(form)), ("party_b", "{{ company.name }}"))
    left, right = (([party_head(wording(key)), party_name(name)], body()) for key, name in names)
    return bilateral(left, right)


def party_head(wording: str) -> Element:
    """The first line of a party's head."""
    return paragraph(wording, style="Party", align="center")


def party_name(wording: str) -> Element:
    """The second line of a party's head."""
    return paragraph(wording, style="PartyName", align="center")


def body() -> list[Element]:
    """The lines to sign on, over the place of the seal."""
    lines = (paragraph(wording(key), SPACE, line_to_write(), style="Sign") for key in ("signature", "name_and_title"))
    return [*lines, paragraph(wording("date_to_write"), style="Sign"), paragraph(wording("seal"), style="Seal")]


def line_to_write() -> Element:
    """A line to write on, as far as the style's tab."""
    return w("r", w("tab"))


def motto(width: float = TEXT) -> list[Element]:
    """The two lines Vietnamese minutes open with where the workspace wants them, in a column of a width in millimetres; the
    second over a rule as long as itself."""
    first = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style="Motto1")
    second = paragraph("Độc lập - Tự do - Hạnh phúc", style="Motto2")
    line = w("pBdr", w("bottom", val="single", sz=6, space=1, color=INK))
    side = dxa((width - MOTTO) / 2)
    second[0].extend([line, w("ind", left=side, right=side)])
    return [paragraph(f"{{%p if {WANTED} %}}", style="Gap"), first, second, paragraph("{%p endif %}", style="Gap")]


WANTED = "lang == 'vi' and company.national_motto is defined and company.national_motto"
"""When it is printed: only state bodies must (decree 30/2020/NĐ-CP), so the workspace says."""


def addressee(form: Form) -> list[Element]:
    """To whom a letter goes, and its first words."""
    opening = text(form, "opening")
    to = paragraph(text(form, "addressee", customer(form)), style="Addressee")
    return [to, *([paragraph(opening, style="Letter")] if opening else [])]


def closing(form: Form) -> list[Element]:
    """What a letter asks, its closing formula, and who sends it on which day."""
    body = [paragraph(text(form, key), style="Letter") for key in ("request", "closing") if key in form.texts]
    lines = ("{{ company.name }}", "{{ doc.date | long_date }}")
    sender = table(
        (PARTY + BETWEEN, PARTY),
        [row(cell(PARTY + BETWEEN), cell(PARTY, *(paragraph(line, style="Sender") for line in lines)))],
        ruled=False,
    )
    return [*body, sender]
