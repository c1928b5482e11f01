"""Styles that look otherwise in some languages: `Title zh` says how `Title` looks in Chinese (decision 0083)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from casedrop.formats.word.xml import NS, Element, q

PARAGRAPH = (
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
)
LETTERS = (
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "lang",
)
"""What paragraphs and letters may be, in the order programs want it (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28)."""
_ORDERS = {"w:pPr": PARAGRAPH, "w:rPr": LETTERS}


def take_native(root: Element, lang: str, langs: frozenset[str]) -> None:
    """Give each style the looks its namesakes have for a language, `Title zh` before `Title zh-Hans`; the namesakes go.

    `langs` are the words a namesake's name may end with.
    """
    named = {_named(style): style for style in root.iterfind("w:style", NS)}
    own = {name: style for name, style in named.items() if _of(name)[0] in named and _of(name)[1] in langs}
    for tongue in (lang.partition("-")[0], lang):
        for name, style in own.items():
            if _of(name)[1] == tongue:
                _lay_over(named[_of(name)[0]], style)
    for style in own.values():
        root.remove(style)


def _of(name: str) -> tuple[str, str]:
    """A style's name without its last word, and that word."""
    style, _, tongue = name.rpartition(" ")
    return style, tongue


def _named(style: Element) -> str:
    name = style.find("w:name", NS)
    return "" if name is None else name.get(q("w:val"), "")


def _lay_over(style: Element, own: Element) -> None:
    """Replace what a style says of its looks by what another says of them; where that is silent it stays."""
    for part, order in _ORDERS.items():
        said, there = own.find(part, NS), style.find(part, NS)
        if said is None or there is None:
            continue
        for one in said:
            for old in there.findall(one.tag):
                there.remove(old)
            there.append(deepcopy(one))
        there[:] = sorted(there, key=lambda one: _place(one, order))


def _place(element: Element, order: Sequence[str]) -> int:
    name = element.tag.rpartition("}")[2]
    return order.index(name) if name in order else len(order)
