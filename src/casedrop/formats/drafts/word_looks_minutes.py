"""The looks of what only minutes have: official openings, three-line tables, blocks of signatures."""

from __future__ import annotations

from casedrop.formats.drafts.word_looks import SERIF, STRONG, Ruled, TextLook
from casedrop.formats.drafts.word_xml import ACCENT, GREY, INK, LABEL

DOUBLE: Ruled = (18, ACCENT, 3, "thickThinSmallGap")

MINUTES_LOOKS = (
    TextLook("OrganName", STRONG, 12, 16, align="center", bold=True, keep=True),
    TextLook("OrganRule", SERIF, 2, 4, align="center", indent=22, right=22, keep=True, below=(6, INK, 0)),
    TextLook("SubjectRule", SERIF, 2, 4, after=8, align="center", indent=64, right=64, keep=True, below=(6, INK, 0)),
    TextLook("NumberMinutes", SERIF, 12, 18, before=4, align="center", keep=True),
    TextLook(
        "NumberLine",
        SERIF,
        10.5,
        16,
        before=6,
        after=6,
        keep=True,
        tabs=(("right", "none", 168),),
        below=DOUBLE,
    ),
    TextLook("ColumnHead", STRONG, 10.5, 15, bold=True, keep=True, languages={"zh": {"size": 9.5, "line": 14.5}}),
    TextLook("PartLabel", SERIF, 10.5, 15, LABEL, languages={"zh": {"size": 9.5, "line": 14.5}}),
    TextLook("Cell", SERIF, 11, 15, languages={"zh": {"size": 10.0, "line": 14.5}}),
    TextLook("PartyFirm", STRONG, 11, 15, bold=True, languages={"zh": {"size": 10.0, "line": 14.5}}),
    TextLook("SignRow", SERIF, 11, 17, keep=True, tabs=(("left", "dot", 74),), languages={"zh": {"size": 10.5}}),
    TextLook("SignLabel", SERIF, 10.5, 15, LABEL, keep=True, languages={"zh": {"size": 10.0}}),
    TextLook("SignAnswer", SERIF, 11, 15, keep=True, languages={"zh": {"size": 10.5}}),
    TextLook("SignDay", SERIF, 10.5, 15, align="right", right=8, keep=True),
    TextLook("Ending", SERIF, 9, 13, GREY, before=2, align="center"),
)
"""What stands in minutes' openings, three-line tables and blocks of signatures."""
