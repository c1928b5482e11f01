"""The two sides of an offer: who they are, and where they sign and seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casedrop.formats.drafts.word_blocks import wording
from casedrop.formats.drafts.word_layout import LATIN, ZH, Said, again, band, plain, rows_given, spot
from casedrop.formats.drafts.word_xml import ACCENT_RULE, Element, edges, held, paragraph, run, tab

TERMS = (56.0, 23.0, 10.0, 23.0, 56.0)
"""The columns of two signatures with a gap, two to a side, so that three terms may stand over them in one table."""
ROOM, ROOM_ZH = 36.0, 38.0
"""The room to sign and seal in, in millimetres; the Chinese one holds the lines to write on."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an offer: what its signature is called, who it is, and who signs with which title, as far as that is known."""

    role: str
    name: Said
    signer: Said = ()
    title: Said = ()


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
