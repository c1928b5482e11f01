"""What takes the place of letters that are not plain text in a tree being read: what they say, and the doubt about it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from casedrop.formats.word.xml import Element

SAID = "said"
"""The element; no program writes one, for it has no namespace."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not plain text: its kind, and what is seen.

    The kinds are `struck`, `hidden`, `raised` (or lowered), `deleted` and `inserted` (tracked), `symbol`, `equation`,
    `numbered` (by a list), `moving` (a field that changes by itself), `computed`, `note`, `picture`, `boxed` (in a text
    box), `mark` (by a box), `apart` (set off by a line, a colour or the like, which only means something between choices).
    """

    kind: str
    seen: str


def said(text: str, kind: str = "", seen: str = "") -> Element:
    """The element that says a text, with the doubt about it if there is one."""
    element = etree.Element(SAID)
    element.set("text", xml(text))
    element.set("kind", kind)
    element.set("seen", xml(seen))
    return element


def doubt_of(element: Element) -> Doubt | None:
    """The doubt about what an element says, or None."""
    kind = element.get("kind")
    return Doubt(kind, element.get("seen", "")) if kind else None


def xml(text: str) -> str:
    """A text without what XML cannot hold: control characters and halves of characters."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
