"""The parts of a letter as each language has them: number and date, subject, addressee, and the end with room to sign."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.formats.drafts.word_blocks import wording
from casedrop.formats.drafts.word_layout import EN, VI, ZH, Said, again, band, given, plain, spot
from casedrop.formats.drafts.word_offer import number_line
from casedrop.formats.drafts.word_xml import Element, gap, held, paragraph

HALF = 84.0
ROOM = 31.0
"""The room for hand and seal over a Vietnamese signature, in millimetres."""
ROOM_EN, ROOM_ZH = 25.0, 20.0
SENDER = 70.0
"""The width of a Chinese sender: the seal sits on the firm and the date."""
DATE = "{{ doc.date | long_date }}"
PLACE = "{% if company.place %}{{ phrase('paper.place_and_date', place=company.place, date=doc.date | long_date) }}"
PLACE_AND_DATE = f"{PLACE}{{% else %}}{DATE}{{% endif %}}"


def letter_head() -> list[Element]:
    """Number and date: in Vietnamese side by side, in English one over the other, in Chinese the number alone."""
    both = plain(
        (HALF, HALF),
        [band(spot(HALF, number_line()), spot(HALF, paragraph(PLACE_AND_DATE, style="PlaceDate")))],
    )
    return [
        *given(VI, both, gap(10)),
        *given(ZH, number_line(), gap(12)),
        *given(EN, paragraph(DATE, style="LetterDate"), number_line(), gap(12)),
    ]


def subject(kind: str, wording_: str) -> list[Element]:
    """What a letter is about: over its addressee in Vietnamese, with the kind of letter, and in Chinese, in the middle."""
    return [
        *given(VI, paragraph(kind, style="Kicker"), paragraph(wording_, style="Subject")),
        *given(ZH, paragraph(wording_, style="Subject")),
    ]


def english_subject(wording_: str) -> list[Element]:
    """The subject of an English letter, which stands under its addressee."""
    return given(EN, paragraph(wording_, style="SubjectLine"))


def letter_end(
    signer: Said, title: Said, office: str, contact: Sequence[Said], enclosed: str = "", order: str = ""
) -> list[Element]:
    """The end of a letter in each language's manner: who gets it, what goes with it, whom to ask, and who signs.

    `signer` and `title` say who signs, and `order` on whose behalf; `office` where the file is kept, `contact` whom to ask.
    """
    return [
        *given(VI, vietnamese_end(signer, [order, *title], office, contact, enclosed)),
        *given(ZH, *chinese_end(contact, enclosed)),
        *given(EN, *english_end(signer, title, contact, enclosed)),
    ]


def vietnamese_end(signer: Said, roles: Said, office: str, contact: Sequence[Said], enclosed: str) -> Element:
    """Nơi nhận and Kèm theo left; right the lines of who signs, on whose order first, over room to sign, and the name below."""
    left = [
        paragraph(wording("recipients"), style="Recipients"),
        paragraph(f"– {wording('as_above')};", style="Recipient"),
        paragraph(f"– {wording('kept_at')} {office}.", style="Recipient"),
        *enclosures(enclosed),
        gap(10),
        *asked(contact),
    ]
    heads = [paragraph(*again(said), style="SenderRole") for said in ([roles[0]], roles[1:]) if said[0] != ""]
    heads.append(paragraph(wording("sign_hint"), style="SignHint"))
    rows = [
        band(spot(HALF, *left, margins=(0, 0, 0, 4), merged="restart"), spot(HALF, *heads)),
        band(spot(HALF, paragraph(), merged="continue"), spot(HALF, paragraph(style="Gap")), height=ROOM),
        band(spot(HALF, paragraph(), merged="continue"), spot(HALF, paragraph(*again(signer), style="SignName"))),
    ]
    return held(plain((HALF, HALF), rows))


def enclosures(enclosed: str) -> list[Element]:
    """What goes with a letter, under a word of its own."""
    if not enclosed:
        return []
    return [gap(8), paragraph(wording("enclosed"), style="Recipients"), paragraph(enclosed, style="Recipient")]


def asked(contact: Sequence[Said]) -> list[Element]:
    """Whom to ask, in small lines."""
    return [paragraph(*again(line), style="Recipient") for line in contact]


def chinese_end(contact: Sequence[Said], enclosed: str) -> list[Element]:
    """附件 under the text, whom to ask left, and right the firm over the date, with room for the seal on both."""
    under = [held(paragraph(wording("enclosed") + enclosed, style="Letter"))] if enclosed else []
    sender = [paragraph("{{ company.name }}", style="Sender"), paragraph(DATE, style="Sender")]
    wide = 168 - SENDER
    ends = plain(
        (wide, SENDER),
        [
            band(spot(wide, paragraph(style="Gap")), spot(SENDER, paragraph(style="Gap")), height=ROOM_ZH, exact=True),
            band(spot(wide, *asked(contact)), spot(SENDER, *sender), height=28),
        ],
    )
    return [*under, held(ends)]


def english_end(signer: Said, title: Said, contact: Sequence[Said], enclosed: str) -> list[Element]:
    """Room to sign, name, title and firm, then what goes with the letter and whom to ask."""
    said = [paragraph(*again(signer), style="SenderLine"), paragraph(*again(title), style="SenderLine")]
    said.append(paragraph("{{ company.name }}", style="SenderLine"))
    room = band(spot(168, paragraph(style="Gap"), span=2), height=ROOM_EN, exact=True)
    rest = [paragraph(f"{wording('enclosed')} {enclosed}", style="Recipient"), gap(4)] if enclosed else []
    rest += asked(contact)
    return [held(plain((HALF, HALF), [room, band(spot(HALF, *said), spot(HALF, *rest, at="bottom"))]))]
