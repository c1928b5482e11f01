"""Content controls: which field one is, and what it shows of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casedrop.formats.word.identity import Identity
from casedrop.formats.word.page import Names, Span
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import NAME, NS, SDT, SDT_PR, Element, R, is_on, q, value

_VALUE = q("w14:val")


class Controls:
    """Tells what controls are: `names` know the fields, `styles` are the ids of the styles of Word's own placeholders."""

    def __init__(self, names: Names, styles: frozenset[str]) -> None:
        self.names, self.styles = names, styles

    def identify(self, sdt: Element) -> tuple[str, Identity | None]:
        """How a control is known, and as what."""
        about = sdt.find(SDT_PR)
        return named(self.names, value(about, "w:tag"), value(about, "w:alias")) if about is not None else ("", None)

    def span(self, sdt: Element, how: str, identity: Identity, start: int) -> Span:
        """The span that a control begins."""
        about = sdt.find(SDT_PR)
        box = box_of(about) if about is not None else None
        if box is None:
            return Span(identity, how, start, blank=self._is_words_own(sdt))
        return Span(identity, how, start, checked=box.checked, signs=box.signs)

    def is_field(self, element: Element) -> bool:
        """Whether a control or a bookmark is a field's."""
        if element.tag == SDT:
            return self.identify(element)[1] is not None
        return self.names.mark(element.get(NAME)) is not None

    def _is_words_own(self, sdt: Element) -> bool:
        """Whether a control shows what Word puts there by itself, in whatever language Word speaks.

        The flag alone does not tell: LibreOffice keeps it on controls that were filled meanwhile.
        """
        if not self.styles or not is_on(sdt, "w:sdtPr/w:showingPlcHdr"):
            return False
        runs = [value(run, "w:rPr/w:rStyle") for run in sdt.iter(R) if text_of((run,)).strip()]
        return bool(runs) and self.styles.issuperset(str(style) for style in runs)


def named(names: Names, tag: str | None, title: str | None) -> tuple[str, Identity | None]:
    """How a control of such a tag and title is known, and as what."""
    identity = names.tag(tag)
    return ("tag", identity) if identity else ("alias", names.alias(title))


@dataclass(frozen=True, slots=True)
class Box:
    """A check box as its control has it: whether it says that it is ticked, and the signs by which it says so or not."""

    checked: bool
    signs: tuple[str, ...]


def box_of(about: Element) -> Box | None:
    """The box that a control with such properties is, or None."""
    box = about.find("w14:checkbox", NS)
    if box is None:
        return None
    state = box.find("w14:checked", NS)
    return Box(state is not None and state.get(_VALUE) in ("1", "true"), _signs(box))


def _signs(box: Element) -> tuple[str, ...]:
    """The signs by which a check box control says that it is ticked or not."""
    states = (box.find(f"w14:{name}", NS) for name in ("checkedState", "uncheckedState"))
    codes = [state.get(_VALUE, "") for state in states if state is not None]
    return tuple(chr(int(code, 16)) for code in codes if re.fullmatch("[0-9A-Fa-f]{1,5}", code))
