"""The looks of offers and letters."""

from __future__ import annotations

from casedrop.formats.drafts.word_looks import HAIR, SANS, SERIF, STRONG, TextLook
from casedrop.formats.drafts.word_xml import ACCENT, GREY, LABEL

OFFER = (
    TextLook("TitleOffer", SANS, 24, 31, after=2, bold=True, keep=True, level=0),
    TextLook("TitleRecord", SANS, 16.5, 24, after=2, bold=True, keep=True),
    TextLook("OfferSub", SANS, 10, 15, GREY, keep=True),
    TextLook("OfferMeta", SANS, 9, 15, GREY),
    TextLook("OfferTo", SERIF, 12, 18, before=10, keep=True, languages={"zh": {"faces": STRONG, "bold": True}}),
    TextLook("OfferHead", SANS, 8.5, 13, LABEL, bold=True, keep=True, languages={"zh": {"size": 9.0}}),
    TextLook("ItemNumber", SERIF, 11, 15.5, GREY),
    TextLook("Term", SANS, 9, 14, ACCENT, bold=True, keep=True),
    TextLook("TermText", SERIF, 10.5, 14.5, keep=True),
    TextLook("Kicker", SANS, 8.5, 14, ACCENT, bold=True, capitals=True, spaced=0.6, keep=True),
    TextLook("Finding", SANS, 17, 23, after=8, bold=True, keep=True),
    TextLook("FigureLabel", SANS, 8.5, 12, LABEL, bold=True),
    TextLook("Figure", SANS, 30, 36, ACCENT, before=2, after=2, bold=True),
    TextLook("FigureLong", SANS, 20, 36, ACCENT, before=2, after=2, bold=True),
    TextLook("Figure2", SANS, 15, 21, bold=True),
    TextLook("Fact", SANS, 10, 14, after=3, bold=True),
    TextLook("FactLabel", SANS, 8.5, 12, GREY),
    TextLook("Value", SERIF, 11, 15.5, languages={"zh": {"size": 10.5}}),
    TextLook("ItemName", STRONG, 11, 15.5, bold=True, languages={"zh": {"size": 10.5}}),
    TextLook("Sub", SERIF, 10, 13.5, GREY, languages={"zh": {"size": 9.0}}),
    TextLook("InWords", SERIF, 11, 15.5, slanted=True, languages={"zh": {"slanted": False}}),
    TextLook("Recommended", SANS, 8.5, 13, "FFFFFF", bold=True, capitals=True, align="center"),
    TextLook("Cover", SANS, 34, 43, bold=True, keep=True, languages={"zh": {"size": 32.0}}),
    TextLook("CoverTitle", SANS, 28, 37, after=4, bold=True, keep=True),
    TextLook("FactAccent", SANS, 11.5, 15, ACCENT, after=3, bold=True),
    TextLook("Contents", SANS, 10, 17, LABEL, below=HAIR),
    TextLook("TagLine", SANS, 8.5, 13, keep=True),
    TextLook("OptionName", SANS, 12, 17, bold=True),
    TextLook("CoverCustomer", SANS, 18, 25, ACCENT, bold=True, keep=True),
)
"""Quotes and other offers."""

LETTER = (
    TextLook("LetterNumber", SANS, 9.5, 18, LABEL),
    TextLook(
        "PlaceDate", SERIF, 12, 18, align="right", slanted=True, languages={"zh": {"slanted": False, "size": 11.0}}
    ),
    TextLook(
        "Subject",
        SANS,
        17,
        23,
        after=8,
        bold=True,
        keep=True,
        level=0,
        languages={"zh": {"size": 20.0, "line": 30.0, "after": 20.0, "align": "center"}},
    ),
    TextLook("LetterDate", SERIF, 12, 18),
    TextLook("SubjectLine", SANS, 12.5, 18, before=8, after=6, bold=True, keep=True),
    TextLook("TableLead", SANS, 9, 14, ACCENT, before=6, after=3, bold=True, keep=True),
    TextLook("Listed", SERIF, 12, 18, after=6, indent=10, languages={"zh": {"line": 24.0, "after": 0, "indent": 8.5}}),
    TextLook("Annex", SANS, 14, 20, after=2, bold=True, keep=True),
    TextLook("SenderLine", SERIF, 12, 16, keep=True),
    TextLook("Addressee", SERIF, 12, 18, before=4, keep=True),
    TextLook("AddresseeSub", SERIF, 11, 15.5, GREY, indent=17.5, languages={"zh": {"indent": 0}, "en": {"indent": 0}}),
    TextLook(
        "Letter",
        SERIF,
        12,
        18,
        after=6,
        align="both",
        languages={"zh": {"line": 24.0, "after": 0, "first": 2.0}},
    ),
    TextLook("Greeting", SERIF, 12, 18, before=4, after=6, keep=True, languages={"zh": {"line": 24.0, "after": 0}}),
    TextLook("Recipients", STRONG, 11, 16, bold=True, slanted=True, languages={"zh": {"slanted": False, "size": 10.5}}),
    TextLook("Recipient", SERIF, 10.5, 14.5, LABEL),
    TextLook("Sender", SERIF, 12, 18, align="center", keep=True, languages={"zh": {"line": 26.0}}),
    TextLook("SenderRole", STRONG, 12, 18, align="center", bold=True, capitals=True, keep=True),
)
"""Letters: notices, invitations, results."""

OFFER_LOOKS = (*OFFER, *LETTER)
