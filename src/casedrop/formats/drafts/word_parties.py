"""The two sides of an offer or a contract: who they are, line by line, and where they sign and seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casedrop.formats.drafts.word_blocks import wording
from casedrop.formats.drafts.word_layout import (
    LATIN,
    ZH,
    Said,
    Sides,
    again,
    band,
    held,
    plain,
    rows_given,
    spot,
    tab,
)
from casedrop.formats.drafts.word_xml import ACCENT_RULE, RULE, Element, dxa, edges, paragraph, run, w

PARTY_LINES = (30.0, 66.0, 24.0, 48.0)
"""The columns of what a contract says of a party: label, value, label, value."""
SIGN = (79.0, 10.0, 79.0)
SEAL = 42.0
"""The room for hand and seal, in millimetres."""
CLOSE: Sides = (0.2, 0, 0.2, 2)
"""The margins of the lines of a party."""
TERMS = (56.0, 23.0, 10.0, 23.0, 56.0)
"""The columns of terms (three over five) and of two signatures with a gap."""
ROOM, ROOM_ZH = 36.0, 38.0
"""The room to sign and seal in, in millimetres; the Chinese one holds the lines to write on."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an offer: what its signature is called, who it is, and who signs with which title, as far as that is known."""

    role: str
    name: Said
    signer: Said = ()
    title: Said = ()


def party(role: str, name: Said, lines: Sequence[tuple[tuple[str, Said | None], ...]]) -> Element:
    """A party of a contract: what it is called, its name, and lines of one or two labels with what is known; None is a line to
    write on."""
    head = band(
        spot(PARTY_LINES[0], paragraph(role, style="PartyLabel"), margins=CLOSE),
        spot(sum(PARTY_LINES[1:]), paragraph(*name, style="PartyFirm"), span=3, margins=CLOSE),
    )
    return held(plain(PARTY_LINES, [head, *(party_line(line) for line in lines)]))


def party_line(line: Sequence[tuple[str, Said | None]]) -> Element:
    """One line of what a contract says of a party."""
    wide = (PARTY_LINES[1],) if len(line) == 2 else (sum(PARTY_LINES[1:]),)
    sizes = [(PARTY_LINES[0], wide[0]), (PARTY_LINES[2], PARTY_LINES[3])]
    cells = []
    for (label, value), (mm, room) in zip(line, sizes, strict=False):
        cells.append(spot(mm, paragraph(label, style="PartyLine"), margins=CLOSE))
        shown = dotted(room - 4) if value is None else paragraph(*value, style="PartyLine")
        cells.append(spot(room, shown, span=3 if len(line) == 1 else 1, margins=CLOSE))
    return band(*cells)


def dotted(mm: float) -> Element:
    """A dotted line to write on."""
    made = paragraph(tab(), style="PartyLine")
    made[0].insert(1, w("tabs", w("tab", val="left", leader="dot", pos=dxa(mm))))
    return made


def contract_signatures(left: Said, right: Said, signer: Said, title: Said) -> Element:
    """Both signatures under the last clause: in Vietnamese and English centred with room between, in Chinese the firm over
    lines to sign on, the place of the seal and the date; `signer` and `title` are the company's."""
    rows = rows_given(LATIN, SIGN, *latin(signer, title))
    rows += rows_given(ZH, SIGN, *chinese(left, right, signer, title))
    return held(plain(SIGN, rows))


def both(left: Sequence[Element], right: Sequence[Element], top: bool = False) -> list[Element]:
    """The cells of both parties."""
    first, last = (
        spot(SIGN[0], *said, borders=edges(top=RULE) if top else None, margins=(1.5, 0, 0.5, 0))
        for said in (left, right)
    )
    return [first, spot(SIGN[1], paragraph(style="Gap")), last]


def latin(signer: Said, title: Said) -> list[Element]:
    """Whom each side signs for, how, room for hand and seal, the name."""
    roles = (wording("represent_a"), wording("represent_b"))
    heads = [[paragraph(role, style="PartyHead")] for role in roles]
    heads[0].append(paragraph("\u00a0", style="PartyTitle"))
    heads[1].append(paragraph(*again(title), style="PartyTitle"))
    for head in heads:
        head.append(paragraph(wording("sign_hint"), style="SignHint"))
    names = ([paragraph("\u00a0", style="SignName")], [paragraph(*again(signer), style="SignName")])
    gaps = ([paragraph(style="Gap")], [paragraph(style="Gap")])
    return [band(*both(heads[0], heads[1])), band(*both(*gaps), height=SEAL, exact=True), band(*both(*names))]


def chinese(left: Said, right: Said, signer: Said, title: Said) -> list[Element]:
    """The firm, lines to sign on, the place of the seal, the date."""
    roles = ("party_a", "party_b")
    heads = [
        [paragraph(wording(role), style="PartyHead"), paragraph(*name, style="PartyName")]
        for role, name in zip(roles, (left, right), strict=True)
    ]
    named: tuple[Said, Said] = ([tab()], [*again(signer), "\u3000", *again(title)])
    lines = [
        [
            paragraph(wording("signature"), tab(), style="SignWritten"),
            paragraph(wording("name_and_title"), *name, style="SignWritten"),
        ]
        for name in named
    ]
    seals = ([paragraph(wording("seal"), style="SealHere")], [paragraph(wording("seal"), style="SealHere")])
    dates = (
        [paragraph(wording("date_to_write"), style="SignDate")],
        [paragraph(wording("date_to_write"), style="SignDate")],
    )
    return [
        band(*both(heads[0], heads[1], top=True)),
        band(*both(lines[0], lines[1])),
        band(*both(*seals), height=40, exact=True),
        band(*both(*dates)),
    ]


def terms_and_signatures(terms: Sequence[tuple[Said, Sequence[Said]]], left: Party, right: Party) -> Element:
    """Up to three terms side by side over the two signatures: one table, so that none leaves the page of the rest."""
    cells = [
        spot(56, paragraph(*name, style="Term"), *(paragraph(*line, style="TermText") for line in said), span=span,
             margins=(0, 0, 0, 4))
        for (name, said), span in zip([*terms, *[((), ((),))] * (3 - len(terms))], (1, 3, 1), strict=True)
    ]  # fmt: skip
    rows = [band(*cells), band(spot(168, paragraph(style="Gap"), span=5), height=6)]
    return held(plain(TERMS, [*rows, *offer_signatures(left, right)]))


def signatures(left: Party, right: Party) -> Element:
    """The two signatures of an offer."""
    return held(plain(TERMS, offer_signatures(left, right)))


def offer_signatures(left: Party, right: Party) -> list[Element]:
    """The rows of an offer's signatures, in each language's manner."""
    latin_rows = rows_given(LATIN, TERMS, *latin_signatures(left, right))
    return [*latin_rows, *rows_given(ZH, TERMS, *chinese_signatures(left, right))]


def sides(left: Sequence[Element], right: Sequence[Element], *, ruled: bool = False) -> list[Element]:
    """The cells of the two sides with the gap between them."""
    line = ACCENT_RULE if ruled else None
    first, last = (
        spot(79, *said, span=2, borders=edges(top=line) if line else None, margins=(1.5 if ruled else 0, 0, 0, 0))
        for said in (left, right)
    )
    return [first, spot(10, paragraph(style="Gap")), last]


def latin_signatures(left: Party, right: Party) -> list[Element]:
    """Signatures as Vietnamese and English offers have them: centred, room for hand and seal, the name below."""
    heads = [
        [paragraph(p.role, style="PartyRow", align="center"), paragraph(wording("sign_hint"), style="SignHint")]
        for p in (left, right)
    ]
    names = [signed(left), signed(right)]
    rooms = ([paragraph(style="Gap")], [paragraph(style="Gap")])
    return [
        band(*sides(heads[0], heads[1], ruled=True)),
        band(*sides(*rooms), height=ROOM, exact=True),
        band(*sides(names[0], names[1])),
    ]


def signed(party: Party) -> list[Element]:
    """Who signs, or a line for who does."""
    if party.signer:
        return [paragraph(*again(party.signer), style="Signer"), paragraph(*again(party.title), style="SignerTitle")]
    return [paragraph(tab(), tab(), style="SignDots"), paragraph(wording("name_title_date"), style="SignerTitle")]


def chinese_signatures(left: Party, right: Party) -> list[Element]:
    """Signatures as Chinese offers have them: the firm, then lines to sign on, where the seal goes over firm and date."""
    heads = [
        [paragraph(p.role, style="Term"), paragraph(*p.name, run(wording("seal"), "Hushed"), style="PartyRow")]
        for p in (left, right)
    ]
    return [
        band(*sides(heads[0], heads[1], ruled=True)),
        band(*sides(written(left), written(right)), height=ROOM_ZH, exact=True),
    ]


def written(party: Party) -> list[Element]:
    """The lines a Chinese side writes on: signature, name and title, date."""
    named: Said = [*again(party.signer), "\u3000", *again(party.title)] if party.signer else [tab()]
    return [
        paragraph(wording("signature"), tab(), style="SignWritten"),
        paragraph(wording("name_and_title"), *named, style="SignWritten"),
        paragraph(wording("date_to_write"), style="SignWritten"),
    ]
