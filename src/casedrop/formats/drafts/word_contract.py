"""The parts of a contract paper: who the parties are, line by line, and their signatures with room for both seals."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.formats.drafts.word_blocks import wording
from casedrop.formats.drafts.word_layout import LATIN, ZH, Sides, band, held, plain, rows_given, spot, tab
from casedrop.formats.drafts.word_offer import Said, again
from casedrop.formats.drafts.word_xml import RULE, Element, dxa, edges, paragraph, w

PARTY_LINES = (30.0, 66.0, 24.0, 48.0)
"""The columns of what a contract says of a party: label, value, label, value."""
SIGN = (79.0, 10.0, 79.0)
SEAL = 42.0
"""The room for hand and seal, in millimetres."""
CLOSE: Sides = (0.2, 0, 0.2, 2)


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
    return [band(*both(*heads)), band(*both(*gaps), height=SEAL, exact=True), band(*both(*names))]


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
        band(*both(*heads, top=True)),
        band(*both(*lines)),
        band(*both(*seals), height=40, exact=True),
        band(*both(*dates)),
    ]
