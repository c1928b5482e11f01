"""The looks of a Word template's text: every size, colour and distance of the house's page stands here once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casedrop.formats.drafts.word_xml import ACCENT, GREY, INK, LABEL

SERIF, SANS = ("Times New Roman", "SimSun"), ("Arial", "Microsoft YaHei")
MONO, BOX = ("Courier New", "SimSun"), ("Segoe UI Symbol", "Segoe UI Symbol")
STRONG = ("Times New Roman", "Microsoft YaHei")
"""The faces of what stands out among serif letters: Chinese is never bold Song."""

Faces = tuple[str, str]
"""The faces of Latin and of Chinese letters."""
Tab = tuple[str, str, float]
"""A tab: left, center or right; what leads to it; where, in millimetres."""
Ruled = tuple[int, str, int] | tuple[int, str, int, str] | None
"""A line over or under a paragraph: eighths of a point, colour, points between; its kind, if not single."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """One paragraph style: sizes and distances in points, indents in millimetres (`first` in letters); `line` is exact, 0 lets a
    picture have its height. `languages` says what is otherwise in a language (`zh`: in both Chinese ones)."""

    id: str
    faces: Faces
    size: float
    line: float
    colour: str = INK
    before: float = 0
    after: float = 0
    align: str = "left"
    bold: bool = False
    slanted: bool = False
    capitals: bool = False
    spaced: float = 0
    keep: bool = False
    level: int | None = None
    name: str = ""
    tabs: tuple[Tab, ...] = ()
    indent: float = 0
    right: float = 0
    first: float = 0
    above: Ruled = None
    below: Ruled = None
    languages: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def native(self, lang: str) -> TextLook:
        """The look in a language, as a style of its own whose name ends with the language."""
        own = {"id": f"{self.id} {lang}", "name": f"{self.name or self.id} {lang}", "languages": {}}
        return replace(self, **{**self.languages[lang], **own})  # type: ignore[arg-type]


HAIR: Ruled = (4, "98A4AA", 3)
TO_WRITE_ON: tuple[Tab, ...] = (("left", "underscore", 70),)
DOTTED: tuple[Tab, ...] = (("center", "none", 38.5), ("left", "dot", 69))

PAGE = (
    TextLook("Company", SANS, 11.5, 15, ACCENT, bold=True),
    TextLook("Address", SANS, 8, 11.5, GREY),
    TextLook("Meta", SANS, 8, 11.5, LABEL, align="right"),
    TextLook("Running", SANS, 8, 11.5, GREY, tabs=(("right", "none", 168),), below=HAIR),
    TextLook("Foot", SANS, 7.5, 10.5, GREY),
    TextLook("FootLine", SANS, 7.5, 10.5, GREY, right=5, tabs=(("right", "none", 139),), above=HAIR),
    TextLook("FootFull", SANS, 7.5, 10.5, GREY, tabs=(("center", "none", 84), ("right", "none", 168)), above=HAIR),
    TextLook("FootCopy", SANS, 10, 14, INK, bold=True),
    TextLook("Logo", SANS, 8, 0),
    TextLook("Gap", SANS, 2, 3),
)
"""What stands on every page."""

FORM = (
    TextLook(
        "Title", SANS, 17, 25, before=0, after=1, bold=True, keep=True, languages={"zh": {"size": 19.0, "line": 28.0}}
    ),
    TextLook("Subtitle", SANS, 9.5, 14, LABEL, after=5, keep=True),
    TextLook("HowTo", SANS, 8, 12, LABEL, keep=True),
    TextLook("Heading1", SANS, 11, 16, ACCENT, before=12, after=4, bold=True, keep=True, level=0, name="heading 1"),
    TextLook("Label", SANS, 9, 13.5, LABEL),
    TextLook("TableHead", SANS, 9, 13.5, LABEL, bold=True, keep=True),
    TextLook("Band", SANS, 10.5, 15, "FFFFFF", bold=True, keep=True, level=0, tabs=(("right", "none", 164),)),
    TextLook("BandOurs", SANS, 10.5, 15, INK, bold=True, keep=True, level=0, tabs=(("right", "none", 164),)),
    TextLook("DueLabel", SANS, 8.5, 12.5, LABEL, align="center"),
    TextLook("Due", SANS, 14, 20, ACCENT, align="center", bold=True),
    TextLook("Total", SANS, 10, 15.5, bold=True),
    TextLook("Sum", STRONG, 10.5, 15.5, bold=True),
    TextLook("Words", SERIF, 10.5, 16, before=6),
    TextLook("Note", SANS, 8, 12, GREY, before=4),
)
"""Forms people fill, reports, and what all genres share."""

MINUTES = (
    TextLook("Motto1", SERIF, 12, 16, align="center", bold=True, keep=True),
    TextLook("Motto2", SERIF, 13, 17, align="center", bold=True, keep=True),
    TextLook("Organ", SERIF, 12, 16, align="center", keep=True),
    TextLook(
        "TitleMinutes",
        SERIF,
        16,
        24,
        before=14,
        after=2,
        align="center",
        bold=True,
        keep=True,
        languages={"zh": {"size": 22.0, "line": 32.0, "spaced": 2.0}, "en": {"size": 20.0, "line": 28.0}},
    ),
    TextLook(
        "SubjectMinutes",
        STRONG,
        14,
        19,
        align="center",
        bold=True,
        keep=True,
        languages={"zh": {"size": 12.0, "bold": False}},
    ),
    TextLook(
        "Basis",
        SERIF,
        12,
        17,
        after=2,
        align="both",
        slanted=True,
        languages={"zh": {"slanted": False, "first": 2.0, "size": 11.0}},
    ),
    TextLook(
        "Clause",
        SERIF,
        12,
        17,
        before=0,
        after=4,
        align="both",
        languages={"zh": {"size": 11.0, "line": 20.0, "after": 0, "first": 2.0}},
    ),
    TextLook(
        "Article",
        STRONG,
        12,
        17,
        before=9,
        after=3,
        bold=True,
        keep=True,
        level=0,
        languages={"zh": {"size": 11.5, "line": 18.0, "before": 12.0, "after": 5.0, "faces": SANS}},
    ),
    TextLook("PartyLabel", STRONG, 12, 17, bold=True, keep=True, languages={"zh": {"size": 10.5}}),
    TextLook("PartyFirm", STRONG, 12, 17, bold=True, keep=True, languages={"zh": {"size": 10.5}}),
    TextLook("PartyLine", SERIF, 12, 17, keep=True, languages={"zh": {"size": 10.5}}),
    TextLook("ContractHead", STRONG, 11, 15, bold=True, keep=True, languages={"zh": {"size": 9.5}}),
    TextLook("ContractCell", SERIF, 11, 14.5, languages={"zh": {"size": 10.0}}),
    TextLook("VerdictLabel", SANS, 10, 14, LABEL, align="center"),
    TextLook("Verdict", SANS, 22, 30, ACCENT, align="center", bold=True),
    TextLook("Choice", SERIF, 11.5, 18, LABEL),
    TextLook(
        "PartyHead",
        SERIF,
        12,
        18,
        align="center",
        bold=True,
        keep=True,
        languages={"zh": {"size": 9.0, "bold": False, "line": 14.0, "align": "left", "faces": SANS}},
    ),
    TextLook("PartyTitle", SERIF, 12, 17, align="center", bold=True, capitals=True, keep=True),
    TextLook(
        "SignHint",
        SERIF,
        10.5,
        15,
        GREY,
        align="center",
        slanted=True,
        keep=True,
        languages={"zh": {"slanted": False, "size": 9.0}},
    ),
    TextLook("SignName", STRONG, 12, 17, align="center", bold=True, keep=True),
    TextLook(
        "SignDate", SERIF, 11, 16, align="center", slanted=True, languages={"zh": {"slanted": False, "align": "right"}}
    ),
)
"""Minutes, acceptance reports, agreements and contract papers."""

SIGNATURES = (
    TextLook("Party", SANS, 9, 14, ACCENT, bold=True, keep=True),
    TextLook("PartyName", SANS, 10, 15, bold=True, keep=True),
    TextLook("Sign", SERIF, 10.5, 22, keep=True, tabs=TO_WRITE_ON),
    TextLook("SignDots", SERIF, 10, 16, keep=True, tabs=(("left", "none", 9), ("left", "dot", 70))),
    TextLook("SignWritten", SERIF, 10.5, 27, keep=True, tabs=(("left", "dot", 66),)),
    TextLook("SignLine", SERIF, 10, 16, keep=True, tabs=DOTTED),
    TextLook("Seal", SANS, 8, 12, GREY, before=34, after=14, align="right", keep=True),
    TextLook("SealHere", SANS, 9, 13, GREY, align="left", indent=36, keep=True),
    TextLook("Signer", STRONG, 10.5, 20, align="center", bold=True, keep=True),
    TextLook("SignerTitle", SANS, 8.5, 12, GREY, align="center"),
    TextLook("Hint", SANS, 8, 12, GREY, align="center", keep=True),
    TextLook("PartyRow", SANS, 10, 15, bold=True, keep=True),
)
"""Where people sign."""

LOOKS = (*PAGE, *FORM, *MINUTES, *SIGNATURES)
